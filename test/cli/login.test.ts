/** Signing in by the command, against the demo's own OpenID provider. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type { Server } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureSecrets, type Secrets } from '../../src/crypto/secrets.ts';
import { startProvider } from '../../src/embedded/provider.ts';
import { demoClientSecret, demoCode } from '../../src/embedded/provider/people.ts';
import { environment, run, startFakeApi, type FakeApi } from './fake-api.ts';

let api: FakeApi;
let provider: Server;
let secrets: Secrets;
let home: string;
let issuer: string;
let env: NodeJS.ProcessEnv;
const refused: (string | null)[] = [];

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  });
}

beforeAll(async () => {
  api = await startFakeApi();
  api.on('GET /me', ({ headers }) => {
    const { sub = '' } = decodeJwt(String(headers.authorization).slice('Bearer '.length));
    return { body: { id: sub, name: `姓名 ${sub}`, center: '210100', grants: [] } };
  });
  home = mkdtempSync(join(tmpdir(), 'anju-home-'));
  const secretsFile = join(home, 'secrets.json');
  secrets = ensureSecrets(secretsFile);
  const port = await freePort();
  issuer = `http://127.0.0.1:${String(port)}`;
  const addresses = { api: api.url, issuer, home, cli: { clientId: 'anju-cli' } };
  writeFileSync(join(home, 'addresses.json'), JSON.stringify(addresses));
  provider = await startProvider(
    {
      issuer,
      host: '127.0.0.1',
      port,
      publicUrl: api.url,
      secrets,
      keysFile: join(home, 'provider-keys.json'),
      audience: 'anju-api',
      now: Date.now,
    },
    (event, person) => {
      if (event !== 'signed-in') refused.push(person);
    },
  );
});
afterAll(async () => {
  provider.closeAllConnections();
  provider.close();
  await api.close();
});
beforeEach(() => {
  const { ANJU_TOKEN: _token, ANJU_API: _api, ...rest } = environment(api, { ANJU_HOME: home });
  env = rest;
});

const sessionFile = () => join(env['ANJU_CONFIG']!, 'session.json');
interface Kept {
  accessToken: string;
  refreshToken: string | null;
  expiresAt: number;
}
const kept = () =>
  (JSON.parse(readFileSync(sessionFile(), 'utf8')) as Record<string, Kept>)[api.url]!;
/** A session as the command keeps it, out of date. */
function outdated(refreshToken: string | null): void {
  const session = { issuer, clientId: 'anju-cli', accessToken: 'old', refreshToken, expiresAt: 0 };
  writeFileSync(sessionFile(), JSON.stringify({ [api.url]: session }));
}

