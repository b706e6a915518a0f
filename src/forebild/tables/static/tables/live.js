// A part of a page that follows what others write: asks every few seconds whether its mark (ETag) still holds.
//
//   304       nothing has changed
//   200       the part drawn anew: put in at once
//   4xx       the page has been closed to this person, or the link called back
//
// Whoever has just saved something says so: document.dispatchEvent(new Event("cards:changed")).

const LONGEST = 30_000; // ms between attempts when nothing answers
const live = document.querySelector("[data-live]");
const line = document.querySelector("[data-live-status]");
const every = Number(live.dataset.every) * 1000;
let wait = every;
let tag = `"${live.querySelector("[data-mark]").dataset.mark}"`;
let asking = null;

const tell = (name) => { line.textContent = name ? line.getAttribute(`data-text-${name}`) : ""; };

function put(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-mark]");
  if (!fresh) return;
  const held = live.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
  live.replaceChildren(fresh);
  if (held) live.querySelector(`a[href="${CSS.escape(held)}"]`)?.focus();
}

async function ask() {
  try {
    const answer = await fetch(live.dataset.live, { headers: { "If-None-Match": tag }, cache: "no-store", redirect: "manual" });
    if (answer.status === 200) {
      put(await answer.text());
      tag = answer.headers.get("ETag");
      tell("changed");
    } else if (answer.status !== 304) {
      if (answer.status >= 500) throw new Error(answer.status);
      tell("closed");
    } else if (wait !== every) tell("");
    wait = every;
  } catch {
    wait = Math.min(wait * 2, LONGEST);
    tell("lost");
  }
}

/** One question at a time; whoever asks meanwhile waits for the next. */
function askOnce() {
  asking = (asking ?? Promise.resolve()).then(ask);
  return asking;
}

async function follow() {
  if (!document.hidden) await askOnce();
  setTimeout(follow, wait);
}

setTimeout(follow, wait);
document.addEventListener("cards:changed", askOnce);
document.addEventListener("visibilitychange", () => { if (!document.hidden) askOnce(); });
addEventListener("online", askOnce);
