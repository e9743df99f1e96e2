/** Questions to the server, as JSON. */

/** The server was not reached. */
export class Offline extends Error {}

/** The server said no. `error` is its name for it, "signed_out" where it asks to sign in again. */
export class Refused extends Error {
  constructor(status, error) {
    super(error);
    Object.assign(this, { status, error });
  }
}

/** What the server answers. Throws Offline or Refused. */
async function asked(address, wishes) {
  const answer = await fetch(address, { credentials: "same-origin", ...wishes }).catch(() => {
    throw new Offline();
  });
  const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
  if (answer.redirected || !isJson) throw new Refused(answer.status, answer.status < 400 ? "signed_out" : "broken");
  const given = await answer.json();
  if (!answer.ok) throw new Refused(answer.status, given.error ?? "broken");
  return given;
}

export const get = (address) => asked(address, { cache: "no-store" });

export const post = (address, data, csrf) =>
  asked(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf },
    body: JSON.stringify(data),
  });
