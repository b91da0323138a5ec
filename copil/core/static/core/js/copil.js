// Small comforts. Every screen works without this file.
import { setUpFileDrop } from "./file-drop.js";
import { setUpMenus } from "./menus.js";
import { setUpTheme } from "./theme-switch.js";
import { setUpToasts } from "./toasts.js";
import { setUpTypeahead } from "./typeahead.js";
import { setUpUnsaved } from "./unsaved.js";

const setUp = (root) => {
  setUpFileDrop(root);
  setUpToasts(root);
  setUpTypeahead(root);
};

setUpTheme();
setUpMenus();
setUpUnsaved();
setUp(document);
document.addEventListener("htmx:load", (event) => setUp(event.detail.elt));
