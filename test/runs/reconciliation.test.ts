/** 银行对账: a statement beside our book, line by line, and what becomes of a difference. */
import { describe, expect, it } from 'vitest';
import { closeBankDay, explainDifference, proposePosting } from '../../src/db/bank-differences.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import { confirmPosting } from '../../src/ledger/bank-postings.ts';
import { acting, bench, CENTER } from '../db/fixtures.ts';
import { contribution } from '../ledger/entries.ts';
import { newAccount, record } from '../ledger/fixtures.ts';
import { differenceTasks, postingDeclined, testBank } from './bank-fixtures.ts';
import { runs } from './fixtures.ts';

const suite = bench();
const bank = testBank();
const { start, drive, row, items } = runs(suite, { bank: bank.client });

/** The next day, so that every test has one of its own after those before. */
let today = plainDate('2026-01-01');
let balance = '0.00';
function nextDay(): PlainDate {
  const next = new Date(Date.parse(`${today}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
  today = plainDate(next);
  return today;
}

/** A contribution that the bank booked under that serial number. */
async function paidIn(serial: string, amount: string, day: PlainDate = today): Promise<string> {
  const account = await newAccount(suite);
  const more = { valueDate: day, document: serial };
  const [done] = await record(suite, [contribution(account, amount, more)]);
  return done!.journal;
}

async function reconcile(day: string): Promise<string> {
  const run = await start('reconciliation', day);
  expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
  return run;
}

async function differences(
  day: string,
  states = ['open', 'explained', 'proposed', 'posted', 'gone'],
) {
  const { rows } = await suite.api.query<{
    id: string;
    kind: string;
    state: string;
    version: number;
    amount: string;
    proposal: object | null;
    journals: string[];
    posted: string[];
  }>(
    `select id, kind, state, version, amount, proposal, journals, posted from bank_difference
      where center = $1 and day = $2 and state = any ($3) order by kind, subject`,
    [CENTER, day, states],
  );
  return rows;
}

async function dayOf(day: string) {
  const { rows } = await suite.api.query<Record<string, unknown> & { version: number }>(
    'select * from bank_day where center = $1 and day = $2',
    [CENTER, day],
  );
  return rows[0]!;
}

async function close(day: string, by = 'sun'): Promise<number> {
  const { version } = await dayOf(day);
  return closeBankDay(suite.api, {
    ...{ center: CENTER, day, version },
    by: acting(by, 'supervisor'),
  });
}

const tasks = (id: string) => differenceTasks(suite, id);
const SUN = acting('sun', 'supervisor');
const ZHOU = acting('zhou', 'supervisor');

/** Tells a statement that follows from the day before, and remembers how it ended. */
function tell(
  day: string,
  lines: readonly { serial: string; amount: string; key?: string }[] = [],
) {
  bank.tell(day, balance, lines);
  const sum = lines.reduce((total, { amount }) => total + Math.round(Number(amount) * 100), 0);
  balance = ((Math.round(Number(balance) * 100) + sum) / 100).toFixed(2);
}

describe('a day at the bank', () => {
  it('pairs every line of the statement with what we booked, and is closed', async () => {
    const day = nextDay();
    const journals = [await paidIn('S1', '800.00'), await paidIn('S2', '650.50')];
    tell(day, [
      { serial: 'S1', amount: '800.00' },
      { serial: 'S2', amount: '650.50' },
    ]);
    const run = await reconcile(day);
    expect(await items(run)).toMatchObject([
      { subject: 'line/1', state: 'done', outcome: 'matched', amount: '800.00' },
      { subject: 'line/2', state: 'done', outcome: 'matched', amount: '650.50' },
    ]);
    const { rows } = await suite.api.query(
      'select n, state, journals from bank_line where center = $1 and day = $2 order by n',
      [CENTER, day],
    );
    expect(rows).toEqual(
      journals.map((journal, at) => ({ n: at + 1, state: 'matched', journals: [journal] })),
    );
    expect(await dayOf(day)).toMatchObject({
      ...{ opening: '0.00', received: '1450.50', paid: '0.00', closing: '1450.50' },
      ...{ book_opening: '0.00', book_received: '1450.50', book_closing: '1450.50' },
    });
    await close(day);
    expect(await dayOf(day)).toMatchObject({ state: 'closed', closed_by: 'sun' });
  });

  it('is one on which nothing moved, too', async () => {
    const day = nextDay();
    tell(day);
    const run = await reconcile(day);
    expect(await items(run)).toEqual([]);
    await close(day);
  });

  it('is waited for while the bank has no statement of it', async () => {
    const day = nextDay();
    const run = await start('reconciliation', day);
    expect(await drive(run)).toEqual({ state: 'preparing', waitSeconds: 600 });
    tell(day);
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    await close(day);
  });
});

describe('money that came in at the bank and is not in our book', () => {
  it('is posted to suspense when two persons say so, and the day can be closed', async () => {
    const day = nextDay();
    tell(day, [{ serial: 'S10', amount: '300.00' }]);
    const run = await reconcile(day);
    expect(await items(run)).toMatchObject([{ state: 'failed', outcome: 'missing-here' }]);
    expect(await row(run)).toMatchObject({ state: 'done', failed: 1 });
    const [found] = await differences(day);
    expect(found).toMatchObject({
      ...{ kind: 'missing-here', amount: '300.00', state: 'open' },
      proposal: { reverse: [], receipt: '300.00' },
    });
    await expect(close(day)).rejects.toMatchObject({ code: 'action-not-permitted' });
    // Somebody's to do, and a second person's when the first one has proposed.
    expect(await tasks(found!.id)).toEqual(['settle-difference']);
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    expect(await tasks(found!.id)).toEqual([
      'settle-difference by sun',
      'confirm-difference not sun',
    ]);
    await expect(
      confirmPosting(suite.api, { id: found!.id, version, by: SUN }),
    ).rejects.toMatchObject({ code: 'same-person' });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    const [posted] = await differences(day);
    expect(posted).toMatchObject({ state: 'posted' });
    expect(await tasks(found!.id)).toContain('confirm-difference not sun by zhou');
    const { rows } = await suite.api.query(
      `select j.kind, j.key, j.document, j.value_date, p.book, p.amount from journal j
         join posting p on p.journal = j.id where j.id = any ($1) order by p.line`,
      [posted!.posted],
    );
    const journal = { kind: 'receipt', key: 'receipt/S10', document: 'S10', value_date: day };
    expect(rows).toEqual([
      { ...journal, book: 'bank', amount: '-300.00' },
      { ...journal, book: 'suspense', amount: '300.00' },
    ]);
    const { closing } = await dayOf(day);
    expect(await dayOf(day)).toMatchObject({ book_received: '300.00', book_closing: closing });
    // It stands among the money that belongs to nobody yet.
    const { rows: waiting } = await suite.api.query(
      `select amount, state, journal from suspense_item where serial = 'S10'`,
    );
    expect(waiting).toEqual([{ amount: '300.00', state: 'open', journal: posted!.posted[0] }]);
    await close(day);
  });

  it('waits for its result when it is an instruction of ours, and pairs when that was booked', async () => {
    const day = nextDay();
    tell(day, [{ serial: 'S20', key: 'debit/20', amount: '800.00' }]);
    await reconcile(day);
    const [found] = await differences(day);
    expect(found).toMatchObject({ kind: 'missing-here', proposal: null });
    await expect(proposePosting(suite.api, { ...found!, by: SUN })).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await paidIn('S20', '800.00');
    await reconcile(day);
    expect(await differences(day)).toMatchObject([{ state: 'gone' }]);
    await close(day);
  });

  it('is no difference any more when its result is booked after the day was closed', async () => {
    const day = nextDay();
    tell(day, [{ serial: 'S25', key: 'debit/25', amount: '810.00' }]);
    await reconcile(day);
    const [found] = await differences(day);
    await explainDifference(suite.api, {
      ...{ id: found!.id, version: found!.version, by: SUN, reason: 'result-awaited', note: null },
    });
    await close(day);
    const journal = await paidIn('S25', '810.00', day);
    const next = nextDay();
    tell(next);
    await reconcile(next);
    expect(await differences(day)).toMatchObject([{ state: 'gone' }]);
    const { rows } = await suite.api.query(
      'select state, journals from bank_line where center = $1 and day = $2',
      [CENTER, day],
    );
    expect(rows).toEqual([{ state: 'matched', journals: [journal] }]);
    expect(await dayOf(day)).toMatchObject({ state: 'closed' });
    await close(next);
  });

  it('is a line too many when the bank tells one movement twice', async () => {
    const day = nextDay();
    await paidIn('S30', '500.00');
    tell(day, [
      { serial: 'S30', amount: '500.00' },
      { serial: 'S30', amount: '500.00' },
    ]);
    const run = await reconcile(day);
    expect(await items(run)).toMatchObject([
      { subject: 'line/1', outcome: 'matched' },
      { subject: 'line/2', outcome: 'missing-here' },
    ]);
    const [found] = await differences(day);
    await explainDifference(suite.api, {
      ...{ id: found!.id, version: found!.version, by: SUN },
      ...{ reason: 'bank-error', note: '银行重复记账，次日冲回' },
    });
    await close(day);
    // The bank takes it back the next day: explained as well.
    const next = nextDay();
    tell(next, [{ serial: 'S31', amount: '-500.00' }]);
    await reconcile(next);
    const [back] = await differences(next);
    expect(back).toMatchObject({ kind: 'missing-here', amount: '-500.00', proposal: null });
    await explainDifference(suite.api, {
      ...{ id: back!.id, version: back!.version, by: SUN, reason: 'bank-error', note: null },
    });
    await close(next);
  });
});

describe('money in our book that the bank does not show', () => {
  it('is taken back by a reversal of the same day', async () => {
    const day = nextDay();
    const journal = await paidIn('S40', '900.00');
    tell(day);
    await reconcile(day);
    const [found] = await differences(day);
    expect(found).toMatchObject({
      ...{ kind: 'missing-there', amount: '-900.00', journals: [journal] },
      proposal: { reverse: [Number(journal)], receipt: null },
    });
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    const again = await reconcile(day);
    expect(await items(again)).toMatchObject([{ state: 'done', outcome: 'taken-back' }]);
    await close(day);
  });

  it('pairs with the next statement when the bank shows it a day later, and stays explained until then', async () => {
    const day = nextDay();
    await paidIn('S50', '700.00');
    tell(day);
    await reconcile(day);
    const [found] = await differences(day);
    await explainDifference(suite.api, {
      ...{ id: found!.id, version: found!.version, by: SUN, reason: 'in-transit', note: null },
    });
    // Explained is dealt with.
    expect(await tasks(found!.id)).toEqual(['settle-difference by sun']);
    await close(day);
    const next = nextDay();
    tell(next, [{ serial: 'S50', amount: '700.00' }]);
    const run = await reconcile(next);
    expect(await items(run)).toMatchObject([{ state: 'done', outcome: 'matched-late' }]);
    expect(await differences(day)).toMatchObject([{ state: 'gone' }]);
    expect(await differences(next)).toEqual([]);
    // Once more comes to the same.
    const again = await reconcile(next);
    expect(await items(again)).toMatchObject([{ state: 'done', outcome: 'matched-late' }]);
    await close(next);
  });
});

describe('an amount that differs', () => {
  it('is the surplus in suspense when the bank got more', async () => {
    const day = nextDay();
    await paidIn('S60', '800.00');
    tell(day, [{ serial: 'S60', amount: '800.50' }]);
    await reconcile(day);
    const [found] = await differences(day);
    expect(found).toMatchObject({
      ...{ kind: 'amount-differs', amount: '0.50' },
      proposal: { reverse: [], receipt: '0.50' },
    });
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    await reconcile(day);
    await close(day);
  });

  it('is taken back and received anew when the bank got less', async () => {
    const day = nextDay();
    const journal = await paidIn('S70', '800.00');
    tell(day, [{ serial: 'S70', amount: '799.99' }]);
    await reconcile(day);
    const [found] = await differences(day);
    expect(found).toMatchObject({ proposal: { reverse: [Number(journal)], receipt: '799.99' } });
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    const again = await reconcile(day);
    expect(await items(again)).toMatchObject([{ outcome: 'matched' }]);
    await close(day);
  });

  it('is the second of two when one movement was booked twice', async () => {
    const day = nextDay();
    await paidIn('S80', '400.00');
    const twice = await paidIn('S80', '400.00');
    tell(day, [{ serial: 'S80', amount: '400.00' }]);
    await reconcile(day);
    const [found] = await differences(day);
    expect(found).toMatchObject({ proposal: { reverse: [Number(twice)], receipt: null } });
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await postingDeclined(suite, found!.id, version);
    expect(await differences(day)).toMatchObject([{ state: 'open' }]);
    const done = ['settle-difference by sun', 'confirm-difference not sun by sun'];
    expect(await tasks(found!.id)).toEqual([...done, 'settle-difference']);
    const again = await proposePosting(suite.api, { id: found!.id, version: version + 1, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version: again, by: ZHOU });
    await reconcile(day);
    await close(day);
  });
});

describe('a closed day', () => {
  it('opens again when something was booked into it that the bank does not show', async () => {
    const day = nextDay();
    tell(day);
    await reconcile(day);
    await close(day);
    await paidIn('S90', '10.00', day);
    await reconcile(day);
    expect(await dayOf(day)).toMatchObject({ state: 'open', closed_by: null });
    const [found] = await differences(day);
    const version = await proposePosting(suite.api, { ...found!, by: SUN });
    await confirmPosting(suite.api, { id: found!.id, version, by: ZHOU });
    await reconcile(day);
    await close(day);
  });

  it('is not closed before the days before it, nor by what was compared before the last posting', async () => {
    const [first, second] = [nextDay(), nextDay()];
    tell(first);
    tell(second);
    await reconcile(first);
    await reconcile(second);
    await expect(close(second)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await paidIn('S95', '10.00', first);
    await expect(close(first)).rejects.toMatchObject({ code: 'action-not-permitted' });
    const { rows } = await suite.app.query<{ id: string }>(
      `select id from journal where document = 'S95'`,
    );
    await suite.app.query(`select ledger_reverse($1, $2, $3)`, [
      CENTER,
      rows[0]!.id,
      JSON.stringify({ key: 'test/back', valueDate: first, by: 'test' }),
    ]);
    await close(first);
    await close(second);
  });

  it('whose opening balance is not that of the day before is explained first', async () => {
    const day = nextDay();
    balance = (Number(balance) + 1).toFixed(2);
    tell(day);
    await reconcile(day);
    const [found] = await differences(day);
    expect(found).toMatchObject({ kind: 'opening-differs', amount: '1.00', proposal: null });
    await expect(close(day)).rejects.toMatchObject({ code: 'action-not-permitted' });
    await explainDifference(suite.api, {
      ...{ id: found!.id, version: found!.version, by: SUN, reason: 'bank-error', note: null },
    });
    await close(day);
  });

  it('opens again when the bank changes its statement, and the trail says so', async () => {
    const day = nextDay();
    const before = balance;
    tell(day);
    await reconcile(day);
    await close(day);
    balance = before;
    tell(day, [{ serial: 'S99', amount: '5.00' }]);
    await reconcile(day);
    expect(await dayOf(day)).toMatchObject({ state: 'open', lines: 1 });
    const { rows } = await suite.owner.query(
      `select kind from event where kind = 'bank-statement-changed'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe('who acts on a difference', () => {
  it('is a supervisor of the center, who saw it as it is', async () => {
    const day = nextDay();
    tell(day, [{ serial: 'S100', amount: negated(yuan('20.00')) }]);
    await reconcile(day);
    const [found] = await differences(day);
    const explain = (id: string, role: string, version = found!.version) =>
      explainDifference(suite.api, {
        ...{ id: found!.id, version, by: acting(id, role), reason: 'bank-error', note: null },
      });
    await expect(explain('lin', 'clerk')).rejects.toMatchObject({ code: 'not-authorized' });
    await expect(explain('dl-sun', 'supervisor')).rejects.toMatchObject({ code: 'not-found' });
    await expect(explain('sun', 'supervisor', 99)).rejects.toMatchObject({
      code: 'version-conflict',
    });
  });
});
