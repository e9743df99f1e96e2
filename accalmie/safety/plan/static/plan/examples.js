/** An example is taken over where it stands, without asking the site. */

const said = document.querySelector("[data-example-added]");

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-example]") : null;
  if (!(button instanceof HTMLButtonElement) || !button.form) return;
  event.preventDefault();
  const { example = "", name = "", telephone = "" } = button.dataset;
  const text = button.form.elements.namedItem(example);
  const taken = text instanceof HTMLTextAreaElement ? addLine(text, name) : addRow(button.form, example, name, telephone);
  if (taken && said instanceof HTMLElement) said.textContent = `${said.dataset.exampleAdded} ${name}`;
});

/** @param {HTMLTextAreaElement} text @param {string} words */
function addLine(text, words) {
  const lines = text.value.split("\n").filter((line) => line.trim());
  if (lines.includes(words)) return false;
  return put(text, [...lines, words].join("\n"));
}

/** In the first free row, unless it is in one already.
 * @param {HTMLFormElement} form @param {string} part @param {string} words @param {string} telephone */
function addRow(form, part, words, telephone) {
  /** @type {HTMLInputElement[]} */
  const names = [...form.querySelectorAll(`input[name^="${part}-"][name$="-name"]`)];
  const free = names.find((name) => !name.value && !beside(form, name).value);
  if (!free || names.some((name) => name.value === words)) return false;
  put(beside(form, free), telephone);
  return put(free, words);
}

/** @param {HTMLFormElement} form @param {HTMLInputElement} name */
function beside(form, name) {
  return /** @type {HTMLInputElement} */ (form.elements.namedItem(name.name.replace(/-name$/, "-telephone")));
}

/** The event is what drafts listen to.
 * @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} words */
function put(field, words) {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return true;
}
