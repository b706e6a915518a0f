// On the score sheet: a figure scores the criterion that one stands in and goes on to the next; 0 is "not
// applicable". Only where a radio button has the focus, so no figure typed in a text is caught (WCAG 2.1.4).

const sheet = [...document.querySelectorAll("[data-score]")];

document.addEventListener("keydown", (event) => {
  const radio = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key) || radio.type !== "radio") return;
  const criterion = radio.closest("[data-score]");
  const wanted = event.key === "0" ? "na" : event.key;
  const step = criterion?.querySelector(`input[type=radio][value="${wanted}"]`);
  if (!step) return;
  event.preventDefault();
  step.checked = true;
  step.dispatchEvent(new Event("input", { bubbles: true }));
  const next = sheet[sheet.indexOf(criterion) + 1];
  const first = next?.querySelector("input[type=radio]:checked") ?? next?.querySelector("input[type=radio]");
  (first ?? document.querySelector("[name=strengths]")).focus();
});
