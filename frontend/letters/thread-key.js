/** The key of a conversation: random, wrapped in one age file to everybody who is in it, signed by whoever made it. */
import { Decrypter, Encrypter } from "age-encryption";
import { fromBase64url, hashOf, randomBytes, textOf, toBase64url, utf8 } from "./bytes.js";
import { Failure, must } from "./failure.js";
import { isRecipient } from "./keys.js";
import { holds, sign } from "./signing.js";

const makerLines = (conversation, entry, file) =>
  ["accalmie/thread-key/1", conversation, entry.number, entry.maker, entry.members.join(","), hashOf(file)];
const giverLines = (conversation, entry, file) =>
  ["accalmie/thread-key-for/1", conversation, entry.number, entry.maker, entry.for, hashOf(file)];
const linesOf = (conversation, entry, file) => (entry.for ? giverLines : makerLines)(conversation, entry, file);

async function fileFor(recipients, conversation, { number, key, members }) {
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (!isRecipient(recipient)) throw new Failure("directory");
    encrypter.addRecipient(recipient);
  }
  const plain = { v: 1, conversation, number, key: toBase64url(key), members };
  return encrypter.encrypt(utf8(JSON.stringify(plain)));
}

/**
 * A new key and what is sent of it. `recipients`: each present member's, by person.
 * Throws Failure "directory" where a recipient is none of ours.
 */
export async function newThreadKey(conversation, number, recipients, keys) {
  const key = randomBytes(32);
  const members = Object.keys(recipients).sort();
  const file = await fileFor(members.map((person) => recipients[person]), conversation, { number, key, members });
  return { key, entry: signed(conversation, { number, maker: keys.person, members, for: "" }, file, keys) };
}

/** An old key, given to somebody who joined. `known`: `{number, key, members}` as `openThreadKey` gives it. */
export async function givenTo(person, recipient, conversation, known, keys) {
  const file = await fileFor([recipient], conversation, known);
  return signed(conversation, { number: known.number, maker: keys.person, members: known.members, for: person }, file, keys);
}

function signed(conversation, entry, file, keys) {
  return { ...entry, file: toBase64url(file), signature: sign(keys.signing, linesOf(conversation, entry, file)) };
}

const isSigned = (entry, conversation, signings) => {
  const lines = linesOf(conversation, entry, fromBase64url(entry.file));
  return typeof entry.for === "string" && signings(entry.maker).some((signing) => holds(entry.signature, lines, signing));
};

/**
 * The key in an entry of the sheet: `{number, key, members}`, or null where it was made for others alone.
 * `signings(person)`: that person's public signing keys.
 * Throws Failure "key" where it was changed or was not made by a member.
 */
export async function openThreadKey(entry, conversation, keys, signings) {
  await must("key", () => isSigned(entry, conversation, signings));
  const isOurs = entry.for ? entry.for === keys.person : entry.members.includes(keys.person);
  if (!isOurs) return null;
  return must("key", async () => {
    const decrypter = new Decrypter();
    decrypter.addIdentity(keys.identity);
    const plain = JSON.parse(textOf(await decrypter.decrypt(fromBase64url(entry.file))));
    const key = fromBase64url(plain.key);
    const isTheSame =
      plain.v === 1 && plain.conversation === conversation && plain.number === entry.number &&
      plain.members.join() === entry.members.join() && plain.members.includes(entry.maker) && key.length === 32;
    return isTheSame && { number: plain.number, key, members: plain.members };
  });
}
