/** What people say outright, as `core/crisis/language/outright.py`. */
import { sentences } from "./folding.js";

const saidPlain = (words) => words.map((word) => word.plain);
const spaced = (written) => sentences(written).flatMap(saidPlain).join(" ");
const anyOf = (written) => written.map(spaced).join("|");

/** The list ready to look with: patterns on folded words. */
export function heard({ ways, between, unless, negated, subjects, meant, soon }) {
  return {
    between: new Set(between.map(spaced)),
    meant: new Set(meant.map(spaced)),
    ways: ways.map((way) => ({
      level: way.level === "active" ? 3 : 2,
      pattern: new RegExp(` (?:(${anyOf(unless)}|(?:${anyOf(negated)})(?! (?:${anyOf(subjects)}) )) )?(${anyOf(way.begin)}) (?:${anyOf(way.end)})(?! (?:${anyOf(way.as_in)}) )(?: (${anyOf(soon)}))?(?= )`, "g"),
    })),
  };
}

/** The level, from 0 to 4, of what one sentence says outright. */
export function saidOutright({ ways, between, meant }, words) {
  const said = saidPlain(words).filter((word) => !between.has(word)).map((word) => ` ${word}`).join("") + " ";
  const found = ways.flatMap(({ level, pattern }) => [...said.matchAll(pattern)].map(([, no, begun, soon]) => (no ? 0 : soon && meant.has(begun) ? 4 : level)));
  return Math.max(0, ...found);
}
