// A form that saves itself: what has changed goes to data-autosave-url as JSON every ten seconds, when a field is
// left, and when the page is hidden. Without this script the form's own button saves.
//
//   request   {"revision": 7, "fields": {name: value}, "tab": "k3x9"}      only the fields that changed
//   200       {"revision": 8, "saved_at": "14.02", "others": ["Anna Ek"],
//              "conflicts": {name: {"theirs": value, "by": "Anna Ek"}},    both have changed it: the writer chooses
//              "updates": {name: value}}                                  others have changed it: shown at once
//   4xx with {"error": "a sentence"}: said as it stands; the same values are not sent again
//   401, 403 or a redirect to sign in: the text stays; after signing in elsewhere a fresh token is fetched
//   429, 5xx, no answer: we try again, less and less often
//
// A value is a text; a list of texts for boxes that share a name and for a select of several; true or false for a
// single box. A field in conflict is not sent again until the writer has chosen which text to keep.
// With data-local="yes" what is not yet saved also lies in this browser, per document, until it has been saved.

const EVERY = 10_000; // ms between saves
const LONGEST = 60_000; // ms between attempts when nothing answers
const QUIET = 30_000; // ms between two messages of the same kind: a listener is not told each time

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

class Fields {
  constructor(form) { this.form = form; }

  /** All controls by name; files, buttons and the form's own hidden fields are not answers. */
  controls() {
    const found = new Map();
    for (const control of this.form.elements) {
      if (!control.name || control.disabled || /^(file|submit|button|reset|hidden|fieldset)$/.test(control.type)) continue;
      found.set(control.name, [...(found.get(control.name) ?? []), control]);
    }
    return found;
  }

  values() {
    const entries = [...this.controls()].map(([name, controls]) => [name, Fields.value(controls)]);
    return Object.fromEntries(entries);
  }

  static value(controls) {
    const [first] = controls;
    if (first.type === "radio") return controls.find((each) => each.checked)?.value ?? "";
    if (first.type === "checkbox" && first.hasAttribute("value")) return controls.filter((each) => each.checked).map((each) => each.value);
    if (first.type === "checkbox") return first.checked;
    if (first.multiple) return [...first.selectedOptions].map((each) => each.value);
    return first.value;
  }

  put(name, value) {
    const controls = this.controls().get(name) ?? [];
    for (const control of controls) {
      if (control.type === "radio") control.checked = control.value === value;
      else if (control.type === "checkbox") control.checked = Array.isArray(value) ? value.includes(control.value) : Boolean(value);
      else if (control.multiple) for (const option of control.options) option.selected = value.includes(option.value);
      else control.value = value;
    }
    controls[0]?.dispatchEvent(new Event("input", { bubbles: true })); // counters count again
  }
}

/** What is not yet saved, kept in this browser; a browser that keeps nothing is no reason to stop. */
class LocalCopy {
  constructor(key, isOn) { Object.assign(this, { key: `autosave:${key}`, isOn }); }

  keep(revision, fields, sent = false) {
    if (!this.isOn) return;
    try {
      if (Object.keys(fields).length) localStorage.setItem(this.key, JSON.stringify({ revision, fields, sent }));
      else localStorage.removeItem(this.key);
    } catch { /* full, or not allowed */ }
  }

  read() {
    if (!this.isOn) return null;
    try { return JSON.parse(localStorage.getItem(this.key)); } catch { return null; }
  }
}

/** The two lines that tell how it goes. The first speaks at a change of state, then at most every half minute. */
class Status {
  constructor(form) {
    this.line = form.querySelector("[data-autosave-status]");
    this.others = form.querySelector("[data-autosave-others]");
    this.signIn = form.querySelector("[data-autosave-sign-in]");
    this.toldAt = -Infinity;
  }

  show(state, values = {}) {
    if (this.signIn) this.signIn.hidden = state !== "signed-out";
    if (!this.line) return;
    const words = this.line.getAttribute(`data-text-${state}`) ?? "";
    const text = words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
    const isNews = this.line.dataset.state !== state;
    if (text === this.line.textContent || (!isNews && performance.now() - this.toldAt < QUIET)) return;
    this.line.dataset.state = state;
    this.line.textContent = text;
    this.toldAt = performance.now();
  }

