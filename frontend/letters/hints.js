/** The server's hints that something is new, and the browser's own that the network is back. Each leads to a fresh look. */

/** Calls `look` for each hint about this conversation, when the network or the page comes back. */
export function listen(address, conversation, look) {
  addEventListener("online", look);
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  const stream = new EventSource(address); // it comes back by itself, and what was missed is fetched again
  stream.addEventListener("open", look);
  stream.addEventListener("message", ({ data }) => {
    if (JSON.parse(data).conversation === conversation) look();
  });
  addEventListener("pagehide", () => stream.close());
}
