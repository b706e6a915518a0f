// The door goes on without network. What is pressed is an act with a nonce of its own: kept in this browser until the
// server has taken it, told again as often as needed (it is then the same act), in any order (see services/acts.py).
// What is shown is what the server last told, with the acts that wait laid upon it. Without this script the page's
// own forms do the same, as long as there is network.
//
//   POST data-tell  {"acts": [act], "now": "…", "mark": "…"}
//   act             {"nonce", "at", "guest"} let in │ {"nonce", "at", "undoes": [nonce]} │ {"nonce", "at", "walkIn": {…}}
//   200             {"taken": [nonce], "refused": {nonce: why}, "told": what telling.py says}

import { isSigned, isShort, plain, verified } from "./codes.js";
import { Camera } from "./camera.js";

const root = document.querySelector("#door");
const EVERY = 8_000; // ms between tellings; longer while nothing answers
const LONGEST = 60_000;
const MOST = 200; // acts told at once
const FRAMED = 1_500; // ms
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

const nonce = () => [...crypto.getRandomValues(new Uint8Array(26))].map((byte) => ALPHABET[byte & 31]).join("");
const words = (name, values = {}) => (root.getAttribute(`data-text-${name}`) ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key] ?? "");
const clock = (at) => {
  const text = new Date(at).toLocaleTimeString("sv-SE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Stockholm" });
  return document.documentElement.lang === "en" ? text : text.replace(":", ".");
};

/** What this browser keeps of the door: each act in a place of its own, so that two windows never lose one. */
class Kept {
  constructor(door) { this.told = `door:${door}:told`; this.acts = `door:${door}:act:`; }

  read(key) { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } }

  write(key, value) { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } }

  all(prefix) {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => this.read(key)).filter(Boolean).sort((a, b) => a.at.localeCompare(b.at) || a.nonce.localeCompare(b.nonce));
  }

  waiting() { return this.all(this.acts); }

  add(act) {
    if (!this.write(this.acts + act.nonce, act)) throw new Error("This browser keeps nothing");
  }

  drop(key) { localStorage.removeItem(key); }
}

/** How things stand: what was told, and what was done here since. */
class Board {
  constructor(told, acts, door) {
    this.people = new Map(told.people.map((person) => [person.id, person]));
    this.gone = new Set(told.gone);
    this.same = new Map(told.ins.map(({ nonce: known, guest }) => [known, guest])); // what we called somebody who just came
    this.ins = new Map();
    for (const each of told.ins) this.enter(each.guest, each);
    const undone = new Set(acts.flatMap((act) => act.undoes ?? []));
    for (const act of acts) this.add(act, door);
    for (const [guest, found] of this.ins) this.ins.set(guest, found.filter((each) => !undone.has(each.nonce)));
  }

  enter(guest, checkIn) {
    const found = this.ins.get(guest) ?? [];
    if (!found.some((each) => each.nonce === checkIn.nonce)) this.ins.set(guest, [...found, checkIn].sort((a, b) => a.at.localeCompare(b.at)));
  }

  add(act, door) {
    const guest = act.walkIn ? this.same.get(act.nonce) ?? act.nonce : this.same.get(act.guest) ?? act.guest;
    if (!guest) return;
    if (!this.people.has(guest)) this.people.set(guest, this.stranger(guest, act.walkIn));
    this.enter(guest, { nonce: act.nonce, door, at: act.at });
  }

  stranger(id, who) {
    const known = who ?? { name: words("unknown"), organisation: "", noPhoto: false };
    return { id, code: "", group: 0, standing: who ? "walk_in" : "unknown", name: known.name, organisation: known.organisation, noPhoto: known.noPhoto };
  }

  isIn(id) { return Boolean(this.ins.get(id)?.length); }

  first(id) { return this.ins.get(id)?.[0]; }

  colleagues(person) {
    const others = [...this.people.values()].filter((each) => each.group && each.group === person.group && each.id !== person.id);
    return others.filter((each) => !this.isIn(each.id));
  }

  counts() {
    const all = [...this.people.values()];
    const expected = all.filter((each) => each.standing === "expected");
    return { in: all.filter((each) => this.isIn(each.id)).length, left: expected.filter((each) => !this.isIn(each.id)).length, expected: expected.length };
  }

  shown(side, text) {
    const wanted = text.toLocaleLowerCase("sv").split(/\s+/).filter(Boolean);
    const says = (each) => wanted.every((word) => `${each.name} ${each.organisation}`.toLocaleLowerCase("sv").includes(word));
    const isOn = { left: (each) => each.standing === "expected" && !this.isIn(each.id), in: (each) => this.isIn(each.id), all: () => true }[side];
    return [...this.people.values()].filter(wanted.length ? says : isOn).sort((a, b) => a.name.localeCompare(b.name, "sv"));
  }
}

