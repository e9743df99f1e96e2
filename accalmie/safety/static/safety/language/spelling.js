/** Which words of the rules a word as typed may stand for, as `core/crisis/language/spelling.py`. */

const SOUNDS = [[/(.)\1+/g, "$1"], [/ph/g, "f"], [/qu/g, "k"], [/eau|au/g, "o"], [/c([eiy])/g, "s$1"], [/ck?/g, "k"], [/y/g, "i"], [/z/g, "s"],
  [/h/g, ""], [/[ae]i/g, "e"], [/e([nm])/g, "a$1"], [/(.)\1+/g, "$1"], [/[sx]$/, ""], [/(?:ant|er|re|[etdr])$/, ""]];
const sound = (word) => SOUNDS.reduce((heard, [from, to]) => heard.replace(from, to), word);
const dropped = (word) => [...word].map((_, at) => word.slice(0, at) + word.slice(at + 1));
const FIGURES = { 0: "o", 1: "i", 3: "e", 4: "a", 5: "s" };
const LONGEST_WORD = 24;

/** Knows the words of the rules, and finds them in what was typed. */
export class Speller {
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
