/** 承诺期限: what is promised at acceptance is counted by the calendar as it is at that moment. */
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../src/db/calendar.ts';
import { office, SUPERVISOR } from '../harness/office.ts';

const place = office();

async function accepted() {
  const { caseId } = await place.apply();
  await place.until(caseId, 'awaiting signature');
  const [row] = await place.ask<{
    days: number;
    day: string;
    counted: string;
    provisional: boolean;
    unsure: boolean;
  }>(
    `select promised_days as days, promised_on as day, promised_provisional as provisional,
            working_day_after(accepted_on, promised_days) as counted,
            calendar_provisional(accepted_on, promised_on) as unsure
       from "case" where id = $1`,
    caseId,
  );
  return { caseId, ...row! };
}

async function dueOf(caseId: string): Promise<string | undefined> {
  const due = `select due_on from task where case_id = $1 and kind = 'sign'`;
  return (await place.ask<{ due_on: string }>(due, caseId))[0]?.due_on;
}

async function printed(caseId: string) {
  return (await place.papers(caseId)).find(({ kind }) => kind === 'acceptance')?.params;
}

describe('承诺期限', () => {
  it('is kept in working days, with the day that comes of them and whether it is sure', async () => {
    const [figure] = await place.ask<{ value: string }>(
      `select value from figure where name = 'opening-promise' and center in ('210100', '*', '')
        order by center desc limit 1`,
    );
    const { days, day, counted, provisional, unsure } = await accepted();
    expect(days).toBe(Number(figure?.value));
    expect(day).toBe(counted);
    expect(provisional).toBe(unsure);
  });

  it('moves when a year is loaded, and whoever is accepted a moment later gets the new day', async () => {
    const before = await accepted();
    const moved = await loadCalendar(place.db.api, {
      center: '210100',
      year: Number(before.day.slice(0, 4)),
      documentNumber: '国办发明电〔2025〕7号',
      days: [{ day: before.day, working: false, name: '调休' }],
      by: { id: SUPERVISOR.id, role: 'supervisor', origin: 'test', at: Date.now() },
    });
    expect(moved.promises).toBeGreaterThan(0);
    const [shown] = await place.ask<{ day: string }>(
      'select promised_on as day from "case" where id = $1',
      before.caseId,
    );
    expect(shown!.day > before.day).toBe(true);
    expect(await place.events(before.caseId)).toContain('promise-moved');
    const after = await accepted();
    expect(after).toMatchObject({ day: shown!.day, provisional: false });
    expect(await dueOf(after.caseId)).toBe(await dueOf(before.caseId));
    expect(await printed(after.caseId)).toMatchObject({
      promisedOn: shown!.day,
      promisedProvisional: false,
    });
    await place.sign(before.caseId);
    expect((await place.row(before.caseId)).stage).toBe('opened');
  });

  it('is printed as 暂定 while the calendar of that year is missing', async () => {
    await place.db.owner.query(
      'update calendar_year set provisional = true, loaded_at = clock_timestamp()',
    );
    const { caseId, days, day, provisional } = await accepted();
    expect(provisional).toBe(true);
    expect(await printed(caseId)).toMatchObject({
      promisedWorkingDays: days,
      promisedOn: day,
      promisedProvisional: true,
    });
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const opened = (await place.papers(caseId)).find(({ kind }) => kind === 'account-opened');
    expect(opened?.params['plan']).toMatchObject({ firstDebit: { provisional: true } });
  });
});
