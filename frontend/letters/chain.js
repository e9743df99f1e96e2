/** The chain of a conversation and the count of each author: what shows that letters were left out, moved or put in. */
import { hashOf, ZEROS } from "./bytes.js";

/** The head of the chain once this letter is in it. */
export const nextHead = (head, signedHash, signature) => hashOf(`${head}\n${signedHash}\n${signature}`);

/** Follows letters in the order in which the server puts them, from the head that it says was there before them. */
export class Chain {
  /** @param {number} before the order of the last letter before these, 0 for none */
  constructor(before, head) {
    this.before = before;
    this.heads = new Map([[0, ZEROS], [before, head]]);
    this.order = before;
    this.head = head;
    this.authors = new Map();
    this.broken = []; // the orders of letters that were changed: what follows them cannot agree with its author's view
  }

  /** The chain goes on with this letter, whatever is wrong with it. */
  add(signedHash, signature) {
    this.order += 1;
    this.head = nextHead(this.head, signedHash, signature);
    this.heads.set(this.order, this.head);
  }

  /** "" where the author saw the letters that we see, else "chain". Asked before the letter is added. */
  seenBy(letter) {
    if (letter.seen > this.order || letter.seen < 0) return "chain";
    const head = this.heads.get(letter.seen);
    const isExplained = this.broken.some((order) => order <= letter.seen);
    return head === undefined || head === letter.seen_head || isExplained ? "" : "chain";
  }

  /** "" where this is the author's next letter, else "author_order" or "replayed". Counts the letter. */
  countOf(letter, signedHash) {
    const last = this.authors.get(letter.author) ?? this.beforeTheFirst();
    if (last && letter.author_n <= last.n) return "replayed";
    this.authors.set(letter.author, { n: letter.author_n, hash: signedHash, broken: this.broken.length });
    if (!last) return ""; // the first of a window: older windows prove it
    const missing = letter.author_n - last.n - 1;
    if (missing === 0) return letter.previous === last.hash ? "" : "author_order";
    return missing <= this.broken.length - last.broken ? "" : "author_order";
  }

  beforeTheFirst() {
    return this.before === 0 ? { n: 0, hash: ZEROS, broken: 0 } : undefined;
  }
}
