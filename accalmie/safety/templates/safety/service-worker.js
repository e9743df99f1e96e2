/** Help without a network. Keeps the pages of numbers and what they are drawn with, and nothing of anybody. */
const KEPT = {{ kept | tojson }};
const LEAVE = {{ leave | tojson }};
const BACK = {{ back | tojson }};
const KINDS = {{ kinds | tojson }};
const HOUSE = "help-";
const CACHE = HOUSE + "{{ version }}";
let language = "fr";
let gone;

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" })));
  await self.skipWaiting();
}

async function forgetOlder() {
  for (const name of await caches.keys()) if (name.startsWith(HOUSE) && name !== CACHE) await caches.delete(name);
  await self.registration.navigationPreload?.enable();
  await self.clients.claim();
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin || request.method !== "GET") return;
  if (request.mode === "navigate") event.respondWith(pathname === LEAVE ? leave(event) : page(event, pathname));
  else if (KEPT.includes(pathname)) event.respondWith(fetch(request).catch(() => caches.match(pathname)));
});

/** Away at once. Without a network nothing more can be opened: the page that says nothing stands there instead, and
 * before every other, until somebody opens these pages again or the network is back to sign them out. */
async function leave(event) {
  event.waitUntil(takePlanAway());
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch {
    await setGone(true);
    return kept("rest");
  }
}

/** The copy of a plan goes with whoever leaves quickly, unless they chose that it stays. */
async function takePlanAway() {
  const plan = await (await caches.match("/plan/here/copy"))?.json();
  if (plan && !plan.stays) await caches.delete("plan-here");
}

async function isGone() {
  gone ??= Boolean(await caches.match("gone"));
  return gone;
}

async function setGone(value) {
  gone = value;
  const cache = await caches.open(CACHE);
  await (value ? cache.put("gone", new Response("")) : cache.delete("gone"));
}

/** The page of somebody who left without a network: the site first learns that they left, then answers as it does. */
async function afterLeaving(event, pathname) {
  if (pathname === BACK) {
    await setGone(false);
    return page(event, pathname);
  }
  try {
    await fetch(LEAVE, { redirect: "manual" });
    await setGone(false);
    return await fetch(event.request);
  } catch {
    return kept("rest");
  }
}

/** The page from the network; without one, the kept page in the language last read. */
async function page(event, pathname) {
  if (await isGone()) return afterLeaving(event, pathname);
  try {
    const answer = (await event.preloadResponse) ?? (await fetch(event.request));
    const said = answer.headers.get("Content-Language");
    if (said && said !== language) event.waitUntil(remember(said));
    return answer;
  } catch {
    return (await caches.match(pathname)) ?? (await kept(KINDS[pathname] ?? "page"));
  }
}

async function kept(kind) {
  const cache = await caches.open(CACHE);
  const said = (await (await cache.match("language"))?.text()) ?? language;
  return cache.match({{ offline | tojson }}.replace("KIND", kind).replace("LANGUAGE", said));
}

async function remember(said) {
  language = said.startsWith("en") ? "en" : "fr";
  await (await caches.open(CACHE)).put("language", new Response(language));
}
