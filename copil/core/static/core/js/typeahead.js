// Suggestions under a text field (WAI-ARIA combobox with a list).
//
//   <input type="text" name="commune_text" data-typeahead="/communes/?nearby=1" data-typeahead-value="id_commune">
//   <input type="hidden" name="commune" id="id_commune">
//
// The address answers to ?q=… with JSON: {"results": [{"value": "94018", "label": "Charenton", "detail": "94"}]}.
// Without this script the typed text is sent as it is, and the server looks it up.
const WAIT = 180;
const LEAST = 2;
let count = 0;

export const setUpTypeahead = (root) => {
  for (const input of root.querySelectorAll("input[data-typeahead]:not([data-ready])")) {
    input.dataset.ready = "";
    attach(input);
  }
};

const attach = (input) => {
  const hidden = document.getElementById(input.dataset.typeaheadValue);
  const list = document.createElement("ul");
  const status = document.createElement("span");
  list.id = `suggestions-${++count}`;
  list.className = "pop suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  input.after(list, status);
  input.parentElement.classList.add("has-suggestions");
  for (const [name, value] of Object.entries({
    role: "combobox", autocomplete: "off", "aria-autocomplete": "list",
    "aria-controls": list.id, "aria-expanded": "false",
  })) input.setAttribute(name, value);

  let timer = 0;
  let asked = 0;
  let active = -1;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    input.value = option.dataset.label;
    if (hidden) {
      hidden.value = option.dataset.value;
      hidden.dispatchEvent(new Event("change", { bubbles: true }));
    }
    close();
    input.dispatchEvent(new CustomEvent("typeahead:chosen", { bubbles: true, detail: { ...option.dataset } }));
  };

  const point = (index) => {
    const options = [...list.children];
    if (!options.length) return;
    active = (index + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === active)));
    input.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({ block: "nearest" });
  };

  const show = (results) => {
    list.replaceChildren(...results.map((result, at) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      Object.assign(option.dataset, { value: result.value, label: result.label });
      option.append(result.label);
      if (result.detail) {
        const detail = document.createElement("small");
        detail.textContent = result.detail;
        option.append(detail);
      }
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(option));
      return option;
    }));
    status.textContent = results.length ? `${results.length} suggestion${results.length > 1 ? "s" : ""}` : "Aucune suggestion";
    active = -1;
    list.hidden = !results.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };

  const ask = async () => {
    const mine = ++asked;
    const url = new URL(input.dataset.typeahead, location.href);
    url.searchParams.set("q", input.value.trim());
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" } });
      const { results } = answer.ok ? await answer.json() : { results: [] };
      if (mine === asked && document.activeElement === input) show(results);
    } catch {
      close(); // no network: the typed text is still sent
    }
  };

  input.addEventListener("input", () => {
    if (hidden) hidden.value = "";
    clearTimeout(timer);
    asked += 1;
    if (input.value.trim().length < LEAST) close();
    else timer = setTimeout(ask, WAIT);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else point(active + (event.key === "ArrowDown" ? 1 : active < 0 ? 0 : -1));
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  });
};