  writers(names) {
    if (!this.others) return;
    const text = names.length ? this.others.dataset.text.replace("{names}", names.join(", ")) : "";
    if (text !== this.others.textContent) this.others.textContent = text;
  }
}

export class Autosave {
  constructor(form) {
    this.form = form;
    this.url = form.dataset.autosaveUrl;
    this.revision = Number(form.dataset.revision || 0);
    this.fields = new Fields(form);
    this.saved = this.fields.values();
    this.status = new Status(form);
    this.local = new LocalCopy(form.dataset.autosaveUrl, form.dataset.local === "yes");
    this.inConflict = new Set();
    this.sending = null; // the save on its way
    this.isWanted = false; // a field was left meanwhile: save once more
    this.isStopped = false;
    this.giveUp = new AbortController();
    this.isSignedOut = false;
    this.refused = null; // what was last turned away, as it was sent
    this.tab = crypto.getRandomValues(new Uint32Array(2)).join("-");
    this.pause = EVERY;
    this.bringBack();
    this.listen();
    this.wait();
  }

  /** What an earlier visit could not save: put it back, and send it with the revision it was written on. */
  bringBack() {
    const kept = this.local.read();
    if (!kept) return;
    const isOld = kept.sent && kept.revision < this.revision;
    if (!isOld) {
      for (const [name, value] of Object.entries(kept.fields)) if (name in this.saved) this.fields.put(name, value);
      this.revision = Math.min(kept.revision, this.revision);
    }
    this.remember();
    if (Object.keys(this.changed()).length) this.save();
  }

  listen() {
    const { form } = this;
    form.addEventListener("input", () => this.remember());
    // Not on the way to a button that sends everything: a save just behind it would come too late.
    form.addEventListener("focusout", (event) => { if (event.relatedTarget?.type !== "submit") this.save(); });
    form.addEventListener("submit", () => this.stop());
    addEventListener("online", () => this.save());
    addEventListener("focus", () => this.save());
    addEventListener("pageshow", () => { this.isStopped = false; this.giveUp = new AbortController(); });
    document.addEventListener("visibilitychange", () => { if (document.hidden) this.save({ keepalive: true }); });
  }

