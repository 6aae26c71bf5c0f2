/** Sign-in and sessions: what a browser gets, keeps and loses. */
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { demoPassword } from '../../src/embedded/provider/people.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';
import { browser, follow, giveFactors, signIn, toSignInPage } from './world/sign-in.ts';

const place = world();
const me = async (own: ReturnType<typeof browser>) => place.withBrowser(own).get('/me');

describe('signing in', () => {
  it('takes password and second factor and leads back to where one wanted to go', async () => {
    const own = browser();
    const page = await toSignInPage(place.base, own, '/cases?stage=incomplete');
    const given = await giveFactors(
      own,
      page,
      'lin-guiyuan',
      demoPassword('lin-guiyuan', place.secrets),
    );
    const last = await follow(own, given);
    expect(last.status).toBe(303);
    expect(last.headers.get('location')).toBe('/cases?stage=incomplete');
    expect((await me(own)).body).toMatchObject({
      id: 'lin-guiyuan',
      kind: 'person',
      roles: ['clerk'],
      grants: [{ role: 'clerk', center: '210100', branch: 'sy-hall' }],
    });
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'evil'])(
    'never leads to another site: %s',
    async (returnTo) => {
      const own = browser();
      const page = await toSignInPage(place.base, own, returnTo);
      const password = demoPassword('lin-guiyuan', place.secrets);
      const last = await follow(own, await giveFactors(own, page, 'lin-guiyuan', password));
      expect(last.headers.get('location')).toBe('/');
    },
  );

  it('gives a new session each time; the one the browser brought along is dead', async () => {
    const own = browser();
    await signIn(place.base, 'lin-guiyuan', place.secrets, own);
    const first = own.cookies(place.base);
    await signIn(place.base, 'lin-guiyuan', place.secrets, own);
    const second = own.cookies(place.base);
    expect(second).not.toBe(first);
    const old = await fetch(`${place.base}/api/v1/me`, { headers: { cookie: first } });
    expect(old.status).toBe(401);
    expect((await me(own)).status).toBe(200);
  });

  it('is not fooled by an id that somebody planted', async () => {
    const own = browser();
    const planted = randomBytes(32).toString('base64url');
    own.jar.set(`${new URL(place.base).host} anju_session`, planted);
    expect((await me(own)).status).toBe(401);
    await signIn(place.base, 'lin-guiyuan', place.secrets, own);
    expect(own.cookies(place.base)).not.toContain(planted);
  });

  it('cannot be finished in another browser, twice, or with a state of one’s own', async () => {
    const own = browser();
    const page = await toSignInPage(place.base, own);
    const password = demoPassword('lin-guiyuan', place.secrets);
    const given = await giveFactors(own, page, 'lin-guiyuan', password);
    const resumed = await own.go(new URL(given.headers.get('location') ?? '', page).href);
    const callback = resumed.headers.get('location') ?? '';
    expect(callback).toContain('/auth/callback?');
    const stranger = await browser().go(callback);
    expect(stranger.status).toBe(400);
    expect(await stranger.text()).toContain('登录未完成');
    expect((await own.go(callback)).status).toBe(303);
    expect((await own.go(callback)).status).toBe(400);
    expect((await own.go(`${place.base}/auth/callback?code=x&state=y`)).status).toBe(400);
  });

  it('admits nobody who is not on the staff list, or is inactive or gone', async () => {
    const inactive = `update staff set active = false where id = 'qian-shenpi'`;
    await place.owner.query(inactive);
    const own = browser();
    const page = await toSignInPage(place.base, own);
    const password = demoPassword('qian-shenpi', place.secrets);
    const last = await follow(own, await giveFactors(own, page, 'qian-shenpi', password));
    expect(last.status).toBe(403);
    expect((await me(own)).status).toBe(401);
    await place.owner.query(`update staff set active = true where id = 'qian-shenpi'`);
  });
});

