/** One conversation as this browser follows it: what was read, what waits, and the keys that it needs. */
import { keysNow } from "./directory.js";
import { sealLetter } from "./letter.js";
import { takeOut, waitingIn } from "./outbox.js";
import { get, post, Refused } from "./server.js";
import { nextPlace, readSheet } from "./sheet.js";
import { keep, kept } from "./store.js";
import { givenTo, newThreadKey } from "./thread-key.js";
import { directoryNow } from "./trust.js";

const TRIES = 4; // another tab or another member may be quicker, each time

export class Thread {
  /** @param {object} setup what the page was given */
  constructor(setup, keys) {
    Object.assign(this, { setup, keys, conversation: setup.conversation, sheet: null, read: null, cache: new Map() });
  }

  get remembers() {
    return `seen ${this.keys.person} ${this.conversation}`;
  }

  get hasOlder() {
    return Boolean(this.sheet?.letters.length) && this.sheet.letters[0].order > 1;
  }

  /** Everything new. Throws Failure "directory", Refused or Offline. */
  async refresh() {
    this.directory = await directoryNow(this.setup);
    do await this.fetchNew();
    while (this.lastOrder < this.sheet.order && this.hasGrown);
    await this.judge();
    await this.giveKeys();
  }

  get lastOrder() {
    const { letters } = this.sheet;
    return letters.length ? letters[letters.length - 1].order : 0;
  }

  async fetchNew() {
    const { sheet } = this.setup.addresses;
    const known = this.sheet?.letters ?? [];
    const given = await get(known.length ? `${sheet}?after=${this.lastOrder}` : sheet);
    this.hasGrown = given.letters.length > 0;
    this.sheet = known.length ? { ...given, letters: [...known, ...given.letters], head_before: this.sheet.head_before } : given;
  }

  /** The letters before those that are shown. */
  async older() {
    const first = this.sheet.letters[0].order;
    const given = await get(`${this.setup.addresses.sheet}?before=${first}`);
    this.sheet = { ...this.sheet, letters: [...given.letters, ...this.sheet.letters], head_before: given.head_before };
    await this.judge();
  }

  async judge() {
    const { conversation, keys, directory, cache } = this;
    const remembered = await kept(this.remembers);
    this.read = await readSheet(this.sheet, { conversation, keys, directory, remembered, cache });
    const isCertain = !this.read.problems.some(({ name }) => name === "chain");
    if (isCertain) await keep(this.remembers, { order: this.read.order, head: this.read.head });
  }

  /** Give what was written before to those who joined since. */
  async giveKeys() {
    for (const { person, number } of this.sheet.wants_keys ?? []) {
      const recipient = keysNow(this.directory, person)?.recipient;
      const known = this.read.threadKeys.get(number);
      if (recipient && known) await this.offer(await givenTo(person, recipient, this.conversation, known, this.keys));
    }
  }

  /** A thread key is offered to the server; whoever came first wins. */
  async offer(entry) {
    try {
      await post(this.setup.addresses.thread_keys, entry, this.setup.csrf);
    } catch (error) {
      if (!(error instanceof Refused) || error.error !== "taken") throw error;
    }
  }

  /** Everything that waits leaves, oldest first. Throws as `refresh` does; what did not leave goes on waiting. */
  async send() {
    for (let letter = await this.nextWaiting(); letter; letter = await this.nextWaiting()) {
      await this.sendOne(letter);
      await takeOut(letter.at);
    }
    await this.refresh();
  }

  async nextWaiting() {
    return (await waitingIn(this.conversation, this.keys))[0];
  }

  async sendOne(letter, tries = TRIES) {
    await this.refresh();
    if (this.read.letters.some(({ id, author }) => id === letter.id && author === this.keys.person)) return; // it had arrived
    try {
      await post(this.setup.addresses.letters, await this.sealed(letter), this.setup.csrf);
    } catch (error) {
      const isOvertaken = error instanceof Refused && error.status === 409;
      if (!isOvertaken || tries === 1) throw error;
      await this.sendOne(letter, tries - 1);
    }
  }

  async sealed({ id, writtenAt, content }) {
    const known = await this.keyToWriteWith();
    const place = nextPlace(this.read, known.number);
    return sealLetter(this.conversation, content, place, { id, writtenAt }, known.key, this.keys);
  }

  /** The newest key, or a new one where there is none or somebody left. */
  async keyToWriteWith() {
    const newest = Math.max(0, ...this.sheet.keys.map(({ number }) => number));
    const known = this.read.threadKeys.get(newest);
    const present = new Set(this.sheet.members.filter(({ left }) => !left).map(({ id }) => id));
    if (known && !this.sheet.needs_key && known.members.every((person) => present.has(person))) return known;
    const { entry } = await newThreadKey(this.conversation, newest + 1, this.recipients(), this.keys);
    await this.offer(entry);
    await this.refresh();
    const made = this.read.threadKeys.get(newest + 1);
    if (!made) throw new Refused(409, "new_key");
    return made;
  }

  /** Each present member's, as the directory says, by person. Who has no keys yet is given them later. */
  recipients() {
    const present = this.sheet.members.filter(({ left, id }) => !left && keysNow(this.directory, id));
    return Object.fromEntries(present.map(({ id }) => [id, keysNow(this.directory, id).recipient]));
  }

  markRead() {
    return post(this.setup.addresses.read, { order: this.read.order }, this.setup.csrf);
  }
}
