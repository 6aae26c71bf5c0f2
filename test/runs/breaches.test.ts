/** 违约排查 as a run, and what a suspension does to the run that debits. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { contributionJournal } from '../../src/ledger/contributions.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { moveAgreement, voidOpenDues } from '../../src/ledger/agreements-in-force.ts';
import { missedSpanOf } from '../../src/db/breaches.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, act, row, items, deps } = runs(suite, { bank: () => bank.client });

beforeAll(() => shippedFigures(suite));
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state in ('open', 'missed')`,
  );
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function run(kind: string, day: string): Promise<string> {
  const id = await start(kind, day);
  const stood = await drive(id, instant(day));
  if (stood.state === 'previewed') {
    await act(id, 'approve');
    await drive(id, instant(day));
  }
  return id;
}

async function missed({ account, agreement }: Contributor, months: readonly string[]) {
  for (const month of months) {
    await suite.owner.query(
      `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
         due_on, grace_until, attempts_max, state, settled_on)
       values ($1, $2, $2, 1, 800, $3, ($2 || '-15')::date, ($2 || '-28')::date, 3, 'missed',
         ($2 || '-28')::date)`,
      [account, month, agreement],
    );
  }
}

async function pay({ account }: Contributor, month: string, on: string) {
  const amount = yuan('800.00');
  const paying = { account, amount, on: plainDate(on), serial: `S-${account}`, by: 'test' };
  const journal = contributionJournal({ ...paying, key: `payment/${account}` });
  await inTransaction(suite.app, async (tx) => {
    const [recorded] = await recordJournals(tx, CENTER, [journal]);
    await tx.query('select cover_months(row($1, $2, $2, 1)::paid_months, $3, $4, $5)', [
      ...[account, month, amount, on, recorded?.journal],
    ]);
  });
}

async function begunFor({ account }: Contributor) {
  const { rows } = await suite.owner.query<{ key: string; case_id: string; months: number }>(
    'select key, case_id, months from breach where account = $1 order by key',
    [account],
  );
  return rows;
}

async function messages(kind: string, { person }: Contributor) {
  const { rows } = await suite.owner.query<{ key: string }>(
    'select key from outbox where kind = $1 and person = $2 order by id',
    [kind, person],
  );
  return rows.map(({ key }) => key);
}

type InForce = 'active' | 'suspended';

async function move(who: Contributor, to: InForce, on: string, owesFrom: string | null = null) {
  const from: InForce = to === 'active' ? 'suspended' : 'active';
  const caseId = '00000000-0000-4000-8000-000000000001';
  await inTransaction(suite.app, async (tx) => {
    await moveAgreement(tx, {
      ...{ agreement: who.agreement, from, to, on: plainDate(on), caseId, reason: 'holder-asked' },
      owesFrom,
    });
    if (to === 'suspended') await voidOpenDues(tx, who.account, plainDate(on));
  });
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select state, attempts, attempts_max from contribution_due where account = $1 and covers_from = $2',
    [account, month],
  );
  return rows[0];
}

describe('违约排查', () => {
  it('begins a case for three months missed in a row, not for two', async () => {
    const [two, three] = [await contributor(suite), await contributor(suite)];
    await missed(two, ['2026-08', '2026-09']);
    await missed(three, ['2026-07', '2026-08', '2026-09']);
    const id = await run('breach-search', '2026-10-05');
    expect(await begunFor(two)).toEqual([]);
    const [begun] = await begunFor(three);
    expect(begun).toMatchObject({ key: `missed/${three.account}/2026-07`, months: 3 });
    expect(await messages('start-breach', three)).toEqual([`breach/${begun!.case_id}/start`]);
    const listed = (await items(id)).filter(({ account }) => account === three.account);
    expect(listed).toMatchObject([{ verdict: 'due', state: 'done', outcome: 'breach-begun' }]);
  });

  it('found again, or grown, the same span is one case; a new span is a new one', async () => {
    const who = await contributor(suite);
    await missed(who, ['2026-03', '2026-04', '2026-05']);
    await run('breach-search', '2026-06-05');
    await run('breach-search', '2026-06-06');
    await missed(who, ['2026-06']);
    await run('breach-search', '2026-07-05');
    expect(await begunFor(who)).toHaveLength(1);
    // July was paid; from August on it is another span.
    await suite.owner.query(
      `update contribution_due set state = 'void' where account = $1 and covers_from = '2026-03'`,
      [who.account],
    );
    await missed(who, ['2026-08', '2026-09', '2026-10']);
    await run('breach-search', '2026-11-05');
    expect((await begunFor(who)).map(({ key }) => key)).toEqual([
      `missed/${who.account}/2026-03`,
      `missed/${who.account}/2026-08`,
    ]);
  });

  it('months with a void one between are not in a row', async () => {
    const who = await contributor(suite);
    await missed(who, ['2026-05', '2026-06', '2026-08', '2026-09']);
    expect(await missedSpanOf(suite.app, who.account)).toMatchObject({
      ...{ from: '2026-08', to: '2026-09', months: 2 },
    });
  });

  it('lists an account whose agreement is suspended with the reason, and begins nothing', async () => {
    const who = await contributor(suite);
    await missed(who, ['2026-07', '2026-08', '2026-09']);
    await move(who, 'suspended', '2026-10-01');
    const id = await run('breach-search', '2026-10-05');
    expect(await begunFor(who)).toEqual([]);
    const listed = (await items(id)).filter(({ account }) => account === who.account);
    expect(listed).toMatchObject([{ verdict: 'excluded', reason: 'agreement-not-active' }]);
  });

  it('a case whose person pays again is told so, once a month', async () => {
    const who = await contributor(suite);
    await missed(who, ['2026-07', '2026-08', '2026-09']);
    await run('breach-search', '2026-10-05');
    const [begun] = await begunFor(who);
    await suite.owner.query(`update breach set noticed_on = '2026-10-05' where case_id = $1`, [
      begun!.case_id,
    ]);
    await run('breach-search', '2026-10-14');
    expect(await messages('tell-case', who)).toEqual([]);
    await pay(who, '2026-10', '2026-10-15');
    await run('breach-search', '2026-10-16');
    await run('breach-search', '2026-10-17');
    expect(await messages('tell-case', who)).toEqual([`breach/${begun!.case_id}/paid/2026-10`]);
  });

  it('has no list where the center has not said how many months', async () => {
    await suite.owner.query(`delete from figure where name = 'breach-months'`);
    deps().offices.forget();
    const id = await start('breach-search', '2026-10-05');
    expect(await drive(id, instant('2026-10-05'))).toMatchObject({ state: 'preparing' });
    expect(await row(id)).toMatchObject({ brake: 'figure-missing' });
    await act(id, 'cancel');
    await shippedFigures(suite);
    deps().offices.forget();
  });
});

describe('a suspended agreement', () => {
  it('is debited no more from the next run on, and misses nothing', async () => {
    const who = await contributor(suite, { fromMonth: '2026-10', debitDay: 15 });
    await run('collection', '2026-10-15');
    expect(await dueOf(who, '2026-10')).toMatchObject({ state: 'open' });
    await suite.owner.query(`update debit set state = 'refused' where account = $1`, [who.account]);
    await move(who, 'suspended', '2026-10-16');
    expect(await dueOf(who, '2026-10')).toMatchObject({ state: 'void' });
    await suite.owner.query(
      `update run set state = 'done', ended_at = now() where state = 'working'`,
    );
    const id = await run('collection', '2026-11-15');
    const listed = (await items(id)).filter(({ account }) => account === who.account);
    expect(listed).toMatchObject([{ verdict: 'excluded', reason: 'agreement-not-active' }]);
    await suite.owner.query(
      `update run set state = 'done', ended_at = now() where state = 'working'`,
    );
    await run('breach-search', '2027-03-01');
    expect(await begunFor(who)).toEqual([]);
  });

  it('resumed, owes from the month that was said; the gap is never owed', async () => {
    const who = await contributor(suite, { fromMonth: '2026-05', debitDay: 15, paidTo: '2026-06' });
    await move(who, 'suspended', '2026-07-01');
    await move(who, 'active', '2026-10-05', '2026-10');
    const id = await run('collection', '2026-10-15');
    const listed = (await items(id)).filter(({ account }) => account === who.account);
    expect(listed).toHaveLength(1);
    expect(listed[0]).toMatchObject({ verdict: 'due', amount: '800.00' });
    expect(await dueOf(who, '2026-10')).toMatchObject({ state: 'open' });
    expect(await dueOf(who, '2026-07')).toBeUndefined();
  });

  it('resumed within the month, owes again what the suspension had ended', async () => {
    const who = await contributor(suite, { fromMonth: '2026-10', debitDay: 15, paidTo: '2026-09' });
    await run('collection', '2026-10-15');
    await suite.owner.query(`update debit set state = 'refused' where account = $1`, [who.account]);
    await suite.owner.query(
      `update run set state = 'done', ended_at = now() where state = 'working'`,
    );
    await move(who, 'suspended', '2026-10-16');
    await move(who, 'active', '2026-10-18', '2026-10');
    await run('collection', '2026-10-19');
    // The first debit was numbered 1; three more may follow.
    expect(await dueOf(who, '2026-10')).toMatchObject({ state: 'open', attempts_max: 4 });
  });
});
