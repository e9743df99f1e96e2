/** A form sent twice by a nervous finger is sent once. The server would notice anyway; this spares the wait. */

const PAUSE = 3000; // milliseconds

/** @param {Document} page */
export function sendOnce(page) {
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      return;
    }
    form.setAttribute("aria-busy", "true");
    setTimeout(() => form.removeAttribute("aria-busy"), PAUSE);
  });
}
