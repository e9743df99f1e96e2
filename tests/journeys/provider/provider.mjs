// Two real identity providers for the browser tests, one as Pro Santé Connect is found and one as FranceConnect is.
// Both know everybody by the name that is typed. Asked to, they lie about the token that they give.
// Started with one argument, JSON: for each, its port, the client that it knows and that client's addresses.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const KINDS = {
  psc: { discovery: "/.well-known/wallet-openid-configuration", scopes: ["openid", "scope_all"] },
  fc: { discovery: "/.well-known/openid-configuration", scopes: ["openid"] },
};
const DISCOVERY = "/.well-known/openid-configuration";
const lies = new Map();

const page = (words) => `<!doctype html><html lang="fr"><title>Fournisseur</title><body>${words}</body></html>`;
const encoded = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

function told(token) {
  const [head, body, signature] = token.split(".");
  const claims = JSON.parse(Buffer.from(body, "base64url"));
  switch (lies.get(claims.sub)) {
    case "unsigned": return `${encoded({ alg: "none" })}.${body}.`;
    case "changed": return `${head}.${encoded({ ...claims, acr: "eidas3" })}.${signature}`;
    default: return token;
  }
}

function made(code, { port, id, secret, back, after }) {
  const issuer = `http://localhost:${port}`;
  const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });
  const provider = new Provider(issuer, {
    acrValues: ["eidas1"],
    claims: { openid: ["sub"], scope_all: ["SubjectNameID"], acr: null },
    clients: [{
      client_id: id, client_secret: secret, token_endpoint_auth_method: "client_secret_post",
      redirect_uris: [back], post_logout_redirect_uris: [after], grant_types: ["authorization_code"],
    }],
    cookies: {
      keys: ["only for the tests"],
      names: { session: `${code}-session`, interaction: `${code}-interaction`, resume: `${code}-resume` },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = page(`${form}<button type="submit" form="op.logoutForm" name="logout" value="yes">Oui</button>`);
        },
      },
    },
    findAccount: (_ctx, sub) => ({ accountId: sub, claims: () => ({ sub, SubjectNameID: "810009876543" }) }),
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    jwks: { keys: [{ ...key, kid: `${code}-1`, use: "sig", alg: "RS256" }] },
    loadExistingGrant: async (ctx) => {
      const { client, session } = ctx.oidc;
      const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
      grant.addOIDCScope(KINDS[code].scopes.join(" "));
      await grant.save();
      return grant;
    },
    pkce: { required: () => true },
    scopes: KINDS[code].scopes,
  });
  provider.use(async (ctx, next) => {
    await next();
    if (ctx.path === "/token" && ctx.body?.id_token) ctx.body = { ...ctx.body, id_token: told(ctx.body.id_token) };
  });
  const answer = provider.callback();
  createServer(async (request, response) => {
    if (request.url === KINDS[code].discovery) request.url = DISCOVERY;
    else if (request.url === DISCOVERY) return response.writeHead(404).end();
    if (!request.url.startsWith("/interaction/")) return answer(request, response);
    return request.method === "POST" ? finished(provider, request, response) : asked(request, response);
  }).listen(port, "localhost");
}

function asked(request, response) {
  response.setHeader("Content-Type", "text/html; charset=utf-8");
  response.end(page(`<h1>Qui êtes-vous ?</h1><form method="post" action="${request.url}">
    <label>Nom <input name="login"></label> <label>Mensonge <input name="lie"></label>
    <button name="choice" value="sign-in">Me connecter</button> <button name="choice" value="cancel">Annuler</button>
    </form>`));
}

async function finished(provider, request, response) {
  const parts = [];
  for await (const part of request) parts.push(part);
  const given = new URLSearchParams(Buffer.concat(parts).toString());
  const accountId = given.get("login");
  lies.set(accountId, given.get("lie"));
  const result = given.get("choice") === "cancel"
    ? { error: "access_denied", error_description: "User auth aborted" }
    : { login: { accountId, acr: "eidas1", amr: ["pwd"] } };
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
}

for (const [code, settings] of Object.entries(JSON.parse(process.argv[2]))) made(code, settings);
console.log("ready");
