/** Parts of a page, made without ever turning text into markup. */

/** Says a sentence of the page, in its language, with these values in its places: `say("new_keys", {name})`. */
export const speaker = (strings) => (name, values = {}) =>
  (strings[name] ?? name).replace(/\{(\w+)\}/g, (whole, place) => values[place] ?? whole);

/** An element: `make("p", {className: "nhsuk-hint"}, "text", another)`. Names with a hyphen are attributes. */
export function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role" || name === "for") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

export const button = (text, onClick, kind = "") =>
  make("button", { type: "button", className: `nhsuk-button ${kind}`.trim(), onclick: onClick }, text);

/**
 * A field with its label, its hint and a place for what is wrong with it.
 * @param {HTMLInputElement | HTMLTextAreaElement} input with an id
 */
export function field(input, label, hint = "") {
  const told = make("span", { id: `${input.id}-wrong`, className: "nhsuk-error-message", hidden: true });
  const more = hint ? make("div", { id: `${input.id}-hint`, className: "nhsuk-hint" }, hint) : null;
  input.setAttribute("aria-describedby", [more && more.id, told.id].filter(Boolean).join(" "));
  return make("div", { className: "nhsuk-form-group" }, make("label", { className: "nhsuk-label", for: input.id }, label), more, told, input);
}

/** Says beside a field what is wrong with it and goes there; "" takes it back. */
export function wrong(input, sentence) {
  const told = document.getElementById(`${input.id}-wrong`);
  told.textContent = sentence;
  told.hidden = !sentence;
  input.setAttribute("aria-invalid", String(Boolean(sentence)));
  if (sentence) input.focus();
}

/** A form that never leaves the page: its button is dead while it works. */
export function form(onSend, text, ...children) {
  const send = make("button", { type: "submit", className: "nhsuk-button" }, text);
  const made = make("form", { noValidate: true }, ...children, send);
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.disabled) return;
    send.disabled = true;
    try {
      await onSend();
    } finally {
      send.disabled = false;
    }
  });
  return made;
}
