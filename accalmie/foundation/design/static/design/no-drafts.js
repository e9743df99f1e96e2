/** On a device that others use, drafts may be switched off (`data-no-drafts` on a tick box): remembered by the browser. */

const SWITCH = "accalmie.no-drafts";

/** @returns {boolean} */
export function draftsAreOff() {
  try {
    return localStorage.getItem(SWITCH) === "yes";
  } catch {
    return true;
  }
}

/**
 * @param {Document} page
 * @param {() => void} forgetDrafts
 */
export function noDrafts(page, forgetDrafts) {
  const box = page.querySelector("input[data-no-drafts]");
  if (!(box instanceof HTMLInputElement)) return;
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.checked = draftsAreOff();
  box.addEventListener("change", () => {
    if (box.checked) localStorage.setItem(SWITCH, "yes");
    else localStorage.removeItem(SWITCH);
    forgetDrafts();
  });
}
