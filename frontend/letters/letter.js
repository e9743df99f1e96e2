/** One letter: sealed under the key of its conversation, and signed with its author, its place and its time. */
import { fromBase64url, hashOf, joined, randomBytes, textOf, toBase64url, utf8 } from "./bytes.js";
import { must } from "./failure.js";
import { sign } from "./signing.js";

const BLOCK = 256; // letters are as long as the next multiple: "yes" looks like "no, not at all"

const placeLines = (conversation, letter) => [
  "accalmie/letter/1", conversation, letter.key, letter.id, letter.author, letter.author_n,
  letter.previous, letter.seen, letter.seen_head, letter.written_at,
];

/** The lines that the author signed. Throws TypeError where iv or body are no base64url. */
export function signedLines(conversation, letter) {
  const sealed = joined(fromBase64url(letter.iv), fromBase64url(letter.body));
  return [...placeLines(conversation, letter), hashOf(sealed)];
}

/** @param {object} content what the letter says: `{kind: "text", text}` */
function padded(content) {
  const length = (pad) => utf8(JSON.stringify({ v: 1, ...content, pad })).length;
  const missing = (BLOCK - (length("") % BLOCK)) % BLOCK;
  return utf8(JSON.stringify({ v: 1, ...content, pad: " ".repeat(missing) }));
}

const aes = (key, usage) => crypto.subtle.importKey("raw", key, "AES-GCM", false, [usage]);
const way = (iv, conversation, letter) =>
  ({ name: "AES-GCM", iv, additionalData: utf8(placeLines(conversation, letter).join("\n")) });

/**
 * The envelope of a letter. `place`: `{key, author_n, previous, seen, seen_head}`, see `nextPlace`.
 * @param {Uint8Array} key of the conversation, with the number `place.key`
 */
export async function sealLetter(conversation, content, place, { id, writtenAt }, key, keys) {
  const letter = { ...place, id, author: keys.person, written_at: writtenAt };
  const iv = randomBytes(12);
  const sealed = await crypto.subtle.encrypt(way(iv, conversation, letter), await aes(key, "encrypt"), padded(content));
  const whole = { ...letter, iv: toBase64url(iv), body: toBase64url(new Uint8Array(sealed)) };
  return { ...whole, signature: sign(keys.signing, signedLines(conversation, whole)) };
}

/** What a letter says: `{v, kind, text}`. Throws Failure "content". */
export async function openLetter(conversation, letter, key) {
  return must("content", async () => {
    const unlocked = await aes(key, "decrypt");
    const plain = await crypto.subtle.decrypt(way(fromBase64url(letter.iv), conversation, letter), unlocked, fromBase64url(letter.body));
    const { v, kind, text } = JSON.parse(textOf(new Uint8Array(plain)));
    return v === 1 && kind === "text" && typeof text === "string" && { kind, text };
  });
}

/** An identifier that sorts by time (UUIDv7). @param {number} moment milliseconds */
export function newId(moment) {
  const bytes = randomBytes(16);
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(moment / 2 ** (8 * (5 - at))) % 256;
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
}
