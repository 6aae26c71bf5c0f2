/** A district moves its limits away from agreed amounts: what is told, what is not debited, and that it is nobody's breach. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFact } from '../../activities/breach-facts.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { findInForce } from '../../src/ledger/agreements-in-force.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, act, items, deps } = runs(suite, { bank: () => bank.client });
const DISTRICT = '210106';

beforeAll(async () => {
  await shippedFigures(suite);
  // 900.00 a month at least, in this district, from 10 December on.
  await suite.owner.query(
    `insert into figure (center, district, name, value, valid_from, document_number,
       proposed_by, approved_by)
     values ($1, $2, 'contribution-base-min', '9000.00', '2026-12-10', '测〔2026〕3号', 'sun', 'zhou')`,
    [CENTER, DISTRICT],
  );
});
// Every story has its own people.
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state in ('open', 'missed')`,
  );
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state in ('working', 'previewed')`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

/** The list of a day, approved; nothing has left. */
async function list(kind: string, day: string): Promise<string> {
  const run = await start(kind, day);
  const { state } = await step(run, instant(day));
  if (state === 'previewed') await act(run, 'approve');
  return run;
}

/** The run of a day, ended whatever the bank has not answered. */
async function ran(kind: string, day: string): Promise<string> {
  const run = await list(kind, day);
  await drive(run, instant(day));
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where id = $1 and state = 'working'`,
    [run],
  );
  return run;
}

async function inDistrict(wanted: Parameters<typeof contributor>[1] = {}): Promise<Contributor> {
  const one = await contributor(suite, wanted);
  await suite.owner.query('update plan set district = $2 where account = $1', [
    ...[one.account, DISTRICT],
  ]);
  return one;
}

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    `select state, attempts, attempts_max, left_out from contribution_due
      where account = $1 and covers_from = $2`,
    [account, month],
  );
  return rows[0];
}

/** With the case that opened the account, so that notices can be told. */
async function withCase({ account, person, agreement }: Contributor): Promise<string> {
  const caseId = randomUUID();
  await suite.owner.query(
    `insert into "case" (id, number, center, branch, type, person, channel, submitted_by, opened_at,
       stage, version, updated_at)
     values ($1, 'K' || nextval('case_number'), $2, 'sy-hall', 'account-opening', $3, 'hall', 'lin',
       now(), 'opened', 1, now())`,
    [caseId, CENTER, person],
  );
  await suite.owner.query('update account set opened_by_case = $2 where number = $1', [
    ...[account, caseId],
  ]);
  await suite.owner.query('update agreement set case_id = $2 where id = $1', [agreement, caseId]);
  return caseId;
}

async function reminderOf(one: Contributor, caseId: string): Promise<unknown> {
  const { rows } = await suite.owner.query<{ id: string; content: string; wrapped_key: string }>(
    `select d.id, d.content, p.wrapped_key from document d join person p on p.id = d.person
      where d.case_id = $1 and d.kind = 'payment-reminder'`,
    [caseId],
  );
  expect(rows).toHaveLength(1);
  const [{ id, content, wrapped_key: wrapped } = { id: '', content: '', wrapped_key: '' }] = rows;
  const key = suite.personKeys.unwrap(one.person, wrapped);
  return openJson(key, place.document(id), content);
}

describe('the reminder of something owed that is about to be missed', () => {
  it.each([
    [
      'outside the limits: which, and that nothing is debited',
      { monthlyAmount: '899.99' },
      { standing: 'outside-limits', monthlyAmount: '899.99', min: '900.00' },
    ],
    [
      'without a mandate: that there is none',
      { monthlyAmount: '900.00', mandate: 'none' },
      { standing: 'no-mandate' },
    ],
    [
      'beyond its mandate: the limit of one debit',
      { monthlyAmount: '900.00', limitEach: '899.99' },
      { standing: 'over-mandate-limit', limitEach: '899.99' },
    ],
  ] as const)('%s', async (_, wanted, debit) => {
    const one = await inDistrict({ paidTo: '2026-11', ...wanted });
    const caseId = await withCase(one);
    await ran('collection', '2026-12-15');
    await ran('collection', '2026-12-28');
    expect(await reminderOf(one, caseId)).toMatchObject({ from: '2026-12', debit });
  });

  it('waits for a debit only while one comes', async () => {
    const [again, over] = [
      await inDistrict({ monthlyAmount: '900.00' }),
      await inDistrict({ monthlyAmount: '900.00' }),
    ];
    const cases = [await withCase(again), await withCase(over)];
    await suite.owner.query(
      `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
         due_on, grace_until, attempts_max, attempts, next_on)
       select a.number, '2026-12', '2026-12', 1, 900, g.id, '2026-12-15', '2026-12-31', 3, 3,
              case when a.number = $1 then '2026-12-30'::date end
         from agreement g join account a on a.number = g.account where a.number in ($1, $2)`,
      [again.account, over.account],
    );
    await ran('collection', '2026-12-28');
    expect(await reminderOf(again, cases[0]!)).toMatchObject({ debit: { standing: 'comes' } });
    expect(await reminderOf(over, cases[1]!)).toMatchObject({ debit: { standing: 'over' } });
  });
});

const MONTHS = ['2027-01', '2027-02', '2027-03'] as const;

describe('months that only the limits kept from being debited', () => {
  /** Three months pass; who they were told of is missed in all of them. */
  async function threeMonths(between?: (month: string) => Promise<unknown>): Promise<void> {
    for (const month of MONTHS) {
      await between?.(month);
      await ran('collection', `${month}-15`);
      await ran('collection', `${month}-20`);
    }
    await ran('collection', '2027-04-01');
  }
  const found = async (one: Contributor) => {
    const run = await ran('breach-search', '2027-04-02');
    const begun = await suite.owner.query('select from breach where account = $1', [one.account]);
    const item = await itemOf(run, one);
    return { begun: begun.rowCount, verdict: item?.['verdict'], reason: item?.['reason'] };
  };

  it('begin no breach, and the search says why', async () => {
    const one = await inDistrict({ monthlyAmount: '899.99', paidTo: '2026-12' });
    await threeMonths();
    for (const month of MONTHS) {
      expect(await dueOf(one, month)).toMatchObject({
        state: 'missed',
        left_out: 'outside-limits',
      });
    }
    expect(await found(one)).toEqual({ begun: 0, verdict: 'excluded', reason: 'outside-limits' });
    const { figures } = await deps().offices.read();
    const told = await findFact(suite.app, {
      ...{ kind: 'missed-contributions', figures, caseId: randomUUID() },
      ...{ standing: await findInForce(suite.app, one.accountId), on: plainDate('2027-04-02') },
    });
    expect(told).toMatchObject({
      clause: 'liaoning-4',
      problem: expect.stringContaining('上下限') as string,
    });
  });

  it('count where a mandate was missing before, and where the bank had refused', async () => {
    const wanted = { monthlyAmount: '900.00', paidTo: '2026-12' };
    const unsigned = await inDistrict({ ...wanted, mandate: 'none' });
    const refused = await inDistrict(wanted);
    await threeMonths(async (month) => {
      // First within the limits, then outside.
      await ran('collection', `${month}-15`);
      const key = debitKey(refused, month);
      if (bank.has().has(key)) bank.refuse(key, `${month}-15`);
      await ran('collection', `${month}-16`);
      await suite.owner.query(
        `update contribution_due set amount = 899.99 where account = any ($1) and state = 'open'`,
        [[unsigned.account, refused.account]],
      );
    });
    expect(await dueOf(unsigned, MONTHS[1])).toMatchObject({ left_out: 'no-mandate' });
    expect(await dueOf(refused, MONTHS[1])).toMatchObject({
      left_out: 'outside-limits',
      attempts: 1,
    });
    for (const one of [unsigned, refused]) {
      expect(await found(one)).toMatchObject({ begun: 1 });
    }
  });

  it('end a row of months that were missed', async () => {
    const one = await inDistrict({ monthlyAmount: '899.99', paidTo: '2026-12' });
    await threeMonths();
    await suite.owner.query(
      `update contribution_due set left_out = 'no-mandate'
        where account = $1 and covers_from <> '2027-02'`,
      [one.account],
    );
    expect(await found(one)).toEqual({ begun: 0, verdict: 'excluded', reason: 'outside-limits' });
    await suite.owner.query(
      `update contribution_due set left_out = 'no-mandate' where account = $1`,
      [one.account],
    );
    expect(await found(one)).toMatchObject({ begun: 1 });
  });
});

describe('a batch that was made on one day and leaves on another', () => {
  /** Made on the day before the limits move, while the bank was away; nothing has left. */
  async function planned(): Promise<string> {
    const run = await list('collection', '2026-12-09');
    const line = bank.client as { sendDebits: BankClient['sendDebits'] };
    const before = line.sendDebits.bind(line);
    line.sendDebits = () => Promise.reject(new Error('away'));
    // The batch is made, and the next step would send it.
    await expect(drive(run, instant('2026-12-09'))).rejects.toThrow('away');
    line.sendDebits = before;
    await suite.owner.query('update debit_batch set may_have_left = false where run = $1', [run]);
    return run;
  }
  const NOVEMBER = { paidTo: '2026-11', debitDay: 9 };

  it('is held against the limits, mandates and terms of the day on which it leaves', async () => {
    const low = await inDistrict({ ...NOVEMBER, monthlyAmount: '899.99' });
    const least = await inDistrict({ ...NOVEMBER, monthlyAmount: '900.00' });
    const ended = await contributor(suite, NOVEMBER);
    const suspended = await contributor(suite, NOVEMBER);
    const run = await planned();
    await suite.owner.query(
      `update mandate set state = 'cancelled', ended_on = '2026-12-10', ended_by = 'holder', reason = 'holder-asked' where id = $1`,
      [ended.mandate],
    );
    await suite.owner.query(`update agreement set state = 'suspended' where id = $1`, [
      suspended.agreement,
    ]);
    await drive(run, instant('2026-12-10'));
    const told = [low, ended, suspended].map((one) => bank.has().has(debitKey(one, '2026-12')));
    expect(told).toEqual([false, false, false]);
    expect(bank.has().has(debitKey(least, '2026-12'))).toBe(true);
    for (const [one, outcome] of [
      [low, 'outside-limits'],
      [ended, 'no-mandate'],
      [suspended, 'agreement-not-active'],
    ] as const) {
      expect(await itemOf(run, one)).toMatchObject({ state: 'refused', outcome });
    }
    // It is owed still, may be tried as often as was agreed, and under a key of its own.
    expect(await dueOf(low, '2026-12')).toEqual({
      ...{ state: 'open', attempts: 1, attempts_max: 4, left_out: 'outside-limits' },
    });
    bank.pay(debitKey(least, '2026-12'), '2026-12-10');
    expect(await drive(run, instant('2026-12-10'))).toMatchObject({ state: 'done' });
    await suite.owner.query('update contribution_due set amount = 900 where account = $1', [
      low.account,
    ]);
    const next = await ran('collection', '2026-12-11');
    expect(await itemOf(next, low)).toMatchObject({ detail: { attempt: 2 } });
    expect(bank.has().has(debitKey(low, '2026-12', 2))).toBe(true);
  });

  it('leaves as it is where it may have left before: the bank is asked', async () => {
    const low = await inDistrict({ ...NOVEMBER, monthlyAmount: '899.99' });
    const run = await list('collection', '2026-12-09');
    bank.nextSending('answer-lost');
    await expect(drive(run, instant('2026-12-09'))).rejects.toMatchObject({
      code: 'outside-system-unavailable',
    });
    await drive(run, instant('2026-12-10'));
    expect(await itemOf(run, low)).toMatchObject({ state: 'sent' });
    bank.pay(debitKey(low, '2026-12'), '2026-12-10');
    await drive(run, instant('2026-12-10'));
    expect(await itemOf(run, low)).toMatchObject({ state: 'done', outcome: 'paid' });
  });

  it('with nobody left in it is done without the bank', async () => {
    const low = await inDistrict({ ...NOVEMBER, monthlyAmount: '899.99' });
    const run = await planned();
    const sendings = bank.sendings();
    expect(await drive(run, instant('2026-12-10'))).toMatchObject({ state: 'done' });
    expect(bank.sendings()).toBe(sendings);
    expect(await itemOf(run, low)).toMatchObject({ state: 'refused', outcome: 'outside-limits' });
  });
});
