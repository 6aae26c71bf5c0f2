/**
 * Calendars that are loaded at the same moment, and while promises are made: what is counted is
 * counted by all of them.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CALENDAR_STAMP, loadCalendar } from '../../src/db/calendar.ts';
import { findCase, nextCaseNumber } from '../../src/db/case-writes.ts';
import type { Tx } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { acting, bench, CENTER, newCase, newTask, NOW, sideBySide } from './fixtures.ts';

const suite = bench();

function load(year: number, off: readonly string[], at = NOW) {
  const days = off.map((day) => ({ day, working: false, name: '放假' }));
  const by = { ...acting('sun', 'supervisor'), at };
  return loadCalendar(suite.api, { center: CENTER, year, documentNumber: `号${at}`, days, by });
}

/** A case whose promise runs over New Year, and a task that does too. */
async function overNewYear(year: number) {
  const on = `${year}-12-28`;
  const { id } = await newCase(suite);
  const given = { on, workingDays: 5, dueOn: `${year + 1}-01-04`, provisional: true };
  const task = await newTask(suite, id, given);
  await suite.app.query(
    `update "case" set accepted_on = $2, promised_days = 5, promised_on = $3,
       promised_provisional = true where id = $1`,
    [id, on, given.dueOn],
  );
  return { id, task };
}

interface Counted {
  readonly day: string;
  readonly sure: boolean;
  readonly right: boolean;
}

/** Whether promise and task stand as the calendar, as it now is, would count them. */
async function counted({ id, task }: { id: string; task: string }): Promise<readonly Counted[]> {
  const { rows } = await suite.owner.query<Counted>(
    `select promised_on::text as day, not promised_provisional as sure,
            promised_on = working_day_after(accepted_on, promised_days) as right
       from "case" where id = $1
     union all
     select due_on::text, not due_provisional,
            due_on = working_day_after(opened_on, working_days) from task where id = $2`,
    [id, task],
  );
  return rows;
}

const fulfilled = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map(({ status }) => status);

describe('two loads at the same moment', () => {
  it('of two years: what runs over New Year is counted by both', async () => {
    const both = await overNewYear(2040);
    const results = await sideBySide(
      suite,
      { text: 'select from task where id = $1 for update', values: [both.task], waiting: 2 },
      () => [load(2040, ['2040-12-31']), load(2041, ['2041-01-01', '2041-01-02'])],
    );
    expect(fulfilled(results)).toEqual(['fulfilled', 'fulfilled']);
    const [promise, task] = await counted(both);
    expect([promise, task]).toEqual([
      { day: '2041-01-09', sure: true, right: true },
      { day: '2041-01-09', sure: true, right: true },
    ]);
  });

  it('of one year: one of them stands whole, the other in the past, and the count is by the one', async () => {
    const both = await overNewYear(2043);
    await load(2044, []);
    const [first, second] = [['2043-12-29'], ['2043-12-30', '2043-12-31']];
    const results = await sideBySide(
      suite,
      { text: 'select from task where id = $1 for update', values: [both.task], waiting: 2 },
      () => [load(2043, first), load(2043, second)],
    );
    expect(fulfilled(results)).toEqual(['fulfilled', 'fulfilled']);
    const { rows } = await suite.owner.query<{ days: string[]; past: number; told: number }>(
      `select array_agg(day::text order by day) as days,
              (select count(*)::int from calendar_past where year = 2043) as past,
              (select count(*)::int from event where kind = 'calendar-loaded'
                  and public ->> 'year' = '2043') as told
         from calendar_day where year = 2043`,
    );
    expect([first, second]).toContainEqual(rows[0]!.days);
    expect(rows[0]).toMatchObject({ past: 1, told: 2 });
    for (const one of await counted(both)) expect(one).toMatchObject({ sure: true, right: true });
  });

  it('asked for at one instant, or the later one first, are told apart all the same', async () => {
    const stamp = async () =>
      (await suite.app.query<{ n: number }>(`select ${CALENDAR_STAMP} as n`)).rows[0]!.n;
    await load(2046, []);
    const seen = [await stamp()];
    for (const at of [NOW, NOW, NOW - 60_000]) {
      await load(2046, ['2046-01-01'], at);
      seen.push(await stamp());
    }
    expect(new Set(seen).size).toBe(4);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
  });
});

describe('a load while a change is being written', () => {
  it.each(['of a new case', 'of a case that is there'])(
    '%s waits for it, and counts what it promised',
    async (which) => {
      const both = await overNewYear(2050);
      let loading: Promise<unknown> = Promise.resolve();
      let ended = false;
      await change(async (tx) => {
        const seen =
          which === 'of a new case'
            ? await nextCaseNumber(tx, 'K', plainDate('2050-12-28'))
            : await findCase(tx, both.id);
        expect(seen).toBeTruthy();
        loading = load(2050, ['2050-12-29']).then(() => {
          ended = true;
        });
        await waiting();
        await tx.query('update "case" set promised_days = 4 where id = $1', [both.id]);
        expect(ended).toBe(false);
      });
      await loading;
      for (const one of await counted(both)) expect(one.right).toBe(true);
    },
  );

  it('that has begun is waited for: the change sees the calendar of after it', async () => {
    const { id } = await overNewYear(2055);
    const before = await calendarOf(id);
    const results = await sideBySide(
      suite,
      { text: 'select from task where case_id = $1 for update', values: [id], waiting: 2 },
      (): Promise<unknown>[] => [load(2055, ['2055-12-29']), waiting().then(() => calendarOf(id))],
    );
    const after = await calendarOf(id);
    expect(after).toBeGreaterThan(before);
    expect(results[1]).toEqual({ status: 'fulfilled', value: after });
  });
});

/** As a change of a case is written. */
function change<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(suite.app, work, { isolation: 'read committed' });
}

async function calendarOf(id: string): Promise<number> {
  const found = await change((tx) => findCase(tx, id));
  return found!.calendar;
}

/** Until somebody waits for a lock. */
async function waiting(): Promise<void> {
  for (;;) {
    const { rows } = await suite.owner.query(
      `select from pg_locks l join pg_stat_activity a using (pid)
        where a.datname = current_database() and not l.granted`,
    );
    if (rows.length > 0) return;
    await delay(10);
  }
}
