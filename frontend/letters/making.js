/** Making keys: a passphrase, a code to keep on paper that is copied back once, and only then are they published. */
import { keepOpen } from "./here.js";
import { makeKeys, published } from "./keys.js";
import { button, field, form, make, wrong } from "./parts.js";
import { post } from "./server.js";
import { allowCopy, newCode, printedCode, seal, typedCode } from "./vault.js";

const SHORTEST = 12;

/** What is wrong with a passphrase: the name of a sentence, or "". */
export const weakness = (passphrase) =>
  passphrase.trim().length < SHORTEST ? "too_short" : new Set(passphrase).size < 5 ? "too_simple" : "";

/**
 * The two steps in `place`. `onMade(keys)` is called once the server has them.
 * @param {{person: string, csrf: string, addresses: {keys: string}}} setup
 */
export function makingSteps(place, setup, say, onMade) {
  const first = make("input", { id: "passphrase", type: "password", className: "nhsuk-input", autocomplete: "new-password" });

  function chosen() {
    const why = weakness(first.value);
    wrong(first, why ? say(why) : "");
    if (!why) place.replaceChildren(...codeStep(place, { ...setup, passphrase: first.value }, say, onMade));
    place.querySelector("h2")?.focus();
  }

  place.replaceChildren(
    make("h2", { tabIndex: -1 }, say("choose_passphrase")),
    form(chosen, say("go_on"), field(first, say("new_passphrase"), say("new_passphrase_hint"))),
  );
}

/** The code is shown and asked back: a code that nobody noted opens nothing on the day it is needed. */
function codeStep(place, setup, say, onMade) {
  const code = newCode();
  const typed = make("input", { id: "noted", type: "text", className: "nhsuk-input", autocomplete: "off", spellcheck: false });
  const told = make("p", { role: "status" });

  async function noted() {
    const isTheSame = typedCode(typed.value) === code;
    wrong(typed, isTheSame ? "" : say("not_the_code"));
    if (!isTheSame) return;
    told.textContent = say("making");
    try {
      onMade(await publish(setup, code));
    } catch {
      told.textContent = say("no_network");
    }
  }

  return [
    make("h2", { tabIndex: -1 }, say("your_code")),
    make("p", {}, say("your_code_why")),
    make("p", { className: "app-letters-code" }, make("strong", {}, printedCode(code))),
    button(say("print"), () => print(), "nhsuk-button--secondary"),
    form(noted, say("code_is_noted"), field(typed, say("copy_code"), say("copy_code_hint")), told),
  ];
}

/** The new keys, published with a copy under each secret and open in this tab. */
async function publish({ person, csrf, addresses, passphrase }, code) {
  const keys = await makeKeys(person);
  const secrets = { passphrase, recovery: code };
  const copies = await Promise.all(
    Object.entries(secrets).map(async ([method, secret]) => ({ method, body: await seal(keys, method, secret) })),
  );
  await post(addresses.keys, { ...(await published(keys)), by_old: "", copies }, csrf);
  await keepOpen(keys);
  return keys;
}

/** A new passphrase for keys that were opened with the code: the forgotten one is replaced. */
export function newPassphraseForm({ csrf, addresses }, keys, say, onDone) {
  const typed = make("input", { id: "new-passphrase", type: "password", className: "nhsuk-input", autocomplete: "new-password" });
  const told = make("p", { role: "status" });

  async function chosen() {
    const why = weakness(typed.value);
    wrong(typed, why ? say(why) : "");
    if (why) return;
    told.textContent = say("making");
    try {
      const body = await seal(keys, "passphrase", typed.value);
      await post(addresses.copies, { method: "passphrase", body, signature: allowCopy(keys, "passphrase", body) }, csrf);
      onDone();
    } catch {
      told.textContent = say("no_network");
    }
  }

  return form(chosen, say("replace_passphrase"), field(typed, say("new_passphrase"), say("new_passphrase_hint")), told);
}
