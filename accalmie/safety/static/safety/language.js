/** Signs of danger in what somebody writes, before it is encrypted: the rules and the verdicts of `core/crisis/language`.
 * Each part does what the Python module of that name does; a shared test file holds the two together. */

export const LEVELS = ["none", "distress", "passive", "active", "plan", "harm_to_others"];
const LONGEST = 50000;

/* folding */
const ALIKE = { "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss" };
const put = (from, to) => [...from].forEach((sign, at) => { ALIKE[sign] = to.length > 1 ? to[at] : to; });
put("аеорсухіѕкмтнвАЕОРСУХІЅКМТНВαεορικνυτΑΕΟΡΙΚΝΥΤøØłŁđı@$", "aeopcyxiskmthbaeopcyxiskmthbaeopiknutaeopiknytoolldias");
put("'’‘ʼ`´′", "'");
put(".", ".");
put("!?;\n\r", "!");
put(",:()[]—–|/…", ",");
put('«»"“”„', '"');
ALIKE["*"] = "";
const among = (point, ranges) => ranges.some(([first, last]) => point >= first && point <= last);
const UNSEEN = [[0xad, 0xad], [0x300, 0x36f], [0x200b, 0x200f], [0x202a, 0x202e], [0x2060, 0x2064], [0xfe00, 0xfe0f], [0xfeff, 0xfeff]];
const FACES = [[0xc0, 0x24f], [0x1e00, 0x1eff], [0x2100, 0x214f], [0x2460, 0x24ff], [0xfb00, 0xfb06], [0xff01, 0xff5e], [0x1d400, 0x1d7ff]];
const isPlain = (sign) => /^[a-z0-9]/.test(sign);

function fold(sign) {
  const point = sign.codePointAt(0);
  const plain = point < 128 ? sign.toLowerCase() : sign;
  if (isPlain(plain)) return plain;
  if (Object.hasOwn(ALIKE, plain)) return ALIKE[plain];
  if (among(point, UNSEEN)) return "";
  if (among(point, FACES)) return sign.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]/g, "") || " ";
  return " ";
}

function sentences(text) {
  const written = [[]];
  let letters = "", start = 0, stops = 0, pause = false, quoted = false, glued = false;
  const next = () => { written.push([]); pause = quoted = glued = false; };
  const endWord = (at) => {
    if (letters) {
      written.at(-1).push({ plain: letters, start, end: at, pause, quoted, glued });
      pause = glued = false;
    }
    letters = "";
  };
  const take = (plain, at) => {
    if (plain === "") return;
    if (plain === ".") { endWord(at); stops += 1; return; }
    if (stops) {
      if (stops > 1) pause = true;
      else if (!isPlain(plain)) next();
      stops = 0;
    }
    if (isPlain(plain)) {
      if (!letters) start = at;
      letters += plain;
      return;
    }
    endWord(at);
    if (plain === "!") next();
    glued = plain === "'";
    if (plain === "," || plain === '"') pause = true;
    if (plain === '"') quoted = !quoted;
  };
  let at = 0, read = 0;
  for (const sign of text) {
    if (read++ === LONGEST) break;
    take(fold(sign), at);
    at += sign.length;
  }
  take("!", at);
  return written.filter((sentence) => sentence.length);
}

/* spelling */
const SOUNDS = [[/(.)\1+/g, "$1"], [/ph/g, "f"], [/qu/g, "k"], [/eau|au/g, "o"], [/c([eiy])/g, "s$1"], [/ck?/g, "k"], [/y/g, "i"], [/z/g, "s"],
  [/h/g, ""], [/[ae]i/g, "e"], [/e([nm])/g, "a$1"], [/(.)\1+/g, "$1"], [/[sx]$/, ""], [/(?:ant|er|re|[etdr])$/, ""]];
const sound = (word) => SOUNDS.reduce((heard, [from, to]) => heard.replace(from, to), word);
const dropped = (word) => [...word].map((_, at) => word.slice(0, at) + word.slice(at + 1));
const FIGURES = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s" };
const LONGEST_WORD = 24;

