/** Reads what the server gives of a conversation and judges every part of it. Nothing that it may give makes this fail. */
import { hashOf, ZEROS } from "./bytes.js";
import { Chain } from "./chain.js";
import { keysNow, keysOf } from "./directory.js";
import { Failure, must } from "./failure.js";
import { openLetter, signedLines } from "./letter.js";
import { holds, publicOfSeed } from "./signing.js";
import { openThreadKey } from "./thread-key.js";

/** Letters whose author is certain are shown with what is wrong around them; others are not shown at all. */
const SHOWN_ALL_THE_SAME = new Set(["", "author_order", "chain"]);
const COUNTS = ["key", "author_n", "seen", "order"];
const TEXTS = ["id", "author", "previous", "seen_head", "written_at", "iv", "body", "signature"];

/**
 * What a sheet holds: `{letters, threadKeys, order, head, problems, mine}`.
 *
 * Each letter is `{order, id, author, writtenAt, receivedAt, failure, content}`: `failure` is "" or a name of `failure.js`,
 * `content` null where it cannot be shown. `problems` are `{name, ...}` of the sheet as a whole; `mine` is the reader's own count, for `nextPlace`.
 * @param {object} sheet as the server gives it, perhaps with older windows put before
 * @param {{conversation: string, keys: object, directory: object, remembered?: {order: number, head: string}, cache?: Map}} context
 */
export async function readSheet(sheet, context) {
  const problems = [];
  const note = (name, about = {}) => problems.push({ name, ...about });
  const threadKeys = await openedKeys(listOf(sheet?.keys), context, note);
  const members = listOf(sheet?.members);
  checkMembers(members, context.directory, note);
  const letters = listOf(sheet?.letters);
  const before = letters.length ? letters[0].order - 1 : sheet?.order;
  const chain = new Chain(Number.isSafeInteger(before) ? before : 0, sheet?.head_before);
  const reader = {
    ...context, cache: context.cache ?? new Map(), threadKeys,
    members: new Set(members.map(({ id }) => id)), ids: new Set(), signedWith: new Map(),
  };
  const read = [];
  for (const letter of letters) read.push(await readLetter(letter, chain, reader));
  checkEnd(sheet, chain, context.remembered, note);
  const mine = chain.authors.get(context.keys.person) ?? mineBefore(sheet?.own_last, context);
  return { letters: read, threadKeys, order: chain.order, head: chain.head, problems, mine };
}

/** Where the reader's own count stands when none of their letters is among these: as their own signature says. */
function mineBefore(letter, { conversation, keys }) {
  try {
    const lines = signedLines(conversation, letter);
    if (holds(letter.signature, lines, publicOfSeed(keys.signing))) return { n: letter.author_n, hash: hashOf(lines.join("\n")) };
  } catch {
    // none, or not theirs: the first letter is the first
  }
  return { n: 0, hash: ZEROS };
}

/** The place of the reader's next letter, under the thread key of this number. */
export const nextPlace = ({ mine, order, head }, key) =>
  ({ key, author_n: mine.n + 1, previous: mine.hash, seen: order, seen_head: head });

const listOf = (given) => (Array.isArray(given) ? given.filter((one) => one && typeof one === "object") : []);

async function openedKeys(entries, { conversation, keys, directory }, note) {
  const signings = (person) => keysOf(directory, person).map(({ signing }) => signing);
  const opened = new Map();
  for (const entry of entries) {
    try {
      const known = await openThreadKey(entry, conversation, keys, signings);
      if (known && !opened.has(known.number)) opened.set(known.number, known);
    } catch {
      note("key", { number: entry.number });
    }
  }
  return opened;
}

/** The directory is what counts; a server that shows other keys beside it is caught. */
function checkMembers(members, directory, note) {
  for (const { id, recipient, signing, directory_n: n } of members) {
    const known = keysNow(directory, id) ?? { recipient: "", signing: "", n: 0 };
    const isTheSame = (recipient || "") === known.recipient && (signing || "") === known.signing && (n || 0) === known.n;
    if (!isTheSame) note("directory", { person: id });
  }
}

function checkEnd(sheet, chain, remembered, note) {
  const isWhole = sheet?.order === chain.order && sheet.head === chain.head && (chain.before > 0 || sheet.head_before === ZEROS);
  const head = chain.heads.get(remembered?.order);
  const isOurs = !remembered || (remembered.order <= chain.order && (head === undefined || head === remembered.head));
  if (!isWhole || !isOurs) note("chain");
}

async function readLetter(letter, chain, reader) {
  const place = chain.order + 1;
  let failure = "", content = null, signedHash = "";
  try {
    await wellMade(letter);
    const lines = signedLines(reader.conversation, letter);
    signedHash = hashOf(lines.join("\n"));
    await signedByItsAuthor(letter, lines, signedHash, reader);
    if (letter.order !== place) throw new Failure("chain");
    const seen = chain.seenBy(letter);
    failure = chain.countOf(letter, signedHash) || seen;
    if (SHOWN_ALL_THE_SAME.has(failure)) content = await contentOf(letter, signedHash, reader);
  } catch (error) {
    failure = error instanceof Failure ? error.name : "signature";
  }
  chain.add(signedHash, letter.signature);
  if (!SHOWN_ALL_THE_SAME.has(failure)) chain.broken.push(place);
  return {
    order: place, id: letter.id, author: letter.author, key: letter.key, authorN: letter.author_n, signedHash,
    writtenAt: letter.written_at, receivedAt: letter.received_at, failure, content,
  };
}

const wellMade = (letter) =>
  must("signature", () => COUNTS.every((name) => Number.isSafeInteger(letter[name])) && TEXTS.every((name) => typeof letter[name] === "string"));

/** Once an author has signed with newer keys, their older ones count no longer. */
async function signedByItsAuthor(letter, lines, signedHash, reader) {
  if (reader.ids.has(letter.id)) throw new Failure("replayed");
  reader.ids.add(letter.id);
  const held = reader.members.has(letter.author) ? keysOf(reader.directory, letter.author) : [];
  if (!held.length) throw new Failure("unknown_author");
  const from = reader.signedWith.get(letter.author) ?? 0;
  const found = remembering(reader.cache, `${signedHash} ${letter.signature} ${held.length}`, () =>
    held.findIndex(({ signing }) => holds(letter.signature, lines, signing)));
  if (found < from) throw new Failure("signature");
  reader.signedWith.set(letter.author, found);
}

async function contentOf(letter, signedHash, reader) {
  const known = reader.threadKeys.get(letter.key);
  if (!known) throw new Failure("key");
  return remembering(reader.cache, signedHash, () => openLetter(reader.conversation, letter, known.key));
}

/** What was found before, since the letters of a long conversation are read again with each older window. */
function remembering(cache, name, find) {
  if (!cache.has(name)) cache.set(name, find());
  return cache.get(name);
}
