/** Asks the browser to keep the pages of numbers for the time without a network (`/service-worker.js`). */

const SCRIPT = "/service-worker.js";

export function keepHelpOffline() {
  if (!("serviceWorker" in navigator)) return;
  addEventListener("load", () => {
    navigator.serviceWorker.register(trusted(SCRIPT), { updateViaCache: "all" }).catch(() => undefined);
  });
}

/** The one script address of ours that is no `src` in a page: the policy of trusted types asks who says so.
 * @param {string} address */
function trusted(address) {
  const types = /** @type {any} */ (globalThis).trustedTypes;
  return types?.createPolicy("accalmie-help", { createScriptURL: () => SCRIPT }).createScriptURL(address) ?? address;
}
