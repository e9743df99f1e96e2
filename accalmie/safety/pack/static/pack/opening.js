// Opens a daily pack in the page itself: nothing is sent, nothing is kept. The same steps as safety/pack/sealing.py.
const sealed = JSON.parse(document.getElementById("sealed").textContent);
const form = document.getElementById("open");
const typed = document.getElementById("passphrase");
const shown = document.getElementById("shown");
const utf8 = new TextEncoder();
let read = null;

function bytes(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

function plain(words) {
  return words.normalize("NFD").toLowerCase().replace(/[^a-z]/g, "");
}

function say(name) {
  for (const one of document.querySelectorAll("[data-said]")) one.hidden = one.dataset.said !== name;
}

function speak(language) {
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-in]")) one.hidden = one.dataset.in !== language;
  if (read) shown.replaceChildren(...new DOMParser().parseFromString(read[language], "text/html").body.childNodes);
}

async function unseal(key, box, bound) {
  const given = bytes(box);
  const way = { name: "AES-GCM", iv: given.slice(0, 12), additionalData: utf8.encode(bound) };
  return crypto.subtle.decrypt(way, key, given.slice(12));
}

async function opened(passphrase) {
  const words = await crypto.subtle.importKey("raw", utf8.encode(plain(passphrase)), "PBKDF2", false, ["deriveKey"]);
  const stretch = { name: "PBKDF2", hash: "SHA-256", salt: bytes(sealed.salt), iterations: sealed.rounds };
  const lock = await crypto.subtle.deriveKey(stretch, words, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const pair = await unseal(lock, sealed.private, "accalmie pack key 1");
  const rsa = { name: "RSA-OAEP", hash: "SHA-256" };
  const own = await crypto.subtle.importKey("pkcs8", pair, rsa, false, ["decrypt"]);
  const raw = await crypto.subtle.decrypt({ name: "RSA-OAEP" }, own, bytes(sealed.key));
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
  return JSON.parse(new TextDecoder().decode(await unseal(key, sealed.words, sealed.head)));
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  say("opening");
  try {
    read = await opened(typed.value);
  } catch {
    say("wrong");
    typed.focus();
    return;
  }
  typed.value = "";
  say("");
  form.hidden = true;
  document.getElementById("after").hidden = false;
  speak(document.documentElement.lang);
  shown.focus();
});

document.getElementById("shut").addEventListener("click", () => location.reload());
document.getElementById("print").addEventListener("click", () => print());
for (const one of document.querySelectorAll("[data-speak]"))
  one.addEventListener("click", () => speak(one.dataset.speak));

say(globalThis.crypto?.subtle ? "" : "old");
form.hidden = !globalThis.crypto?.subtle;
