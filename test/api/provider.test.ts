/** The demo's identity provider: guessing is slow and teaches nothing. */
import { describe, expect, it } from 'vitest';
import { createLockout } from '../../src/embedded/provider/lockout.ts';
import {
  DEMO_PEOPLE,
  demoCode,
  demoPassword,
  isDemoCode,
  isDemoPassword,
} from '../../src/embedded/provider/people.ts';
import { settingsOf } from '../../src/embedded/provider/settings.ts';
import { world } from './world/index.ts';
import { browser, follow, giveFactors, toSignInPage } from './world/sign-in.ts';

const place = world();
const MINUTE = 60_000;

const withoutAddress = (html: string) => html.replaceAll(/\/interaction\/[\w-]+/g, '');

describe('guessing', () => {
  it('hears the same answer for an unknown name and for a wrong password', async () => {
    const answers = [];
    for (const name of ['nobody-here', 'zhou-zhuguan']) {
      const own = browser();
      const page = await toSignInPage(place.base, own);
      const told = await giveFactors(own, page, name, 'wrong');
      answers.push([told.status, withoutAddress(await told.text())]);
    }
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(401);
  });

  it('locks a name after five wrong passwords, for the right one too, and logs it', async () => {
    const own = browser();
    const page = await toSignInPage(place.base, own);
    const name = 'dl-zhuguan';
    const password = demoPassword(name, place.secrets);
    for (let i = 0; i < 4; i += 1) await giveFactors(own, page, name, 'wrong');
    await giveFactors(own, page, name, 'wrong');
    const locked = await giveFactors(own, page, name, password);
    expect(locked.status).toBe(401);
    expect(place.signInLog).toContain(`locked ${name}`);
    expect(place.signInLog.filter((line) => line === `refused ${name}`)).toHaveLength(5);
    expect(place.signInLog.some((line) => line.includes('nobody-here'))).toBe(false);
  });

  it('of the second factor counts the same', async () => {
    const own = browser();
    const page = await toSignInPage(place.base, own);
    const name = 'dl-guiyuan';
    const post = (fields: Record<string, string>) =>
      own.go(page, { method: 'POST', body: new URLSearchParams(fields) });
    const second = await post({ username: name, password: demoPassword(name, place.secrets) });
    const step = /name="step" value="([^"]+)"/.exec(await second.text())?.[1] ?? '';
    const right = demoCode(name, place.secrets, Date.now());
    const wrong = right === '000000' ? '000001' : '000000';
    for (let i = 0; i < 5; i += 1) expect((await post({ step, code: wrong })).status).toBe(401);
    expect((await post({ step, code: right })).status).toBe(401);
    expect(place.signInLog).toContain(`locked ${name}`);
  });

  it('does not get past the password with a step of one’s own making', async () => {
    const own = browser();
    const page = await toSignInPage(place.base, own);
    const code = demoCode('sun-zhuguan', place.secrets, Date.now());
    const until = Date.now() + MINUTE;
    for (const step of ['', `sun-zhuguan.${until}.`, `sun-zhuguan.${until}.AAAA`]) {
      const told = await own.go(page, {
        method: 'POST',
        body: new URLSearchParams({ step, code }),
      });
      expect(told.status).toBe(401);
    }
  });
});

describe('the lock-out', () => {
  it('lasts a quarter of an hour, then twice as long each time, and ends with a right answer', () => {
    const lockout = createLockout();
    const five = (at: number) => [1, 2, 3, 4, 5].map(() => lockout.wrong('x', at)).at(-1);
    expect(five(0)).toBe(true);
    expect(lockout.isLocked('x', 15 * MINUTE - 1)).toBe(true);
    expect(lockout.isLocked('x', 15 * MINUTE)).toBe(false);
    expect(five(15 * MINUTE)).toBe(true);
    expect(lockout.isLocked('x', 45 * MINUTE - 1)).toBe(true);
    expect(lockout.isLocked('x', 45 * MINUTE)).toBe(false);
    lockout.right('x');
    expect(five(60 * MINUTE)).toBe(true);
    expect(lockout.isLocked('x', 75 * MINUTE)).toBe(false);
  });

  it('allows fewer than a hundred guesses a day, and does not touch other names', () => {
    const lockout = createLockout();
    let guesses = 0;
    for (let at = 0; at < 24 * 60 * MINUTE; at += MINUTE) {
      while (!lockout.isLocked('x', at)) {
        lockout.wrong('x', at);
        guesses += 1;
      }
    }
    expect(guesses).toBeLessThanOrEqual(100);
    expect(lockout.isLocked('y', 0)).toBe(false);
  });
});

