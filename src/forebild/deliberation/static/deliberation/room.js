// Keeps a page of the meeting in step with the meeting: asks every few seconds whether its mark still holds.
//
//   asks      data-live address ?mark=…
//   204       nothing has changed
//   200       the part drawn anew, with its new mark; put in at once, unless somebody is writing in the old one
//   404, 403  the page has been closed to this person: it is fetched anew, and says so itself
//   a redirect: signed out
//
// The clock counts down by the server's time (data-now), not by this device's. Without this script the page has
// a link that updates it, and updates itself now and then.

const LONGEST = 30_000; // ms between attempts when nothing answers
const live = document.querySelector("[data-live]");
const status = document.querySelector("[data-live-status]");
const show = document.querySelector("[data-live-show]");
const every = Number(live.dataset.every) * 1000;
let wait = every;
let waiting = null; // what has come while somebody was writing
let ahead = 0; // ms that the server's clock is ahead of ours

const part = () => live.firstElementChild;
const say = (name) => { status.textContent = name ? status.getAttribute(`data-text-${name}`) : ""; };

function isWriting() {
  const open = document.activeElement;
  return live.contains(open) && /^(TEXTAREA|INPUT|SELECT)$/.test(open.tagName);
}

function put(fresh) {
  const held = live.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...live.querySelectorAll("details[open][id]")].map((each) => each.id);
  live.replaceChildren(fresh);
  for (const id of opened) document.getElementById(id)?.setAttribute("open", "");
  if (held) document.getElementById(held)?.focus();
  waiting = null;
  show.hidden = true;
  setClock();
  say("changed");
}

function take(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("[data-mark]");
  if (!fresh) return;
  if (!isWriting()) return put(fresh);
  waiting = fresh;
  show.hidden = false;
}

async function ask() {
  if (document.hidden) return;
  const mark = (waiting ?? part()).dataset.mark;
  try {
    const answer = await fetch(`${live.dataset.live}?mark=${mark}`, { redirect: "manual", cache: "no-store" });
    wait = every;
    if (answer.status === 200) take(await answer.text());
    else if (answer.status === 403 || answer.status === 404) location.reload();
    else if (answer.type === "opaqueredirect") say("signed-out");
    else if (answer.status !== 204) throw new Error(answer.status);
  } catch {
    wait = Math.min(wait * 2, LONGEST);
    say("lost");
  }
}

function setClock() { ahead = Date.parse(part().dataset.now) - Date.now(); }

function tick() {
  for (const timer of live.querySelectorAll("[data-ends]")) {
    const left = Math.round((Date.parse(timer.dataset.ends) - Date.now() - ahead) / 1000);
    const shown = timer.querySelector("[data-left]");
    shown.textContent = left > 0 ? `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : shown.dataset.over;
  }
}

async function follow() {
  await ask();
  setTimeout(follow, wait);
}

if (live) {
  setClock();
  tick();
  setInterval(tick, 1000);
  setTimeout(follow, wait);
  show.addEventListener("click", () => waiting && put(waiting));
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
