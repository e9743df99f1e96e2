/** What may be wrong with something that came from the server. Each has a name that the page says in plain words. */

export const NAMES = ["signature", "author_order", "replayed", "chain", "key", "content", "unknown_author", "directory"];

export class Failure extends Error {
  /** @param {string} name one of NAMES */
  constructor(name) {
    super(name);
    this.name = name;
  }
}

/** What `check` gives; throws the named Failure where it is false, nothing, or throws itself. */
export async function must(name, check) {
  let found = false;
  try {
    found = await check();
  } catch {
    throw new Failure(name);
  }
  if (!found) throw new Failure(name);
  return found;
}
