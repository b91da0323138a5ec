// Minutes saved as they are typed: what is typed stays in this browser until the server has it; when a save
// fails, say so and try again. A page closed meanwhile gives the text back when it is opened again.

const WAITS = [5, 10, 20, 30];

class Keeper {
  constructor(form) {
    this.form = form;
    this.field = form.querySelector("textarea");
    this.problem = form.querySelector("[data-problem]");
    this.key = `copil-notes-${form.dataset.notes}`;
    this.failures = 0;
    this.left = 0;
    this.typed = 0;
    this.sent = 0;
  }

  start() {
    this.field.addEventListener("input", () => {
      this.typed += 1;
      this.keep();
    });
    this.form.addEventListener("htmx:beforeRequest", () => {
      this.sent = this.typed;
    });
    this.form.addEventListener("htmx:beforeSwap", (event) => {
      // The page of another address, the login for one, takes no part of this one's place.
      if (!event.detail.serverResponse.includes("data-saved")) event.detail.shouldSwap = false;
    });
    this.form.addEventListener("htmx:afterRequest", ({ detail }) => {
      const { status, responseText } = detail.xhr;
      const answered = (status === 409 || detail.successful) && responseText.includes("data-saved");
      if (!answered) this.failed(status);
      else if (status === 409) this.calm();
      else this.saved();
    });
    addEventListener("online", () => this.failures && this.send());
    addEventListener("beforeunload", (event) => this.failures && event.preventDefault());
    setInterval(() => this.tick(), 1000);
    this.restore();
  }

  version() {
    return this.form.querySelector("input[name=version]");
  }

  keep() {
    try {
      const kept = { text: this.field.value, version: this.version().value };
      localStorage.setItem(this.key, JSON.stringify(kept));
    } catch {
      // storage refused: the text stays in the field, and leaving the page asks first
    }
  }

  restore() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      if (!kept || kept.text === this.field.value) return this.forget();
      this.field.value = kept.text;
      this.version().value = kept.version;
      this.failed(0);
      this.left = 2;
      this.show();
    } catch {
      // nothing readable was kept
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // nothing was kept
    }
  }

  saved() {
    this.calm();
    if (this.sent === this.typed) this.forget();
    else this.keep();
  }

  calm() {
    this.failures = 0;
    this.left = 0;
    this.problem.hidden = true;
  }

  failed(status) {
    this.keep();
    this.left = WAITS[Math.min(this.failures, WAITS.length - 1)];
    this.failures += 1;
    const reload = status >= 200 && status < 500;
    this.problem.querySelector("[data-again]").hidden = reload;
    this.problem.querySelector("[data-reload]").hidden = !reload;
    this.problem.hidden = false;
    if (reload) this.left = 0;
    this.show();
  }

  tick() {
    if (!this.left) return;
    this.left -= 1;
    this.show();
    if (!this.left) this.send();
  }

  show() {
    this.problem.querySelector("[data-left]").textContent = this.left;
  }

  send() {
    this.left = 0;
    this.form.requestSubmit();
  }
}

// Without the mouse: save the point, go to the next or to the one before.
const STEPS = { PageDown: 1, PageUp: -1 };

addEventListener("keydown", (event) => {
  const field = event.target.closest("textarea.minutes");
  if (event.ctrlKey && event.key === "Enter" && field) {
    event.preventDefault();
    field.form.requestSubmit();
  } else if (event.altKey && STEPS[event.key]) {
    const fields = [...document.querySelectorAll("textarea.minutes")];
    const here = fields.indexOf(field);
    const there = fields[here < 0 ? 0 : here + STEPS[event.key]];
    if (!there) return;
    event.preventDefault();
    there.focus();
    there.closest("section").scrollIntoView({ block: "start" });
  }
});

// After htmx took the forms: a save asked for before would leave the page.
addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-notes]")) new Keeper(form).start();
});
