/* Lists work without this. It adds: tick every row on the page, tick a stretch with Shift, the live count. */

for (const form of document.querySelectorAll("[data-list-bulk]")) {
  const ticks = [...form.querySelectorAll("input[name=chosen]")];
  const every = form.querySelector("[data-list-every]");
  const everyTick = every.querySelector("input");
  const all = form.querySelector("[data-list-all]");
  const said = form.querySelector("[data-list-count]");
  let before = null;

  const tell = () => {
    const count = ticks.filter((tick) => tick.checked).length;
    everyTick.checked = count === ticks.length;
    everyTick.indeterminate = count > 0 && count < ticks.length;
    if (all?.checked) said.textContent = `${said.dataset.all} ${said.dataset.total}`;
    else said.textContent = count ? `${said.dataset.some} ${count}` : said.dataset.none;
  };

  const tickStretch = (event) => {
    const here = ticks.indexOf(event.target);
    if (here < 0) return;
    if (event.shiftKey && before !== null) {
      const [first, last] = [Math.min(before, here), Math.max(before, here)];
      for (const tick of ticks.slice(first, last + 1)) tick.checked = event.target.checked;
    }
    before = here;
  };

  everyTick.addEventListener("change", () => {
    for (const tick of ticks) tick.checked = everyTick.checked;
  });
  form.addEventListener("click", tickStretch);
  form.addEventListener("change", tell);
  window.addEventListener("pageshow", tell); // the browser may have brought old ticks back
  every.hidden = false;
  form.querySelector("[data-list-plain]").hidden = true;
  tell();
}
