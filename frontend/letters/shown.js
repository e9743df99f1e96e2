/** How one letter looks, and in which words something that is wrong is said. */
import { make } from "./parts.js";

/** @param {string} moment ISO 8601; as the page's language writes it, or as it came where it is no moment */
function timeOf(moment) {
  const at = new Date(moment);
  if (Number.isNaN(at.getTime())) return make("span", {}, String(moment));
  const text = at.toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" });
  return make("time", { dateTime: at.toISOString() }, text);
}

const head = (name, when) => make("p", { className: "app-letter__head" }, make("strong", {}, name), " ", when);

/** A letter of the sheet. `names`: of members, by person. */
export function letterItem(letter, { names, person, say }) {
  const isMine = letter.author === person;
  const text = letter.content ? make("p", { className: "app-letter__text" }, letter.content.text) : null;
  const note = letter.failure ? make("p", { className: "app-letter__wrong" }, say(`letter_${letter.failure}`)) : null;
  const name = isMine ? say("me") : (names.get(letter.author) ?? say("somebody"));
  return make("li", { className: isMine ? "app-letter app-letter--mine" : "app-letter" }, head(name, timeOf(letter.writtenAt)), text, note);
}

/** A letter that has not left yet. */
export const waitingItem = ({ content }, say) =>
  make(
    "li",
    { className: "app-letter app-letter--mine app-letter--waiting" },
    head(say("me"), make("span", {}, say("waits"))),
    make("p", { className: "app-letter__text" }, content.text),
  );
