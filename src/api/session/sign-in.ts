/** Who is calling: a bearer token, or else the session cookie. Never both. */
import type { Request } from 'express';
import { Fault } from '../../domain/fault.ts';
import type { Proof } from '../caller.ts';
import type { Cookies } from './cookies.ts';
import type { Issuer } from './issuer.ts';
import { requireOwnOrigin } from './origin.ts';
import type { SessionStore } from './store.ts';

export interface SignIn {
  /** @throws Fault 'not-signed-in', 'origin-refused', 'outside-system-unavailable' */
  authenticate: (request: Request) => Promise<Proof>;
}

export interface SignInParts {
  readonly issuer: Issuer;
  readonly store: SessionStore;
  readonly cookies: Cookies;
  readonly publicUrl: string;
}

export function createSignIn({ issuer, store, cookies, publicUrl }: SignInParts): SignIn {
  return {
    authenticate: async (request) => {
      const header = request.get('authorization');
      if (header !== undefined) {
        const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(header)?.[1];
        if (token === undefined) throw new Fault('not-signed-in', '访问令牌无效或已过期。');
        return issuer.proofOf(token);
      }
      const id = cookies.session(request);
      const session = id === null ? null : await store.find(id, isAttended(request));
      if (!session) throw new Fault('not-signed-in', '请先登录；登录可能已因超时或退出而失效。');
      requireOwnOrigin(request, publicUrl);
      const { subject, strong } = session;
      return { subject, via: 'session', strong, machine: false, scopes: [] };
    },
  };
}

/**
 * What a screen asks by itself keeps no session alive: its streams, and whatever it asks again while
 * nobody has touched it, which it says.
 */
function isAttended(request: Request): boolean {
  return request.get('anju-unattended') === undefined && !request.path.endsWith('/stream');
}
