/** The two cookies there are: the session, and the proof that a sign-in began in this browser. */
import type { CookieOptions, Request, Response } from 'express';

export interface Cookies {
  /** The session id a request carries, if any. */
  session: (request: Request) => string | null;
  setSession: (response: Response, id: string) => void;
  clearSession: (response: Response) => void;
  signIn: (request: Request) => string | null;
  setSignIn: (response: Response, state: string) => void;
  clearSignIn: (response: Response) => void;
}

const SIGN_IN_MS = 10 * 60_000;

/** Under TLS the names carry `__Host-`: only this very host can have set them. */
function nameOf(publicUrl: string, name: string): string {
  return `${publicUrl.startsWith('https:') ? '__Host-' : ''}${name}`;
}

export function sessionCookieName(publicUrl: string): string {
  return nameOf(publicUrl, 'anju_session');
}

export function createCookies(publicUrl: string): Cookies {
  const secure = publicUrl.startsWith('https:');
  const sessionName = sessionCookieName(publicUrl);
  const signInName = nameOf(publicUrl, 'anju_sign_in');
  const options: CookieOptions = { httpOnly: true, sameSite: 'lax', secure, path: '/' };
  return {
    session: (request) => read(request, sessionName),
    setSession: (response, id) => void response.cookie(sessionName, id, options),
    clearSession: (response) => void response.clearCookie(sessionName, options),
    signIn: (request) => read(request, signInName),
    setSignIn: (response, state) =>
      void response.cookie(signInName, state, { ...options, maxAge: SIGN_IN_MS }),
    clearSignIn: (response) => void response.clearCookie(signInName, options),
  };
}

/** Our own values are base64url: no decoding is needed, anything else is not ours. */
function read(request: Request, name: string): string | null {
  for (const pair of (request.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.split('=', 2);
    if (key?.trim() === name && value !== undefined && /^[\w-]{20,128}$/.test(value.trim())) {
      return value.trim();
    }
  }
  return null;
}
