// Keeps the door's page, and what it is drawn with, for when there is no network. It says nothing to anybody: what
// the page wants kept it is told by message, and it hands that out only when the network does not answer in time.
//
//   {keep: [addresses]}   fetch them and keep them        {forget: address}   no longer

const KEPT = "door-1";
const PATIENCE = 4_000; // ms: a network that is there and does not answer is no network

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { keep, forget } = event.data;
  if (keep) event.waitUntil(Promise.allSettled(keep.map(fetchAndKeep)).then(() => event.source?.postMessage("kept")));
  if (forget) event.waitUntil(caches.open(KEPT).then((kept) => kept.delete(forget, { ignoreSearch: true, ignoreVary: true })));
});

self.addEventListener("fetch", (event) => {
  if (event.request.method !== "GET" || new URL(event.request.url).origin !== location.origin) return;
  event.respondWith(answer(event.request));
});

/** From the network; what is kept, where that is silent or broken. A page that says no is the truth, and shown. */
async function answer(request) {
  const kept = await caches.match(request, { cacheName: KEPT, ignoreSearch: request.mode === "navigate", ignoreVary: true });
  if (!kept) return fetch(request);
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE);
  try {
    const fresh = await fetch(request, { signal: limit.signal });
    if (fresh.status >= 500) return kept;
    if (request.mode === "navigate") await put(request.url, fresh.clone());
    return fresh;
  } catch {
    return kept;
  } finally {
    clearTimeout(timer);
  }
}

async function fetchAndKeep(address) {
  await put(address, await fetch(address, { credentials: "same-origin" }));
}

async function put(address, response) {
  const [plain] = address.split(/[?#]/);
  const kept = await caches.open(KEPT);
  if (response.ok && !response.redirected) await kept.put(plain, response);
  else if (response.status === 404 || response.status === 410) await kept.delete(plain, { ignoreVary: true });
}
