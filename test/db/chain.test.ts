// The chain over the trail: what is whole is called whole, and each way of tampering is named.
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeHeads } from '../../src/db/heads.ts';
import { runSealer, sealOnce } from '../../src/db/sealer.ts';
import { verifyChain } from '../../src/db/verify-chain.ts';
import { bench, CENTER, newCase, OTHER_CENTER } from './fixtures.ts';
import { tamper as tamperWith } from './tamper.ts';

const folder = mkdtempSync(join(tmpdir(), 'anju-heads-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const suite = bench();
const verify = (heads = join(folder, 'none')) =>
  verifyChain(suite.app, suite.secrets, CENTER, { heads });

async function writeEvents(count: number): Promise<void> {
  await suite.app.query(
    `insert into event (center, kind, at, actor, actor_role, origin, public)
     select $1, 'tested', now(), 'lin', 'clerk', 'r', jsonb_build_object('n', n, 'rate', 0.10)
       from generate_series(1, $2::integer) n`,
    [CENTER, count],
  );
}

const tamper = (...statements: readonly string[]) => tamperWith(suite, ...statements);

/** The event that stands at a place of the chain. */
async function eventAt(seq: number): Promise<string> {
  const { rows } = await suite.app.query<{ event: string }>(
    'select event from event_seal where center = $1 and seq = $2',
    [CENTER, seq],
  );
  return rows[0]!.event;
}

async function restore(): Promise<void> {
  await tamper('truncate event, event_seal, event_unsealed');
}

describe('the sealer', () => {
  beforeEach(restore);

  it('links every event once, in the order of their numbers, each center for itself', async () => {
    await writeEvents(1_203);
    await suite.app.query(
      `insert into event (center, kind, at, actor, actor_role, origin)
       values ($1, 'tested', now(), 'dl-lin', 'clerk', 'r')`,
      [OTHER_CENTER],
    );
    expect(await sealOnce(suite.app, suite.secrets)).toBe(1_204);
    expect(await sealOnce(suite.app, suite.secrets)).toBe(0);
    const { rows } = await suite.app.query<{ center: string; n: number; whole: boolean }>(
      `select center, count(*)::int as n, bool_and(seq = place) as whole from (
         select center, seq, row_number() over (partition by center order by event) as place
           from event_seal) as numbered group by center order by center`,
    );
    expect(rows).toEqual([
      { center: CENTER, n: 1_203, whole: true },
      { center: OTHER_CENTER, n: 1, whole: true },
    ]);
    expect(await verify()).toMatchObject({ sealed: 1_203, unsealedCount: 0, problems: [] });
  });

  it('keeps the chain whole when several run while many write', async () => {
    const writers = Array.from({ length: 8 }, async () => {
      for (let n = 0; n < 15; n += 1) await writeEvents(3);
    });
    const sealers = Array.from({ length: 3 }, async () => {
      for (let n = 0; n < 20; n += 1) await sealOnce(suite.app, suite.secrets);
    });
    await Promise.all([...writers, ...sealers]);
    await sealOnce(suite.app, suite.secrets);
    expect(await verify()).toMatchObject({ sealed: 360, unsealedCount: 0, problems: [] });
  });

  it('seals an event of a transaction that began early and ended late', async () => {
    const early = await suite.app.connect();
    await early.query('begin');
    await early.query(
      `insert into event (center, kind, at, actor, actor_role, origin)
       values ($1, 'early', now(), 'lin', 'clerk', 'r')`,
      [CENTER],
    );
    await writeEvents(2);
    await sealOnce(suite.app, suite.secrets);
    await early.query('commit');
    early.release();
    await sealOnce(suite.app, suite.secrets);
    const { rows } = await suite.app.query<{ kind: string }>(
      'select e.kind from event_seal s join event e on e.id = s.event order by s.seq',
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['tested', 'tested', 'early']);
    expect(await verify()).toMatchObject({ sealed: 3, problems: [] });
  });

  it('that runs seals what is written while it runs, a line or five thousand in one go', async () => {
    const told: number[] = [];
    const sealer = runSealer(suite.app, {
      secrets: suite.secrets,
      heads: join(folder, 'busy'),
      onPass: (sealed) => told.push(sealed),
    });
    const unsealed = async () => {
      const { rows } = await suite.app.query<{ n: number }>(
        'select count(*)::int as n from event_unsealed',
      );
      return rows[0]!.n;
    };
    // Far beyond the second it takes: a busy machine is no fault of the sealer's.
    const caughtUp = () => expect.poll(unsealed, { timeout: 20_000, interval: 20 }).toBe(0);
    try {
      for (const count of [1, 3, 5_000, 1]) {
        await writeEvents(count);
        await caughtUp();
      }
      // While it seals, others go on writing: they wait for nothing, and nothing is left behind.
      await writeEvents(5_000);
      for (let n = 0; n < 20; n += 1) await writeEvents(10);
      await caughtUp();
    } finally {
      await sealer.stop();
    }
    expect(told.reduce((sum, sealed) => sum + sealed, 0)).toBe(10_205);
    expect(await verify()).toMatchObject({ sealed: 10_205, unsealedCount: 0, problems: [] });
  });

  it('runs by itself, signs the running head, and goes on after a fault', async () => {
    const heads = join(folder, 'running');
    const faults: unknown[] = [];
    await tamper('alter table event_unsealed rename to away');
    const sealer = runSealer(suite.app, {
      secrets: suite.secrets,
      heads,
      everyMs: 10,
      onFault: (error) => faults.push(error),
    });
    await expect.poll(() => faults.length).toBeGreaterThan(0);
    await tamper('alter table away rename to event_unsealed');
    await writeEvents(5);
    await expect.poll(async () => (await verify(heads)).heads, { timeout: 10_000 }).toBe(1);
    await sealer.stop();
    expect(await verify(heads)).toMatchObject({ sealed: 5, unsealedCount: 0, problems: [] });
  });
});

describe('verification', () => {
  beforeEach(async () => {
    await restore();
    await newCase(suite);
    await writeEvents(19);
    await sealOnce(suite.app, suite.secrets);
  });

  it('finds nothing wrong with a chain nobody touched, and says where it stands', async () => {
    const report = await verify();
    expect(report).toMatchObject({ center: CENTER, sealed: 20, problems: [] });
    expect(report.head?.seq).toBe('20');
  });

  it('names what is not sealed yet, apart from what is wrong', async () => {
    await writeEvents(60);
    const report = await verify();
    expect(report.problems).toEqual([]);
    expect(report.unsealedCount).toBe(60);
    expect(report.unsealed).toHaveLength(50);
  });

  it.each([
    [`kind = 'other'`],
    [`actor = 'wang'`],
    [`at = at + interval '1 microsecond'`],
    [`public = jsonb_set(public, '{rate}', '0.1')`],
    [`content = 'v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA.AAAA'`],
    [`person = gen_random_uuid()`],
  ])('names the one event that was changed: %s', async (change) => {
    const event = await eventAt(7);
    await tamper(`update event set ${change} where id = ${event}`);
    const { problems } = await verify();
    expect(problems).toMatchObject([{ seq: '7', event, kind: 'changed' }]);
  });

  it('names a changed event also when its seal was changed with it', async () => {
    const event = await eventAt(7);
    await tamper(
      `update event set kind = 'other' where id = ${event}`,
      `update event_seal set mac = repeat('0', 64) where event = ${event}`,
    );
    const { problems } = await verify();
    expect(problems[0]).toMatchObject({ seq: '7', event, kind: 'changed' });
  });

  it('names the event that is gone', async () => {
    const event = await eventAt(12);
    await tamper(`delete from event where id = ${event}`);
    expect((await verify()).problems).toMatchObject([{ seq: '12', event, kind: 'missing' }]);
  });

  it('names the seal that is gone with the event it covered', async () => {
    const event = await eventAt(12);
    await tamper(`delete from event_seal where event = ${event}`);
    expect((await verify()).problems).toMatchObject([{ seq: '12', event, kind: 'seal-missing' }]);
  });

  it('names the place where event and seal are both gone', async () => {
    const event = await eventAt(12);
    await tamper(
      `delete from event where id = ${event}`,
      `delete from event_seal where event = ${event}`,
    );
    expect((await verify()).problems).toMatchObject([
      { seq: '12', event: null, kind: 'seal-missing' },
    ]);
  });

  it('names a hole that was closed by moving the numbers up', async () => {
    await tamper(
      `delete from event where id = ${await eventAt(12)}`,
      `delete from event_seal where seq = 12 and center = '${CENTER}'`,
      `update event_seal set seq = seq + 1000 where seq > 12 and center = '${CENTER}'`,
      `update event_seal set seq = seq - 1001 where seq > 1000 and center = '${CENTER}'`,
    );
    const { problems } = await verify();
    expect(problems).toMatchObject([{ seq: '12', kind: 'changed' }]);
  });

  it('names events that changed places', async () => {
    const [first, second] = [await eventAt(5), await eventAt(9)];
    await tamper(
      `update event_seal set event = -1 where event = ${first}`,
      `update event_seal set event = ${first} where event = ${second}`,
      `update event_seal set event = ${second} where event = -1`,
    );
    expect((await verify()).problems).toMatchObject([
      { seq: '5', event: second, kind: 'reordered' },
      { seq: '9', event: first, kind: 'reordered' },
    ]);
  });

  it('names seals that changed places', async () => {
    await tamper(
      `update event_seal set seq = -1 where seq = 5 and center = '${CENTER}'`,
      `update event_seal set seq = 5 where seq = 6 and center = '${CENTER}'`,
      `update event_seal set seq = 6 where seq = -1 and center = '${CENTER}'`,
    );
    const { problems } = await verify();
    expect(problems.map(({ kind }) => kind)).toEqual(['reordered', 'reordered', 'reordered']);
    expect(problems.map(({ seq }) => seq)).toEqual(['5', '6', '7']);
  });

  it('names an event that went before it was sealed', async () => {
    await writeEvents(1);
    await tamper('delete from event where id = (select max(event) from event_unsealed)');
    expect((await verify()).problems).toMatchObject([{ seq: null, kind: 'missing' }]);
  });

  it('names an event that was taken out of the queue', async () => {
    await writeEvents(1);
    await suite.app.query('delete from event_unsealed');
    expect((await verify()).problems).toMatchObject([{ seq: null, kind: 'seal-missing' }]);
  });

  it('believes no other key', async () => {
    const { generateSecrets, parseSecrets } = await import('../../src/crypto/secrets.ts');
    const stranger = parseSecrets(generateSecrets());
    const report = await verifyChain(suite.app, stranger, CENTER, { heads: folder });
    expect(report.problems).toHaveLength(20);
  });

  it('goes on under a new chain key', async () => {
    const { addKey, parseSecrets } = await import('../../src/crypto/secrets.ts');
    const secrets = parseSecrets(addKey(suite.secretsFile, 'chain', 'h2'));
    await writeEvents(3);
    await sealOnce(suite.app, secrets);
    const report = await verifyChain(suite.app, secrets, CENTER, { heads: folder });
    expect(report).toMatchObject({ sealed: 23, problems: [] });
  });
});

describe('signed heads', () => {
  const DAY_MS = 86_400_000;
  let heads: string;
  let now: number;
  const write = () =>
    writeHeads(suite.app, {
      privateKey: suite.secrets.heads.privateKey,
      folder: heads,
      memory: new Map(),
      now: () => now,
    });

  beforeAll(() => {
    now = Date.now();
  });
  beforeEach(async () => {
    heads = mkdtempSync(join(folder, 'signed-'));
    await restore();
    await writeEvents(10);
    await sealOnce(suite.app, suite.secrets);
    now = Date.now();
  });

  it('are written for each day that ended, and once more for the moment', async () => {
    await write();
    expect(readdirSync(heads)).toEqual([`${CENTER}-latest.json`]);
    now += 2 * DAY_MS;
    await write();
    expect(readdirSync(heads)).toHaveLength(3);
    expect(await verify(heads)).toMatchObject({ heads: 3, problems: [] });
  });

  it('are written though a process died over one, and its draft goes in time', async () => {
    const left = join(heads, `.${CENTER}-latest.${process.pid}`);
    writeFileSync(left, '{', { mode: 0o444 });
    await write();
    expect(readdirSync(heads)).toContain(`${CENTER}-latest.json`);
    expect(existsSync(left)).toBe(true);
    now += DAY_MS;
    await write();
    expect(readdirSync(heads).filter((file) => file.startsWith('.'))).toEqual([]);
    expect(await verify(heads)).toMatchObject({ problems: [] });
  });

  it('of a day stand as they were first written', async () => {
    now += DAY_MS;
    await write();
    const [day = ''] = readdirSync(heads).filter((file) => !file.includes('latest'));
    const first = readFileSync(join(heads, day), 'utf8');
    await writeEvents(1);
    await sealOnce(suite.app, suite.secrets);
    await write();
    expect(readFileSync(join(heads, day), 'utf8')).toBe(first);
    expect(await verify(heads)).toMatchObject({ problems: [] });
  });

  it('contradict a chain whose end was cut off', async () => {
    await write();
    await tamper(
      `delete from event where id in (select event from event_seal where seq > 8)`,
      `delete from event_seal where seq > 8`,
    );
    const { problems, sealed } = await verify(heads);
    expect(sealed).toBe(8);
    expect(problems).toMatchObject([{ seq: '10', kind: 'head-mismatch' }]);
    expect(problems[0]?.detail).toContain(`${CENTER}-latest.json`);
  });

  it('contradict a chain that was written anew by somebody who has its key', async () => {
    await write();
    await tamper(`update event set actor = 'wang'`, 'delete from event_seal');
    await tamper('insert into event_unsealed select id, center from event');
    await sealOnce(suite.app, suite.secrets);
    expect((await verify(heads)).problems).toMatchObject([{ seq: '10', kind: 'head-mismatch' }]);
  });

  it('are not believed when somebody else wrote them', async () => {
    await write();
    const file = join(heads, `${CENTER}-latest.json`);
    const head = JSON.parse(readFileSync(file, 'utf8')) as { seq: string };
    rmSync(file);
    writeFileSync(file, JSON.stringify({ ...head, seq: '9' }));
    expect((await verify(heads)).problems).toMatchObject([{ kind: 'head-mismatch' }]);
    rmSync(file);
    writeFileSync(file, 'nothing');
    expect((await verify(heads)).problems).toMatchObject([{ seq: null, kind: 'head-mismatch' }]);
  });
});
