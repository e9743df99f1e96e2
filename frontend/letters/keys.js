/** A person's keys: an age identity, to which thread keys are wrapped, and a seed with which they sign. */
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { newSeed, publicOfSeed, sign } from "./signing.js";

const CLASSICAL = /^age1[02-9ac-hj-np-z]{58}$/; // a recipient of the hybrid kind is longer: one file never mixes both

/** New keys of this person: `{v, person, identity, signing}`. */
export async function makeKeys(person) {
  return { v: 1, person, identity: await generateX25519Identity(), signing: newSeed() };
}

/** What others may know of these keys: `{person, recipient, signing}`. */
export async function publicOf(keys) {
  return { person: keys.person, recipient: await identityToRecipient(keys.identity), signing: publicOfSeed(keys.signing) };
}

export const isRecipient = (text) => typeof text === "string" && CLASSICAL.test(text);

/** What proves that whoever publishes these keys holds the one that signs. */
export const proofLines = ({ person, recipient, signing }) => ["accalmie/key/1", person, recipient, signing];

/** What is sent to publish these keys, before the copies are added. */
export async function published(keys) {
  const open = await publicOf(keys);
  return { recipient: open.recipient, signing: open.signing, proof: sign(keys.signing, proofLines(open)) };
}
