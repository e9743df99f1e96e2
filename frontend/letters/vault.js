/** Copies of a person's keys that the server keeps and cannot open: one under a passphrase, one under a printed code. */
import { Decrypter, Encrypter } from "age-encryption";
import { fromBase64url, hashOf, randomBytes, textOf, toBase64url, utf8 } from "./bytes.js";
import { sign } from "./signing.js";

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"; // Crockford's: no I, L, O, U
const CODE = 26; // letters of 5 bits each
const GROUPS = /(.{4})(.{4})(.{5})(.{4})(.{4})(.{5})/;
/** Powers of two of scrypt's cost. A passphrase may be guessed, so it costs an old telephone a second; a code may not. */
const COST = { passphrase: 15, recovery: 10 };

/** A new recovery code: 130 random bits as 26 letters. */
export const newCode = () => Array.from(randomBytes(CODE), (byte) => LETTERS[byte & 31]).join("");

/** The code as it is printed, in groups that are easily copied by hand. */
export const printedCode = (code) => GROUPS.exec(code).slice(1).join("-");

/** The code that somebody typed, however they spaced it; "" where it cannot be one. */
export function typedCode(typed) {
  const plain = typed.toUpperCase().replace(/[\s\-–—.]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  return plain.length === CODE && [...plain].every((letter) => LETTERS.includes(letter)) ? plain : "";
}

/** What people type as one passphrase on two keyboards is one: composed letters, no spaces around. */
const plainSecret = (secret) => secret.normalize("NFKC").trim();

/**
 * A copy under one method, as base64url.
 * @param {"passphrase" | "recovery"} method
 */
export async function seal(keys, method, secret) {
  const encrypter = new Encrypter();
  encrypter.setScryptWorkFactor(COST[method]);
  encrypter.setPassphrase(plainSecret(secret));
  return toBase64url(await encrypter.encrypt(utf8(JSON.stringify(keys))));
}

/** The keys in a copy, or null where this secret does not open it or it holds somebody else's. */
export async function open(body, secret, person) {
  try {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(plainSecret(secret));
    const keys = JSON.parse(textOf(await decrypter.decrypt(fromBase64url(body))));
    return keys.v === 1 && keys.person === person ? keys : null;
  } catch {
    return null;
  }
}

/** What allows a copy to be added or replaced: the person's own signature. */
export const allowCopy = (keys, method, body) =>
  sign(keys.signing, ["accalmie/copy/1", keys.person, method, hashOf(fromBase64url(body))]);
