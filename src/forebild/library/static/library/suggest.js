// Suggestions while one types: a combobox with a list, as the ARIA practices describe it.
// Without this the field is a plain search. Down and up choose, Enter takes, Escape closes.

const PAUSE = 180; // ms without typing before the server is asked

export function offer(root) {
  const field = root.querySelector("input[type=search]");
  const list = document.createElement("ul");
  list.id = `${field.id}-suggestions`;
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", root.dataset.label);
  const heard = document.createElement("p");
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  root.append(list, heard);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) field.setAttribute(name, value);

  let found = [], at = -1, asked = 0, timer;

  const close = () => {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };

  const choose = (place) => {
    at = place;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };

  const take = (place) => {
    const each = found[place];
    close();
    if (each.href) location.assign(each.href);
    else {
      field.value = each.text;
      field.form.requestSubmit();
    }
  };

  const show = (suggestions) => {
    found = suggestions;
    list.replaceChildren(...found.map((each, index) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${index}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(each.text);
      if (each.href) {
        const hint = item.appendChild(document.createElement("span"));
        hint.className = "suggests-story";
        hint.append("→");
        hint.setAttribute("aria-hidden", "true");
      }
      return item;
    }));
    at = -1;
    list.hidden = found.length === 0;
    field.setAttribute("aria-expanded", String(found.length > 0));
    heard.textContent = found.length ? root.dataset.some.replace("{count}", found.length) : root.dataset.none;
  };

  const ask = async () => {
    const words = field.value.trim(), turn = ++asked;
    if (words.length < 2) { close(); heard.textContent = ""; return; }
    try {
      const answer = await fetch(`${root.dataset.suggest}?q=${encodeURIComponent(words)}`, { redirect: "manual" });
      const told = answer.ok ? await answer.json() : { suggestions: [] };
      if (turn === asked && document.activeElement === field) show(told.suggestions); // an older answer comes too late
    } catch {
      close(); // without network the search itself still works
    }
  };

  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") { event.preventDefault(); choose(at + 1 < found.length ? at + 1 : 0); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(at > 0 ? at - 1 : found.length - 1); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); take(at); }
  });
  field.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take([...list.children].indexOf(item));
  });
}

document.querySelectorAll("[data-suggest]").forEach(offer);
