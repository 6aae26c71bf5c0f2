// Dated figures and the calendar: two people, no gap, no overlap, nothing retroactive.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadCalendar } from '../../src/db/calendar.ts';
import { decideFigure, proposeFigure } from '../../src/db/figures.ts';
import { addDays, addWorkingDays, plainDate } from '../../src/domain/calendar.ts';
import { acting, bench, CENTER, newCase, newTask, OTHER_CENTER } from './fixtures.ts';

const suite = bench();
const proposer = acting('sun', 'supervisor');
const decider = acting('zhou', 'supervisor');
let figureName = 0;

function freshName(): string {
  figureName += 1;
  return `figure-${figureName}`;
}

async function propose(name: string, validFrom: string, value: string, by = proposer) {
  const id = randomUUID();
  await proposeFigure(suite.api, {
    id,
    figure: {
      center: CENTER,
      district: null,
      name,
      value,
      validFrom,
      documentNumber: '甲房金发〔2026〕9号',
      reason: '年度调整',
    },
    by,
  });
  return id;
}

async function approve(proposal: string, by = decider, decided = true) {
  await decideFigure(suite.api, { proposal, approve: decided, reason: '同意', by });
}

async function inForce(name: string) {
  const { rows } = await suite.api.query<{ value: string; from: string; to: string | null }>(
    `select value, valid_from as from, valid_to as to from figure where name = $1 order by valid_from`,
    [name],
  );
  return rows;
}

