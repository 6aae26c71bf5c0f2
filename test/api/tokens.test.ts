/** Bearer tokens: whose are believed, and what they must prove. */
import { generateKeyPair, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { isStrong } from '../../src/api/session/proof.ts';
import { world } from './world/index.ts';
import { mintToken } from './world/sign-in.ts';

const place = world();
const withToken = async (token: string) => {
  const answer = await fetch(`${place.base}/api/v1/me`, {
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: answer.status, code: ((await answer.json()) as { code?: string }).code };
};
const mint = (more: Partial<Parameters<typeof mintToken>[0]> = {}) =>
  mintToken({ keysFile: place.keysFile, issuer: place.issuer, subject: 'lin-guiyuan', ...more });

describe('a bearer token', () => {
  it('is believed when the issuer signed it for this API', async () => {
    expect(await withToken(await mint())).toEqual({ status: 200, code: undefined });
  });

  it.each([
    ['for another audience', { audience: 'another-api' }],
    ['of another issuer', { issuer: 'http://127.0.0.1:1' }],
    ['that has run out', { expires: '-1m' }],
    ['of somebody unknown', { subject: 'nobody' }],
    ['without a subject', { subject: '' }],
  ])('is refused %s', async (_words, more) => {
    expect(await withToken(await mint(more))).toEqual({ status: 401, code: 'not-signed-in' });
  });

  it.each(['', 'x', 'a.b', 'a.b.c', 'Bearer a.b.c'])(
    'is refused when it is none: %j',
    async (it_) => {
      expect((await withToken(it_)).status).toBe(401);
    },
  );

  it('is refused when somebody else signed it, or nobody', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await new SignJWT({ acr: 'mfa', amr: ['pwd', 'otp'], client_id: 'anju-cli' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt' })
      .setSubject('sun-zhuguan')
      .setIssuer(place.issuer)
      .setAudience('anju-api')
      .setExpirationTime('1h')
      .sign(privateKey);
    expect((await withToken(forged)).status).toBe(401);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const none = `${part({ alg: 'none' })}.${part({ sub: 'sun-zhuguan', aud: 'anju-api' })}.x`;
    expect((await withToken(none)).status).toBe(401);
    const symmetric = `${part({ alg: 'HS256' })}.${part({ sub: 'sun-zhuguan' })}.x`;
    expect((await withToken(symmetric)).status).toBe(401);
  });

  it('never falls back to the session of the same request', async () => {
    const own = await place.browser('lin-guiyuan');
    const answer = await fetch(`${place.base}/api/v1/me`, {
      headers: { authorization: 'Bearer a.b.c', cookie: own.cookies(place.base) },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  });
});

describe('the second factor', () => {
  it.each([
    ['one factor only', { acr: '1', amr: ['pwd'] }],
    ['the class without the method', { acr: 'mfa', amr: ['pwd'] }],
    ['the method without the class', { acr: '1', amr: ['pwd', 'otp'] }],
    ['neither said', { acr: undefined, amr: undefined }],
  ])('is required of the staff: %s', async (_words, claims) => {
    expect(await withToken(await mint({ claims }))).toEqual({
      status: 403,
      code: 'second-factor-required',
    });
  });

  it('is a method beside the password, said by both claims', () => {
    expect(isStrong({ acr: 'mfa', amr: ['pwd', 'hwk'] }, 'mfa')).toBe(true);
    expect(isStrong({ acr: 'gold', amr: ['pwd', 'otp'] }, 'gold')).toBe(true);
    expect(isStrong({ acr: 'mfa', amr: 'otp' }, 'mfa')).toBe(false);
    expect(isStrong({ acr: 'mfa', amr: [] }, 'mfa')).toBe(false);
  });
});

describe('a channel', () => {
  it('signs in as itself and is told only what is its own', async () => {
    const told = await place.as('channel-bank').get('/me');
    expect(told.body).toMatchObject({ id: 'channel-bank', kind: 'channel', roles: ['channel'] });
  });

  it('cannot be played by a person, nor a person by a program', async () => {
    const asChannel = await mint({ subject: 'channel-bank' });
    expect(await withToken(asChannel)).toEqual({ status: 403, code: 'not-authorized' });
    const asPerson = await mint({ claims: { client_id: 'lin-guiyuan', scope: 'cases' } });
    expect(await withToken(asPerson)).toEqual({ status: 403, code: 'not-authorized' });
    const withoutScope = await mint({
      subject: 'channel-bank',
      claims: { client_id: 'channel-bank' },
    });
    expect(await withToken(withoutScope)).toEqual({ status: 403, code: 'not-authorized' });
  });
});
