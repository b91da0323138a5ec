// The wall: screens turned by themselves or by the keys of a remote control, kept up to date.
import { refresh, watch } from "./pulse.js";

const ID = "contenu";
const STAY = 12000;
const KEYS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
};
// The code over the whole screen; a remote control has a button that sends « b » or a full stop.
const LARGE = ["c", "b", "."];
const large = document.querySelector("dialog");
let place = 0;
let turned = Date.now();

const screens = () => [...document.querySelectorAll("[data-screen]")];

const show = (wanted) => {
  const all = screens();
  if (!all.length) return;
  place = (wanted + all.length) % all.length;
  for (const [rank, one] of all.entries()) one.hidden = rank !== place;
  document.querySelector("[data-place]").textContent = `${place + 1} sur ${all.length} · `;
};

// The code of now: it may be renewed, or closed, while it is shown.
const draw = () => {
  const code = document.querySelector(`#${ID} .qr`);
  if (code) large.querySelector("[data-code]").replaceChildren(code.cloneNode(true));
  else large.close();
  return code;
};

const enlarge = () => {
  if (large.open) large.close();
  else if (draw()) large.showModal();
};

document.addEventListener("click", (event) => event.target.closest("[data-enlarge]") && enlarge());

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (LARGE.includes(event.key.toLowerCase())) enlarge();
  else if (large.open) {
    if (KEYS[event.key] && event.key !== " ") large.close(); // Escape and the button close it by themselves
  } else if (event.key === "Escape") document.querySelector("[rel~=up]").click();
  else if (KEYS[event.key] && !event.target.closest("a, button")) {
    event.preventDefault();
    turned = Date.now() + 2 * STAY; // whoever turns by hand is left time
    show(place + KEYS[event.key]);
  }
});

setInterval(() => {
  if (Date.now() - turned < STAY) return;
  turned = Date.now();
  show(place + 1);
}, 1000);

watch(
  () => document.getElementById(ID),
  async () => {
    await refresh(ID);
    show(Math.min(place, screens().length - 1));
    if (large.open) draw();
  },
);
