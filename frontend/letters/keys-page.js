/** The page on which somebody makes their keys, or opens them on a device that is new. */
import { openKeys } from "./here.js";
import { makingSteps, newPassphraseForm } from "./making.js";
import { openingForm } from "./opening.js";
import { make } from "./parts.js";
import { get } from "./server.js";

export async function keysPage(place, setup, say) {
  const ready = () => finish(place, say("ready"), make("a", { href: setup.addresses.home }, say("to_letters")));

  function opened(keys, method) {
    if (method !== "recovery") return ready();
    place.replaceChildren(
      make("h2", { tabIndex: -1 }, say("opened_with_code")),
      newPassphraseForm(setup, keys, say, ready),
      make("p", {}, make("a", { href: setup.addresses.home }, say("keep_passphrase"))),
    );
    return place.querySelector("h2").focus();
  }

  if (await openKeys(setup.person)) return ready();
  try {
    const { has_keys: hasKeys } = await get(setup.addresses.keys);
    if (hasKeys) return place.replaceChildren(make("h2", {}, say("open_here")), openingForm(setup, say, opened));
    return makingSteps(place, setup, say, ready);
  } catch {
    return place.replaceChildren(make("p", { role: "alert" }, say("no_network")));
  }
}

function finish(place, sentence, link) {
  const told = make("h2", { tabIndex: -1 }, sentence);
  place.replaceChildren(told, make("p", {}, link));
  told.focus();
}
