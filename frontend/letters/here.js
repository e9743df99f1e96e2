/** What is sealed to stay in this browser: the opened keys while their tab lives, drafts and letters that wait to leave. */
import { hashOf, randomBytes, textOf, utf8 } from "./bytes.js";
import { keep, kept } from "./store.js";

const OPENED = "accalmie-letters"; // in sessionStorage: it ends with the tab
const DEVICE = "device";

async function sealedWith(key, text) {
  const iv = randomBytes(12);
  return { iv, body: new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv }, key, utf8(text))) };
}

const openedWith = async (key, { iv, body }) =>
  textOf(new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, key, body)));

/** A key that no script can read out of this browser: what a disk keeps of a tab is of no use elsewhere. */
async function deviceKey() {
  const known = await kept(DEVICE);
  if (known) return known;
  await keep(DEVICE, await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]));
  return kept(DEVICE); // two tabs may have made one at once: the last counts for both
}

/** A key of the person's own, for what they write here. */
function ownKey(keys) {
  const digits = hashOf(`accalmie/here/1\n${keys.signing}`);
  const raw = Uint8Array.from(digits.match(/../g), (pair) => parseInt(pair, 16));
  return crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
}

export const sealHere = async (keys, value) => sealedWith(await ownKey(keys), JSON.stringify(value));

/** What was sealed here, or null where these are not the keys. */
export async function openHere(keys, sealed) {
  try {
    return JSON.parse(await openedWith(await ownKey(keys), sealed));
  } catch {
    return null;
  }
}

/** Keep the opened keys until this tab is closed. */
export async function keepOpen(keys) {
  const { iv, body } = await sealedWith(await deviceKey(), JSON.stringify(keys));
  sessionStorage.setItem(OPENED, JSON.stringify([Array.from(iv), Array.from(body)]));
}

/** The keys that this tab has open for this person, or null. */
export async function openKeys(person) {
  try {
    const [iv, body] = JSON.parse(sessionStorage.getItem(OPENED)).map((row) => Uint8Array.from(row));
    const keys = JSON.parse(await openedWith(await deviceKey(), { iv, body }));
    return keys.person === person ? keys : null;
  } catch {
    return null;
  }
}

export const shut = () => sessionStorage.removeItem(OPENED);
