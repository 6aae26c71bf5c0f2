/** 银行对账: interest the bank credits on the deposit and fees it takes are posted to 业务收支 by two persons. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProofResult } from '../../src/cases/proof-checks.ts';
import { closeBankDay, proposePosting } from '../../src/db/bank-differences.ts';
import { confirmPosting } from '../../src/ledger/bank-postings.ts';
import { previewReversal } from '../../src/ledger/reversals.ts';
import type { EngineReader } from '../../activities/runs/kind.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { differenceTasks, testBank, type TestLine } from './bank-fixtures.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = testBank();
const closedUntil = { at: '2026-12-31T00:00:00.000Z', id: 'test' };
const WHOLE = { counted: 0, broken: 0, named: [], whole: true, closedUntil, notKept: 0 };
const reader: EngineReader = { compare: () => Promise.resolve(WHOLE) };
const { start, drive, row } = runs(suite, { bank: bank.client, engine: reader });
const SUN = acting('sun', 'supervisor');
const ZHOU = acting('zhou', 'supervisor');

beforeAll(() => shippedFigures(suite));

async function reconcile(day: string, opening: string, lines: readonly TestLine[]) {
  bank.tell(day, opening, lines);
  expect(await drive(await start('reconciliation', day))).toMatchObject({ state: 'done' });
  return differences(day);
}

async function differences(day: string) {
  const { rows } = await suite.api.query<{
    id: string;
    kind: string;
    state: string;
    version: number;
    amount: string;
    proposal: object | null;
    posted: string[];
  }>(
    `select id, kind, state, version, amount, proposal, posted from bank_difference
      where center = $1 and day = $2 order by kind, line`,
    [CENTER, day],
  );
  return rows;
}

type Found = Awaited<ReturnType<typeof differences>>[number];

async function post(one: Found): Promise<void> {
  const version = await proposePosting(suite.api, { ...one, by: SUN });
  await expect(confirmPosting(suite.api, { id: one.id, version, by: SUN })).rejects.toMatchObject({
    code: 'same-person',
  });
  expect(await differenceTasks(suite, one.id)).toContain('confirm-difference not sun');
  await confirmPosting(suite.api, { id: one.id, version, by: ZHOU });
}

async function posted(day: string) {
  const { rows } = await suite.api.query<Record<string, unknown>>(
    `select j.kind, j.key, j.document, p.book, p.amount from journal j
       join posting p on p.journal = j.id
      where j.center = $1 and j.value_date = $2 order by j.id, p.line`,
    [CENTER, day],
  );
  return rows;
}

async function close(day: string): Promise<void> {
  const { rows } = await suite.api.query<{ version: number }>(
    'select version from bank_day where center = $1 and day = $2',
    [CENTER, day],
  );
  await closeBankDay(suite.api, { center: CENTER, day, version: rows[0]!.version, by: SUN });
}

async function prove(day: string): Promise<ProofResult> {
  const run = await start('proof', day);
  await drive(run);
  return (await row(run))['result'] as ProofResult;
}

const inSuspense = async () =>
  (await suite.owner.query('select from suspense_item where center = $1', [CENTER])).rowCount;

describe('what the bank moves for itself', () => {
  it('is income and cost when two persons say so: bank and book agree, the day closes, the proof is green', async () => {
    const day = '2026-11-21';
    const found = await reconcile(day, '0.00', [
      { serial: 'I1', amount: '120.50', kind: '利息' },
      { serial: 'F1', amount: '-2.00', kind: '手续费' },
    ]);
    expect(found).toMatchObject([
      {
        ...{ kind: 'missing-here', amount: '120.50', state: 'open' },
        proposal: { reverse: [], receipt: null, income: '120.50', nature: 'interest' },
      },
      {
        ...{ kind: 'missing-here', amount: '-2.00', state: 'open' },
        proposal: { reverse: [], receipt: null, income: '-2.00', nature: 'fee' },
      },
    ]);
    for (const one of found) await post(one);
    const interest = { kind: 'bank-interest', key: 'bank-interest/I1', document: 'I1' };
    const fee = { kind: 'bank-fee', key: 'bank-fee/F1', document: 'F1' };
    expect(await posted(day)).toEqual([
      { ...interest, book: 'bank', amount: '-120.50' },
      { ...interest, book: 'result', amount: '120.50' },
      { ...fee, book: 'bank', amount: '2.00' },
      { ...fee, book: 'result', amount: '-2.00' },
    ]);
    expect(await inSuspense()).toBe(0);
    await close(day);
    const { verdict, bank: told, checks } = await prove(day);
    expect(checks.filter(({ ok }) => ok === false)).toEqual([]);
    expect(verdict).toBe('green');
    expect(told).toEqual({ day, closing: '118.50', book: '118.50' });
  });

  it('is not posted twice when the day is compared again, and stays while the statement shows it', async () => {
    const before = await posted('2026-11-21');
    await drive(await start('reconciliation', '2026-11-21'));
    expect(await posted('2026-11-21')).toEqual(before);
    const { rows } = await suite.api.query<{ id: string }>(
      `select id from journal where center = $1 and kind = 'bank-interest'`,
      [CENTER],
    );
    const journal = rows[0]!.id;
    const { stays } = await previewReversal(suite.api, journal, SUN);
    expect(stays).toMatchObject([{ code: 'bank-has-it' }, { code: 'bank-day-closed' }]);
  });

  it('is posted for what it differs by when the bank corrects its statement, up or down', async () => {
    const day = '2026-11-22';
    const said = async (amount: string) => {
      const found = await reconcile(day, '118.50', [{ serial: 'I2', amount, kind: '利息' }]);
      const open = found.find(({ state }) => state === 'open')!;
      await post(open);
      return open.amount;
    };
    expect(await said('10.00')).toBe('10.00');
    expect(await said('12.50')).toBe('2.50');
    expect(await said('11.00')).toBe('-1.50');
    const lines = await posted(day);
    expect(
      lines.filter(({ book }) => book === 'result').map(({ amount }) => String(amount)),
    ).toEqual(['10.00', '2.50', '-1.50']);
    expect(new Set(lines.map(({ kind }) => String(kind)))).toEqual(new Set(['bank-interest']));
    await close(day);
    expect((await prove(day)).verdict).toBe('green');
  });

  it('has to be proposed anew when the bank calls a line by another name meanwhile', async () => {
    const day = '2026-11-23';
    const [first] = await reconcile(day, '129.50', [{ serial: 'I3', amount: '5.00' }]);
    expect(first).toMatchObject({ proposal: { receipt: '5.00' } });
    const version = await proposePosting(suite.api, { ...first!, by: SUN });
    const [again] = await reconcile(day, '129.50', [
      { serial: 'I3', amount: '5.00', kind: '利息' },
    ]);
    expect(again).toMatchObject({ state: 'open', proposal: { receipt: null, income: '5.00' } });
    await expect(
      confirmPosting(suite.api, { id: first!.id, version, by: ZHOU }),
    ).rejects.toMatchObject({ code: 'version-conflict' });
    expect(await differenceTasks(suite, first!.id)).toEqual([
      'settle-difference by sun',
      'confirm-difference not sun by system',
      'settle-difference',
    ]);
    await post(again!);
    expect(await inSuspense()).toBe(0);
  });

  it('is taken back when the statement no longer shows it, and posted under a key of its own when it does', async () => {
    const day = '2026-11-24';
    const line: TestLine = { serial: 'F4', amount: '-1.00', kind: '手续费' };
    const [found] = await reconcile(day, '134.50', [line]);
    await post(found!);
    const gone = await reconcile(day, '134.50', []);
    await post(gone.find(({ kind }) => kind === 'missing-there')!);
    const back = await reconcile(day, '134.50', [line]);
    await post(back.find(({ state }) => state === 'open')!);
    const keys = (await posted(day)).filter(({ kind }) => kind === 'bank-fee');
    const own = back.find(({ state }) => state === 'open')!;
    expect(new Set(keys.map(({ key }) => String(key)))).toEqual(
      new Set(['bank-fee/F4', `bank-fee/F4/${own.id}/${String(own.version + 1)}`]),
    );
    await close('2026-11-23');
    await close(day);
    expect((await prove(day)).verdict).toBe('green');
  });
});
