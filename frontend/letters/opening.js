/** Opening somebody's keys on this device, with their passphrase or with the code that they keep on paper. */
import { keepOpen } from "./here.js";
import { field, form, make, wrong } from "./parts.js";
import { get } from "./server.js";
import { open, typedCode } from "./vault.js";

const METHODS = { passphrase: (typed) => typed, recovery: typedCode };

/**
 * The form that opens keys. `onOpen(keys, method)` is called once they are open and kept for this tab.
 * @param {{person: string, addresses: {keys: string}}} setup
 */
export function openingForm(setup, say, onOpen) {
  const { person, addresses } = setup;
  const inputs = {
    passphrase: make("input", { id: "passphrase", type: "password", className: "nhsuk-input", autocomplete: "current-password" }),
    recovery: make("input", { id: "recovery", type: "text", className: "nhsuk-input", autocomplete: "off", spellcheck: false, autocapitalize: "characters" }),
  };
  const told = make("p", { role: "status" });

  async function openWith(method, copies) {
    const secret = METHODS[method](inputs[method].value);
    const ours = copies.filter((copy) => copy.method === method);
    for (const { body } of secret ? ours : []) {
      const keys = await open(body, secret, person);
      if (keys) return keys;
    }
    return null;
  }

  async function tried() {
    const method = inputs.recovery.value.trim() && !inputs.passphrase.value ? "recovery" : "passphrase";
    Object.values(inputs).forEach((input) => wrong(input, ""));
    told.textContent = say("opening");
    try {
      const keys = await openWith(method, (await get(addresses.keys)).copies);
      told.textContent = "";
      if (!keys) return wrong(inputs[method], say(`wrong_${method}`));
      await keepOpen(keys);
      Object.values(inputs).forEach((input) => (input.value = ""));
      return onOpen(keys, method);
    } catch {
      told.textContent = say("no_network");
      return undefined;
    }
  }

  return form(
    tried,
    say("open"),
    field(inputs.passphrase, say("passphrase"), say("passphrase_hint")),
    make("details", {}, make("summary", {}, say("with_code")), field(inputs.recovery, say("code"), say("code_hint"))),
    told,
  );
}
