// Runs before the first paint: the remembered theme, else the one the device asks for.
(() => {
  const root = document.documentElement;
  let kept = null;
  try {
    kept = localStorage.getItem("theme");
  } catch {
    // storage refused: the device decides
  }
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = () => {
    root.dataset.bsTheme = kept || (dark.matches ? "dark" : "light");
  };
  dark.addEventListener("change", apply);
  root.classList.add("js");
  apply();
})();
