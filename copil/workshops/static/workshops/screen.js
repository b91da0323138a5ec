// The wall: screens turned by themselves or by the keys of a remote control, kept up to date.
import { refresh, watch } from "./pulse.js";

const ID = "contenu";
const STAY = 12000;
const KEYS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1,
  ArrowLeft: -1, ArrowUp: -1, PageUp: -1, Backspace: -1,
};
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

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") document.querySelector("[rel~=up]").click();
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
  },
);
