// The clock of a session between two answers of the server: it counts, and says aloud what matters, politely.

const SECOND = 1000;
const MINUTE = 60;
const NBSP = "\u00a0";
const seen = new WeakMap();
const said = document.querySelector("[data-said]");
let step = "";
let before = Infinity;

const lasting = (minutes) => {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (!hours) return `${rest}${NBSP}min`;
  return `${hours}${NBSP}h${rest ? NBSP + String(rest).padStart(2, "0") : ""}`;
};

const clockOf = (seconds) => {
  const whole = Math.abs(seconds);
  return `${seconds < 0 ? "+" : ""}${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, "0")}`;
};

const hourOf = (instant, zone) => {
  const [hours, minutes] = new Intl.DateTimeFormat("fr", { hour: "2-digit", minute: "2-digit", timeZone: zone })
    .format(instant).split(":");
  return `${Number(hours)}${NBSP}h${Number(minutes) ? NBSP + minutes : ""}`;
};

// What matters is said once: another step, two minutes left, the time over.
const tell = (box, left) => {
  const title = `«${NBSP}${box.dataset.title}${NBSP}»`;
  if (step && step !== box.dataset.step) said.textContent = `Étape en cours${NBSP}: ${title}.`;
  else if (before > 2 * MINUTE && left <= 2 * MINUTE && left > 0) said.textContent = `Il reste deux minutes pour ${title}.`;
  else if (before > 0 && left <= 0 && before !== Infinity) said.textContent = `Le temps prévu pour ${title} est passé.`;
  step = box.dataset.step;
  before = left;
};

const tick = () => {
  const box = document.querySelector("[data-clock]");
  if (!box) return;
  if (!seen.has(box)) {
    seen.set(box, Date.now());
    if (step !== box.dataset.step) before = Infinity;
  }
  const passed = Date.now() - seen.get(box);
  const now = Date.parse(box.dataset.now) + passed;
  const running = "running" in box.dataset;
  const left = Number(box.dataset.left) - (running ? Math.floor(passed / SECOND) : 0);
  const ends = now + (Math.max(0, left) + Number(box.dataset.after)) * SECOND;
  const drift = Math.round((ends - Date.parse(box.dataset.due)) / (MINUTE * SECOND));
  box.querySelector("[data-left-shown]").textContent = clockOf(left);
  box.querySelector("[data-word]").textContent = left < 0 ? "au-delà du temps prévu" : "pour cette étape";
  box.querySelector("[data-end]").textContent = hourOf(ends, box.dataset.zone);
  box.querySelector("[data-drift]").textContent = drift
    ? `${lasting(Math.abs(drift))} ${drift > 0 ? "de retard" : "d’avance"}` : "À l’heure";
  tell(box, left);
};

tick();
setInterval(tick, SECOND);