/** What one sees and presses. */
class Screen {
  constructor() {
    this.status = root.querySelector("[data-status]");
    this.result = root.querySelector("[data-result]");
    this.camera = root.querySelector("[data-camera]");
    this.rows = root.querySelector("[data-rows]");
    this.box = root.querySelector("[data-search] input");
    this.side = root.querySelector("[data-side][aria-current]")?.dataset.side ?? "left";
  }

  copy(name) { return root.querySelector(`template[data-template="${name}"]`).content.firstElementChild.cloneNode(true); }

  draw(board) {
    for (const [name, count] of Object.entries(board.counts())) root.querySelector(`[data-count="${name}"]`).textContent = count;
    const text = isShort(this.box.value) || isSigned(this.box.value) ? "" : this.box.value;
    const people = board.shown(this.side, text);
    const focused = document.activeElement?.closest?.("[data-row]")?.dataset.row;
    this.rows.replaceChildren(...people.map((person) => this.row(person, board)));
    root.querySelector("[data-empty]").hidden = people.length > 0;
    for (const tab of root.querySelectorAll("[data-side]")) {
      if (tab.dataset.side === this.side && !text) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
    }
    if (focused) this.rows.querySelector(`[data-row="${focused}"] button:not([hidden])`)?.focus();
  }

  row(person, board) {
    const drawn = this.copy("row");
    const first = board.first(person.id);
    drawn.dataset.row = person.id;
    this.fill(drawn, { name: person.name, organisation: person.organisation, came: first ? `${clock(first.at)}, ${first.door}` : "" });
    for (const flag of drawn.querySelectorAll("[data-flag]")) flag.hidden = flag.dataset.flag === "noPhoto" ? !person.noPhoto : flag.dataset.flag !== person.standing;
    drawn.querySelector('[data-slot="in"]').hidden = drawn.querySelector("[name=undo]").hidden = !first;
    drawn.querySelector("[name=in]").hidden = Boolean(first);
    for (const button of drawn.querySelectorAll("button")) button.value = person.id;
    return drawn;
  }

  fill(drawn, texts) {
    for (const [name, text] of Object.entries(texts)) for (const slot of drawn.querySelectorAll(`[data-slot="${name}"]`)) slot.textContent = text;
  }

  /** What came of a press or a code, large; `tone` as everywhere. */
  say(said, person, { tone = "success", colleagues = [], canEnter = false, canUndo = false } = {}) {
    const card = this.copy("result");
    card.classList.add(`tone-${tone}`);
    this.fill(card, { said, name: person?.name ?? "", organisation: person?.organisation ?? "" });
    card.querySelector("[data-flag]").hidden = !person?.noPhoto;
    card.querySelector('[data-do="in"]').hidden = !canEnter;
    card.querySelector('[data-do="all"]').hidden = !colleagues.length;
    card.querySelector('[data-do="undo"]').hidden = !canUndo;
    const others = card.querySelector('[data-slot="colleagues"]');
    others.hidden = !colleagues.length;
    others.textContent = words("colleagues", { count: colleagues.length, names: colleagues.map((each) => each.name).join(", ") });
    card.dataset.person = person?.id ?? "";
    this.result.replaceChildren(card);
    this.frame(tone);
  }

  /** The same, for somebody who looks at what the camera sees: its frame takes the colour for a moment. */
  frame(tone) {
    if (!this.camera || this.camera.hidden) return;
    this.result.scrollIntoView({ block: "nearest" });
    clearTimeout(this.fading);
    this.camera.className = `door-camera tone-${tone}`;
    this.fading = setTimeout(() => { this.camera.className = "door-camera"; }, FRAMED);
  }

  tell(state, count) {
    const text = [words(state), count ? words("waiting", { count }) : ""].join(" ").trim();
    this.status.dataset.state = state;
    if (this.status.textContent !== text) this.status.textContent = text;
  }
}

export class Door {
  constructor() {
    this.kept = new Kept(root.dataset.door);
    this.served = JSON.parse(document.querySelector("#door-told").textContent);
    this.told = this.latest();
    this.screen = new Screen();
    this.pause = EVERY;
    this.state = "sending";
    this.isOpen = this.told.isOpen && Boolean(this.screen.rows);
    if (this.isOpen) this.listen();
    addEventListener("online", () => this.tell());
    addEventListener("focus", () => this.tell());
    addEventListener("storage", () => this.draw());
    this.draw();
    this.tell();
    this.keepPage();
  }

  /** Of what the page was served with and what was told since, the later; the page may be one that was kept. */
  latest() {
    const told = this.kept.read(this.kept.told);
    return told && told.now > this.served.now ? told : this.served;
  }

