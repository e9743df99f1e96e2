/** Which concepts begin at each word, and where they end, as `core/crisis/language/chart.py`. */

const CONTRACTED = { m: "am", re: "are", ve: "have", ll: "will", d: "would", s: "is" };
const CONTRACTS = new Set("i you we they he she it that there who what everyone".split(" "));

/** The words of a sentence with texting written out, and without the light ones. */
export function tokens(grammar, sentence) {
  const found = [];
  let pause = false;
  sentence.forEach((word, index) => {
    const before = word.glued && index ? sentence[index - 1].plain : "";
    const after = sentence[index + 1];
    let plain = word.plain;
    if (after?.glued && after.plain === "t" && plain.endsWith("n")) plain += "t";
    else if (CONTRACTS.has(before) && Object.hasOwn(CONTRACTED, plain)) plain = CONTRACTED[plain];
    else if (before && (plain === "s" || (plain === "t" && before.endsWith("n")))) return;
    pause ||= word.pause;
    for (const symbols of grammar.speller.read(plain)) {
      found.push({ symbols, said: word, pause });
      pause = false;
    }
  });
  return found;
}

/** Fill the chart anew, with what is barred and masked now. */
export function fill(grammar, chart) {
  const size = chart.tokens.length;
  chart.at = Array.from({ length: size + 1 }, () => new Map());
  chart.seen = new Set();
  for (let index = size - 1; index >= 0; index--)
    if (!chart.masked.has(index)) for (const symbol of chart.tokens[index].symbols) add(grammar, chart, index, symbol);
}

function add(grammar, chart, index, first) {
  const waiting = [[first, index + 1]];
  const here = chart.at[index];
  while (waiting.length) {
    const [symbol, end] = waiting.pop();
    if (!here.has(symbol)) here.set(symbol, new Set());
    if (here.get(symbol).has(end)) continue;
    here.get(symbol).add(end);
    chart.seen.add(symbol);
    for (const way of grammar.starts.get(symbol) ?? [])
      if (way.needs.every((need) => chart.seen.has(need))) ends(chart, way.rest, 0, end, (last) => waiting.push([way.says, last]));
  }
}

function ends(chart, rest, number, index, found) {
  if (number === rest.length) return found(index);
  const one = rest[number];
  const size = chart.tokens.length;
  const go = (next) => ends(chart, rest, number + 1, next, found);
  if (one.kind === "=") { if (index < size) [...(chart.at[index].get(one.symbol) ?? [])].forEach(go); }
  else if (one.kind === "!") { if (index >= size || !chart.at[index].has(one.symbol)) go(index); }
  else if (one.kind === "$") { if (index >= size || chart.tokens[index].pause) go(index); }
  else for (let skipped = 0; skipped <= one.count; skipped++) {
    const here = index + skipped;
    if (here > size) return;
    go(here);
    const bars = chart.barred.has(here);
    if (bars || (skipped && one.kind === "~" && here < size && chart.tokens[here].pause)) return;
  }
}
