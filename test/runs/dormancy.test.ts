/** 零余额停缴排查 as a run: who is listed, warned, left out and why; and that only the list is done. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addToMonth, plainDate, plainMonth, startOf } from '../../src/domain/calendar.ts';
import { dormancy } from '../../src/policy/dormancy.ts';
import { bench, CENTER, newCase } from '../db/fixtures.ts';
import { tamper } from '../db/tamper.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, drive, act, strike, row, items } = runs(suite, { bank: () => bank.client });
const NOON_MS = 12 * 3_600_000;

beforeAll(() => shippedFigures(suite));
// Every test looks at people of its own: whoever was there before has paid far ahead.
beforeEach(async () => {
  await suite.owner.query(`update account set paid_to = '2099-12' where state <> 'closed'`);
});

const at = (day: string) => startOf(plainDate(day)) + NOON_MS;

/** Frozen, and waiting for a supervisor. */
async function previewed(day: string): Promise<string> {
  await suite.owner.query(
    `update run set state = 'cancelled', ended_at = now() where state = 'previewed'`,
  );
  const id = await start('dormancy-sweep', day);
  await drive(id, at(day));
  expect(await row(id)).toMatchObject({ state: 'previewed', brake: null });
  return id;
}

async function approved(id: string, day: string): Promise<void> {
  await act(id, 'approve');
  await drive(id, at(day));
  expect(await row(id)).toMatchObject({ state: 'done' });
}

async function itemOf(id: string, { account }: Contributor) {
  return (await items(id)).find((item) => item['account'] === account);
}

async function begunFor({ account }: Contributor) {
  const { rows } = await suite.owner.query<{ case_id: string; empty_from: string }>(
    'select case_id, empty_from from dormancy where account = $1 order by found_on',
    [account],
  );
  return rows;
}

async function messages({ person }: Contributor) {
  const { rows } = await suite.owner.query<{ kind: string }>(
    'select kind from outbox where person = $1 order by id',
    [person],
  );
  return rows.map(({ kind }) => kind);
}

/** Notices about money are papers of the case that the agreement came from. */
async function openedByCase({ person, agreement }: Contributor): Promise<void> {
  const { id } = await newCase(suite);
  await suite.owner.query(
    `update "case" set person = $2, closed_at = now(), outcome = 'opened' where id = $1`,
    [id, person],
  );
  await suite.owner.query('update agreement set case_id = $2 where id = $1', [agreement, id]);
}

/** What the national platform told of a person's loans; only part of it where that is no list. */
async function answered({ person }: Contributor, loans: readonly object[] | 'partial', on: string) {
  const { id } = await newCase(suite);
  const facts = { answer: { loans: loans === 'partial' ? [] : loans } };
  await suite.owner.query(
    `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
       evidence_hash, asked_at, answered_at)
     select $1, $2, $3, 'national', 'REVIEW', $4, $5, name, '', $6::date, $6::date
       from person where id = $3`,
    [
      ...[randomUUID(), id, person, loans === 'partial' ? 'partial' : 'ok'],
      ...[JSON.stringify(facts), on],
    ],
  );
}

async function money({ account }: Contributor, source: 'unit' | 'flexible', amount: string) {
  await suite.owner.query(
    `insert into balance (account, source, carried, current) values ($1, $2, 0, $3)
     on conflict (account, source) do update set current = excluded.current`,
    [account, source, amount],
  );
}

