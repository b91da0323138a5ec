// Follow a board: ask every two seconds whether it changed; an empty answer costs almost nothing.

const EVERY = 2000;

// `mark` carries the address and the beat known; `changed` is called with nothing and brings the page up to date.
export const watch = (find, changed) => {
  const ask = async () => {
    const mark = find();
    if (!mark || document.hidden) return;
    try {
      const answer = await fetch(mark.dataset.pulse, {
        headers: { "If-None-Match": `"${mark.dataset.beat}"` },
        cache: "no-store",
        credentials: "omit",
      });
      if (answer.status === 200) await changed();
    } catch {
      // the network will come back: the next question says what was missed
    }
  };
  const again = () => setTimeout(() => ask().finally(again), EVERY);
  again();
  document.addEventListener("visibilitychange", () => document.hidden || ask());
};

// Ask for this page again and put its new part in place of the old one.
export const refresh = async (id, options = {}) => {
  const answer = await fetch(location.href, { cache: "no-store", ...options });
  if (answer.status === 404) location.reload(); // closed meanwhile: its page says so
  if (!answer.ok) return null;
  return put(await answer.text(), id);
};

export const put = (text, id) => {
  const page = new DOMParser().parseFromString(text, "text/html");
  const part = page.getElementById(id);
  if (!part) return null;
  document.getElementById(id).replaceWith(part);
  return part;
};