  /** Everything is sent by a button: no more saves; one on its way is given up, what it holds is sent along. */
  stop() {
    this.isStopped = true;
    this.giveUp.abort();
    this.local.keep(this.revision, this.changed(), true);
  }

  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(async () => { await this.save(); this.wait(); }, this.pause);
  }

  changed() {
    const now = this.fields.values();
    return Object.fromEntries(Object.entries(now).filter(([name, value]) => !same(value, this.saved[name])));
  }

  remember() {
    const changed = this.changed();
    this.form.dataset.unsaved = Object.keys(changed).length ? "yes" : "no";
    this.local.keep(this.revision, changed);
  }

  async save({ keepalive = false } = {}) {
    if (this.isStopped) return;
    if (this.sending) { this.isWanted = true; return; }
    const changed = Object.entries(this.changed()).filter(([name]) => !this.inConflict.has(name));
    if (!changed.length) return;
    const fields = Object.fromEntries(changed);
    if (same(fields, this.refused)) return;
    this.isWanted = false;
    this.sending = this.send(fields, keepalive);
    const isTaken = await this.sending;
    this.sending = null;
    if (isTaken && this.isWanted) await this.save();
  }

  /** Whether the server has taken it. */
  async send(fields, keepalive) {
    try {
      if (this.isSignedOut) await this.renewToken();
      const answer = await this.post(fields, keepalive);
      if (answer.ok) this.take(fields, await answer.json());
      else await this.fail(answer, fields);
      return answer.ok;
    } catch {
      if (!this.isStopped) this.tryLater();
      return false;
    }
  }

  post(fields, keepalive) {
    return fetch(this.url, {
      method: "POST",
      keepalive,
      signal: this.giveUp.signal,
      redirect: "manual", // one that leads to the sign-in page is an answer of its own
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken?.value ?? "" },
      body: JSON.stringify({ revision: this.revision, fields, tab: this.tab }),
    });
  }

  /** Signing in changes the form's token: read the new one from this page as it is served now. */
  async renewToken() {
    const answer = await fetch(location.href, { redirect: "error" });
    const served = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = served.querySelector("form[data-autosave-url] [name=csrfmiddlewaretoken]");
    if (token) this.form.elements.csrfmiddlewaretoken.value = token.value;
  }

  take(sent, answer) {
    const conflicts = answer.conflicts ?? {};
    this.isSignedOut = false;
    this.revision = answer.revision;
    for (const [name, value] of Object.entries(sent)) if (!(name in conflicts)) this.saved[name] = value;
    for (const [name, value] of Object.entries(answer.updates ?? {})) this.follow(name, value);
    for (const [name, { theirs, by }] of Object.entries(conflicts)) this.ask(name, theirs, by);
    this.pause = EVERY;
    this.remember();
    this.status.writers(answer.others ?? []);
    if (this.inConflict.size) this.status.show("conflict");
    else this.status.show("saved", { time: answer.saved_at });
  }

  async fail(answer, fields) {
    if (answer.status === 429 || answer.status >= 500) { this.tryLater(); return; }
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    const { error } = isOurs ? await answer.json() : {};
    if (!error && (answer.type === "opaqueredirect" || answer.status === 401 || answer.status === 403)) {
      this.isSignedOut = true;
      this.pause = LONGEST; // coming back to this tab tries at once
      this.status.show("signed-out");
      return;
    }
    this.refused = fields;
    this.status.show("refused", { reason: error ?? "" });
  }

  tryLater() {
    this.pause = Math.min(this.pause * 2, LONGEST);
    this.status.show(this.isSignedOut ? "signed-out" : "offline");
  }

  /** Others have changed a field that is not being written in here: show what it says now. */
  follow(name, value) {
    if (!(name in this.saved) || name in this.changed()) return;
    this.fields.put(name, value);
    this.saved[name] = this.fields.values()[name];
  }

  /** Somebody else changed the same answer: show theirs beneath one's own; the writer chooses. */
  ask(name, theirs, by) {
    if (same(theirs, this.fields.values()[name])) { this.saved[name] = theirs; return; }
    const form = this.form.querySelector("template[data-autosave-conflict]");
    const control = this.fields.controls().get(name)?.[0];
    if (!form || !control) return;
    this.inConflict.add(name);
    const place = control.closest(".field") ?? control.parentElement;
    place.querySelector(".autosave-conflict")?.remove();
    const question = form.content.firstElementChild.cloneNode(true);
    if (by) question.querySelector("strong").textContent = form.dataset.textBy.replace("{name}", by);
    question.querySelector("blockquote").textContent = this.inWords(name, theirs);
    question.addEventListener("click", (event) => {
      const { keep } = event.target.closest("[data-keep]")?.dataset ?? {};
      if (keep) this.settle(name, theirs, keep, question, control);
    });
    place.append(question);
  }

  settle(name, theirs, keep, question, control) {
    this.saved[name] = theirs; // either way the server has theirs; mine is then a change on top of it
    this.inConflict.delete(name);
    if (keep === "theirs") this.fields.put(name, theirs);
    question.remove();
    control.focus();
    this.remember();
    this.save();
    if (!this.inConflict.size && !Object.keys(this.changed()).length) this.status.show("kept");
  }

  /** A value as its reader knows it: the choices' labels, not their codes. */
  inWords(name, value) {
    if (typeof value === "boolean") return value ? "✓" : "–";
    const controls = this.fields.controls().get(name) ?? [];
    const options = controls.flatMap((each) => [...(each.options ?? [])]);
    const box = (code) => controls.find((each) => /^(radio|checkbox)$/.test(each.type) && each.value === code);
    const words = (code) => box(code)?.labels[0]?.textContent.trim() ?? options.find((each) => each.value === code)?.text ?? code;
    return [value].flat().map(words).join(", ") || "–";
  }
}

for (const form of document.querySelectorAll("form[data-autosave-url]")) new Autosave(form);
