// The board of who facilitates: cards moved by the mouse or by the keyboard, kept up to date. Without it, each
// card opens on a page that does the same.
import { put, refresh, watch } from "./pulse.js";

const ID = "tableau";
const board = () => document.getElementById(ID);
let held = null;

const say = (text) => {
  // Outside the part that is replaced: a region just put there is often not read.
  document.querySelector("[data-said]").textContent = text;
};

const move = async (card, lane, before) => {
  const form = new FormData();
  form.set("csrfmiddlewaretoken", document.querySelector("input[name=csrfmiddlewaretoken]").value);
  form.set("par", board().dataset.way);
  form.set("lane", lane.dataset.lane);
  if (before) form.set("before", before.dataset.card);
  const { card: id } = card.dataset;
  const title = lane.querySelector("h2").firstChild.textContent.trim();
  try {
    const answer = await fetch(card.dataset.move, { method: "POST", body: form });
    const part = answer.ok ? put(await answer.text(), ID) : await refresh(ID);
    if (!part) return;
    document.getElementById(`carte-${id}`)?.querySelector("a").focus();
    say(answer.ok ? `Carte déplacée : ${title}` : "Cette carte n’a pas pu être déplacée.");
  } catch {
    say("Le réseau ne répond pas : la carte reste à sa place.");
  }
};

document.addEventListener("dragstart", (event) => {
  const card = event.target.closest?.("[data-move]");
  if (!card) return;
  held = card;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", card.dataset.card);
});
document.addEventListener("dragend", () => {
  held = null;
  for (const one of document.querySelectorAll(".is-over")) one.classList.remove("is-over");
});
document.addEventListener("dragover", (event) => {
  const lane = held && event.target.closest?.("[data-lane]");
  if (!lane) return;
  event.preventDefault();
  for (const one of document.querySelectorAll(".lane.is-over")) if (one !== lane) one.classList.remove("is-over");
  lane.classList.add("is-over");
});
document.addEventListener("drop", (event) => {
  const lane = held && event.target.closest?.("[data-lane]");
  if (!lane) return;
  event.preventDefault();
  const over = event.target.closest("[data-card]");
  if (over !== held) move(held, lane, over);
  held = null;
});

const sibling = (from, way, selector) => {
  let one = from;
  do one = way > 0 ? one.nextElementSibling : one.previousElementSibling;
  while (one && !one.matches(selector));
  return one;
};

const KEYS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -1, ArrowDown: 1 };

document.addEventListener("keydown", (event) => {
  const card = event.target.closest?.("[data-move]");
  if (!card || !event.altKey || !KEYS[event.key]) return;
  event.preventDefault();
  const lane = card.closest("[data-lane]");
  if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
    const next = sibling(lane, KEYS[event.key], "[data-lane]");
    if (next) move(card, next, null);
    return;
  }
  const other = sibling(card, KEYS[event.key], "[data-card]");
  if (!other) return;
  move(card, lane, event.key === "ArrowUp" ? other : sibling(other, 1, "[data-card]"));
});

watch(board, async () => {
  // Nothing moves under a hand, nor under what is being read inside the board.
  if (held || board().contains(document.activeElement)) return;
  await refresh(ID);
});