  listen() {
    root.querySelector("[data-list-form]").addEventListener("submit", (event) => this.press(event));
    root.querySelector("[data-walk-in] form").addEventListener("submit", (event) => this.letWalkIn(event));
    root.querySelector("[data-search]").addEventListener("submit", (event) => this.find(event));
    this.screen.box.addEventListener("input", () => this.draw());
    this.screen.result.addEventListener("click", (event) => this.follow(event));
    for (const tab of root.querySelectorAll("[data-side]")) {
      tab.addEventListener("click", (event) => { event.preventDefault(); this.screen.box.value = ""; this.screen.side = tab.dataset.side; this.draw(); });
    }
    if (Camera.isThere()) this.openEyes();
  }

  openEyes() {
    const found = (text) => this.take(text);
    const failed = (why) => this.screen.say(words(why), null, { tone: "warning" });
    new Camera(this.screen.camera, root.querySelector("[data-scan]"), { reader: root.dataset.reader, found, failed });
  }

  get board() { return new Board(this.told, this.kept.waiting(), this.told.door); }

  draw() {
    if (this.isOpen) this.screen.draw(this.board);
    this.screen.tell(this.state, this.kept.waiting().length);
  }

  /** Keep an act, show it, tell it. */
  act(...acts) {
    for (const act of acts) this.kept.add({ nonce: nonce(), at: new Date().toISOString(), ...act });
    this.draw();
    this.tell();
  }

  press(event) {
    event.preventDefault();
    const { name, value } = event.submitter;
    if (name === "undo") this.takeBack(value); else this.enter(value);
  }

  enter(id, colleagues = []) {
    const person = this.board.people.get(id);
    this.act({ guest: id }, ...colleagues.map((each) => ({ guest: each.id })));
    const board = this.board;
    this.welcome(person ?? board.people.get(id), board);
  }

  welcome(person, board) {
    this.screen.say(words("welcome"), person, { colleagues: board.colleagues(person), canUndo: true });
    navigator.vibrate?.(60);
  }

  takeBack(id) {
    const board = this.board;
    const undoes = (board.ins.get(id) ?? []).map((each) => each.nonce);
    if (!undoes.length) return;
    this.act({ undoes });
    this.screen.say(words("undone"), board.people.get(id), { tone: "warning" });
  }

  letWalkIn(event) {
    const form = event.target;
    const field = (name) => form.elements[name];
    if (!field("name").value.trim() || !field("email").checkValidity()) return; // the server's page says what is missing
    event.preventDefault();
    const walkIn = { name: field("name").value.trim(), organisation: field("organisation").value.trim(), email: field("email").value.trim(), noPhoto: field("no_photo").checked };
    this.act({ walkIn });
    this.screen.say(words("welcome"), { ...walkIn, id: "", group: 0 }, {});
    form.reset();
    form.closest("details").open = false;
    this.screen.box.focus();
  }

  /** A button of the result: in all the same, the colleagues too, or back. */
  follow(event) {
    const what = event.target.closest("[data-do]")?.dataset.do;
    const id = event.target.closest("[data-person]")?.dataset.person;
    if (what === "undo") this.takeBack(id);
    else if (what === "in") this.enter(id);
    else if (what === "all") {
      const { colleagues: [first, ...others], person } = this.groupOf(id);
      this.enter(first.id, others);
      this.screen.say(words("welcome"), { ...person, name: [first, ...others].map((each) => each.name).join(", "), noPhoto: [first, ...others].some((each) => each.noPhoto) }, {});
    }
  }

  groupOf(id) { const board = this.board; const person = board.people.get(id); return { person, colleagues: board.colleagues(person) }; }

  find(event) {
    event.preventDefault();
    const text = this.screen.box.value;
    if (isSigned(text) || isShort(text)) { this.screen.box.value = ""; this.take(text); } else this.draw();
  }

  /** A code, scanned or typed. */
  async take(text) {
    const board = this.board;
    const id = isSigned(text) ? await verified(text, root.dataset.key, root.dataset.event, board.people) : this.byShort(text, board);
    if (!id) { this.screen.say(words(isSigned(text) || !isShort(text) ? "wrong" : "nobody"), null, { tone: "danger" }); return; }
    const person = board.people.get(id) ?? { ...board.stranger(id), name: board.gone.has(id) ? "" : words("unknown") };
    if (board.isIn(id)) this.already(person, board);
    else if (board.gone.has(id)) this.doubt(words("left"), person, board);
    else if (person.standing === "waiting") this.doubt(words("waits"), person, board);
    else if (person.standing === "online") this.doubt(words("remote"), person, board);
    else this.enter(id);
  }

