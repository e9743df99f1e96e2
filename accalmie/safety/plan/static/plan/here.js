/** Shows the copy that this device keeps, and the way to it; on a page that says that all is erased, takes it away. */
import { forget, kept } from "./device.js";

const page = document;
const isOurs = page.referrer.startsWith(location.origin); // a link on another site takes nothing away
if (isOurs && page.querySelector("[data-forget-plan]")) await forget();
const copy = await kept().catch(() => null);
if (copy) {
  page.querySelector("[data-plan-way]")?.removeAttribute("hidden");
  const place = page.querySelector("[data-plan-here]");
  if (place) show(place, copy);
}

/** @param {Element} place @param {import("./device.js").Copy} copy */
function show(place, copy) {
  place.setAttribute("lang", copy.language);
  place.append(...copy.parts.map(part), made("p", "note", copy.changed));
  page.querySelector("[data-plan-none]")?.remove();
  page.querySelector("[data-plan-kept]")?.removeAttribute("hidden");
  page.querySelector("[data-forget]")?.addEventListener("click", async () => {
    await forget();
    location.reload();
  });
}

/** @param {import("./device.js").Part} one */
function part(one) {
  const section = made("section", "plan-part");
  const list = made("ul", "");
  list.append(...one.lines.map(line));
  section.append(made("h2", "", one.title), list);
  return section;
}

/** @param {import("./device.js").Line} one */
function line(one) {
  if (!one.address.startsWith("tel:")) return made("li", "", [one.text, one.telephone].filter(Boolean).join(" "));
  const call = made("a", "helpline");
  call.setAttribute("href", one.address);
  call.append(made("span", "", one.text), " ", made("strong", "", one.telephone));
  const item = made("li", "");
  item.append(call);
  return item;
}

/** @param {string} tag @param {string} name @param {string} words */
function made(tag, name, words = "") {
  const element = page.createElement(tag);
  if (name) element.className = name;
  element.textContent = words;
  return element;
}
