/** Starts the page of letters that this is. What it says and where it asks come from the page itself, as data. */
import { conversationPage } from "./conversation-page.js";
import { keysPage } from "./keys-page.js";
import { make, speaker } from "./parts.js";

const PAGES = { keys: keysPage, conversation: conversationPage };

const given = document.getElementById("letters-setup");
const place = document.getElementById("letters");

if (given && place) {
  const setup = JSON.parse(given.textContent);
  const say = speaker(setup.strings);
  const canSeal = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);
  place.hidden = false;
  if (canSeal) PAGES[setup.page](place, setup, say);
  else place.replaceChildren(make("p", { role: "alert" }, say("too_old")));
}
