/** Six words that two people compare by voice or at the next visit: the same on both sides when nobody stands between. */
import { hashOf } from "./bytes.js";

const WORDS = 6;
const BITS = 11; // lists of 2,048 words

/**
 * The words of these two public signing keys, whoever's comes first.
 * @param {string[]} list 2,048 words of one language
 */
export function safetyWords(first, second, list) {
  const lines = ["accalmie/safety-words/1", ...[first, second].sort()];
  const bits = hashOf(lines.join("\n")).replace(/./g, (digit) => parseInt(digit, 16).toString(2).padStart(4, "0"));
  return Array.from({ length: WORDS }, (_, at) => list[parseInt(bits.slice(at * BITS, (at + 1) * BITS), 2)]);
}
