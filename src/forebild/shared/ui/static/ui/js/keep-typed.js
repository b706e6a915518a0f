// A half-written form is kept in this browser for a day, and gone once it has been sent. For forms that anybody
// may send, where nothing is saved before. A form that comes back to its own page says how it was saved: what was
// sent from there, and meets the page saved otherwise afterwards, has arrived.
//
//   <div data-keep-typed="name">…</div>      within the form; its first element is shown when something came back
//   data-saved-as="…"                         … another text each time that the form has been saved
//   data-is-typed                             … the page holds what was typed already: nothing is brought back
//   data-not-kept                             round what is nobody else's to read, on a shared computer
//   data-forget-typed="name"                  on the page that says it was sent

const DAY = 24 * 3600 * 1000;
const keyOf = (name) => `typed:${name}`;

/** A browser that keeps nothing is no reason to stop. */
const store = {
  read(name) { try { return JSON.parse(localStorage.getItem(keyOf(name))); } catch { return null; } },
  write(name, fields, sentFrom) { try { localStorage.setItem(keyOf(name), JSON.stringify({ fields, sentFrom, at: Date.now() })); } catch { /* full */ } },
  forget(name) { try { localStorage.removeItem(keyOf(name)); } catch { /* not allowed */ } },
  names() { try { return Object.keys(localStorage).filter((key) => key.startsWith(keyOf(""))).map((key) => key.slice(keyOf("").length)); } catch { return []; } },
};

const kept = (form) => [...form.elements].filter((each) => each.name && each.type !== "hidden" && each.type !== "submit" && each.tabIndex >= 0 && !each.closest("[data-not-kept]"));

function values(form) {
  const found = {};
  for (const each of kept(form)) {
    if (/^(radio|checkbox)$/.test(each.type)) { if (each.checked) (found[each.name] ??= []).push(each.value); }
    else if (each.value || each.defaultValue) found[each.name] = [each.value];
  }
  return found;
}

function bringBack(form, fields) {
  for (const each of kept(form)) {
    const value = fields[each.name] ?? [];
    if (/^(radio|checkbox)$/.test(each.type)) each.checked = value.includes(each.value);
    else if (value.length) [each.value] = value;
    if (value.some(Boolean)) each.closest("details")?.setAttribute("open", "");
  }
  form.dispatchEvent(new Event("input"));
}

for (const name of store.names()) if (!(store.read(name)?.at > Date.now() - DAY)) store.forget(name);

const hasArrived = (before, savedAs) => before?.sentFrom !== undefined && before.sentFrom !== savedAs;

for (const mark of document.querySelectorAll("[data-keep-typed]")) {
  const form = mark.closest("form");
  const name = mark.dataset.keepTyped;
  const asServed = values(form);
  const { savedAs } = mark.dataset;
  if (hasArrived(store.read(name), savedAs)) store.forget(name);
  const before = store.read(name);
  if (before && !("isTyped" in mark.dataset)) {
    bringBack(form, before.fields);
    mark.firstElementChild.hidden = false;
  }
  form.addEventListener("input", () => store.write(name, values(form)));
  form.addEventListener("submit", () => { if (store.read(name)) store.write(name, values(form), savedAs); });
  mark.querySelector("[data-throw-away]").addEventListener("click", () => {
    bringBack(form, asServed);
    for (const each of kept(form)) if (!(each.name in asServed) && !/^(radio|checkbox)$/.test(each.type)) each.value = "";
    store.forget(name);
    mark.firstElementChild.hidden = true;
    form.querySelector("input:not([type=hidden])")?.focus();
  });
}

for (const each of document.querySelectorAll("[data-forget-typed]")) store.forget(each.dataset.forgetTyped);
