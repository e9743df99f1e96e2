/** Keys in a professional's list, while the focus is in it: j and k or the arrows go from person to person, Enter opens
 * (a link does that by itself), / goes to the name. Everything works without. */

const NEXT = ["j", "ArrowDown"];
const BEFORE = ["k", "ArrowUp"];

const list = document.querySelector("[data-list]");
const keys = document.querySelector("[data-keys]");
if (list instanceof HTMLElement) listen(list);

/** @param {HTMLElement} list */
function listen(list) {
  const people = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("tbody th[scope=row] a")]);
  const name = document.querySelector("input[name=q]");
  if (keys instanceof HTMLElement) keys.hidden = false;

  list.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = NEXT.includes(event.key) ? 1 : BEFORE.includes(event.key) ? -1 : 0;
    if (way) go(way);
    else if (event.key === "/" && name instanceof HTMLElement) name.focus();
    else return;
    event.preventDefault();
  });

  /** @param {number} way */
  function go(way) {
    const row = document.activeElement?.closest("tr");
    const at = people.findIndex((one) => one.closest("tr") === row);
    const to = people[at < 0 ? 0 : Math.min(Math.max(at + way, 0), people.length - 1)];
    to.focus();
    to.scrollIntoView({ block: "nearest" });
  }
}
