/**
 * Sign-in of people: authorization code with PKCE, state and nonce; a session of our own after it.
 *
 * The begun sign-in is bound to the browser by a cookie, so that nobody can be signed in as
 * somebody else by a link. A session id that the browser brought along never survives a sign-in.
 */
import { Router, type Request, type Response } from 'express';
import * as oidc from 'openid-client';
import type { Logger } from 'pino';
import type pg from 'pg';
import { dateAt } from '../../domain/calendar.ts';
import { Fault } from '../../domain/fault.ts';
import type { AccessTrail } from '../access-trail.ts';
import { loadCaller, type Caller } from '../caller.ts';
import { messagePage } from '../pages.ts';
import { stateOf } from '../state.ts';
import { requireOwnOrigin } from './origin.ts';
import { isStrong } from './proof.ts';
import type { SignInParts } from './sign-in.ts';
import type { SessionContent, SignInContent } from './store.ts';

interface Deps extends SignInParts {
  readonly pool: pg.Pool;
  readonly log: Logger;
  readonly trail: AccessTrail;
  readonly now: () => number;
}

export function signInRoutes(deps: Deps): Router {
  const routes = Router();
  routes.get('/login', async (request, response) => {
    stateOf(response).operation = 'login';
    await login(deps, request, response);
  });
  routes.get('/callback', async (request, response) => {
    stateOf(response).operation = 'callback';
    await callback(deps, request, response);
  });
  routes.post('/logout', async (request, response) => {
    stateOf(response).operation = 'logout';
    await logout(deps, request, response);
  });
  return routes;
}

async function login(deps: Deps, request: Request, response: Response): Promise<void> {
  const { issuer, store, cookies, publicUrl } = deps;
  const configuration = await issuer.configuration();
  const codeVerifier = oidc.randomPKCECodeVerifier();
  const nonce = oidc.randomNonce();
  const returnTo = ownPath(request.query['returnTo']);
  const state = await store.begin({ nonce, codeVerifier, returnTo });
  const address = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: `${publicUrl}/auth/callback`,
    scope: 'openid',
    state,
    nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(codeVerifier),
    code_challenge_method: 'S256',
    acr_values: issuer.settings.requiredAcr,
  });
  cookies.setSignIn(response, state);
  response.set('Cache-Control', 'no-store').redirect(302, address.href);
}

async function callback(deps: Deps, request: Request, response: Response): Promise<void> {
  const { store, cookies, log, trail } = deps;
  const { requestId } = stateOf(response);
  const state = request.query['state'];
  const bound = cookies.signIn(request);
  cookies.clearSignIn(response);
  response.set('Cache-Control', 'no-store');
  const ours = typeof state === 'string' && state === bound ? state : null;
  const begun = ours === null ? null : await store.finish(ours);
  if (ours === null || !begun) {
    log.warn({ event: 'sign-in-refused', requestId, why: 'not begun in this browser' });
    messagePage(response, 400, '登录未完成', '登录已超时，或不是从本浏览器发起的。请重新登录。');
    return;
  }
  const content = await exchanged(deps, request, begun, ours);
  const caller = content === null ? null : await admitted(deps, content);
  if (content === null || caller === null) {
    log.warn({ event: 'sign-in-refused', requestId, why: content ? 'not admitted' : 'no token' });
    messagePage(response, 403, '登录未完成', '账号未被授权、已停用，或未完成二次验证。');
    return;
  }
  const old = cookies.session(request);
  if (old !== null) await store.close(old);
  await trail.signedIn(caller, requestId);
  cookies.setSession(response, await store.open(caller.id, content));
  log.info({ event: 'signed-in', requestId, staff: caller.id });
  response.redirect(303, begun.returnTo);
}

/** The tokens for the code; null when the issuer or its answer says no. */
async function exchanged(
  { issuer, publicUrl }: Deps,
  request: Request,
  { codeVerifier, nonce }: SignInContent,
  state: string,
): Promise<SessionContent | null> {
  const configuration = await issuer.configuration();
  try {
    const tokens = await oidc.authorizationCodeGrant(
      configuration,
      new URL(request.originalUrl, publicUrl),
      {
        pkceCodeVerifier: codeVerifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      },
    );
    const claims = tokens.claims();
    if (!claims || tokens.id_token === undefined) return null;
    const { acr, amr } = claims;
    const strong = isStrong({ acr, amr }, issuer.settings.requiredAcr);
    return { subject: claims.sub, strong, idToken: tokens.id_token };
  } catch (error) {
    if (error instanceof TypeError && error.cause instanceof Error && 'code' in error.cause) {
      throw new Fault('outside-system-unavailable', '身份认证服务暂时没有回应。', { cause: error });
    }
    return null;
  }
}

async function admitted(
  { pool, now }: Deps,
  { subject, strong }: SessionContent,
): Promise<Caller | null> {
  const proof = { subject, via: 'session', strong, machine: false, scopes: [] } as const;
  try {
    return await loadCaller(pool, proof, { today: dateAt(now()) });
  } catch (error) {
    if (error instanceof Fault) return null;
    throw error;
  }
}

/** Ends our session at once; the answer says where the issuer's own session can be ended. */
async function logout(deps: Deps, request: Request, response: Response): Promise<void> {
  const { store, cookies, issuer, publicUrl, log, trail } = deps;
  requireOwnOrigin(request, publicUrl);
  const id = cookies.session(request);
  const session = id === null ? null : await store.close(id);
  cookies.clearSession(response);
  response.set('Cache-Control', 'no-store');
  if (session) {
    const { requestId } = stateOf(response);
    const caller = await admitted(deps, session);
    if (caller) await trail.signedOut(caller, requestId);
    log.info({ event: 'signed-out', requestId, staff: caller?.id });
  }
  const configuration = session ? await issuer.configuration().catch(() => null) : null;
  const next =
    session && configuration?.serverMetadata().end_session_endpoint !== undefined
      ? oidc.buildEndSessionUrl(configuration, {
          id_token_hint: session.idToken,
          post_logout_redirect_uri: `${publicUrl}/`,
        }).href
      : `${publicUrl}/`;
  if (request.accepts(['html', 'json']) === 'html') response.redirect(303, next);
  else response.json({ next });
}

/** A path of our own, never another site. */
function ownPath(text: unknown): string {
  if (typeof text !== 'string' || text.length > 500) return '/';
  return /^\/(?![/\\])[^\\\r\n]*$/.test(text) ? text : '/';
}
