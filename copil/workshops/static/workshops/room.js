// A card written on a phone is kept there until the server has it: a network that falls loses nothing, and what
// is sent again is one card (each carries its own mark).
import { put, watch } from "./pulse.js";

const KEY = `room:${location.pathname}`;
const DRAFT = `room-draft:${location.pathname}`;
const ID = "cartes";
const AGAIN = 4000;
const LONGEST = 20000;
// The answer to « has it changed? » holds the cards alone, written once for all the phones.
const CARDS = { "X-Board-Cards": "1" };

const read = (key, empty) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? empty;
  } catch {
    return empty; // storage refused, or not ours
  }
};

const write = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage refused: what is typed stays in its field
  }
};

const mark = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

let queue = read(KEY, []);
let busy = false;
let later = 0;

const tell = () => {
  const box = document.querySelector("[data-waiting]");
  box.hidden = !queue.length;
  box.querySelector("[data-count]").textContent = queue.length > 1 ? `${queue.length} textes sont` : "Votre texte est";
};

const field = (form) => form.querySelector("textarea");

const form = () => document.querySelector("form.sheet[data-room]");

// Send the oldest text; true when the server answered.
const send = async ({ url, fields }) => {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]").value;
  body.set("csrfmiddlewaretoken", token);
  // A network that never answers is one that is cut.
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), LONGEST);
  const answer = await fetch(url, { method: "POST", body, signal: late.signal }).finally(() => clearTimeout(timer));
  if (answer.status >= 500 || answer.status === 429) throw new Error("later");
  return answer;
};

const empty = async () => {
  if (busy) return;
  busy = true;
  clearTimeout(later);
  try {
    while (queue.length) {
      const answer = await send(queue[0]);
      // Closed, or a token too old: the page says it, and keeps the text.
      if (answer.status === 404 || answer.status === 403) return location.reload();
      queue = queue.slice(1);
      write(KEY, queue);
      await arrived(await answer.text());
    }
  } catch {
    later = setTimeout(empty, AGAIN);
  } finally {
    busy = false;
    tell();
  }
};

// What the server says: thanks, or why it refuses, with the text still in its field.
const arrived = async (text) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  if (!page.getElementById(ID)) return; // what it was about is gone: the board shows it
  const refused = page.querySelector(".is-invalid, [role=alert]");
  if (refused) {
    document.querySelector("main").replaceWith(page.querySelector("main"));
    tell();
    return;
  }
  const toasts = page.querySelector(".toasts");
  const here = document.querySelector(".toasts");
  if (toasts && here) here.replaceWith(toasts);
  put(text, ID);
};

document.addEventListener("submit", (event) => {
  const sent = event.target.closest("form[data-room]");
  if (!sent || !field(sent).value.trim()) return;
  event.preventDefault();
  const fields = [...new FormData(sent)].filter(([name]) => name !== "csrfmiddlewaretoken");
  for (const pair of fields) if (pair[0] === "once") pair[1] = mark();
  queue = [...queue, { url: sent.action, fields }];
  write(KEY, queue);
  field(sent).value = "";
  write(DRAFT, "");
  empty();
});

document.addEventListener("input", (event) => {
  if (event.target === field(form())) write(DRAFT, event.target.value);
});

const draft = read(DRAFT, "");
if (draft && !field(form()).value) field(form()).value = draft;
addEventListener("online", empty);
tell();
empty();

// What is being written under a card stays there.
const reading = () => {
  const part = document.getElementById(ID);
  return part.querySelector("details[open]") ? null : part;
};

watch(
  reading,
  async (answer) => {
    if (answer.status === 404) return location.reload(); // closed meanwhile: its page says so
    const text = await answer.text();
    if (reading()) put(text, ID);
  },
  CARDS,
);
