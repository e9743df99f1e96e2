/** The rules ready to read with, from the table that `accalmie safety table` writes. */
import { Speller } from "./spelling.js";

const step = (symbol) => {
  if (/^[~^]/.test(symbol)) return { kind: symbol[0], count: +symbol.slice(1) };
  if (symbol[0] === "!") return { kind: "!", symbol: symbol.slice(1) };
  return { kind: symbol === "$" ? "$" : "=", symbol };
};

export function build(table) {
  const [version, light, common, sounding, short, ...lines] = table.split(";");
  const grammar = { version, starts: new Map(), signs: new Map() };
  const words = new Set();
  const guessed = new Set();
  for (const line of lines) {
    const [head, said] = line.split("=");
    const [name, level, filters] = head.split(" ");
    const isGuessed = sounding.split(" ").includes(name);
    if (level) grammar.signs.set(name, { id: name, level: +level, filters });
    for (const way of said.split("|")) {
      const [first, ...rest] = way.split(" ").map(step);
      if (!grammar.starts.has(first.symbol)) grammar.starts.set(first.symbol, []);
      const needs = rest.filter((one) => one.kind === "=").map((one) => one.symbol);
      grammar.starts.get(first.symbol).push({ says: name, rest, needs });
      for (const one of [first, ...rest]) {
        if ("=!".includes(one.kind) && !/^[A-Z]/.test(one.symbol)) words.add(one.symbol);
        if (isGuessed && one.kind === "=" && !/^[A-Z]|\*$/.test(one.symbol)) guessed.add(one.symbol);
      }
    }
  }
  const pairs = short.split("|").map((pair) => pair.split(":"));
  grammar.speller = new Speller(words, new Map(pairs), light.split(" "), common.split(" "), guessed);
  return grammar;
}
