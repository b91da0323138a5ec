// Small comforts, one file so that a page asks for it once. Every screen works without it.

// The button that switches between the light and the dark display, and remembers the choice.
const setUpTheme = () => {
  const root = document.documentElement;
  for (const button of document.querySelectorAll("[data-theme-switch]")) {
    const name = () => {
      const next = root.dataset.bsTheme === "dark" ? "clair" : "sombre";
      button.setAttribute("aria-label", `Passer en affichage ${next}`);
    };
    button.hidden = false;
    name();
    button.addEventListener("click", () => {
      root.dataset.bsTheme = root.dataset.bsTheme === "dark" ? "light" : "dark";
      try {
        localStorage.setItem("theme", root.dataset.bsTheme);
      } catch {
        // storage refused: the choice lasts as long as the page
      }
      name();
    });
  }
};

// Menus are <details>: close them with Escape or a click elsewhere.
const setUpMenus = () => {
  const openMenus = () => document.querySelectorAll("details[data-menu][open]");
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("focusin", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      for (const menu of openMenus()) {
        menu.open = false;
        menu.querySelector("summary").focus();
      }
    }
  });
};

// Ctrl+K, or « / » outside a field, opens the palette; its script is asked for then. The field is there
// at once: what is typed while the script comes is kept.
const setUpPalette = () => {
  const dialog = document.querySelector("dialog[data-palette]");
  if (!dialog?.showModal) return;
  const open = () => {
    if (dialog.open) return;
    dialog.showModal();
    const field = dialog.querySelector("input[role=combobox]");
    field.focus();
    field.select();
    import("./palette.js").then(({ startPalette }) => startPalette(dialog));
  };
  document.addEventListener("keydown", (event) => {
    const control = event.ctrlKey || event.metaKey;
    const field = event.target.closest?.("input, textarea, select, [contenteditable]");
    // The field of a dialog just closed keeps the focus until the next image: nobody types in it.
    const typing = field && !field.closest("dialog:not([open])");
    const asked = (control && event.key.toLowerCase() === "k") || (event.key === "/" && !control && !typing);
    if (!asked || event.altKey || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    open();
  });
  for (const key of document.querySelectorAll(".search kbd")) key.hidden = false;
  for (const button of document.querySelectorAll("[data-open-palette]")) {
    button.hidden = false;
    button.addEventListener("click", open);
  }
};

// Short messages: a way to close each, and good news leaves by itself after eight seconds unless read.
const STAY = 8000;

const setUpToasts = (root) => {
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

// « Modifications non enregistrées » : the browser asks before a form marked data-unsaved is left half-typed.
const setUpUnsaved = () => {
  const touched = new Set();
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) touched.add(form);
  });
  document.addEventListener("submit", (event) => touched.delete(event.target));
  window.addEventListener("beforeunload", (event) => {
    for (const form of touched) {
      if (form.isConnected) event.preventDefault();
    }
  });
};

// A file field accepts a file dropped on it, and says which one it holds.
const setUpFileDrop = (root) => {
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

const setUp = (root) => {
  setUpFileDrop(root);
  setUpToasts(root);
  // Asked for only where a field needs it.
  if (root.querySelector("[data-typeahead]")) {
    import("./typeahead.js").then(({ setUpTypeahead }) => setUpTypeahead(root));
  }
};

setUpTheme();
setUpMenus();
setUpPalette();
setUpUnsaved();
// On a phone, tabs slide.
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  here.closest(".tabs").scrollLeft = here.offsetLeft - 90;
}
setUp(document);
document.addEventListener("htmx:load", (event) => setUp(event.detail.elt));
