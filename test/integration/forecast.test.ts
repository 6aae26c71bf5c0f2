/** 到期预测 under virtual time: what was foretold of a cohort of parked cases is what then happens. */
import { describe, expect, it } from 'vitest';
import type { Caller, Grant } from '../../src/api/caller.ts';
import { handlingOf, maturityOf } from '../../src/api/maturity.ts';
import { forecastRows } from '../../src/api/queries/board.ts';
import { HANDLING_MINUTES, MEASURED_FROM } from '../../src/cases/handling.ts';
import { addDays, dateAt, plainDate, weekday, type PlainDate } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { dormancies } from '../harness/dormancy.ts';
import { office, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';

const place = office();
const world = dormancies(place);
const money = withdrawals(place);
const SEEN = {
  caller: { id: SUPERVISOR.id } as Caller,
  grants: [
    { role: 'supervisor', center: '210100', branch: null, validFrom: '2026-01-01', validTo: null },
  ] as unknown as readonly Grant[],
};
const REASON = { reason: '经核实' };
const DAYS = 180;

/** Monday of the week of a day, within the forecast. */
function weekOf(day: PlainDate, from: PlainDate): string {
  const monday = addDays(day, -((weekday(day) + 6) % 7));
  return monday < from ? from : monday;
}

function counted(found: readonly (readonly [string, string])[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const pair of found) counts[pair.join(' ')] = (counts[pair.join(' ')] ?? 0) + 1;
  return counts;
}

/** Cases of several types that wait, each by its id, with the day after which it has nothing to wait for. */
async function cohort(): Promise<readonly { caseId: string; over: PlainDate }[]> {
  const cases: { caseId: string; over: PlainDate }[] = [];
  const over = (caseId: string, until: string) => {
    cases.push({ caseId, over: addDays(plainDate(until), 1) });
  };
  for (let n = 0; n < 2; n += 1) {
    const { caseId, until } = await world.noticed(await world.holder());
    over(caseId, until);
  }
  for (let n = 0; n < 2; n += 1) {
    const { caseId } = await world.missedThree();
    await world.serve(caseId);
    if (n === 1) {
      const toOn = addDays(await world.cureUntil(caseId), 21);
      const ask = { moveGround: 'hindered', toOn, moveDocument: '证明7号', ...REASON };
      const file = await place.upload(SUPERVISOR);
      await place.act(caseId, 'move-wait', { ...ask, file }, SUPERVISOR);
      await place.act(caseId, 'confirm-wait-move', REASON, SECOND_SUPERVISOR);
    }
    over(caseId, await world.cureUntil(caseId));
  }
  const incomplete = await place.apply({}, { contribution: undefined });
  over(incomplete.caseId, String((await place.row(incomplete.caseId)).detail['until']));
  const offered = await place.apply();
  await place.until(offered.caseId, 'awaiting signature');
  over(offered.caseId, String((await place.row(offered.caseId)).detail['until']));
  const held = await world.holder();
  const holdUntil = addDays(today(), 70);
  const { caseId } = await place.start(
    'hold',
    {
      ...{ account: held.accountId, kind: 'court', orderNumber: '（2026）辽0102执88号' },
      ...{ orderedBy: '某法院', placedOn: today(), holdUntil, reason: '协助执行' },
      file: await place.upload(SUPERVISOR),
    },
    SUPERVISOR,
  );
  await place.act(caseId, 'confirm', REASON, SECOND_SUPERVISOR);
  over(caseId, holdUntil);
  return cases;
}

describe('the forecast of a cohort', () => {
  it('equals what then happens: cases by week and kind, tasks, and money', async () => {
    await money.funded();
    const cases = await cohort();
    const paying = await money.paying(await money.drawer());
    const from = today();
    const to = addDays(from, DAYS - 1);
    const [{ kinds }, maturity] = await Promise.all([
      forecastRows(place.pool, SEEN, { from, to, by: 'week' }),
      maturityOf(place.pool, SEEN, { from, to, by: 'week' }),
    ]);
    const weeks = [...new Set(kinds.map(({ period }) => period))].filter(
      (week) => week !== null && week !== 'before' && week !== 'after',
    );
    const ids = cases.map(({ caseId }) => caseId);
    const open = await place.ask<{ id: string; kind: string }>(
      `select id, kind from wait where case_id = any ($1) and closed_at is null
        and until is not null`,
      ids,
    );
    const foretold = new Map(
      kinds
        .filter(({ kind, period }) => kind.startsWith('wait.') && weeks.includes(period))
        .map(({ kind, period, count }) => [`${kind.slice(5)} ${period ?? ''}`, count]),
    );
    // All of them, and nothing of what ends later is left out.
    expect([...foretold.values()].reduce((sum, n) => sum + n, 0)).toBeGreaterThanOrEqual(
      open.length,
    );

    for (const { caseId, over } of cases) await world.goTo(caseId, over);
    await money.settled(paying);

    const ended = await place.ask<{ kind: string; closed_at: number }>(
      'select kind, closed_at from wait where id = any ($1) and closed_at is not null',
      open.map(({ id }) => id),
    );
    expect(ended).toHaveLength(open.length);
    const happened = counted(
      ended.map(
        ({ kind, closed_at: at }) => [kind, weekOf(addDays(dateAt(at), -1), from)] as const,
      ),
    );
    for (const [what, count] of Object.entries(happened)) {
      expect(foretold.get(what), what).toBe(count);
    }

    const arisen = await place.ask<{ kind: string; opened_on: PlainDate }>(
      `select kind, opened_on from task where case_id = any ($1)
        and kind in ('propose-measures', 'renew-hold', 'end-hold')`,
      ids,
    );
    expect(arisen).toHaveLength(4);
    const tasks = counted(arisen.map((task) => [task.kind, weekOf(task.opened_on, from)] as const));
    for (const [what, count] of Object.entries(tasks)) {
      const [task = '', week = ''] = what.split(' ');
      const told = maturity.partOf(week).work.find((one) => one.task === task);
      expect(told, what).toMatchObject({
        count,
        minutes: count * (HANDLING_MINUTES as Readonly<Record<string, number>>)[task]!,
      });
    }

    const [paid] = await money.payouts(paying);
    expect(paid).toMatchObject({ state: 'paid' });
    expect(maturity.cash).toBe(paid?.['moved']);
    const week = weekOf(plainDate(String(paid?.['booked_on'])), from);
    expect(maturity.partOf(week)).toMatchObject({ cash: paid?.['moved'], cashCases: 1 });
    // What has left is foretold no more.
    expect((await maturityOf(place.pool, SEEN, { from, to, by: 'week' })).cash).toBe('0.00');
  });
});

describe('the time a task takes', () => {
  it('is measured where enough were finished, and reckoned where not', () => {
    const measured = (samples: number) => [{ task: 'sign', minutes: 7, samples }];
    expect(handlingOf('sign', measured(MEASURED_FROM))).toMatchObject({
      ...{ minutes: 7, measured: true },
    });
    expect(handlingOf('sign', measured(MEASURED_FROM - 1))).toMatchObject({
      ...{ minutes: HANDLING_MINUTES.sign, measured: false },
    });
    expect(handlingOf('sign', [])).toMatchObject({ minutes: HANDLING_MINUTES.sign, samples: 0 });
  });
});
