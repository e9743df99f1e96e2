/** The page of one conversation: read, write, send, and say plainly what is wrong. */
import { keysNow } from "./directory.js";
import { Failure } from "./failure.js";
import { openHere, openKeys, sealHere } from "./here.js";
import { listen } from "./hints.js";
import { openingForm } from "./opening.js";
import { putOut, waitingIn } from "./outbox.js";
import { button, field, form, make, wrong } from "./parts.js";
import { get, Offline } from "./server.js";
import { letterItem, waitingItem } from "./shown.js";
import { forget, keep, kept } from "./store.js";
import { Thread } from "./thread.js";
import { madeAnew } from "./trust.js";
import { safetyWords } from "./words.js";

export async function conversationPage(place, setup, say) {
  const keys = await openKeys(setup.person);
  if (keys) return new Page(place, setup, say, keys).start();
  const opened = () => conversationPage(place, setup, say);
  return place.replaceChildren(
    make("h2", {}, say("open_here")),
    openingForm(setup, say, opened),
    make("p", {}, make("a", { href: setup.addresses.setup }, say("no_keys_yet"))),
  );
}

class Page {
  constructor(place, setup, say, keys) {
    Object.assign(this, { place, setup, say, keys, thread: new Thread(setup, keys), working: Promise.resolve(), saving: Promise.resolve() });
    this.draft = `draft ${setup.person} ${setup.conversation}`;
    this.told = make("p", { role: "status", className: "app-letters__told" });
    this.warnings = make("div", { role: "alert" });
    this.list = make("ol", { className: "app-letters", "aria-label": say("letters") });
    this.more = button(say("older"), () => this.inTurn(() => this.showOlder()), "nhsuk-button--secondary");
    this.text = make("textarea", { id: "letter", className: "nhsuk-textarea", rows: 6 });
    this.words = make("div", {});
  }

  async start() {
    const { say, place } = this;
    this.more.hidden = true;
    this.form = form(() => this.write(), say("send"), field(this.text, say("your_letter"), this.setup.expected || ""));
    const compare = make("details", {}, make("summary", {}, say("compare")), make("p", {}, say("compare_why")), this.words);
    place.replaceChildren(this.warnings, this.more, this.list, this.told, this.form, compare);
    this.text.value = (await openHere(this.keys, (await kept(this.draft)) ?? {})) ?? "";
    this.text.addEventListener("input", () => this.keepDraft());
    await this.look();
    listen(this.setup.addresses.stream, this.setup.conversation, () => this.look());
  }

  /** One after another, so that what was sent does not come back as a draft. */
  keepDraft() {
    this.saving = this.saving.then(async () => {
      if (this.text.value) await keep(this.draft, await sealHere(this.keys, this.text.value));
      else await forget(this.draft);
    });
    return this.saving;
  }

  /** One thing after another: a hint that comes while a letter leaves waits for it. */
  inTurn(work) {
    this.working = this.working.then(work).then(() => this.tell(""), (error) => this.failed(error));
    return this.working;
  }

  look() {
    return this.inTurn(async () => {
      await this.thread.send();
      await this.draw();
      if (document.visibilityState === "visible") await this.thread.markRead();
    });
  }

  async showOlder() {
    const before = this.list.scrollHeight;
    await this.thread.older();
    await this.draw();
    scrollBy(0, this.list.scrollHeight - before); // what was being read stays where it was
  }

  async write() {
    const text = this.text.value.trim();
    wrong(this.text, text ? "" : this.say("empty_letter"));
    if (!text) return undefined;
    try {
      await putOut(this.setup.conversation, { kind: "text", text }, this.keys, new Date());
    } catch {
      return wrong(this.text, this.say("not_kept"));
    }
    this.text.value = "";
    await this.keepDraft();
    await this.drawLetters();
    await this.look();
    return this.text.focus();
  }

  async draw() {
    const { read, sheet, directory } = this.thread;
    this.more.hidden = !this.thread.hasOlder;
    this.names = new Map(sheet.members.map(({ id, name }) => [id, name]));
    const problems = [...new Set(read.problems.map(({ name }) => name))];
    const changed = await madeAnew(sheet.members, directory, this.keys.person);
    this.warn(problems.map((name) => this.say(`sheet_${name}`)), changed);
    await this.drawLetters();
    await this.drawWords(sheet.members);
  }

  /** What is wrong, then whose keys are new: said until the person has compared words with them. */
  warn(sentences, changed = []) {
    const notices = [
      ...sentences.map((sentence) => make("div", { className: "notice" }, make("p", {}, sentence))),
      ...changed.map(({ name, compared }) => {
        const notice = make("div", { className: "notice" }, make("p", {}, this.say("new_keys", { name })));
        notice.append(button(this.say("compared"), () => compared().then(() => notice.remove()), "nhsuk-button--secondary"));
        return notice;
      }),
    ];
    const isSaid = this.warnings.textContent === notices.map(({ textContent }) => textContent).join("");
    if (!isSaid) this.warnings.replaceChildren(...notices); // a reader of the screen hears it once
  }

  async drawLetters() {
    const letters = this.thread.read?.letters ?? [];
    const waiting = await waitingIn(this.setup.conversation, this.keys);
    const seen = { names: this.names ?? new Map(), person: this.keys.person, say: this.say };
    this.list.replaceChildren(
      ...letters.map((letter) => letterItem(letter, seen)),
      ...waiting.map((letter) => waitingItem(letter, this.say)),
    );
  }

  /** Six words for each other member, the same on their screen. */
  async drawWords(members) {
    if (!this.wordList) this.wordList = await get(this.setup.addresses.words);
    const mine = keysNow(this.thread.directory, this.keys.person);
    const lines = members.flatMap(({ id, name }) => {
      const theirs = keysNow(this.thread.directory, id);
      if (id === this.keys.person || !theirs || !mine) return [];
      return [make("p", {}, this.say("words_with", { name }), " ", make("strong", {}, safetyWords(mine.signing, theirs.signing, this.wordList).join(" ")))];
    });
    this.words.replaceChildren(...lines);
  }

  tell(sentence) {
    if (this.told.textContent !== sentence) this.told.textContent = sentence;
  }

  /** What went wrong in plain words. Nothing that was written is lost: it waits. */
  failed(error) {
    if (error instanceof Failure) return this.warn([this.say(`sheet_${error.name}`)]);
    const name = error instanceof Offline ? "offline" : error.error === "signed_out" ? "signed_out" : "not_now";
    return this.tell(this.say(name));
  }
}