describe('the list', () => {
  it('has whoever is empty for six full months, from the first day after them', async () => {
    const who = await contributor(suite, { paidTo: '2026-04' });
    expect(await itemOf(await previewed('2026-10-31'), who)).toMatchObject({
      ...{ verdict: 'due', detail: { what: 'warn', emptyMonths: 5, possibleFrom: '2026-11-01' } },
    });
    expect(await itemOf(await previewed('2026-11-01'), who)).toMatchObject({
      ...{ verdict: 'due', detail: { what: 'close', emptyFrom: '2026-05', emptyMonths: 6 } },
    });
  });

  it('counts from the month of activation where nothing was ever paid', async () => {
    const who = await contributor(suite, { fromMonth: '2026-05' });
    expect(await itemOf(await previewed('2026-11-02'), who)).toMatchObject({
      detail: { what: 'close', emptyFrom: '2026-05' },
    });
  });

  it('warns from the fourth full month on, not in it', async () => {
    const [paid, never] = [
      await contributor(suite, { paidTo: '2026-06' }),
      await contributor(suite, { fromMonth: '2026-07' }),
    ];
    const before = await previewed('2026-10-31');
    const after = await previewed('2026-11-01');
    for (const who of [paid, never]) {
      expect(await itemOf(before, who)).toBeUndefined();
      expect(await itemOf(after, who)).toMatchObject({
        ...{ verdict: 'due', detail: { what: 'warn', emptyFrom: '2026-07', emptyMonths: 4 } },
      });
    }
  });

  it('agrees with the rule for every month around it', async () => {
    const on = plainDate('2026-11-15');
    const people = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => {
        const paidTo = addToMonth(plainMonth('2025-12'), n);
        return { paidTo, who: await contributor(suite, { paidTo }) };
      }),
    );
    const id = await previewed(on);
    for (const { paidTo, who } of people) {
      const isDue = dormancy({ paidTo }).possibleFrom <= on;
      const item = await itemOf(id, who);
      expect((item?.['detail'] as { what?: string } | undefined)?.what === 'close', paidTo).toBe(
        isDue,
      );
    }
  });

  it('never has a yearly payer half a year after the payment', async () => {
    const who = await contributor(suite, { cycle: 'year', paidTo: '2027-03' });
    expect(await itemOf(await previewed('2026-11-03'), who)).toBeUndefined();
  });

  it('says of everybody else that is empty why not', async () => {
    const empty = () => contributor(suite, { paidTo: '2026-03' });
    const [unit, held, owed, suspense] = [
      await empty(),
      await empty(),
      await empty(),
      await empty(),
    ];
    await money(unit, 'unit', '12.00');
    await suite.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values ($1, $2, 'court', '（2026）辽01执1号', '2026-06-01', 'test')`,
      [randomUUID(), held.account],
    );
    const journal = async (key: string) => {
      const { rows } = await suite.owner.query<{ id: string }>(
        `insert into journal (center, key, kind, value_date, recorded_by, lines, digest)
         values ($1, $2, 'contribution', '2026-06-01', 'test', 2, '') returning id`,
        [CENTER, `${key}/${randomUUID()}`],
      );
      return rows[0]!.id;
    };
    await suite.owner.query(
      `insert into receivable (center, account, person, journal, cause, amount, raised_on, due_on)
       values ($1, $2, $3, $4, 'recalled', 5, '2026-06-01', '2026-07-01')`,
      [CENTER, owed.account, owed.person, await journal('owed')],
    );
    await suite.owner.query(
      `insert into suspense_item (center, serial, amount, received_on, cause, account, journal)
       values ($1, $2, 5, '2026-06-01', 'already-paid', $3, $4)`,
      [CENTER, randomUUID(), suspense.account, await journal('suspense')],
    );
    const id = await previewed('2026-11-04');
    const reasons = [];
    for (const who of [unit, held, owed, suspense]) {
      reasons.push((await itemOf(id, who))?.['reason']);
    }
    expect(reasons).toEqual(['unit-money', 'held', 'owed', 'in-suspense']);
  });

  it('leaves alone whoever has a case or a debit under way, and takes them when it is over', async () => {
    const [busy, debited] = [
      await contributor(suite, { paidTo: '2026-03' }),
      await contributor(suite, { paidTo: '2026-03' }),
    ];
    const { id: caseId } = await newCase(suite);
    await suite.owner.query('update "case" set person = $2 where id = $1', [caseId, busy.person]);
    const key = `debit/${debited.accountId}/2026-11/1`;
    await tamper(
      suite,
      `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch,
         state)
       values ('${key}', '${CENTER}', '${debited.account}', '2026-11', 1, gen_random_uuid(), 800, 'r', 1,
         1, 'sent')`,
    );
    const standing = async () => {
      const id = await previewed('2026-11-06');
      return [(await itemOf(id, busy))?.['reason'], (await itemOf(id, debited))?.['reason']];
    };
    expect(await standing()).toEqual(['case-in-flight', 'debit-under-way']);
    await suite.owner.query(
      `update "case" set closed_at = now(), outcome = 'refused' where id = $1`,
      [caseId],
    );
    await tamper(suite, `update debit set state = 'refused' where key = '${key}'`);
    expect(await standing()).toEqual([null, null]);
  });

  it('names a loan and a guarantee by what the platform answered last', async () => {
    const empty = () => contributor(suite, { paidTo: '2026-03' });
    const LOAN = { center: '210200', state: 'open' };
    const settled = { ...LOAN, state: 'settled' };
    const own = [LOAN];
    const joint = [settled, { ...LOAN, role: 'co-borrower' }];
    const others = [{ ...LOAN, role: 'guarantor' }];
    // Told once, or twice: what was told last counts, and an answer in part is none.
    const known: readonly (readonly (readonly object[] | 'partial')[])[] = [
      ...[[own], [joint], [[...others, ...own]], [others], [own, [settled]], [[], others]],
      ...[[own, 'partial' as const], [[{ ...settled, role: 'guarantor' }]]],
    ];
    const people = await Promise.all(known.map(empty));
    for (const [n, answers] of known.entries()) {
      for (const [day, loans] of answers.entries()) {
        await answered(people[n]!, loans, `2026-10-0${String(day + 1)}`);
      }
    }
    const pledged = await empty();
    await suite.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values ($1, $2, 'loan-security', '质押1号', '2026-06-01', 'test')`,
      [randomUUID(), pledged.account],
    );
    const id = await previewed('2026-11-05');
    const reasons = [];
    for (const who of [...people, pledged]) reasons.push((await itemOf(id, who))?.['reason']);
    expect(reasons).toEqual([
      ...['open-loan', 'open-loan', 'open-loan', 'guarantee', null, 'guarantee', 'open-loan'],
      ...[null, 'guarantee'],
    ]);
  });

  it('leaves whoever holds money of their own out altogether', async () => {
    const who = await contributor(suite, { paidTo: '2026-03' });
    await money(who, 'flexible', '0.01');
    expect(await itemOf(await previewed('2026-11-05'), who)).toBeUndefined();
  });
});

