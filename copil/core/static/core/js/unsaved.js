// « Modifications non enregistrées » : the browser asks before a form marked data-unsaved is left half-typed.
export const setUpUnsaved = () => {
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
