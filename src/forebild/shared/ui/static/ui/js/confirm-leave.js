// Before a page with unsaved writing is left, ask. A form that saves itself says in data-unsaved how it stands.

const values = (form) => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));

for (const form of document.querySelectorAll("form[data-confirm-leave]")) {
  const asLoaded = values(form);
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("pageshow", () => { sending = false; });
  addEventListener("beforeunload", (event) => {
    const unsaved = form.dataset.unsaved ? form.dataset.unsaved === "yes" : values(form) !== asLoaded;
    if (unsaved && !sending) event.preventDefault();
  });
}
