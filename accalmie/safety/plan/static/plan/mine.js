/** On one's own plan: keeps a copy on this device when it is wished, and renews or takes away the one that is there. */
import { forget, keep, kept } from "./device.js";

const card = document.querySelector("[data-device]");
const print = document.querySelector("[data-print]");
print?.removeAttribute("hidden");
print?.addEventListener("click", () => globalThis.print());
if (card instanceof HTMLElement) await offer(card).catch(() => failed(card));
else await forgetEmptied();

/** Whoever emptied their plan keeps no copy of it. */
async function forgetEmptied() {
  const emptied = document.querySelector("[data-no-plan]");
  if (emptied instanceof HTMLElement && (await kept())?.owner === emptied.dataset.owner) await forget();
}

/** @param {HTMLElement} card */
async function offer(card) {
  const form = /** @type {HTMLFormElement} */ (card.querySelector("[data-keep]"));
  const wished = /** @type {HTMLInputElement} */ (card.querySelector("[name=stays]"));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await keep(read(card, wished.checked)).catch(() => failed(card));
    await told(card);
  });
  card.querySelector("[data-forget]")?.addEventListener("click", async () => {
    await forget();
    await told(card);
    form.querySelector("button")?.focus();
  });
  const copy = await kept();
  if (copy?.owner === card.dataset.owner && copy) await keep(read(card, copy.stays));
  await told(card);
}

/** Says what is on this device now.
 * @param {HTMLElement} card */
async function told(card) {
  const copy = await kept();
  const mine = copy?.owner === card.dataset.owner;
  show(card, "[data-kept]", Boolean(mine));
  show(card, "[data-keep]", !mine);
  show(card, "[data-another]", Boolean(copy) && !mine);
  show(card, "[data-stays]", Boolean(copy?.stays));
  show(card, "[data-goes]", !copy?.stays);
}

/** @param {HTMLElement} card @param {string} part @param {boolean} shown */
function show(card, part, shown) {
  card.querySelector(part)?.toggleAttribute("hidden", !shown);
}

/** @param {HTMLElement} card */
function failed(card) {
  show(card, "[data-keep]", false);
  show(card, "[data-failed]", true);
}

/** The plan as it stands on this page.
 * @param {HTMLElement} card @param {boolean} stays @returns {import("./device.js").Copy} */
function read(card, stays) {
  const { owner = "", version = "", language = "fr" } = card.dataset;
  const parts = [...document.querySelectorAll("[data-plan-parts] .plan-part")].map((section) => ({
    title: words(section, "h2"),
    lines: [...section.querySelectorAll("li")].map(line),
  }));
  return { owner, version, language, changed: words(document, "[data-plan-parts] + .note"), stays, parts };
}

/** @param {Element} item */
function line(item) {
  const call = item.querySelector("a");
  if (!call) return { text: item.textContent?.trim() ?? "", telephone: "", address: "" };
  return { text: words(call, "span"), telephone: words(call, "strong"), address: call.getAttribute("href") ?? "" };
}

/** @param {ParentNode} place @param {string} part */
function words(place, part) {
  return place.querySelector(part)?.textContent?.trim() ?? "";
}