describe('the approved list', () => {
  it('and nothing else is done: struck out is left alone, and so is who became empty since', async () => {
    const [kept, struck] = [
      await contributor(suite, { paidTo: '2026-03' }),
      await contributor(suite, { paidTo: '2026-03' }),
    ];
    const id = await previewed('2026-11-06');
    const before = (await row(id))['digest'];
    await strike(id, [Number((await itemOf(id, struck))?.['n'])]);
    expect((await row(id))['digest']).not.toBe(before);
    const later = await contributor(suite, { paidTo: '2026-03' });
    const shown = (await row(id))['digest'];
    await approved(id, '2026-11-06');
    expect((await row(id))['digest']).toBe(shown);
    expect(await begunFor(kept)).toMatchObject([{ empty_from: '2026-04' }]);
    expect(await messages(kept)).toEqual(['start-dormant-closing']);
    expect(await begunFor(struck)).toEqual([]);
    expect(await begunFor(later)).toEqual([]);
  });

  it('is looked at again before it is done: what changed since is told of, and left alone', async () => {
    const [paid, held, owing] = [
      await contributor(suite, { paidTo: '2026-03' }),
      await contributor(suite, { paidTo: '2026-03' }),
      await contributor(suite, { paidTo: '2026-03' }),
    ];
    const id = await previewed('2026-11-07');
    await answered(owing, [{ center: '210200', state: 'open' }], '2026-11-07');
    await suite.owner.query(`update account set paid_to = '2026-11' where number = $1`, [
      paid.account,
    ]);
    await suite.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values ($1, $2, 'dispute', '内部1号', '2026-11-07', 'test')`,
      [randomUUID(), held.account],
    );
    await approved(id, '2026-11-07');
    expect(await itemOf(id, paid)).toMatchObject({ state: 'refused', outcome: 'contributing' });
    expect(await itemOf(id, held)).toMatchObject({ state: 'refused', outcome: 'held' });
    expect(await itemOf(id, owing)).toMatchObject({ state: 'refused', outcome: 'open-loan' });
    expect(await begunFor(paid)).toEqual([]);
  });

  it('once: another sweep of another day finds the case and begins no second', async () => {
    const who = await contributor(suite, { paidTo: '2026-03' });
    await approved(await previewed('2026-11-08'), '2026-11-08');
    const id = await previewed('2026-11-09');
    expect(await itemOf(id, who)).toMatchObject({ verdict: 'excluded', reason: 'noticed' });
    await approved(id, '2026-11-09');
    expect(await begunFor(who)).toHaveLength(1);
    // Withdrawn by a supervisor: these months are not listed by themselves again, others are.
    await suite.owner.query(
      `update dormancy set outcome = 'withdrawn', ended_on = '2026-11-09' where account = $1`,
      [who.account],
    );
    const again = await previewed('2026-11-10');
    expect(await itemOf(again, who)).toMatchObject({ reason: 'withdrawn-before' });
    await suite.owner.query(`update account set paid_to = '2026-04' where number = $1`, [
      who.account,
    ]);
    expect(await itemOf(await previewed('2026-11-11'), who)).toMatchObject({ verdict: 'due' });
  });

  it('lists whoever cannot be opened as failed, and does all the others', async () => {
    const [first, poisoned, near, last] = [
      await contributor(suite, { paidTo: '2026-03' }),
      await contributor(suite, { paidTo: '2026-03' }),
      await contributor(suite, { paidTo: '2026-06' }),
      await contributor(suite, { paidTo: '2026-03' }),
    ];
    const [warned, damaged] = [
      await contributor(suite, { paidTo: '2026-06' }),
      await contributor(suite, { paidTo: '2026-06' }),
    ];
    for (const who of [warned, damaged]) await openedByCase(who);
    const id = await previewed('2026-11-12');
    // Each the wrapped key of somebody else: it is whole, and opens nothing of theirs.
    await suite.owner.query(
      `update person p set wrapped_key = q.wrapped_key, key_id = q.key_id from person q
        where p.id = any ($1) and q.id = $2`,
      [[poisoned.person, near.person], first.person],
    );
    await suite.owner.query(
      'update person p set name = q.name from person q where p.id = $1 and q.id = $2',
      [damaged.person, first.person],
    );
    await approved(id, '2026-11-12');
    for (const who of [poisoned, near, damaged]) {
      expect(await itemOf(id, who)).toMatchObject({ state: 'failed', outcome: 'data-unreadable' });
      expect(await begunFor(who)).toEqual([]);
      expect(await messages(who)).toEqual([]);
    }
    for (const who of [first, last]) {
      expect(await itemOf(id, who)).toMatchObject({ state: 'done', outcome: 'closing-begun' });
      expect(await messages(who)).toEqual(['start-dormant-closing']);
    }
    expect(await itemOf(id, warned)).toMatchObject({ state: 'done', outcome: 'warned' });
    expect(await messages(warned)).toEqual(['notice']);
    expect(await row(id)).toMatchObject({ done: 3, failed: 3 });
  });
});
