// Menus are <details>: close them with Escape or a click elsewhere. « / » goes to the search field.
export const setUpMenus = () => {
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
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    const search = document.querySelector("[data-search-shortcut]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && search?.offsetParent) {
      event.preventDefault();
      search.focus();
    }
  });
  for (const key of document.querySelectorAll(".search kbd")) key.hidden = false;
};
