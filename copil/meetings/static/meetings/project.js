// The screen of the room: keys of a remote control or of the keyboard, and how much time is left.

const KEYS = {
  ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next",
  ArrowLeft: "prev", ArrowUp: "prev", PageUp: "prev", Backspace: "prev",
  Home: "first", End: "last", Escape: "up",
};
const EVERY = 15000;
const MINUTE = 60000;

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("a, button") && event.key === " ") return;
  const way = document.querySelector(`[rel~="${KEYS[event.key] || "none"}"]`);
  if (!way) return;
  event.preventDefault();
  way.click();
});

const clock = document.querySelector("[data-ends]");

const lasting = (minutes) => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours && `${hours} h`, (rest || !hours) && `${rest} min`].filter(Boolean).join(" ");
};

const tell = () => {
  const left = Math.ceil((new Date(clock.dataset.ends) - Date.now()) / MINUTE);
  clock.textContent = left >= 0 ? `Il reste ${lasting(left)}` : `${lasting(-left)} de plus que prévu`;
};

if (clock) {
  tell();
  setInterval(tell, EVERY);
}
