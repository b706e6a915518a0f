// Enhances texts written in Markdown: toolbar, pasting, counters, preview. Everything works without it.
import "./vendor/markdown-toolbar-element/index.js";
import { subscribe } from "./vendor/paste-markdown/index.js";
import { countCharacters, countWords } from "./counting.js";

function attachTools(tools) {
  const area = document.getElementById(tools.dataset.markdownFor);
  if (!area) return;
  subscribe(area);
  tools.hidden = false;
  const button = tools.querySelector("[data-preview]");
  if (button) button.addEventListener("click", () => togglePreview(tools, area, button));
}

async function togglePreview(tools, area, button) {
  const place = tools.querySelector("[data-preview-place]");
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
  place.hidden = !open;
  if (open) place.replaceChildren(...(await previewOf(tools, area, button)));
}

async function previewOf(tools, area, button) {
  const token = area.form?.elements.csrfmiddlewaretoken?.value ?? "";
  const body = new URLSearchParams({ text: area.value, language: tools.dataset.language });
  try {
    const answer = await fetch(tools.dataset.previewUrl, {
      method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "error",
    });
    if (!answer.ok) throw new Error(answer.status);
    // The server has cleaned it; a parsed document runs nothing, and the policy forbids inline script.
    return new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes;
  } catch {
    return [document.createTextNode(button.dataset.failed)];
  }
}

// <textarea data-counter="id" data-count="words"> shows its count in the element with that id; with
// data-longest that element's `data-too-long` attribute is set when the text is longer.
function attachCounter(area) {
  const place = document.getElementById(area.dataset.counter);
  if (!place) return;
  const count = area.dataset.count === "words" ? countWords : countCharacters;
  const show = () => {
    const now = count(area.value);
    place.textContent = String(now);
    place.toggleAttribute("data-too-long", now > Number(area.dataset.longest || Infinity));
  };
  area.addEventListener("input", show);
  show();
}

document.querySelectorAll("[data-markdown-for]").forEach(attachTools);
document.querySelectorAll("[data-counter]").forEach(attachCounter);
