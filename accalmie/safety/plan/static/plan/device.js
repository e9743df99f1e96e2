/** The copy of a plan on this device: one, in a cache of its own, which the service worker takes away as well. */

const SHELF = "plan-here";
const PLACE = "/plan/here/copy";

/** @typedef {{ text: string, telephone: string, address: string }} Line */
/** @typedef {{ title: string, lines: Line[] }} Part */
/** @typedef {{ owner: string, version: string, language: string, changed: string, stays: boolean, parts: Part[] }} Copy */

/** @returns {Promise<Copy | null>} */
export async function kept() {
  if (!("caches" in globalThis)) return null;
  const found = await caches.match(PLACE);
  return found ? found.json() : null;
}

/** Refused where the browser keeps nothing.
 * @param {Copy} copy */
export async function keep(copy) {
  const shelf = await caches.open(SHELF);
  await shelf.put(PLACE, new Response(JSON.stringify(copy), { headers: { "Content-Type": "application/json" } }));
  await navigator.storage?.persist?.().catch(() => false);
}

export async function forget() {
  if ("caches" in globalThis) await caches.delete(SHELF);
}
