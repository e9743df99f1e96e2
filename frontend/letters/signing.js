/** Signatures (Ed25519, RFC 8032) of lines of text. Telephones whose browser lacks Ed25519 sign too: it is computed here. */
import { ed25519 } from "@noble/curves/ed25519.js";
import { fromBase64url, randomBytes, toBase64url, utf8 } from "./bytes.js";

export const newSeed = () => toBase64url(randomBytes(32));

export const publicOfSeed = (seed) => toBase64url(ed25519.getPublicKey(fromBase64url(seed)));

/** @param {string[]} lines */
export const sign = (seed, lines) => toBase64url(ed25519.sign(utf8(lines.join("\n")), fromBase64url(seed)));

/** Whether the holder of this public key signed exactly these lines. Never throws. */
export function holds(signature, lines, publicKey) {
  try {
    return ed25519.verify(fromBase64url(signature), utf8(lines.join("\n")), fromBase64url(publicKey), { zip215: false });
  } catch {
    return false;
  }
}
