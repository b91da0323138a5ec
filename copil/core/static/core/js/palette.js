// The palette: one field to go anywhere, opened with Ctrl+K or « / » (WAI-ARIA combobox with a listbox).
//
//   <dialog data-palette="/e/…/recherche/palette/" data-remember="/e/…/recherche/recentes/">
//     <form><input role="combobox" …><div data-answers></div></form>
//   </dialog>
//
// The answers are HTML of the server. Without this script the search field of the page does the same.
const WAIT = 140;

const options = (dialog) => [...dialog.querySelectorAll("[role=option][href]")];

const point = (dialog, input, index) => {
  const all = options(dialog);
  all.forEach((option, at) => {
    option.id = `palette-${at}`;
    option.setAttribute("aria-selected", String(at === index));
  });
  if (all[index]) {
    input.setAttribute("aria-activedescendant", all[index].id);
    all[index].scrollIntoView({ block: "nearest" });
  } else {
    input.removeAttribute("aria-activedescendant");
  }
};

const current = (dialog) => options(dialog).findIndex((option) => option.getAttribute("aria-selected") === "true");

const say = (dialog, text) => {
  dialog.querySelector("[role=status]").textContent = text;
};

const setUp = (dialog) => {
  const input = dialog.querySelector("input[role=combobox]");
  const answers = dialog.querySelector("[data-answers]");
  let timer = 0;
  let asked = 0;
  // The address of the answer chosen with the arrows: later answers to the same words keep it.
  let chosen = "";

  const ask = async () => {
    const mine = ++asked;
    const url = new URL(dialog.dataset.palette, location.href);
    url.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(url, { headers: { "HX-Request": "true" } });
      if (mine !== asked || !answer.ok) return;
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      answers.replaceChildren(...read.body.childNodes);
      input.setAttribute("aria-expanded", String(options(dialog).length > 0));
      const kept = options(dialog).findIndex((option) => option.getAttribute("href") === chosen);
      // What is typed leads to its first answer; nothing is pointed at before one types.
      point(dialog, input, kept >= 0 ? kept : input.value.trim() ? 0 : -1);
      const number = options(dialog).length;
      say(dialog, number ? `${number} choix` : "Aucun résultat");
    } catch {
      // no network: Enter still sends the words to the search page
    }
  };

  const remember = () => {
    const token = JSON.parse(document.body.getAttribute("hx-headers") || "{}")["x-csrftoken"];
    if (!input.value.trim() || !token) return;
    const body = new FormData();
    body.set("q", input.value.trim());
    fetch(dialog.dataset.remember, { method: "POST", body, headers: { "X-CSRFToken": token }, keepalive: true });
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked += 1;
    chosen = "";
    timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const last = options(dialog).length - 1;
    const at = current(dialog);
    const move = (to) => {
      point(dialog, input, to);
      chosen = options(dialog)[to]?.getAttribute("href") ?? "";
    };
    if (event.key === "ArrowDown") move(at >= last ? 0 : at + 1);
    else if (event.key === "ArrowUp") move(at <= 0 ? last : at - 1);
    else if (event.key === "Enter" && at >= 0) options(dialog)[at].click();
    else return;
    event.preventDefault();
  });
  answers.addEventListener("click", (event) => {
    if (event.target.closest("[data-found]")) remember();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  return () => {
    chosen = "";
    ask();
  };
};

let start = null;

export const startPalette = (dialog) => {
  start ??= setUp(dialog);
  start();
};
