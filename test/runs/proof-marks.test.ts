/** 已核验的凭证未变: of what was changed since the last green proof the very journals are named. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import { bench, CENTER, NOW, OTHER_CENTER } from '../db/fixtures.ts';
import { tamper as tamperWith } from '../db/tamper.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { on, takeover } from '../ledger/interest-fixtures.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const { start, drive, row } = runs(suite);
const tamper = (...statements: readonly string[]) => tamperWith(suite, ...statements);
const valueDate = on('2026-11-20');
let account = '';
let all: readonly string[];

async function recorded(count: number): Promise<readonly string[]> {
  const journals = Array.from({ length: count }, () => takeover(account, '10.00', { valueDate }));
  return (await record(suite, journals)).map(({ journal }) => journal);
}

/** Which proof was the last is told by the instant of its end. */
let now = NOW;

async function prove(): Promise<ProofResult> {
  const run = await start('proof', '2026-11-23');
  now += 60_000;
  await drive(run, now);
  return (await row(run))['result'] as ProofResult;
}

/** The check alone, of a proof. */
async function unchanged() {
  const { checks } = await prove();
  const { ok, broken, brokenCount } = checks.find(({ name }) => name === 'unchanged')!;
  return { ok, broken, brokenCount };
}

const named = (...broken: readonly string[]) => ({ ok: false, broken, brokenCount: broken.length });
const renamed = (journal: string, document: string | null) =>
  `update journal set document = ${document === null ? 'null' : `'${document}'`} where id = ${journal}`;

beforeAll(async () => {
  await shippedFigures(suite);
  account = await newAccount(suite);
  const theirs = await newAccount(suite, OTHER_CENTER);
  const mine = await recorded(4);
  // A journal of another center lies among ours.
  await record(suite, [takeover(theirs, '5.00', { valueDate })], OTHER_CENTER);
  all = [...mine, ...(await recorded(30))];
});

beforeEach(async () => {
  expect((await prove()).verdict).toBe('green');
});

describe('a journal that was proved', () => {
  it('is named when its row says something else now, and no other is', async () => {
    await tamper(renamed(all[5]!, 'S9'));
    expect(await unchanged()).toEqual(named(all[5]!));
    await tamper(renamed(all[5]!, null));
    expect((await prove()).verdict).toBe('green');
  });

  it('is named when a line of it does', async () => {
    const turn = `update posting set end_of_day = not end_of_day where journal = ${all[2]!} and line = 1`;
    await tamper(turn);
    expect(await unchanged()).toEqual(named(all[2]!));
    await tamper(turn);
  });

  it('is named when it is gone with all its lines', async () => {
    const gone = all[7]!;
    await tamper(
      `create table kept_journal as select * from journal where id = ${gone}`,
      `create table kept_posting as select * from posting where journal = ${gone}`,
      `delete from posting where journal = ${gone}`,
      `delete from journal where id = ${gone}`,
    );
    expect(await unchanged()).toEqual(named(gone));
    await tamper(
      'insert into journal overriding system value select * from kept_journal',
      'insert into posting select * from kept_posting',
    );
  });

  it('is one of several: all are counted, twenty are named, by number', async () => {
    const some = all.slice(4, 29);
    await tamper(...some.map((journal) => renamed(journal, 'S9')));
    expect(await unchanged()).toEqual({
      ...{ ok: false, brokenCount: 25, broken: some.slice(0, 20) },
    });
    await tamper(...some.map((journal) => renamed(journal, null)));
  });

  it('of another center is another one’s to prove', async () => {
    await tamper(`update journal set document = 'S9' where center = '${OTHER_CENTER}'`);
    expect(await unchanged()).toEqual({ ok: true, broken: [], brokenCount: 0 });
  });
});

describe('the marks of a range', () => {
  it('are those of the proof that was green, whatever a red one read meanwhile', async () => {
    const [journal] = (await recorded(1)) as [string];
    await tamper(
      renamed(journal, 'S9'),
      `update balance set current = current + 1 where account = '${account}'`,
    );
    expect((await prove()).verdict).toBe('red');
    await tamper(
      renamed(journal, null),
      `update balance set current = current - 1 where account = '${account}'`,
    );
    expect((await prove()).verdict).toBe('green');
    await tamper(renamed(journal, 'S9'));
    expect(await unchanged()).toEqual(named(journal));
    await tamper(renamed(journal, null));
  });

  it('that a proof of before did not keep leave the range as its name, until the next green one', async () => {
    const { rows } = await suite.owner.query<{ from: string; to: string }>(
      `select from_journal as from, to_journal as to from proof_mark
        where center = $1 order by from_journal limit 1`,
      [CENTER],
    );
    const [{ from, to }] = rows as [{ from: string; to: string }];
    await tamper('truncate proof_mark', renamed(all[0]!, 'S9'));
    expect(await unchanged()).toEqual(named(`${from}-${to}`));
    await tamper(renamed(all[0]!, null));
    expect((await prove()).verdict).toBe('green');
    await tamper(renamed(all[0]!, 'S9'));
    expect(await unchanged()).toEqual(named(all[0]!));
    await tamper(renamed(all[0]!, null));
  });

  it('are taken once, and not changed afterwards', async () => {
    const count = async () =>
      (await suite.owner.query('select from proof_mark where center = $1', [CENTER])).rowCount;
    const before = await count();
    await prove();
    expect(await count()).toBe(before);
    for (const statement of ['delete from proof_mark', `update proof_mark set marks = '{}'`]) {
      await expect(suite.app.query(statement)).rejects.toThrow();
      await expect(suite.owner.query(statement)).rejects.toThrow();
    }
  });
});
