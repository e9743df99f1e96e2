/** The directory of everybody's public keys: a chain of entries that only grows, whose head the site signs. */
import { hashOf, ZEROS } from "./bytes.js";
import { Failure } from "./failure.js";
import { isRecipient, proofLines } from "./keys.js";
import { holds } from "./signing.js";

const linesOf = (entry, previous) =>
  ["accalmie/directory/1", entry.n, entry.person, entry.recipient, entry.signing, entry.at, previous];

/** A directory of which nothing is known yet. */
export const nothingYet = () => ({ n: 0, hash: ZEROS, people: new Map() });

/**
 * A directory with these entries after those it has. Each person's keys are listed oldest first, with how the last came:
 * "first", "signed" by the former ones, or made "anew", which is announced to everybody who writes with them.
 * Throws Failure "directory" where an entry was changed, left out or put in.
 */
export function extended(known, entries) {
  const people = new Map(known.people);
  let { n, hash } = known;
  for (const entry of entries) {
    const held = keysOf({ people }, entry?.person);
    const came = entry?.n === n + 1 && howItCame(entry, hash, held[held.length - 1]);
    if (!came) throw new Failure("directory");
    people.set(entry.person, [...held, { n: entry.n, recipient: entry.recipient, signing: entry.signing, at: entry.at, came }]);
    ({ n, hash } = entry);
  }
  return { n, hash, people };
}

/** "first", "signed" or "anew"; "" where the entry does not hold. */
function howItCame(entry, previous, former) {
  const lines = linesOf(entry, previous);
  const isWhole = entry.previous === previous && entry.hash === hashOf(lines.join("\n"));
  if (!isWhole || !isRecipient(entry.recipient) || !holds(entry.proof, proofLines(entry), entry.signing)) return "";
  if (!former) return entry.by_old === "" ? "first" : "";
  if (entry.by_old === "") return "anew";
  return holds(entry.by_old, lines, former.signing) ? "signed" : "";
}

/** Whether the site signed that its directory ends just there. */
export function endsThere(directory, head, { organisation, siteKey }) {
  const lines = ["accalmie/directory-head/1", organisation, head?.n, head?.hash, head?.at];
  return head?.n === directory.n && head.hash === directory.hash && holds(head.signature, lines, siteKey);
}

/** What the person's former key signs so that a new one is known as theirs. */
export const handoverLines = (entry) => linesOf(entry, entry.previous);

/** All keys that a person ever published, oldest first. */
export const keysOf = (directory, person) => directory.people.get(person) ?? [];

/** The keys that a person has now, or undefined. */
export const keysNow = (directory, person) => keysOf(directory, person).slice(-1)[0];
