// A picture taken where there is no network: it is kept in this browser, under the address that it is for (which
// names visit and person), and sent when the network is back. Without this script the form's own button sends it.

const place = document.querySelector("[data-waiting-pictures]");
const form = place?.querySelector("form");
const status = place?.querySelector("[data-picture-status]");

/** One store of the browser's own, a row a picture: {id, address, fields: [[name, value], …]}. */
const store = (mode, act) => new Promise((resolve, reject) => {
  const opening = indexedDB.open("visit-pictures", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("waiting", { keyPath: "id", autoIncrement: true });
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction("waiting", mode);
    const request = act(transaction.objectStore("waiting"));
    transaction.oncomplete = () => { opening.result.close(); resolve(request.result); };
    transaction.onerror = () => { opening.result.close(); reject(transaction.error); };
  };
});

const waiting = async () => (await store("readonly", (rows) => rows.getAll())).filter((row) => row.address === form.action);
const say = (name) => { status.textContent = name ? place.getAttribute(`data-text-${name}`) : ""; };

/** "kept", "refused" (the page says why) or "signed-out". Throws where nothing answers. */
async function send(fields) {
  const body = new FormData();
  for (const [name, value] of fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value); // it may be another than when it was taken
  const headers = { Accept: "application/json" };
  const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" });
  if (answer.ok) return "kept";
  return answer.status === 422 ? "refused" : "signed-out";
}

async function keep(fields, why) {
  await store("readwrite", (rows) => rows.add({ address: form.action, fields }));
  form.reset();
  say(why);
}

async function sendWaiting() {
  const rows = await waiting();
  for (const row of rows) {
    const outcome = await send(row.fields).catch(() => "waiting");
    if (outcome !== "kept") { say(outcome); return; }
    await store("readwrite", (all) => all.delete(row.id));
  }
  if (rows.length) location.reload();
}

if (form && "indexedDB" in window) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const fields = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
    const outcome = await send(fields).catch(() => "waiting");
    if (outcome === "kept") location.reload();
    else if (outcome === "refused") form.submit(); // the page that comes says what is missing
    else await keep(fields, outcome);
  });
  addEventListener("online", sendWaiting);
  sendWaiting();
}
