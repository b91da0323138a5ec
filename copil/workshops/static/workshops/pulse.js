// Follow a board: ask every two seconds at most whether it changed; an empty answer costs almost nothing.

// From one question to the next, whatever the answer takes: with the way there and back, two seconds.
const EVERY = 1800;
// A server that is late is left alone that long.
const REST = 500;

// `find` gives the part that carries the address and the beat known, nothing when this is no time to ask;
// `changed` is given the answer when there is something new, or nothing any more (404).
export const watch = (find, changed, headers = {}) => {
  const ask = async () => {
    const mark = find();
    if (!mark || document.hidden) return;
    try {
      const answer = await fetch(mark.dataset.pulse, {
        headers: { ...headers, "If-None-Match": `"${mark.dataset.beat}"` },
        cache: "no-store",
        credentials: "omit",
      });
      // Put in place of another meanwhile: the next question is about that one.
      if (mark.isConnected && (answer.ok || answer.status === 404)) await changed(answer);
    } catch {
      // the network will come back: the next question says what was missed
    }
  };
  const again = async () => {
    const begun = Date.now();
    await ask();
    setTimeout(again, Math.max(REST, begun + EVERY - Date.now()));
  };
  // Sixty pages loaded together do not ask together.
  setTimeout(again, Math.random() * EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || ask());
};

// Ask for this page again and put its new part in place of the old one.
export const refresh = async (id) => {
  const answer = await fetch(location.href, { cache: "no-store" });
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
