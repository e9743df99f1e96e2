/** What this browser keeps for letters by itself (IndexedDB): names with values, and what waits to leave, oldest first. */

const NAME = "accalmie-letters";
let opened = null;

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function database() {
  if (!opened) {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kept");
      request.result.createObjectStore("waiting", { autoIncrement: true }); // keys that grow: letters leave as written
    };
    opened = done(request);
  }
  return opened;
}

async function table(name, mode) {
  return (await database()).transaction(name, mode).objectStore(name);
}

export const kept = async (name) => done((await table("kept", "readonly")).get(name));
export const keep = async (name, value) => done((await table("kept", "readwrite")).put(value, name));
export const forget = async (name) => done((await table("kept", "readwrite")).delete(name));

/** Everything that waits: `[{at, value}]`, oldest first. */
export async function waiting() {
  const store = await table("waiting", "readonly");
  const [places, values] = await Promise.all([done(store.getAllKeys()), done(store.getAll())]);
  return values.map((value, index) => ({ at: places[index], value }));
}

export const putLast = async (value) => done((await table("waiting", "readwrite")).add(value));
export const remove = async (at) => done((await table("waiting", "readwrite")).delete(at));