class Speller {
  constructor(words, short, light, common, guessed) {
    this.short = short;
    this.light = new Set(light);
    this.common = new Set(common);
    this.words = new Set();
    this.stems = new Map();
    this.bySound = new Map();
    this.bySlip = new Map();
    this.cache = new Map();
    for (const word of words) word.endsWith("*") ? this.stems.set(word.slice(0, -1), word) : this.words.add(word);
    this.guessed = guessed;
    for (const word of guessed) {
      if (word.length >= 4) this.index(this.bySound, sound(word), word);
      if (word.length >= 5) dropped(word).forEach((shorter) => this.index(this.bySlip, shorter, word));
    }
  }
  index(map, key, word) { map.has(key) ? map.get(key).add(word) : map.set(key, new Set([word])); }
  read(typed) {
    if (!this.cache.has(typed)) {
      if (this.cache.size > 20000) this.cache.clear();
      this.cache.set(typed, this.parts(typed).filter((word) => !this.light.has(word)).map((word) => this.symbols(word)));
    }
    return this.cache.get(typed);
  }
  known(word) { return this.words.has(word) || this.common.has(word) || this.short.has(word) || this.light.has(word); }
  parts(typed) {
    if (this.short.has(typed)) return this.short.get(typed).split(" ");
    const rest = typed.slice(1);
    if (!this.known(typed) && !this.stem(typed).length && /^[jdlmnstc]/.test(typed) && rest.length > 1) {
      if (this.short.has(rest)) return [typed[0], ...this.short.get(rest).split(" ")];
      if ((typed[0] === "j" || rest.length > 2) && (this.words.has(rest) || this.stem(rest).length)) return [typed[0], rest];
    }
    return [typed];
  }
  stem(word) {
    const found = [];
    for (let end = 2; end <= Math.min(word.length, LONGEST_WORD); end++) {
      const stem = this.stems.get(word.slice(0, end));
      if (stem) found.push(stem);
    }
    return found;
  }
  symbols(word) {
    const found = [...(this.words.has(word) ? [word] : []), ...this.stem(word)];
    if (/^[0-9]+$/.test(word)) return [...new Set([...found, ...(word.length > 1 ? ["##"] : []), "#"])];
    const sure = this.words.has(word) || found.some((stem) => stem.length > 5);
    if (sure || this.common.has(word) || word.length > LONGEST_WORD) return found;
    return [...found, ...[...this.guesses(word)].filter((guess) => !found.includes(guess)).sort()];
  }
  guesses(word) {
    const plain = word.replace(/[01345]/g, (figure) => FIGURES[figure]);
    const single = plain.replace(/(.)\1+/g, "$1");
    const has = [...new Set([plain, single])].filter((one) => this.words.has(one));
    if (has.length) return has;
    const stems = this.stem(plain).length ? this.stem(plain) : this.stem(single);
    if (stems.length) return new Set(stems);
    if (plain.length >= 4 && this.bySound.has(sound(plain))) return this.bySound.get(sound(plain));
    if (plain.length < 5) return [];
    const found = new Set(this.bySlip.get(plain));
    dropped(plain).forEach((shorter) => { if (shorter.length >= 5 && this.guessed.has(shorter)) found.add(shorter); });
    for (let at = 0; at + 1 < plain.length; at++) {
      const swap = plain.slice(0, at) + plain[at + 1] + plain[at] + plain.slice(at + 2);
      if (this.guessed.has(swap)) found.add(swap);
    }
    return found;
  }
}

/* grammar */
const step = (symbol) => {
  if (/^[~^]/.test(symbol)) return { kind: symbol[0], count: +symbol.slice(1) };
  if (symbol[0] === "!") return { kind: "!", symbol: symbol.slice(1) };
  return { kind: symbol === "$" ? "$" : "=", symbol };
};

/** The rules ready to read with, from the table that `core.crisis.language.table` writes. */
export function build(table) {
  const [version, light, common, sounding, short, ...lines] = table.split("\n");
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

/* chart */
const CONTRACTED = { m: "am", re: "are", ve: "have", ll: "will", d: "would", s: "is" };
const CONTRACTS = new Set("i you we they he she it that there who what everyone".split(" "));

function tokens(grammar, sentence) {
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

function fill(grammar, chart) {
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

/* scope */
const has = (chart, index, name) => chart.at[index].has(name);
const some = (first, last, test) => { for (let index = first; index < last; index++) if (test(index)) return true; return false; };
const speaksOf = (chart, name) => chart.at.some((here) => here.has(name));

function clauseStart(chart, index) {
  while (index > 0 && !chart.tokens[index].pause && !has(chart, index - 1, "CONJ")) index--;
  return index;
}

function clauseEnd(chart, index) {
  while (index < chart.tokens.length && !chart.tokens[index].pause && !has(chart, index, "CONJ")) index++;
  return index;
}

function denied(chart, start, end) {
  const halfANo = (first, last) => some(first, last, (index) => has(chart, index, "NE"));
  const bars = (index) => chart.barred.has(index);
  if (!some(start, end, bars) && some(end, Math.min(end + 4, clauseEnd(chart, end)), bars) && halfANo(Math.max(0, start - 3), end)) return true;
  const first = Math.max(clauseStart(chart, start), start - 6);
  for (let index = start - 1; index >= first; index--) {
    if (bars(index)) return true;
    const linked = index > 0 && (bars(index - 1) || has(chart, index - 1, "THAT"));
    if (has(chart, index, "ICAN") && !linked && !halfANo(index, start)) return false;
  }
  return false;
}

function isOther(chart, start, end) {
  if (some(start, end, (index) => has(chart, index, "ICAN"))) return false;
  for (let index = start - 1; index >= 0; index--) {
    if (chart.masked.has(index)) continue;
    if (has(chart, index, "SELF")) return false;
    const impersonal = has(chart, index, "IMPERS") || (index > 0 && [...(chart.at[index - 1].get("IMPERS") ?? [])].some((last) => last > index));
    if (has(chart, index, "OTHER") && !impersonal) return true;
    if (chart.tokens[index].pause) break;
  }
  return false;
}

function longPast(chart, start, end) {
  if (!speaksOf(chart, "FAR") || (speaksOf(chart, "NOW") && !speaksOf(chart, "RESOLVED"))) return false;
  const first = clauseStart(chart, start);
  return some(first, clauseEnd(chart, end), (index) => has(chart, index, "FAR"))
    || some(Math.max(first, start - 4), end, (index) => has(chart, index, "PASTV"));
}

function inAStory(chart, start, end) {
  if (!speaksOf(chart, "STORY")) return false;
  const first = clauseStart(chart, start);
  return some(first, clauseEnd(chart, end), (index) => has(chart, index, "STORY")) || !some(first, end, (index) => has(chart, index, "ICAN"));
}

function isQuoted(chart, start) {
  if (!chart.tokens[start].said.quoted) return false;
  let opens = start;
  while (opens > 0 && chart.tokens[opens - 1].said.quoted) opens--;
  const before = (name) => some(0, opens, (index) => has(chart, index, name));
  if (before("STORY")) return true;
  return before("QUOTER") ? !before("ICAN") : isOther(chart, opens, opens);
}

/* verdict */
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
