// The button that switches between the light and the dark display, and remembers the choice.
export const setUpTheme = () => {
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