describe('a figure', () => {
  it('comes into force on its day, and the one before ends on the eve', async () => {
    const name = freshName();
    await approve(await propose(name, '2026-11-23', '15'));
    await approve(await propose(name, '2027-07-01', '20'));
    expect(await inForce(name)).toEqual([
      { value: '15', from: '2026-11-23', to: '2027-06-30' },
      { value: '20', from: '2027-07-01', to: null },
    ]);
  });

  it('approved late fits between those that are there', async () => {
    const name = freshName();
    await approve(await propose(name, '2026-12-01', '1'));
    await approve(await propose(name, '2027-12-01', '3'));
    await approve(await propose(name, '2027-06-01', '2'));
    expect(await inForce(name)).toEqual([
      { value: '1', from: '2026-12-01', to: '2027-05-31' },
      { value: '2', from: '2027-06-01', to: '2027-11-30' },
      { value: '3', from: '2027-12-01', to: null },
    ]);
  });

  it('is decided by another person, once', async () => {
    const name = freshName();
    const proposal = await propose(name, '2026-12-01', '1');
    await expect(approve(proposal, proposer)).rejects.toMatchObject({ code: 'same-person' });
    await expect(approve(proposal, acting('zhao', 'reviewer'))).rejects.toMatchObject({
      code: 'not-authorized',
    });
    await expect(approve(proposal, acting('dl-sun', 'supervisor'))).rejects.toMatchObject({
      code: 'not-found',
    });
    await approve(proposal, decider, false);
    expect(await inForce(name)).toEqual([]);
    await expect(approve(proposal)).rejects.toMatchObject({ code: 'action-not-permitted' });
  });

  it('may begin today and never before, neither when proposed nor when decided', async () => {
    const name = freshName();
    await expect(propose(name, '2026-11-22', '1')).rejects.toMatchObject({
      code: 'input-invalid',
    });
    const proposal = await propose(name, '2026-11-23', '1');
    const nextDay = acting('zhou', 'supervisor', Date.parse('2026-11-24T00:00:00+08:00'));
    await expect(approve(proposal, nextDay)).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await approve(proposal);
    expect(await inForce(name)).toHaveLength(1);
  });

  it('of the same day is not decided twice, not even at once', async () => {
    const name = freshName();
    const proposals = await Promise.all(
      ['1', '2', '3', '4'].map((value) => propose(name, '2027-01-01', value)),
    );
    const outcomes = await Promise.allSettled(proposals.map((proposal) => approve(proposal)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await inForce(name)).toHaveLength(1);
  });

  it('is nobody’s to propose but a supervisor’s of the center', async () => {
    for (const by of [acting('lin', 'clerk'), acting('dl-sun', 'supervisor')]) {
      await expect(propose(freshName(), '2027-01-01', '1', by)).rejects.toMatchObject({
        code: 'not-authorized',
      });
    }
  });

  it('cannot overlap another of its name, whoever writes it', async () => {
    const name = freshName();
    const write = (center: string, district: string | null, from: string, to: string | null) =>
      suite.owner.query(
        `insert into figure (center, district, name, value, valid_from, valid_to, document_number,
           proposed_by, approved_by) values ($1, $2, $3, '1', $4, $5, 'x', 'a', 'b')`,
        [center, district, name, from, to],
      );
    await write(CENTER, null, '2026-01-01', '2026-06-30');
    await expect(write(CENTER, null, '2026-06-30', null)).rejects.toMatchObject({ code: '23P01' });
    await write(CENTER, null, '2026-07-01', null);
    await write(CENTER, '210102', '2026-02-01', null);
    await write(OTHER_CENTER, null, '2026-02-01', null);
  });
});

describe('the working-day calendar', () => {
  const holidays2026 = ['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'];
  const load = (year: number, days: readonly { day: string; working: boolean }[], by = proposer) =>
    loadCalendar(suite.api, {
      center: CENTER,
      year,
      documentNumber: `国办发明电〔${year - 1}〕7号`,
      days: days.map((day) => ({ ...day, name: '国庆节' })),
      by,
    });
  const year2026 = [
    ...holidays2026.map((day) => ({ day, working: false })),
    { day: '2026-10-10', working: true },
  ];

  it('counts like the rules do, on every day around the holidays', async () => {
    await load(2026, year2026);
    const calendar = {
      holidays: holidays2026.map(plainDate),
      workdays: [plainDate('2026-10-10')],
    };
    for (let day = plainDate('2026-09-20'); day < '2026-10-20'; day = addDays(day, 1)) {
      for (const days of [0, 1, 3, 10]) {
        const { rows } = await suite.app.query<{ due: string }>(
          'select working_day_after($1, $2) as due',
          [day, days],
        );
        expect(rows[0]?.due, `${day} + ${days}`).toBe(addWorkingDays(day, days, calendar));
      }
    }
  });

  it('counts open tasks anew when a year is loaded, and no longer calls them provisional', async () => {
    const { id: caseId } = await newCase(suite);
    const options = { on: '2027-09-30', workingDays: 2, dueOn: '2027-10-04', provisional: true };
    const task = await newTask(suite, caseId, options);
    const closed = await newTask(suite, caseId, options);
    await suite.app.query('update task set closed_at = now() where id = $1', [closed]);
    const days = ['2027-10-01', '2027-10-04', '2027-10-05'].map((day) => ({ day, working: false }));
    expect(await load(2027, days)).toEqual({ tasks: 1, promises: 0 });
    expect(await load(2027, days)).toEqual({ tasks: 0, promises: 0 });
    const { rows } = await suite.api.query(
      'select due_on, due_provisional, version from task where id = any ($1) order by due_on desc',
      [[task, closed]],
    );
    expect(rows).toEqual([
      { due_on: '2027-10-07', due_provisional: false, version: 1 },
      { due_on: '2027-10-04', due_provisional: true, version: 1 },
    ]);
  });

  it('stays provisional while the year it runs into is not loaded', async () => {
    const { id: caseId } = await newCase(suite);
    const task = await newTask(suite, caseId, {
      on: '2027-12-30',
      workingDays: 3,
      dueOn: '2028-01-04',
    });
    await load(2027, []);
    const read = async () => {
      const { rows } = await suite.api.query<object>(
        'select due_on, due_provisional from task where id = $1',
        [task],
      );
      return rows;
    };
    expect(await read()).toEqual([{ due_on: '2028-01-04', due_provisional: true }]);
    await load(2028, [{ day: '2028-01-03', working: false }]);
    expect(await read()).toEqual([{ due_on: '2028-01-05', due_provisional: false }]);
  });

  it('takes a day of the year only, and once', async () => {
    const wrong = { code: 'input-invalid' };
    await expect(load(2029, [{ day: '2030-01-01', working: false }])).rejects.toMatchObject(wrong);
    const twice = { day: '2029-01-01', working: false };
    await expect(load(2029, [twice, twice])).rejects.toMatchObject(wrong);
    await expect(load(2029, [], acting('lin', 'clerk'))).rejects.toMatchObject({
      code: 'not-authorized',
    });
    const { rowCount } = await suite.api.query('select from calendar_year where year = 2029');
    expect(rowCount).toBe(0);
  });
});
