// Passkeys: asks the browser for one, writes its answer in the form and sends it. Without this script, or where
// the browser knows no passkey, the forms keep saying so and the other ways in remain.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const REASONS = {
  AbortError: "",
  InvalidStateError: "Cet appareil garde déjà une clé d’accès de ce compte.",
  NotAllowedError: "La demande a été annulée, ou elle a trop attendu. Recommencez quand vous voulez.",
  SecurityError: "Le navigateur refuse les clés d’accès à cette adresse.",
};
const OTHERWISE = "La clé d’accès n’a pas répondu. Recommencez, ou entrez autrement.";

// What the server wrote holds bytes as text: the browser wants bytes.
const read = ({ publicKey }) => {
  const named = (one) => ({ ...one, id: bytes(one.id) });
  const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (options.user) options.user = named(options.user);
  for (const list of ["excludeCredentials", "allowCredentials"])
    if (options[list]) options[list] = options[list].map(named);
  return options;
};

const written = (made) => {
  const { response } = made;
  const said = { clientDataJSON: text(response.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"])
    if (response[part]) said[part] = text(response[part]);
  return JSON.stringify({
    id: made.id,
    rawId: text(made.rawId),
    type: made.type,
    response: said,
    clientExtensionResults: made.getClientExtensionResults(),
  });
};

const askedFor = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return answer.json();
};

// The suggestion of the browser under the address field waits; a button clicked takes its place.
let waiting = null;

const ask = async (form, mediation) => {
  waiting?.abort();
  waiting = new AbortController();
  const publicKey = read(await askedFor(form));
  const { signal } = waiting;
  if (form.dataset.passkey === "create") return navigator.credentials.create({ publicKey, signal });
  return navigator.credentials.get({ publicKey, signal, ...(mediation && { mediation }) });
};

const send = (form, made) => {
  form.elements.credential.value = written(made);
  form.submit();
};

const suggest = async (form) => {
  if (!(await PublicKeyCredential.isConditionalMediationAvailable?.())) return;
  try {
    const made = await ask(form, "conditional");
    if (made) send(form, made);
  } catch {
    // nothing was asked for by the person: nothing to say
  }
};

const setUp = (form) => {
  const button = form.querySelector("button[type=submit]");
  const trouble = form.querySelector("[data-trouble]");
  form.querySelector("[data-absent]")?.remove();
  form.hidden = false;
  button.hidden = false;
  form.elements.credential.value = "";
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    trouble.hidden = true;
    button.disabled = true;
    try {
      send(form, await ask(form));
    } catch (error) {
      trouble.textContent = REASONS[error.name] ?? OTHERWISE;
      trouble.hidden = !trouble.textContent;
    }
    button.disabled = false;
  });
  if (form.hasAttribute("data-suggest")) suggest(form);
};

if (window.PublicKeyCredential && window.isSecureContext)
  for (const form of document.querySelectorAll("form[data-passkey]")) setUp(form);
