/** Signs of danger in what somebody writes, before it is encrypted, as `core/crisis/language/verdict.py`. */
import { fill, tokens } from "./chart.js";
import { sentences } from "./folding.js";
import { inAStory, denied, isOther, isQuoted, longPast, speaksOf } from "./scope.js";

export { build } from "./grammar.js";

export const LEVELS = ["none", "distress", "passive", "active", "plan", "harm_to_others"];

function meant(chart, sign, start, end) {
  const applies = (letter) => sign.filters.includes(letter);
  if (applies("n") && denied(chart, start, end)) return 0;
  if (applies("p") && longPast(chart, start, end)) return 0;
  if (applies("s") && (inAStory(chart, start, end) || isQuoted(chart, start))) return 0;
  if (applies("b") && speaksOf(chart, "SAFE")) return 0;
  if (applies("e") && speaksOf(chart, "EVERYDAY")) return 0;
  if (applies("i") && speaksOf(chart, "INTRUS")) return 1;
  if (applies("o") && isOther(chart, start, end)) return speaksOf(chart, "FEAR") ? 1 : 0;
  return sign.level;
}

function within(chart, name) {
  const found = new Set();
  chart.at.forEach((here, start) => here.get(name)?.forEach((end) => { for (let index = start; index < end; index++) found.add(index); }));
  return found;
}

/** The level of a text, and the words that led to it: `{level, spans: [{start, end, level, sign}]}`. */
export function noticed(grammar, text) {
  const spans = [];
  for (const sentence of sentences(text)) {
    const chart = { tokens: tokens(grammar, sentence), barred: new Set(), masked: new Set() };
    if (!chart.tokens.some((token) => token.symbols.length)) continue;
    fill(grammar, chart);
    const held = within(chart, "HOLD");
    chart.masked = within(chart, "IDIOM");
    chart.at.forEach((here, index) => { if (here.has("NEG") && !held.has(index) && !chart.masked.has(index)) chart.barred.add(index); });
    fill(grammar, chart);
    chart.at.forEach((here, index) => {
      for (const [id, sign] of grammar.signs) {
        if (!here.has(id)) continue;
        const end = Math.max(...here.get(id));
        const level = meant(chart, sign, index, end);
        if (level) spans.push({ start: chart.tokens[index].said.start, end: chart.tokens[end - 1].said.end, level: LEVELS[level], sign: id });
      }
    });
  }
  return { level: LEVELS[Math.max(0, ...spans.map((span) => LEVELS.indexOf(span.level)))], spans };
}

/** The level of danger of a text. */
export const classify = (grammar, text) => noticed(grammar, text).level;
