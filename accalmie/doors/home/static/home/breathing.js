/** Says when to breathe in and out for three minutes, in words (`data-breathing`). The page works without it. */

const IN = 4000; // milliseconds
const OUT = 6000;
const MINUTE = 60_000;

const place = document.querySelector("[data-breathing]");
if (place instanceof HTMLElement) guide(place);

/** @param {HTMLElement} place */
function guide(place) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));
  const [now, time, start, stop] = ["now", "time", "start", "stop"].map(part);
  const left = (place.dataset.left ?? "").split("|");
  let waiting = 0;
  start.closest("[hidden]")?.removeAttribute("hidden");
  start.addEventListener("click", () => {
    show(true);
    stop.focus();
    breathe(0);
  });
  stop.addEventListener("click", () => {
    end("");
    start.focus(); // Safari gives no focus to a button that is clicked
  });

  /** @param {number} passed milliseconds */
  function breathe(passed) {
    if (passed >= left.length * MINUTE) return end(place.dataset.over ?? "");
    if (passed % MINUTE === 0) time.textContent = left[passed / MINUTE];
    const inwards = passed % (IN + OUT) === 0;
    now.textContent = (inwards ? place.dataset.in : place.dataset.out) ?? "";
    const lasts = inwards ? IN : OUT;
    waiting = setTimeout(() => breathe(passed + lasts), lasts);
  }

  /** @param {string} words */
  function end(words) {
    clearTimeout(waiting);
    now.textContent = "";
    time.textContent = words;
    const stopped = document.activeElement === stop;
    show(false);
    if (stopped) start.focus(); // only now: what is hidden takes no focus
  }

  /** @param {boolean} running */
  function show(running) {
    place.toggleAttribute("data-running", running);
    start.hidden = running;
    stop.hidden = !running;
  }
}
