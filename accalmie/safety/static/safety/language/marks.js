/** From words to marks, as `core/crisis/language/marks.py`. */
export const ROWS = 131072;
export const PIECES = 65536;
const mix = (mixed, letter) => Math.imul(mixed ^ letter, 16777619) >>> 0;
const folded = (mixed) => mixed ^ (mixed >>> 16);

function word(plain) {
  let mixed = 2166136261;
  for (let at = 0; at < plain.length; at++) mixed = mix(mixed, plain.charCodeAt(at));
  return mixed;
}

/** The marks of three to five neighbouring letters of a word, its ends included. */
export function pieces(plain) {
  const letters = `_${plain}_`, found = [];
  for (let start = 0; start + 2 < letters.length; start++) {
    let mixed = 777;
    for (let length = 1; length <= 5 && start + length <= letters.length; length++) {
      mixed = mix(mixed, letters.charCodeAt(start + length - 1));
      if (length > 2) found.push(ROWS + ((folded(mixed) >>> 0) % PIECES));
    }
  }
  return found;
}

/** The marks of each word, and of two and three that follow each other; the ends of the sentence count as words. */
export function rows(words) {
  const found = [], ended = ["", ...words, ""].map(word);
  ended.forEach((_, start) => {
    let mixed = 0;
    for (const mark of ended.slice(start, start + 3)) {
      mixed = (mix(mixed, 0) ^ mark) >>> 0;
      found.push((folded(mixed) >>> 0) % ROWS);
    }
  });
  return found;
}
