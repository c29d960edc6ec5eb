// An issuer in the shape of Apple's: ES256, answers by form_post, and a client secret that is a token, signed by the
// client's own key. Prints its address. The key of the client, its team and its name come as the first argument.
import { createServer } from "node:http";
import { Provider } from "oidc-provider";
import * as jose from "jose";

const { jwk, team, client, back } = JSON.parse(process.argv[2]);
const theirs = await jose.importJWK(jwk, "ES256");
const { privateKey } = await jose.generateKeyPair("ES256", { extractable: true });
const ours = { ...(await jose.exportJWK(privateKey)), use: "sig", alg: "ES256", kid: "issuer-key" };
const STATIC = "what the library itself compares with";

const server = createServer((request, answer) => provider.callback()(request, answer));
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const address = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(address, {
  clients: [
    {
      client_id: client,
      client_secret: STATIC,
      redirect_uris: [back],
      response_types: ["code"],
      grant_types: ["authorization_code"],
      id_token_signed_response_alg: "ES256",
      token_endpoint_auth_method: "client_secret_post",
    },
  ],
  clientAuthMethods: ["client_secret_post"],
  jwks: { keys: [ours] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  scopes: ["openid", "email", "name"],
  claims: { openid: ["sub"], email: ["email", "email_verified"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["a key of cookies"] },
  findAccount: (_, sub) => ({
    accountId: sub,
    claims: () => ({ sub, email: `${sub}@privaterelay.example`, email_verified: true }),
  }),
  // Whoever comes is 001, and agrees to everything.
  interactions: { url: (_, interaction) => `/as/${interaction.uid}` },
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope("openid email name");
    await grant.save();
    return grant;
  },
});

provider.use(async (ctx, next) => {
  if (ctx.path.startsWith("/as/")) {
    return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: "001" } });
  }
  if (ctx.path === "/token") {
    let text = "";
    for await (const part of ctx.req) text += part;
    const form = Object.fromEntries(new URLSearchParams(text));
    try {
      const { protectedHeader } = await jose.jwtVerify(form.client_secret, theirs, {
        algorithms: ["ES256"],
        issuer: team,
        subject: client,
        audience: address,
        maxTokenAge: "180 days",
        requiredClaims: ["exp", "iat"],
      });
      if (protectedHeader.kid !== jwk.kid) throw new Error("kid");
    } catch {
      ctx.status = 400;
      ctx.body = { error: "invalid_client" };
      return undefined;
    }
    ctx.req.body = { ...form, client_secret: STATIC };
  }
  return next();
});

console.log(address);
process.stdin.resume();
process.stdin.on("end", () => process.exit());
