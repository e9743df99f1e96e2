/** Letters that were written and have not left: sealed in this browser, sent in the order in which they were written. */
import { openHere, sealHere } from "./here.js";
import { newId } from "./letter.js";
import { putLast, remove, waiting } from "./store.js";

/** Put a letter last. Its identifier and time stay what they are, however often it is tried. */
export async function putOut(conversation, content, keys, now) {
  const letter = { id: newId(now.getTime()), writtenAt: now.toISOString(), content };
  await putLast({ conversation, person: keys.person, sealed: await sealHere(keys, letter) });
}

/** What waits in this conversation: `[{at, id, writtenAt, content}]`, oldest first. */
export async function waitingIn(conversation, keys) {
  const ours = (await waiting()).filter(({ value }) => value.conversation === conversation && value.person === keys.person);
  const opened = await Promise.all(ours.map(async ({ at, value }) => ({ at, ...(await openHere(keys, value.sealed)) })));
  return opened.filter(({ id }) => id);
}

export const takeOut = remove;
