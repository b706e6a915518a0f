// A question that depends on the answer to another is shown once that answer is given. Without this script all
// are shown, each with a line that says when it is to be answered. What is hidden is sent, and left aside there.

const given = (form, name) => new FormData(form).getAll(name);

function shows(form, part) {
  const lead = form.elements.namedItem(part.dataset.askedIf);
  const first = lead instanceof RadioNodeList ? lead[0] : lead;
  const isAsked = !first?.closest("[data-asked-if]")?.hidden;
  return isAsked && given(form, part.dataset.askedIf).includes(part.dataset.askedValue);
}

for (const form of document.forms) {
  const parts = [...form.querySelectorAll("[data-asked-if]")];
  if (!parts.length || form.dataset.asksInTurn) continue;
  form.dataset.asksInTurn = "yes";
  const show = () => { for (const part of parts) part.hidden = !shows(form, part); };
  for (const part of parts) part.querySelector("[data-says-when]").hidden = true;
  form.addEventListener("input", show);
  show();
}
