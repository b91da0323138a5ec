// What is typed in a long form survives a reload, in this tab only: nothing is kept once it is sent or closed.

const form = document.querySelector("form[data-keep-draft]");
const key = `draft:${location.pathname}`;

const controls = () =>
  [...form.elements].filter((one) => one.name?.startsWith("q-") || one.dataset?.keep !== undefined);

const stored = () => {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null; // storage refused, or not ours
  }
};

const keep = () => {
  const said = controls().map((one) => [one.id, one.type === "radio" || one.type === "checkbox" ? one.checked : one.value]);
  try {
    sessionStorage.setItem(key, JSON.stringify(said));
  } catch {
    // storage refused: a reload loses what is typed, as without script
  }
};

const restore = () => {
  for (const [id, value] of stored() ?? []) {
    const one = document.getElementById(id);
    if (!one || !form.contains(one)) continue;
    if (typeof value === "boolean") one.checked = value;
    else one.value = value;
  }
};

const drop = () => {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
};

if (form) {
  // A refused form comes back with what was sent: it is newer than what was kept.
  if (form.querySelector(".is-invalid, [role=alert]")) keep();
  else restore();
  form.addEventListener("input", keep);
  form.addEventListener("change", keep);
}
if (document.querySelector("[data-drop-draft]")) {
  drop();
  for (const one of Object.keys(sessionStorage)) if (one.startsWith("draft:")) sessionStorage.removeItem(one);
}
