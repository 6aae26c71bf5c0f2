/** Behind a proxy: whose word on a client's address is taken, and what decides over cookies. */
import { describe, expect, it } from 'vitest';
import { createCookies } from '../../src/api/session/cookies.ts';
import { world } from './world/index.ts';

const limits = { anonymousPerMinuteMax: 3 };
const behind = world({ limits, trustProxy: ['loopback'] });
const direct = world({ limits });

/** Asks without a sign-in, as a client of that address. */
async function ask(base: string, address: string): Promise<number> {
  const headers = { 'x-forwarded-for': address, 'x-forwarded-proto': 'https' };
  return (await fetch(`${base}/api/v1/me`, { headers })).status;
}

async function asked(base: string, addresses: readonly string[]): Promise<readonly number[]> {
  const told = [];
  for (const address of addresses) told.push(await ask(base, address));
  return told;
}

const ONE = '203.0.113.7';
const OTHER = '203.0.113.8';

describe('the limit for strangers', () => {
  it('counts each client by the address that a trusted proxy names', async () => {
    expect(await asked(behind.base, [ONE, ONE, ONE, ONE])).toEqual([401, 401, 401, 429]);
    expect(await ask(behind.base, OTHER)).toBe(401);
  });

  it('is not escaped by an address that the client itself puts before the proxy’s', async () => {
    const forged = (n: number) => `198.51.100.${n}, 203.0.113.9`;
    expect(await asked(behind.base, [1, 2, 3, 4].map(forged))).toEqual([401, 401, 401, 429]);
  });

  it('believes nobody by default: another address in a header is the same client', async () => {
    const addresses = ['1', '2', '3', '4'].map((n) => `198.51.100.${n}`);
    expect(await asked(direct.base, addresses)).toEqual([401, 401, 401, 429]);
  });

  it('tells the operator once that a proxy is there of which it was not told', () => {
    const told = direct.log.filter((line) => line.includes('proxy-not-trusted'));
    expect(told).toHaveLength(1);
    expect(behind.log.some((line) => line.includes('proxy-not-trusted'))).toBe(false);
  });
});

describe('whether a cookie is for TLS only', () => {
  const cookieOf = (publicUrl: string) => {
    let name = '';
    let secure: boolean | undefined;
    const response = {
      cookie: (given: string, _value: string, options: { readonly secure?: boolean }) => {
        [name, secure] = [given, options.secure];
      },
    };
    // Only what the cookies touch of a response.
    createCookies(publicUrl).setSession(response as never, 'x');
    return { name, secure };
  };

  it('is decided by the address people use, never by what a request says of itself', () => {
    expect(cookieOf('https://anju.example')).toEqual({ name: '__Host-anju_session', secure: true });
    expect(cookieOf('http://127.0.0.1:7300')).toEqual({ name: 'anju_session', secure: false });
  });
});