describe('the session cookie', () => {
  it('is out of reach of scripts and of other sites, and holds 256 bits', async () => {
    const own = browser();
    const page = await toSignInPage(place.base, own);
    const password = demoPassword('lin-guiyuan', place.secrets);
    const given = await giveFactors(own, page, 'lin-guiyuan', password);
    const resumed = await own.go(new URL(given.headers.get('location') ?? '', page).href);
    const done = await own.go(resumed.headers.get('location') ?? '');
    const cookie = done.headers.getSetCookie().find((one) => one.startsWith('anju_session='));
    expect(cookie).toMatch(/^anju_session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    const { rows } = await place.owner.query<{ id_hash: string }>(
      'select id_hash from web.session',
    );
    expect(rows.some(({ id_hash }) => cookie?.includes(id_hash))).toBe(false);
  });
});

describe('a session', () => {
  it('ends at sign-out, at once and for good', async () => {
    const own = await place.browser('lin-guiyuan');
    const kept = own.cookies(place.base);
    const out = await own.go(`${place.base}/auth/logout`, {
      method: 'POST',
      headers: { origin: place.base, accept: 'application/json' },
    });
    expect(out.status).toBe(200);
    const { next } = (await out.json()) as { next: string };
    expect(next).toContain(`${place.issuer}/session/end?id_token_hint=`);
    const again = await fetch(`${place.base}/api/v1/me`, { headers: { cookie: kept } });
    expect(again.status).toBe(401);
  });

  it('is of no use the moment its person is disabled or leaves', async () => {
    const own = await place.browser('wang-guiyuan');
    expect((await me(own)).status).toBe(200);
    for (const [off, on] of [
      ['active = false', 'active = true'],
      [`left_on = '2026-01-31'`, 'left_on = null'],
    ]) {
      await place.owner.query(`update staff set ${off} where id = 'wang-guiyuan'`);
      expect((await me(own)).status).toBe(401);
      await place.owner.query(`update staff set ${on} where id = 'wang-guiyuan'`);
      expect((await me(own)).status).toBe(200);
    }
  });

  it('ends after half an hour without a request, and after ten hours whatever happens', async () => {
    const own = await place.browser('zhao-fuhe');
    const set = async (column: string, ago: string) =>
      place.owner.query(
        `update web.session set ${column} where staff = 'zhao-fuhe' and $1::text is not null`,
        [ago],
      );
    await set(`last_seen_at = now() - interval '29 minutes'`, '');
    expect((await me(own)).status).toBe(200);
    await set(`last_seen_at = now() - interval '29 minutes'`, '');
    expect((await me(own)).status).toBe(200);
    await set(`last_seen_at = now() - interval '31 minutes'`, '');
    expect((await me(own)).status).toBe(401);
    await set(`last_seen_at = now(), expires_at = now() + interval '1 minute'`, '');
    expect((await me(own)).status).toBe(200);
    await set('expires_at = now()', '');
    expect((await me(own)).status).toBe(401);
  });

  it('is not kept alive by what a screen asks while nobody is there', async () => {
    const own = await place.browser('qian-shenpi');
    const cookie = own.cookies(place.base);
    const lastSeen = async () => {
      const { rows } = await place.owner.query<{ minutes: number }>(
        `select round(extract(epoch from now() - last_seen_at) / 60)::int as minutes
         from web.session where staff = 'qian-shenpi'`,
      );
      return rows[0]?.minutes;
    };
    const ask = (path: string, headers: Readonly<Record<string, string>> = {}) =>
      fetch(`${place.base}/api/v1${path}`, {
        headers: { cookie, ...headers },
        signal: AbortSignal.timeout(5_000),
      });
    await place.owner.query(
      `update web.session set last_seen_at = now() - interval '29 minutes' where staff = 'qian-shenpi'`,
    );
    expect((await ask('/me', { 'anju-unattended': '1' })).status).toBe(200);
    const stream = await ask('/tasks/stream');
    expect(stream.status).toBe(200);
    await stream.body?.cancel();
    expect(await lastSeen()).toBe(29);
    expect((await ask('/me')).status).toBe(200);
    expect(await lastSeen()).toBe(0);
  });

  it('lives beside another one of the same person', async () => {
    const [one, two] = await Promise.all([place.browser('li-shenji'), place.browser('li-shenji')]);
    await one.go(`${place.base}/auth/logout`, {
      method: 'POST',
      headers: { origin: place.base, accept: 'application/json' },
    });
    expect((await me(one)).status).toBe(401);
    expect((await me(two)).status).toBe(200);
  });

  it('changes nothing for a page of another site', async () => {
    const own = await place.browser('lin-guiyuan');
    const { id } = await startCase(place.as('lin-guiyuan'));
    const send = (headers: Record<string, string>) =>
      fetch(`${place.base}/api/v1/cases/${id}/notes`, {
        method: 'POST',
        headers: {
          cookie: own.cookies(place.base),
          'content-type': 'application/json',
          'idempotency-key': randomBytes(9).toString('hex'),
          ...headers,
        },
        body: JSON.stringify({ text: '备注' }),
      });
    const refused: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site', origin: place.base },
      { origin: place.base, 'sec-fetch-site': 'none' },
    ];
    for (const headers of refused) {
      expect((await (await send(headers)).json()) as object).toMatchObject({
        code: 'origin-refused',
      });
    }
    expect((await send({ origin: place.base })).status).toBe(201);
    expect((await send({ 'sec-fetch-site': 'same-origin' })).status).toBe(201);
    const out = await fetch(`${place.base}/auth/logout`, {
      method: 'POST',
      headers: { cookie: own.cookies(place.base), origin: 'https://evil.example' },
    });
    expect(out.status).toBe(403);
  });

  it('is stored encrypted, and swept away when it is over', async () => {
    await place.browser('sun-zhuguan');
    const { rows } = await place.owner.query<{ content: string }>(
      'select content from web.session',
    );
    expect(rows.every(({ content }) => content.startsWith('v1.'))).toBe(true);
  });
});
