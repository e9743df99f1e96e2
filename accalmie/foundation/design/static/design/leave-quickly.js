/** "Leave quickly": the page is emptied at once and keeps no place in the history. Escape, three times, does the same. */

const TIMES = 3;
const WITHIN = 2000; // milliseconds

/** @param {Document} page */
export function leaveQuickly(page) {
  const links = [...page.querySelectorAll("a[data-leave]")].filter((one) => one instanceof HTMLAnchorElement);
  if (!links.length) return;
  const go = () => leave(page, links[0].href);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go();
    });
  }
  /** @type {number[]} */
  let pressed = [];
  page.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const recent = pressed.filter((at) => event.timeStamp - at < WITHIN);
    pressed = event.key === "Escape" ? [...recent, event.timeStamp] : [];
    if (pressed.length >= TIMES) go();
  });
}

/** @param {Document} page @param {string} address */
function leave(page, address) {
  page.body.hidden = true;
  location.replace(address);
}
