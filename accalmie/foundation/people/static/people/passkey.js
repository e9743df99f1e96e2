/** Passkeys: the form asks the server for a question, the telephone for the answer, and sends it as any form is sent. */

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (form instanceof HTMLFormElement) offer(form);
  }
}

/** @param {HTMLFormElement} form */
function offer(form) {
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation(); // the form is not sent yet: its button stays alive
    const told = form.querySelector("[data-passkey-failed]");
    if (told) told.textContent = "";
    try {
      const answer = await answerTo(await question(form));
      const field = form.elements.namedItem("answer");
      if (field instanceof HTMLInputElement) field.value = JSON.stringify(answer);
      form.submit();
    } catch {
      if (told instanceof HTMLElement) told.textContent = told.dataset.passkeyFailed ?? "";
    }
  });
}

/** @param {HTMLFormElement} form */
async function question(form) {
  const asked = await fetch(form.dataset.passkey ?? "", { method: "POST", body: new FormData(form) });
  if (asked.redirected) location.assign(asked.url); // to make sure first that it is them
  return (await asked.json()).publicKey;
}

/** @param {any} asked */
async function answerTo(asked) {
  asked.challenge = bytes(asked.challenge);
  for (const one of [...(asked.excludeCredentials ?? []), ...(asked.allowCredentials ?? [])]) one.id = bytes(one.id);
  if (asked.user) asked.user.id = bytes(asked.user.id);
  const given = /** @type {any} */ (
    asked.user
      ? await navigator.credentials.create({ publicKey: asked })
      : await navigator.credentials.get({ publicKey: asked })
  );
  /** @type {Record<string, string>} */
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (given.response[part]) response[part] = letters(given.response[part]);
  }
  return { id: given.id, rawId: letters(given.rawId), type: given.type, response, clientExtensionResults: {} };
}

/** @param {string} text base64url */
function bytes(text) {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

/** @param {ArrayBuffer} given */
function letters(given) {
  const plain = String.fromCharCode(...new Uint8Array(given));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
