/** Signs of danger in what somebody writes, before it is encrypted, as `core/crisis/language/verdict.py`. */
import { sentences } from "./folding.js";
import { pieces, rows } from "./marks.js";
import { saidOutright } from "./outright.js";
import { added, level, LEVELS } from "./scores.js";

export { build } from "./scores.js";

const TOGETHER = 3;
const plain = (words) => words.map((word) => word.plain);

/** The level of each sentence, of each two in a row and of each three, with their words; then what is said outright. */
function read(language, said) {
  const marks = said.map((words) => ({ words, rows: rows(plain(words)), pieces: words.flatMap((word) => pieces(word.plain)) }));
  const found = marks.flatMap((_, start) => {
    const inRows = new Set(), inPieces = new Set();
    let all = [];
    return marks.slice(start, start + TOGETHER).map((sentence) => {
      sentence.rows.forEach((mark) => inRows.add(mark));
      sentence.pieces.forEach((mark) => inPieces.add(mark));
      all = [...all, ...sentence.words];
      return { level: level(language, inRows, inPieces), words: all };
    });
  });
  return [...found, ...said.map((words) => ({ level: saidOutright(language.heard, words), words }))];
}

/** The words in a row that weigh most together. */
function weightiest({ table }, words, found) {
  const head = found === 1 ? 0 : 1;
  let best = [0, 0, words.length], here = 0, first = 0;
  words.forEach((word, at) => {
    if (here <= 0) [here, first] = [0, at];
    here += added(table, new Set([...rows(plain(words.slice(at, at + 2))), ...pieces(word.plain)]))[head];
    if (here > best[0]) best = [here, first, at + 1];
  });
  return { start: words[best[1]].start, end: words[best[2] - 1].end, level: LEVELS[found] };
}

/** The level of a text, and the words that led to it: `{level, spans: [{start, end, level}]}`. */
export function noticed(language, text) {
  const spans = [];
  let worst = 0;
  const found = read(language, sentences(text)).sort((a, b) => b.level - a.level || a.words.length - b.words.length);
  for (const one of found) {
    const start = one.words[0].start, end = one.words.at(-1).end;
    worst = Math.max(worst, one.level);
    if (one.level && !spans.some((span) => span.start < end && start < span.end)) spans.push(weightiest(language, one.words, one.level));
  }
  return { level: LEVELS[worst], spans: spans.sort((a, b) => a.start - b.start) };
}

/** The level of danger of a text. */
export const classify = (language, text) => LEVELS[read(language, sentences(text)).reduce((worst, one) => Math.max(worst, one.level), 0)];