describe('a demo person signs in', () => {
  it('through the provider’s own pages, with both factors; the session is theirs alone to read', async () => {
    const { code, stdout, stderr } = await run(['login', '--demo', 'lin-guiyuan'], env);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe('已登录：姓名 lin-guiyuan（lin-guiyuan）\n');
    expect(decodeJwt(kept().accessToken)).toMatchObject({
      sub: 'lin-guiyuan',
      aud: 'anju-api',
      acr: 'mfa',
      amr: ['pwd', 'otp'],
    });
    expect(statSync(sessionFile()).mode & 0o777).toBe(0o600);
    expect(statSync(env['ANJU_CONFIG']!).mode & 0o077).toBe(0);
    expect(refused).toEqual([]);
  });

  it('is renewed once when it has run out, also by several commands at the same time; then signs out', async () => {
    await run(['login', '--demo', 'zhao-fuhe'], env);
    const { refreshToken: first } = kept();
    outdated(first);
    const ran = await Promise.all([run(['whoami'], env), run(['whoami'], env)]);
    expect(ran.map(({ code }) => code)).toEqual([0, 0]);
    const { refreshToken: second, expiresAt } = kept();
    expect(second).not.toBe(first);
    expect(expiresAt).toBeGreaterThan(Date.now());
    expect(readdirSync(env['ANJU_CONFIG']!)).toEqual(['session.json']);

    expect((await run(['logout'], env)).stdout).toBe('已退出登录。\n');
    expect((await run(['logout'], env)).stdout).toBe('本来就没有登录。\n');
    outdated(second);
    expect((await run(['whoami'], env)).code).toBe(3);
  });

  it('must sign in again when it cannot be renewed', async () => {
    outdated('not one of theirs');
    const { code, stderr } = await run(['whoami'], env);
    expect(code).toBe(3);
    expect(stderr).toContain('anju login');
    outdated(null);
    expect((await run(['whoami'], env)).code).toBe(3);
  });

  it('ends with 7 when the provider is not there', async () => {
    const away = { ...env, ANJU_OIDC_ISSUER: 'http://127.0.0.1:1' };
    expect((await run(['login'], away)).code).toBe(7);
  });

  it('ends with 4 for somebody who is not a demo person, and 2 without a demo', async () => {
    expect((await run(['login', '--demo', 'nobody'], env)).code).toBe(4);
    const elsewhere = mkdtempSync(join(tmpdir(), 'anju-empty-'));
    expect(
      (await run(['demo', 'code', 'lin-guiyuan'], { ...env, ANJU_HOME: elsewhere })).code,
    ).toBe(2);
  });
});

describe('a program signs in as itself', () => {
  it('with the credentials of its environment, at login and whenever it asks', async () => {
    const channel = {
      ...env,
      ANJU_CLIENT_ID: 'channel-bank',
      ANJU_CLIENT_SECRET: demoClientSecret('channel-bank', secrets),
    };
    const { code, stdout } = await run(['login', '--client-credentials'], channel);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '已登录：姓名 channel-bank（channel-bank）\n',
    });
    expect(readFileSync(sessionFile(), 'utf8')).not.toContain(channel.ANJU_CLIENT_SECRET);
    outdated(null);
    expect((await run(['whoami'], channel)).code).toBe(0);
    expect(kept().expiresAt).toBeGreaterThan(Date.now());
  });

  it('ends with 3 for a wrong secret, and when there is none', async () => {
    const wrong = { ...env, ANJU_CLIENT_ID: 'channel-bank', ANJU_CLIENT_SECRET: 'wrong' };
    expect((await run(['login', '--client-credentials'], wrong)).code).toBe(3);
    expect((await run(['login', '--client-credentials'], env)).code).toBe(3);
  });
});

describe('anju demo code', () => {
  it('prints the code that the second factor of that person shows now', async () => {
    const before = Date.now();
    const { code, stdout } = await run(['demo', 'code', 'sun-zhuguan'], env);
    const shown = [before, Date.now()].map((at) => demoCode('sun-zhuguan', secrets, at));
    expect(code).toBe(0);
    expect(shown).toContain(stdout.trim());
    expect(stdout).toMatch(/^\d{6}\n$/);
  });

  it('tells a program how long it goes on', async () => {
    const { stdout } = await run(['demo', 'code', 'sun-zhuguan', '-o', 'json'], env);
    const told = JSON.parse(stdout) as { person: string; code: string; seconds: number };
    expect(told.person).toBe('sun-zhuguan');
    expect(told.seconds).toBeGreaterThan(0);
    expect(told.seconds).toBeLessThanOrEqual(30);
    expect(stdout).not.toContain('password');
  });

  it('ends with 2 for somebody who may not read the secrets of the home', async () => {
    const other = mkdtempSync(join(tmpdir(), 'anju-other-'));
    mkdirSync(join(other, 'inside'));
    writeFileSync(join(other, 'addresses.json'), JSON.stringify({ home: join(other, 'inside') }));
    const { code, stderr } = await run(['demo', 'code', 'sun-zhuguan'], {
      ...env,
      ANJU_HOME: other,
    });
    expect(code).toBe(2);
    expect(stderr).toContain('密钥无法读取');
  });
});
