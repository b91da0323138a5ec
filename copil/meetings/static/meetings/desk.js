// The page of the door. What is noted is kept in this browser first, then sent: a cut network loses nothing.
// A note keeps the identifier it is given here, so that the server knows a copy as one.

const LIMIT = 12;
const BATCH = 200;
const EVERY = 10000;
const WORDS = { present: "Arrivée notée", remote: "À distance", visitor: "Arrivée notée", left: "Départ noté" };

const folded = (text) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/œ/gi, "oe").replace(/æ/gi, "ae").toLowerCase();

const REFUSED = "Ce navigateur refuse de garder les notes : ne fermez pas cette page avant l’envoi.";

const identifier = () => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

// People added here who wait to be sent, kept in this browser.
class Visitors {
  constructor(key) {
    this.key = key;
    this.memory = [];
  }

  queue() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || this.memory;
    } catch {
      return this.memory;
    }
  }

  keep(queue) {
    this.memory = queue;
    try {
      localStorage.setItem(this.key, JSON.stringify(queue));
      return true;
    } catch {
      return false;
    }
  }
}

class Desk {
  constructor(root) {
    this.root = root;
    this.key = `copil-accueil-${root.dataset.meeting}`;
    this.people = JSON.parse(root.dataset.people);
    for (const one of this.people) one.found = folded(`${one.name} ${one.structure}`);
    this.came = new Visitors(`${this.key}-visiteurs`);
    for (const one of this.came.queue()) this.add(one);
    this.list = root.querySelector("[data-list]");
    this.row = root.querySelector("template");
    this.field = root.querySelector("input[type=search]");
    this.waiting = root.querySelector("[data-waiting]");
    this.told = root.querySelector("[data-told]");
    this.problem = "";
    this.sending = false;
  }

