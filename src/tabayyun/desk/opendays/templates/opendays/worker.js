// Keeps the gate on the phone, so that it opens and works without a network. Nothing but the gate.
const KEPT = "tabayyun-gate-{{ version }}";
const ASSETS = new Set({{ assets|safe }});
const PATIENCE = 4000;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll([...ASSETS])).then(() => skipWaiting()));
});

addEventListener("activate", (event) => {
  event.waitUntil(clients.claim());
});

// The page asks to be kept. The pages kept by another release go with it, once this one is safe.
addEventListener("message", (event) => {
  const path = event.data?.keep;
  if (typeof path !== "string") return;
  const kept = keepPage(path).then(forgetOthers).then(() => event.source.postMessage("kept"));
  event.waitUntil(kept.catch(() => {}));
});

addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request, pathname));
  else if (ASSETS.has(pathname)) event.respondWith(asset(request, event));
});

async function keepPage(path) {
  const answer = await fetch(path, { credentials: "same-origin" });
  if (!answer.ok || answer.redirected) throw new Error("not the page");
  await (await caches.open(KEPT)).put(path, answer);
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("tabayyun-gate-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
}

async function page(request, path) {
  const kept = await caches.match(path);
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => setTimeout(() => resolve(kept.clone()), PATIENCE));
  const fresh = fetch(request).then(async (answer) => {
    if (answer.status >= 500) return kept.clone();
    if (answer.ok && answer.type === "basic" && !answer.redirected) await (await caches.open(KEPT)).put(path, answer.clone());
    return answer;
  });
  return Promise.race([fresh, late]).catch(() => kept.clone());
}

async function asset(request, event) {
  const cache = await caches.open(KEPT);
  const fresh = fetch(request).then(async (answer) => {
    if (answer.ok) await cache.put(request, answer.clone());
    return answer;
  });
  const kept = await cache.match(request);
  if (!kept) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return kept;
}
