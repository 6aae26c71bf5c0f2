/** Signing in as people do (pages, forms, cookies) and as programs do (tokens). */
import { readFileSync } from 'node:fs';
import { importJWK, SignJWT, type JWK } from 'jose';
import type { Secrets } from '../../../src/crypto/secrets.ts';
import { demoClientSecret, demoPassword } from '../../../src/embedded/provider/people.ts';

export interface Browser {
  /** The Cookie header for an address. */
  cookies: (address: string) => string;
  go: (address: string, init?: RequestInit) => Promise<Response>;
  readonly jar: Map<string, string>;
}

/** A browser's cookies by host and port, and no redirects that it does not ask for. */
export function browser(): Browser {
  const jar = new Map<string, string>();
  const hostOf = (address: string) => new URL(address).host;
  const cookies = (address: string) =>
    [...jar]
      .filter(([name]) => name.startsWith(`${hostOf(address)} `))
      .map(([name, value]) => `${name.split(' ')[1] ?? ''}=${value}`)
      .join('; ');
  return {
    jar,
    cookies,
    go: async (address, init = {}) => {
      const response = await fetch(address, {
        ...init,
        redirect: 'manual',
        headers: { accept: 'text/html', ...(init.headers as object), cookie: cookies(address) },
      });
      for (const cookie of response.headers.getSetCookie()) {
        const [pair = ''] = cookie.split(';');
        const at = pair.indexOf('=');
        const name = `${hostOf(address)} ${pair.slice(0, at)}`;
        if (/expires=thu, 01 jan 1970/i.test(cookie)) jar.delete(name);
        else jar.set(name, pair.slice(at + 1));
      }
      return response;
    },
  };
}

/** The whole flow: login, password, code, callback. */
export async function signIn(
  base: string,
  staff: string,
  secrets: Secrets,
  own = browser(),
): Promise<Browser> {
  const page = await toSignInPage(base, own);
  // Known to the issuer already: it asks nothing and leads straight back.
  if (page.includes('/auth/callback')) {
    await own.go(page);
    return own;
  }
  const last = await giveFactors(own, page, staff, demoPassword(staff, secrets));
  await follow(own, last);
  return own;
}

/** @returns the address of the page that asks for a password */
export async function toSignInPage(base: string, own: Browser, returnTo = '/'): Promise<string> {
  const begun = await own.go(`${base}/auth/login?returnTo=${encodeURIComponent(returnTo)}`);
  const authorize = begun.headers.get('location') ?? '';
  const asked = await own.go(authorize);
  return new URL(asked.headers.get('location') ?? '', authorize).href;
}

/** Password, then the code that the demo's page fills in. */
export async function giveFactors(
  own: Browser,
  page: string,
  username: string,
  password: string,
): Promise<Response> {
  const form = (fields: Record<string, string>) =>
    own.go(page, { method: 'POST', body: new URLSearchParams(fields) });
  const second = await form({ username, password });
  const html = await second.text();
  const step = /name="step" value="([^"]+)"/.exec(html)?.[1];
  const code = /name="code" value="([^"]+)"/.exec(html)?.[1];
  if (step === undefined || code === undefined) return new Response(html, second);
  return form({ step, code });
}

/** Follows redirects until our own sign-in is done, or a page is shown. */
export async function follow(own: Browser, from: Response): Promise<Response> {
  let response = from;
  for (let hops = 0; hops < 8; hops += 1) {
    const location = response.headers.get('location');
    if (location === null) return response;
    if (response.url.includes('/auth/callback')) return response;
    response = await own.go(new URL(location, response.url || undefined).href);
  }
  return response;
}

interface Minting {
  readonly keysFile: string;
  readonly issuer: string;
  readonly subject: string;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly audience?: string;
  readonly expires?: string;
}

/** A token as the provider gives one, signed with its own key. */
export async function mintToken(minting: Minting): Promise<string> {
  const { keysFile, issuer, subject, claims, audience = 'anju-api', expires = '1h' } = minting;
  const { keys } = JSON.parse(readFileSync(keysFile, 'utf8')) as { keys: JWK[] };
  const jwk = keys[0]!;
  return new SignJWT({ acr: 'mfa', amr: ['pwd', 'otp'], client_id: 'anju-cli', ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: jwk.kid! })
    .setSubject(subject)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(expires)
    .sign(await importJWK(jwk, 'ES256'));
}

export async function channelToken(
  issuer: string,
  channel: string,
  secrets: Secrets,
  scope = 'cases',
): Promise<string> {
  const basic = Buffer.from(`${channel}:${demoClientSecret(channel, secrets)}`).toString('base64');
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}
