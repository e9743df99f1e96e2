/** Takes the reader to what is to be put right (`data-focus`), as a screen reader's user would otherwise miss it. */

/** @param {Document} page */
export function focusErrors(page) {
  const summary = page.querySelector("[data-focus]");
  if (summary instanceof HTMLElement) summary.focus();
}
