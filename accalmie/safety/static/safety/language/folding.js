/** From what somebody typed to plain words, as `core/crisis/language/folding.py`. */

const LONGEST = 50000;
const ALIKE = { "œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss" };
const put = (from, to) => [...from].forEach((sign, at) => { ALIKE[sign] = to.length > 1 ? to[at] : to; });
put("аеорсухіѕкмтнвАЕОРСУХІЅКМТНВαεορικνυτΑΕΟΡΙΚΝΥΤøØłŁđı@$", "aeopcyxiskmthbaeopcyxiskmthbaeopiknutaeopiknytoolldias");
put(".", ".");
put("!?;\n\r", "!");
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

/** The sentences of the text as words; where they stand is counted as the browser counts. */
export function sentences(text) {
  const written = [[]];
  let letters = "", start = 0, stops = 0, at = 0, read = 0;
  const endWord = () => {
    if (letters) written.at(-1).push({ plain: letters, start, end: at });
    letters = "";
  };
  const take = (plain) => {
    if (plain === "") return;
    if (plain === ".") { endWord(); stops += 1; return; }
    if (stops === 1 && !isPlain(plain)) written.push([]);
    stops = 0;
    if (isPlain(plain)) {
      if (!letters) start = at;
      for (const letter of plain) if (!letters.endsWith(letter)) letters += letter;
      return;
    }
    endWord();
    if (plain === "!") written.push([]);
  };
  for (const sign of text) {
    if (read++ === LONGEST) break;
    take(fold(sign));
    at += sign.length;
  }
  take("!");
  return written.filter((sentence) => sentence.length);
}
