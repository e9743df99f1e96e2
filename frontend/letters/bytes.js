/** Bytes and the texts that carry them: UTF-8, base64url without padding, hexadecimal, SHA-256. */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

const STEP = 0x8000; // as many bytes as a call may take as arguments in every browser

export const utf8 = (text) => new TextEncoder().encode(text);

/** The text of these bytes. Throws TypeError where they are no UTF-8. */
export const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

export const randomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** @param {Uint8Array} bytes */
export function toBase64url(bytes) {
  let plain = "";
  for (let at = 0; at < bytes.length; at += STEP) plain += String.fromCharCode(...bytes.subarray(at, at + STEP));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** The bytes of a base64url text. Throws TypeError unless it is the one way to write them. */
export function fromBase64url(text) {
  if (typeof text !== "string" || !/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) throw new TypeError("not base64url");
  const bytes = Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  if (toBase64url(bytes) !== text) throw new TypeError("not the one way to write these bytes");
  return bytes;
}

/** The SHA-256 of bytes or of a text, in lower-case hexadecimal digits. */
export const hashOf = (given) => bytesToHex(sha256(typeof given === "string" ? utf8(given) : given));

/** The hash before there is anything. */
export const ZEROS = "0".repeat(64);

/** Two rows of bytes, one after the other. */
export function joined(first, second) {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
