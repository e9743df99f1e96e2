/** The directory as this browser knows it: it keeps what it saw, and believes only what goes on from there. */
import { endsThere, extended, keysNow, nothingYet } from "./directory.js";
import { Failure } from "./failure.js";
import { get } from "./server.js";
import { keep, kept } from "./store.js";

/**
 * The directory of now. Throws Failure "directory" where it does not go on from what this browser saw, or the site's own
 * key is another than it was.
 * @param {{organisation: string, site_key: string, addresses: {directory: string}}} setup
 */
export async function directoryNow({ organisation, site_key: siteKey, addresses }) {
  const name = `directory ${organisation}`;
  const known = (await kept(name)) ?? { siteKey, directory: nothingYet() };
  if (known.siteKey !== siteKey) throw new Failure("directory");
  const { entries, head } = await get(`${addresses.directory}?from=${known.directory.n}`);
  const directory = extended(known.directory, entries.filter(({ n }) => n > known.directory.n));
  const isEmpty = directory.n === 0 && head.n === 0;
  if (!isEmpty && !endsThere(directory, head, { organisation, siteKey })) throw new Failure("directory");
  await keep(name, { siteKey, directory });
  return directory;
}

/**
 * The others whose keys were made anew, not signed by their former ones, and not compared since on this device:
 * `[{name, compared}]`, where `compared()` notes that they were.
 */
export async function madeAnew(members, directory, person) {
  const found = await Promise.all(
    members.map(async ({ id, name }) => {
      const now = keysNow(directory, id);
      const note = `compared ${person} ${id}`;
      const isNew = id !== person && now?.came === "anew" && (await kept(note)) !== now.n;
      return isNew ? { name, compared: () => keep(note, now.n) } : null;
    }),
  );
  return found.filter(Boolean);
}
