/**
 * Keeps what is being typed in forms marked `data-draft="name"`, in this tab only, for this person only, until it is
 * sent or they sign out. Passwords and hidden fields are never kept.
 */
import { draftsAreOff } from "./no-drafts.js";

const PREFIX = "accalmie.draft.";
const REST = 300; // milliseconds without a key pressed

/** @typedef {{ values: [string, string][], sent: boolean }} Draft */

export function forgetDrafts() {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

/** @param {Document} page */
export function keepDrafts(page) {
  if (draftsAreOff()) return;
  forgetSent();
  for (const form of page.querySelectorAll("form[data-draft]")) if (form instanceof HTMLFormElement) keep(form);
}

/** @param {HTMLFormElement} form */
function keep(form) {
  const key = keyOf(form);
  let waiting = 0;
  const save = (sent = false) => {
    clearTimeout(waiting);
    waiting = 0;
    sessionStorage.setItem(key, JSON.stringify({ values: typed(form), sent }));
  };
  if (!form.querySelector("[aria-invalid], input[name=_kept]")) giveBack(form, key);
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, REST);
  });
  addEventListener("pagehide", () => waiting && save()); // who leaves at once has typed their last word too
  form.addEventListener("submit", (event) => {
    save(!event.submitter?.hasAttribute("formaction")); // a button that leads elsewhere sends nothing for good
  });
}

/** Sent forms that led to a page of ours are done with: the server has them. Coming back to a form that the network
 * did not take, with Back or by typing an address, is not that. */
function forgetSent() {
  const [arrival] = performance.getEntriesByType("navigation");
  if (!document.referrer.startsWith(location.origin) || (arrival && arrival.type !== "navigate")) return;
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX) && read(key)?.sent) sessionStorage.removeItem(key);
  }
}

/** The owner is in the key: whoever signs in next in this tab finds nothing.
 * @param {HTMLFormElement} form */
function keyOf(form) {
  const owner = form.elements.namedItem("_of");
  const who = owner instanceof HTMLInputElement ? owner.value : "visitor";
  return `${PREFIX}${who}.${location.pathname}.${form.dataset.draft}`;
}

/** @param {string} key @returns {Draft | null} */
function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form @returns {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */
function fields(form) {
  const kept = "input:not([type=hidden], [type=password], [type=submit], [type=file]), textarea, select";
  return [...form.querySelectorAll(kept)].filter((field) => field.name);
}

/** @param {HTMLFormElement} form @returns {[string, string][]} */
function typed(form) {
  return fields(form)
    .filter((field) => !("checked" in field && ["radio", "checkbox"].includes(field.type)) || field.checked)
    .map((field) => [field.name, field.value]);
}

/** @param {HTMLFormElement} form @param {string} key */
function giveBack(form, key) {
  const values = new Map();
  for (const [name, value] of read(key)?.values ?? []) values.set(name, [...(values.get(name) ?? []), value]);
  for (const field of fields(form)) {
    const kept = values.get(field.name);
    if (!kept) continue;
    if ("checked" in field && ["radio", "checkbox"].includes(field.type)) field.checked = kept.includes(field.value);
    else {
      const given = kept.shift() ?? field.value;
      // Never given back out of sight: a row may be folded inside "more rows".
      if (given !== field.value) for (const fold of form.querySelectorAll("details")) fold.open ||= fold.contains(field);
      field.value = given;
    }
  }
}
