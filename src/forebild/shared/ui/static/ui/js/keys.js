// Keyboard shortcuts that the page declares: data-key="n" or data-key="ctrl+enter" on a link, button or field.
// A single letter works only outside text fields, and can be switched off (WCAG 2.1.4); the choice is kept here.

const OFF = "keys-off";
const remembered = () => { try { return localStorage.getItem(OFF) === "yes"; } catch { return false; } };
let off = remembered();

const isWriting = (element) => element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)
  && !/^(checkbox|radio|button|submit)$/.test(element.type);

function pressed(event) {
  const key = event.key.toLowerCase();
  return (event.ctrlKey || event.metaKey ? "ctrl+" : "") + (event.altKey ? "alt+" : "") + key;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.repeat) return;
  const combination = pressed(event);
  const isPlain = !combination.includes("+") || combination === "+";
  if (isPlain && (off || isWriting(event.target))) return;
  const target = [...document.querySelectorAll("[data-key]")].find((element) => element.dataset.key === combination);
  if (!target) return;
  event.preventDefault();
  if (target.matches("a, button, summary")) target.click();
  else target.focus();
});

const named = (element) => (element.dataset.keyLabel ?? element.getAttribute("aria-label") ?? element.textContent).trim();

for (const help of document.querySelectorAll("[data-keys]")) {
  const list = help.querySelector("[data-keys-list]");
  const told = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (told.has(element.dataset.key)) continue;
    told.add(element.dataset.key);
    const term = document.createElement("dt");
    term.appendChild(document.createElement("kbd")).textContent = element.dataset.key;
    const meaning = document.createElement("dd");
    meaning.textContent = named(element);
    list.append(term, meaning);
  }
  const toggle = help.querySelector("[data-keys-switch]");
  toggle.checked = !off;
  toggle.addEventListener("change", () => {
    off = !toggle.checked;
    try { localStorage.setItem(OFF, off ? "yes" : "no"); } catch { /* a browser that keeps nothing: for this page only */ }
  });
}
