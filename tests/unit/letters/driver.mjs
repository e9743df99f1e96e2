/** Runs the browser's own modules for the tests: one JSON line in, one out. Bytes travel as base64url. */
import { createInterface } from "node:readline";

const at = (name) => import(new URL(`../../../frontend/letters/${name}.js`, import.meta.url));
const [bytes, keys, vault, directory, threadKey, letter, sheet, words] = await Promise.all(
  ["bytes", "keys", "vault", "directory", "thread-key", "letter", "sheet", "words"].map(at),
);
const { fromBase64url, toBase64url } = bytes;

const read = (given, { entries, ...context }) =>
  sheet.readSheet(given, { ...context, directory: directory.extended(directory.nothingYet(), entries) });
const shown = (known) => ({ ...known, key: toBase64url(known.key) });

const calls = {
  ...keys,
  ...vault,
  ...words,
  newId: letter.newId,
  extended: (entries) => [...directory.extended(directory.nothingYet(), entries).people],
  endsThere: (entries, head, site) => directory.endsThere(directory.extended(directory.nothingYet(), entries), head, site),
  newThreadKey: async (...given) => shown(await threadKey.newThreadKey(...given)),
  givenTo: (person, recipient, conversation, known, own) =>
    threadKey.givenTo(person, recipient, conversation, { ...known, key: fromBase64url(known.key) }, own),
  sealLetter: (conversation, content, place, stamp, key, own) =>
    letter.sealLetter(conversation, content, place, stamp, fromBase64url(key), own),
  read: async (given, context) => {
    const found = await read(given, context);
    return { ...found, threadKeys: [...found.threadKeys.values()].map(shown) };
  },
  nextPlace: async (given, context, number) => sheet.nextPlace(await read(given, context), number),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { call, given } = JSON.parse(line);
  let answer;
  try {
    answer = { found: (await calls[call](...given)) ?? null };
  } catch (error) {
    answer = { raised: error.name, why: String(error.stack) };
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