  byShort(text, board) { return [...board.people.values()].find((each) => each.code && plain(each.code) === plain(text))?.id; }

  already(person, board) {
    const { at, door } = board.first(person.id);
    this.screen.say(words("already", { time: clock(at), door }), person, { tone: "warning", colleagues: board.colleagues(person), canUndo: true });
    navigator.vibrate?.([60, 60, 60]);
  }

  doubt(said, person, board) {
    this.screen.say(said, person, { tone: "warning", colleagues: board.colleagues(person), canEnter: true });
    navigator.vibrate?.([60, 60, 60]);
  }

  async tell() {
    clearTimeout(this.timer);
    if (this.isTelling) { this.isWanted = true; return; }
    this.isTelling = true;
    this.isWanted = false;
    try { await this.exchange(); } catch { this.fail("offline"); }
    this.isTelling = false;
    this.draw();
    if (this.isWanted) this.tell();
    else if (this.state !== "gone") this.timer = setTimeout(() => this.tell(), this.pause);
  }

  fail(state) {
    this.state = state;
    this.pause = Math.min(this.pause * 2, LONGEST);
  }

  async exchange() {
    const acts = this.kept.waiting().slice(0, MOST);
    let answer = await this.send(acts);
    if (answer.status === 403) { await this.renewToken(); answer = await this.send(acts); }
    if (answer.status === 404 || answer.status === 410) { this.withdraw(); return; }
    if (answer.status === 403) { this.fail("signed-out"); return; }
    if (!answer.ok) { this.fail("offline"); return; }
    this.hear(await answer.json(), acts);
  }

  /** The link is called back: no names any more. What still waits is kept for another link to the same door. */
  withdraw() {
    this.state = "gone";
    this.forget();
    if (!this.kept.waiting().length) location.reload();
  }

  send(acts) {
    const body = JSON.stringify({ acts, now: new Date().toISOString(), mark: this.told.mark });
    const token = root.querySelector("[name=csrfmiddlewaretoken]").value;
    return fetch(root.dataset.tell, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
  }

  /** The page may be one that was kept, and its token an old one. */
  async renewToken() {
    const answer = await fetch(location.href);
    const served = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = served.querySelector("[name=csrfmiddlewaretoken]");
    if (token) root.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((each) => { each.value = token.value; });
  }

  hear({ taken, refused, told }, acts) {
    this.pause = EVERY;
    this.state = "online";
    const before = this.board;
    const { people = this.told.people, gone = this.told.gone } = told;
    this.told = { ...told, people, gone };
    this.kept.write(this.kept.told, this.told);
    for (const known of taken) this.kept.drop(this.kept.acts + known);
    for (const [known, reason] of Object.entries(refused)) this.refuse(acts.find((act) => act.nonce === known), reason);
    if (this.isOpen) this.tellOfOthers(before, this.board);
    if (this.isOpen && !told.isOpen) { if (!this.kept.waiting().length) this.forget(); location.reload(); }
    if (acts.length === MOST) this.isWanted = true;
  }

  refuse(act, reason) {
    if (!act) return;
    this.kept.drop(this.kept.acts + act.nonce);
    const name = act.walkIn?.name ?? this.board.people.get(act.guest)?.name ?? "";
    this.screen.say(words("refused", { name, reason }), act.walkIn ? { ...act.walkIn, id: "" } : null, { tone: "danger" });
  }

  /** Somebody whom this door let in was in already, by another, as we now hear: whoever stands here is told. */
  tellOfOthers(before, board) {
    const isOther = (checkIn) => checkIn && checkIn.door !== this.told.door;
    for (const [guest, [known]] of before.ins) if (known && !isOther(known) && isOther(board.first(guest))) this.already(board.people.get(guest), board);
  }

  /** Once the door is closed and all is told, this telephone keeps no names. */
  forget() {
    this.kept.drop(this.kept.told);
    navigator.serviceWorker?.controller?.postMessage({ forget: location.origin + location.pathname });
  }

  async keepPage() {
    if (!("serviceWorker" in navigator) || !this.isOpen) return;
    const worker = root.dataset.worker;
    await navigator.serviceWorker.register(worker, { scope: worker.replace(/[^/]*$/, "") }).catch(() => null);
    const { active } = await navigator.serviceWorker.ready;
    const drawn = performance.getEntriesByType("resource").map((each) => each.name).filter((name) => name.startsWith(`${location.origin}/static/`));
    navigator.serviceWorker.addEventListener("message", () => { root.dataset.isKept = "yes"; });
    const reader = (await Camera.needs(root.dataset.reader)).map((path) => location.origin + path);
    active.postMessage({ keep: [location.origin + location.pathname, ...new Set([...drawn, ...reader])] });
  }
}

if (root) new Door();