describe('demo people', () => {
  it('have passwords and codes of their own in every installation', () => {
    const passwords = DEMO_PEOPLE.map(({ id }) => demoPassword(id, place.secrets));
    expect(new Set(passwords).size).toBe(DEMO_PEOPLE.length);
    expect(passwords.every((one) => one.length === 12)).toBe(true);
    expect(isDemoPassword('lin-guiyuan', place.secrets, passwords[0] ?? '')).toBe(true);
    expect(isDemoPassword('nobody', place.secrets, demoPassword('nobody', place.secrets))).toBe(
      false,
    );
  });

  it('have codes that hold for one step before and after', () => {
    const at = 1_800_000_000_000;
    const code = demoCode('lin-guiyuan', place.secrets, at);
    const holds = (later: number) => isDemoCode('lin-guiyuan', place.secrets, code, at + later);
    expect([holds(-30_000), holds(0), holds(30_000)]).toEqual([true, true, true]);
    expect([holds(-61_000), holds(61_000)]).toEqual([false, false]);
    expect(isDemoCode('wang-guiyuan', place.secrets, code, at)).toBe(false);
  });
});

describe('the pages', () => {
  it('carry a strict policy, no script, and the language', async () => {
    const own = browser();
    const page = await own.go(await toSignInPage(place.base, own));
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain(`default-src 'none'`);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(policy).not.toContain('unsafe');
    const html = await page.text();
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).not.toContain('<script');
  });

  it('sign the command line in by a code that is typed or carried along', async () => {
    const post = (path: string, fields: Record<string, string>) =>
      fetch(`${place.issuer}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
    const begun = (await (
      await post('/device/auth', { client_id: 'anju-cli', scope: 'openid' })
    ).json()) as Record<string, string>;
    const own = browser();
    const first = await own.go(begun['verification_uri_complete'] ?? '');
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(await first.text())?.[1] ?? '';
    const code = { xsrf, user_code: begun['user_code'] ?? '' };
    const form = (fields: Record<string, string>) =>
      own.go(`${place.issuer}/device`, { method: 'POST', body: new URLSearchParams(fields) });
    expect(await (await form(code)).text()).toContain('安居命令行');
    const confirmed = await form({ ...code, confirm: 'yes' });
    const page = new URL(confirmed.headers.get('location') ?? '', place.issuer).href;
    const password = demoPassword('zhao-fuhe', place.secrets);
    const done = await follow(own, await giveFactors(own, page, 'zhao-fuhe', password));
    expect(await done.text()).toContain('已登录');
    const grant = 'urn:ietf:params:oauth:grant-type:device_code';
    const token = (await (
      await post('/token', {
        grant_type: grant,
        client_id: 'anju-cli',
        device_code: begun['device_code'] ?? '',
      })
    ).json()) as Record<string, string>;
    const me = await fetch(`${place.base}/api/v1/me`, {
      headers: { authorization: `Bearer ${token['access_token'] ?? ''}` },
    });
    expect(await me.json()).toMatchObject({ id: 'zhao-fuhe', roles: ['reviewer'] });
    const renewed = await post('/token', {
      grant_type: 'refresh_token',
      client_id: 'anju-cli',
      refresh_token: token['refresh_token'] ?? '',
    });
    expect(renewed.status).toBe(200);
  });
});

describe('its settings', () => {
  it('name what is missing', () => {
    expect(() => settingsOf({ PORT: 'x' })).toThrow('PORT');
    expect(() => settingsOf({})).toThrow('ANJU_HOME');
    expect(() => settingsOf({ ANJU_HOME: '/nowhere' })).toThrow('ANJU_PUBLIC_URL');
  });
});
