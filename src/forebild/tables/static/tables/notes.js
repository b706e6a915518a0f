// Cards written on a phone, also without network: each is kept in this browser until the server has it.
//
//   saving    the form goes into the queue (localStorage) with a nonce of its own, then the queue is sent in order
//   200       it is saved; sent twice, the nonce makes it one card
//   422       refused with reasons: it stays in the queue, and can be taken back into the form
//   404, 410  the link no longer works: the text stays to be copied
//   else      no contact: tried again, less and less often, and at once when the network is back
//
// What stands in the form and is not saved yet is kept too. Without this script the form's own button saves.

const EVERY = 3_000; // ms until the next attempt
const LONGEST = 30_000;
const box = document.querySelector("[data-notes]");
const form = box.querySelector("form");
const status = document.querySelector("[data-notes-status]");
const rows = document.querySelector("[data-queue]");
const rowShape = document.querySelector("[data-queue-row]");
const keys = { queue: `notes:${box.dataset.taker}`, draft: `notes:${box.dataset.taker}:${box.dataset.draft}` };

const tell = (name, values = {}) => { status.textContent = (status.getAttribute(`data-text-${name}`) ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? ""); };
const token = () => form.elements.csrfmiddlewaretoken;
const newNonce = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

/** A browser that keeps nothing is no reason to stop: then it is kept as long as the page is open. */
class Kept {
  constructor(key) { Object.assign(this, { key, here: null }); }

  read() {
    try { return JSON.parse(localStorage.getItem(this.key)) ?? this.here; } catch { return this.here; }
  }

  write(value) {
    this.here = value;
    try {
      if (value === null) localStorage.removeItem(this.key);
      else localStorage.setItem(this.key, JSON.stringify(value));
    } catch { /* full, or not allowed */ }
  }
}

const queue = new Kept(keys.queue);
const draft = new Kept(keys.draft);
const waiting = () => queue.read() ?? [];
let sending = null;
let pause = EVERY;
let timer;

/** All that is written, as the form would send it, but for the token of the moment. */
function fields() {
  const data = new URLSearchParams(new FormData(form));
  data.delete("csrfmiddlewaretoken");
  return data.toString();
}

function fill(text) {
  const data = new URLSearchParams(text);
  for (const control of form.elements) {
    if (!control.name || control.name === "csrfmiddlewaretoken" || control.type === "submit") continue;
    if (control.type === "radio" || control.type === "checkbox") control.checked = data.getAll(control.name).includes(control.value);
    else control.value = data.get(control.name) ?? "";
  }
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
}

/** A fresh form: what kind of card and for whom usually goes on; who said it, and its secrecy, do not. */
function empty() {
  form.elements.text.value = "";
  form.elements.said_by.value = "";
  form.elements.is_secret.checked = false;
  form.querySelector("[name=attribution][value=none]").checked = true;
  form.elements.nonce.value = newNonce();
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  draft.write(null);
}

function show() {
  const items = waiting();
  rows.replaceChildren(...items.map(rowOf));
  rows.closest("[data-queue-box]").hidden = items.length === 0;
}

function rowOf(item) {
  const row = rowShape.content.firstElementChild.cloneNode(true);
  row.querySelector("[data-row-text]").textContent = new URLSearchParams(item.body).get("text");
  row.querySelector("[data-row-state]").textContent = item.refused || status.dataset.textQueued;
  const back = row.querySelector("[data-row-back]");
  back.hidden = !item.refused;
  back.addEventListener("click", () => takeBack(item));
  return row;
}

/** What was refused goes back to where it was written: into this form, or that of its own page. */
function takeBack(item) {
  drop(item);
  if (item.url === location.pathname) { fill(item.body); draft.write(item.body); form.elements.text.focus(); return; }
  const place = item.url.split("/").filter(Boolean);
  new Kept(`notes:${box.dataset.taker}:${place.at(-2) === "kort" ? place.at(-1) : "new"}`).write(item.body);
  location.assign(item.url);
}

const drop = (item) => { queue.write(waiting().filter((each) => each.nonce !== item.nonce)); show(); };
const refuse = (item, refused) => { queue.write(waiting().map((each) => (each.nonce === item.nonce ? { ...each, refused } : each))); show(); };

function post(item) {
  return fetch(item.url, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/x-www-form-urlencoded", Accept: "application/json", "X-CSRFToken": token().value },
    body: item.body,
  });
}

/** The token of a page that has lain open for long may be too old: read the one that is served now. */
async function renewToken() {
  const served = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  const fresh = served.querySelector("[name=csrfmiddlewaretoken]");
  if (fresh) token().value = fresh.value;
}

/** Whether the server has taken it or refused it; false: no contact. */
async function send(item) {
  try {
    let answer = await post(item);
    if (answer.status === 403) { await renewToken(); answer = await post(item); }
    if (answer.ok) return taken(item);
    if (answer.status === 422) { refuse(item, (await answer.json()).errors.join(" ")); tell("refused"); return true; }
    if (answer.status === 404 || answer.status === 410) { refuse(item, status.dataset.textLost); tell("refused"); return true; }
  } catch { /* no contact */ }
  return false;
}

function taken(item) {
  drop(item);
  tell("saved", { time: new Date().toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit" }).replace(":", ".") });
  document.dispatchEvent(new Event("cards:changed"));
  return true;
}

/** Everything in order; at the first without contact, wait. Two windows may both send: the nonce makes one of it. */
async function sendAll() {
  clearTimeout(timer);
  for (const item of waiting().filter((each) => !each.refused)) {
    if (await send(item)) { pause = EVERY; continue; }
    tell("waiting");
    timer = setTimeout(flush, pause);
    pause = Math.min(pause * 2, LONGEST);
    return;
  }
}

function flush() {
  sending = (sending ?? Promise.resolve()).then(sendAll);
  return sending;
}

/** A change of a card: whatever the server has against it stands beside the fields of the page that it draws. */
async function sendChange(item) {
  await flush();
  const left = waiting().find((each) => each.nonce === item.nonce);
  if (!left) { draft.write(null); location.assign(box.dataset.back); return; }
  if (left.refused) { drop(item); form.submit(); }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!form.elements.text.value.trim()) { tell("empty"); form.elements.text.focus(); return; }
  const item = { nonce: form.elements.nonce.value, url: location.pathname, body: fields(), refused: "" };
  queue.write([...waiting().filter((each) => each.nonce !== item.nonce), item]);
  show();
  if (box.dataset.back) { sendChange(item); return; }
  empty();
  form.elements.text.focus();
  flush();
});

form.addEventListener("input", () => draft.write(form.elements.text.value.trim() || box.dataset.back ? fields() : null));
if (draft.read() && !box.hasAttribute("data-bound")) fill(draft.read());
show();
flush();
addEventListener("online", () => { pause = EVERY; flush(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) flush(); });
