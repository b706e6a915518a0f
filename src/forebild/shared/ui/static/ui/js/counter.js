// How many characters are left. Counts as the server does: a line break is one, an emoji is one code point.

export const countCharacters = (text) => [...text.replace(/\r\n?/g, "\n")].length;

const PAUSE = 1000; // ms without typing before it is read out

function watch(count) {
  const field = document.getElementById(count.dataset.counts);
  const limit = Number(count.dataset.limit);
  const seen = count.appendChild(document.createElement("span"));
  seen.className = "count-live numbers";
  seen.setAttribute("aria-hidden", "true");
  const heard = document.createElement("span");
  count.after(heard);
  heard.className = "visually-hidden";
  heard.setAttribute("role", "status");
  let timer;

  const tell = () => {
    const left = limit - countCharacters(field.value);
    const words = left < 0 ? count.dataset.textOver : count.dataset.textLeft;
    const text = words.replace("{count}", Math.abs(left).toLocaleString(document.documentElement.lang));
    seen.textContent = ` · ${text}`;
    seen.classList.toggle("is-over", left < 0);
    return text;
  };
  field.addEventListener("input", () => {
    const text = tell();
    clearTimeout(timer);
    timer = setTimeout(() => { heard.textContent = text; }, PAUSE);
  });
  tell();
}

document.querySelectorAll("[data-counts]").forEach(watch);
