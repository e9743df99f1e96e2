/** Reads a practice aloud with a voice of this device, silences timed (`data-player`). The page works without it. */

const RATE = 0.85; // of ordinary speech
const PATIENCE = 2000; // milliseconds: some browsers find their voices late

const place = document.querySelector("[data-player]");
if (place instanceof HTMLElement) prepare(place);

/** @param {HTMLElement} place */
function prepare(place) {
  const part = (/** @type {string} */ name) => /** @type {HTMLElement} */ (place.querySelector(`[data-${name}]`));
  const voices = "speechSynthesis" in window ? window.speechSynthesis : null;
  place.hidden = false;
  const look = () => {
    // Only a voice that is on the device: others send what they read to a company.
    const near = voices?.getVoices().filter((one) => one.localService && one.lang.slice(0, 2) === place.dataset.language);
    if (!voices || !near?.length || !part("voice").hidden) return;
    part("none").hidden = true;
    part("voice").hidden = false;
    guide(place, part, voices, near[0]);
  };
  voices?.addEventListener?.("voiceschanged", look);
  look();
  setTimeout(() => (part("none").hidden = !part("voice").hidden), voices ? PATIENCE : 0);
}

/**
 * @param {HTMLElement} place
 * @param {(name: string) => HTMLElement} part
 * @param {SpeechSynthesis} voices
 * @param {SpeechSynthesisVoice} voice
 */
function guide(place, part, voices, voice) {
  const [start, pause, resume, stop, time, told] = ["start", "pause", "resume", "stop", "time", "told"].map(part);
  const script = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-script] > p")]);
  let at = 0, sentence = 0, left = 0, since = 0, waiting = 0, turn = 0;

  start.addEventListener("click", () => ((at = sentence = left = 0), go()));
  resume.addEventListener("click", go);
  pause.addEventListener("click", () => (hold(), show("held", place.dataset.held ?? "", resume)));
  stop.addEventListener("click", () => end(""));
  window.addEventListener("pagehide", hold);

  function go() {
    show("playing", "", pause);
    play();
  }

  function play() {
    if (at >= script.length) return end(place.dataset.over ?? "");
    const here = script[at];
    for (const one of script) one.toggleAttribute("data-now", one === here);
    time.textContent = (place.dataset.minute ?? "").replace("#", String(Math.floor(Number(here.dataset.starts) / 60) + 1));
    if (!here.dataset.silence) return say(here.textContent?.match(/[^.!?…]+(?:[.!?…]+[\s»”]*|$)/g) ?? []);
    left = left || Number(here.dataset.silence) * 1000;
    since = Date.now();
    waiting = setTimeout(next, left);
  }

  function next() {
    at += 1;
    sentence = left = 0;
    play();
  }

  /** A sentence at a time: long ones are cut off by some browsers. @param {string[]} sentences */
  function say(sentences) {
    if (sentence >= sentences.length) return next();
    const words = new SpeechSynthesisUtterance(sentences[sentence].trim());
    Object.assign(words, { voice, lang: voice.lang, rate: RATE });
    const mine = turn; // what was cancelled still says that it ended
    words.onend = () => mine === turn && ((sentence += 1), say(sentences));
    words.onerror = () => mine === turn && end(place.dataset.broken ?? "");
    voices.speak(words);
  }

  function hold() {
    turn += 1;
    clearTimeout(waiting);
    voices.cancel();
    if (script[at]?.dataset.silence) left = Math.max(1, left - (Date.now() - since));
  }

  /** @param {string} words */
  function end(words) {
    hold();
    time.textContent = "";
    for (const one of script) one.removeAttribute("data-now");
    show("", words, start);
  }

  /** @param {string} state @param {string} words @param {HTMLElement} first takes the focus, so that no key is lost */
  function show(state, words, first) {
    told.textContent = words;
    [start.hidden, pause.hidden, resume.hidden, stop.hidden] = [!!state, state !== "playing", state !== "held", !state];
    if (place.contains(document.activeElement) || document.activeElement === document.body) first.focus();
  }
}