  start() {
    this.field.addEventListener("input", () => this.show());
    this.field.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const first = this.found().find((one) => !this.isThere(one));
      if (this.field.value.trim() && first) this.note(first, "present");
    });
    this.list.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-kind]");
      if (!button) return;
      event.preventDefault();
      this.note(this.people.find((one) => one.id === button.dataset.person), button.dataset.kind);
    });
    const form = this.root.querySelector("[data-visitors] form");
    for (const name of new Set(this.people.map((one) => one.structure).filter(Boolean))) {
      form.querySelector("datalist").append(new Option(name));
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!form.elements.name.value.trim()) return;
      this.welcome(form.elements.name.value, form.elements.structure.value);
      form.reset();
      form.elements.name.focus();
    });
    addEventListener("online", () => this.send());
    addEventListener("storage", () => this.show());
    setInterval(() => this.send(), EVERY);
    this.show();
    this.send();
  }

  queue() {
    try {
      return JSON.parse(localStorage.getItem(this.key)) || [];
    } catch {
      return this.memory || [];
    }
  }

  keep(queue) {
    this.memory = queue;
    try {
      localStorage.setItem(this.key, JSON.stringify(queue));
    } catch {
      this.problem = REFUSED;
    }
  }

  // Somebody unexpected: known here by the identifier that the server will know a copy by.
  welcome(name, structure) {
    const one = { id: identifier(), name: name.trim(), structure: structure.trim(), at: new Date().toISOString() };
    if (!this.came.keep([...this.came.queue(), one])) this.problem = REFUSED;
    this.add(one);
    this.told.textContent = `${one.name} : arrivée notée.`;
    this.show();
    this.send();
  }

  add({ id, name, structure }) {
    const found = folded(`${name} ${structure}`);
    this.people.push({ id, name, structure, found, status: "visitor", left: false });
  }

  note(person, kind) {
    const id = identifier();
    this.keep([...this.queue(), { id, person: person.id, kind, at: new Date().toISOString() }]);
    this.told.textContent = `${person.name} : ${kind === "undo" ? "note retirée" : WORDS[kind].toLowerCase()}.`;
    this.field.value = "";
    this.field.focus();
    this.show();
    this.send();
  }

  status(person) {
    const mine = this.queue().filter((one) => one.person === person.id);
    const last = mine.at(-1);
    const waits = this.came.queue().some((one) => one.id === person.id);
    if (!last) return { kind: person.left ? "left" : person.status, waits };
    return { kind: last.kind === "undo" ? "" : last.kind, waits: true };
  }

  isThere(person) {
    return this.status(person).kind in WORDS;
  }

  found() {
    const words = folded(this.field.value).split(/\s+/).filter(Boolean);
    return this.people.filter((one) => words.every((word) => one.found.includes(word)));
  }

  show() {
    const found = this.found();
    const shown = found.slice(0, LIMIT);
    const looks = JSON.stringify(shown.map((one) => [one.id, this.status(one)]));
    // Redrawn only when something changed: whoever is on a button with the keyboard stays there.
    if (looks !== this.looks) this.list.replaceChildren(...shown.map((one) => this.drawn(one)));
    this.looks = looks;
    const there = this.people.filter((one) => this.isThere(one)).length;
    this.root.querySelector("[data-there]").textContent = there;
    const rest = this.root.querySelector("[data-rest]");
    rest.hidden = found.length > 0 && found.length <= LIMIT;
    rest.textContent = found.length ? `Et ${found.length - LIMIT} autre${found.length - LIMIT > 1 ? "s" : ""} : tapez un nom.` : "Personne à ce nom.";
    this.root.querySelector("[data-total]").textContent = this.people.length;
    const queue = this.queue().length + this.came.queue().length;
    this.waiting.hidden = !queue && !this.problem;
    this.waiting.querySelector("[data-number]").textContent = queue;
    this.waiting.querySelector("[data-problem]").textContent = this.problem;
  }

  drawn(person) {
    const { kind, waits } = this.status(person);
    const line = this.row.content.firstElementChild.cloneNode(true);
    line.querySelector("[data-name]").textContent = person.name;
    line.querySelector("[data-structure]").textContent = person.structure;
    line.querySelector("[data-state]").textContent = (WORDS[kind] || "") + (waits ? " (à envoyer)" : "");
    for (const button of line.querySelectorAll("button[data-kind]")) {
      const wanted = kind in WORDS ? (kind === "left" ? ["undo"] : ["left", "undo"]) : ["present"];
      button.hidden = !wanted.includes(button.dataset.kind);
      button.dataset.person = person.id;
      button.setAttribute("aria-label", `${button.textContent.trim()} : ${person.name}`);
    }
    return line;
  }

  async send() {
    if (this.sending) return;
    this.sending = true;
    const sent = this.queue().slice(0, BATCH);
    try {
      const response = await fetch(this.root.dataset.url, {
        method: "POST",
        headers: { "X-CSRFToken": this.root.querySelector("[name=csrfmiddlewaretoken]").value },
        body: new URLSearchParams({
          notes: JSON.stringify(sent),
          visitors: JSON.stringify(this.came.queue().slice(0, BATCH)),
        }),
      });
      if (response.ok) this.received(await response.json());
      else this.problem = "L’accueil est fermé ou la page est trop ancienne : rechargez-la. Rien n’est perdu.";
    } catch {
      this.problem = "Le réseau est coupé. Continuez : tout part dès qu’il revient.";
    }
    this.sending = false;
    this.show();
    if (!this.problem && this.queue().length + this.came.queue().length) this.send();
  }

  received(answer) {
    const kept = new Set(answer.kept);
    this.keep(this.queue().filter((one) => !kept.has(one.id)));
    this.came.keep(this.came.queue().filter((one) => !kept.has(one.id)));
    for (const one of answer.visitors) {
      const mine = this.people.find((person) => person.id === one.key);
      if (mine) mine.id = one.id;
      else if (!this.people.some((person) => person.id === one.id)) this.add(one);
    }
    const became = new Map(answer.visitors.map((one) => [one.key, one.id]));
    this.keep(this.queue().map((one) => ({ ...one, person: became.get(one.person) || one.person })));
    for (const person of this.people) {
      const [status, left] = answer.people[person.id] || ["", false];
      person.status = status;
      person.left = left;
    }
    this.problem = "";
  }
}

for (const root of document.querySelectorAll("[data-desk]")) new Desk(root).start();
