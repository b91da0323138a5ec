// A file field accepts a file dropped on it, and says which one it holds.
export const setUpFileDrop = (root) => {
  for (const zone of root.querySelectorAll("[data-file-drop]:not([data-ready])")) {
    const input = zone.querySelector("input[type=file]");
    if (!input) continue;
    zone.dataset.ready = "";
    const over = (event) => {
      event.preventDefault();
      zone.classList.add("is-over");
    };
    zone.addEventListener("dragover", over);
    zone.addEventListener("dragenter", over);
    zone.addEventListener("dragleave", () => zone.classList.remove("is-over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("is-over");
      if (!event.dataTransfer.files.length) return;
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("input", { bubbles: true }));
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
};
