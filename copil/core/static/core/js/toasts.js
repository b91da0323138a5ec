// Short messages: a way to close each, and good news leaves by itself after eight seconds unless read.
const STAY = 8000;

export const setUpToasts = (root) => {
  for (const toast of root.querySelectorAll("[data-toast]:not([data-ready])")) {
    toast.dataset.ready = "";
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Fermer";
    close.addEventListener("click", () => toast.remove());
    toast.append(close);
    if (toast.matches(".is-error, .is-warning")) continue;
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, STAY);
      else toast.remove();
    };
    setTimeout(leave, STAY);
  }
};
