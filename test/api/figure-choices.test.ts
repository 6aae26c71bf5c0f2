/** 参数变更的衔接: classes of running cases, a choice by two supervisors, before it takes force. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { withoutFigure } from '../../src/policy/figure-choice.ts';
import type { Figure } from '../../src/policy/figures.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const FROM = addDays(dateAt(Date.now()), 10);
const REASON = { reason: '管委会会议决定。' };

async function waiting(amount: string) {
  const contribution = { monthlyAmount: amount, cycle: 'month', debitDay: 10 };
  const { id } = await startCase(clerk(), {}, { contribution });
  await place.engine.move(id, { stage: { at: 'incomplete', detail: { until: FROM } } });
  return id;
}

/** Each of another name or day, so that no two stand in each other's way. */
let days = 0;
async function proposed(): Promise<string> {
  days += 1;
  const body = {
    ...{ name: 'contribution-base-min', value: '2500.00', validFrom: addDays(FROM, -days) },
    ...{ documentNumber: '沈公积金委〔2026〕9号', ...REASON },
  };
  const told = await sun().post('/figures', { body });
  expect(told.status, told.text).toBe(201);
  return told.string('id');
}

const choices = (proposal: string) => `/figures/proposals/${proposal}/choices`;
interface Class {
  readonly class: string;
  readonly chosen: boolean;
  readonly cases: readonly { readonly id: string; readonly sentence: string }[];
}
interface Choice {
  readonly id: string;
  readonly approved: boolean | null;
  readonly listed: readonly { readonly caseId: string; readonly secondBy: string | null }[];
}
const classIn = (body: unknown, of: string) =>
  (body as { classes: readonly Class[] }).classes.find((one) => one.class === of);
const firstChoice = (body: unknown) => (body as { choices: readonly Choice[] }).choices[0]!;

async function asked(proposal: string, pick: string) {
  const body = { class: 'choice', pick, ...REASON };
  const told = await sun().post(choices(proposal), { body });
  expect(told.status, told.text).toBe(201);
  return { told, id: firstChoice(told.body).id };
}

const decide = (by: ReturnType<typeof sun>, id: string, approve = true) =>
  by.post(`/figure-choices/${id}:decide`, { body: { approve, ...REASON } });

describe('the classes', () => {
  it('are the cases of the preview, by what would change of them', async () => {
    const touched = await waiting('230.00');
    const proposal = await proposed();
    const told = await sun().get(choices(proposal));
    const found = classIn(told.body, 'choice')!;
    expect(found.chosen).toBe(false);
    const one = found.cases.find(({ id }) => id === touched);
    expect(one?.sentence).toContain('每月250.00元');
    expect(told.at('open')).toBe(true);
  });

  it('are told a supervisor of the center alone', async () => {
    const proposal = await proposed();
    expect((await clerk().get(choices(proposal))).status).toBe(403);
    expect((await place.as('dl-zhuguan').get(choices(proposal))).status).toBe(404);
  });
});

describe('a choice', () => {
  it('counts when another supervisor agrees, once, and leaves its line on every case', async () => {
    const touched = await waiting('230.00');
    const proposal = await proposed();
    const { told, id } = await asked(proposal, 'keep');
    expect(firstChoice(told.body).listed.map(({ caseId }) => caseId)).toContain(touched);
    expect(classIn(told.body, 'choice')?.chosen).toBe(true);
    const twice = await sun().post(choices(proposal), {
      body: { class: 'choice', pick: 'new', ...REASON },
    });
    expect([twice.status, twice.string('code')]).toEqual([409, 'action-not-permitted']);
    expect((await decide(sun(), id)).string('code')).toBe('same-person');
    expect(firstChoice((await decide(zhou(), id)).body).approved).toBe(true);
    expect((await decide(zhou(), id)).status).toBe(409);
    const { rows } = await place.owner.query<{ kind: string }>(
      `select kind from event where case_id = $1 and kind = 'figure-chosen'`,
      [touched],
    );
    expect(rows).toHaveLength(1);
  });

  it('that was not agreed to may be asked for anew', async () => {
    await waiting('230.00');
    const proposal = await proposed();
    const { id } = await asked(proposal, 'keep');
    await decide(zhou(), id, false);
    await asked(proposal, 'new');
    const told = await sun().get(choices(proposal));
    expect((told.body as { choices: readonly Choice[] }).choices).toHaveLength(2);
  });

  it('case by case needs two who choose the same for each', async () => {
    const touched = await waiting('230.00');
    const proposal = await proposed();
    const { id } = await asked(proposal, 'singly');
    const choose = (by: ReturnType<typeof sun>, pick: string) =>
      by.post(`/figure-choices/${id}/cases/${touched}:choose`, { body: { pick, ...REASON } });
    expect((await choose(sun(), 'keep')).status).toBe(409);
    await decide(zhou(), id);
    await choose(sun(), 'keep');
    expect((await choose(sun(), 'keep')).string('code')).toBe('same-person');
    const told = await choose(zhou(), 'keep');
    const one = firstChoice(told.body).listed.find(({ caseId }) => caseId === touched);
    expect(one?.secondBy).toBe('zhou-zhuguan');
    expect((await choose(zhou(), 'new')).status).toBe(409);
  });

  it('is refused on the day on which the figure takes force, and possible on the eve', async () => {
    await waiting('230.00');
    const proposal = await proposed();
    const ask = () =>
      sun().post(choices(proposal), { body: { class: 'choice', pick: 'keep', ...REASON } });
    const takesForce = (on: string) =>
      place.owner.query('update figure_proposal set valid_from = $2 where id = $1', [proposal, on]);
    const today = dateAt(Date.now());
    await takesForce(today);
    expect((await ask()).status).toBe(409);
    await takesForce(addDays(today, 1));
    expect((await ask()).status).toBe(201);
  });

  it('for a class without cases is not asked for', async () => {
    const proposal = await proposed();
    const told = await sun().post(choices(proposal), {
      body: { class: 'age', pick: 'keep', ...REASON },
    });
    expect(told.string('code')).toBe('action-not-permitted');
  });
});

describe('the figures without one', () => {
  const one = (from: string, to: string | null, value: string) =>
    ({
      ...{ center: '210100', district: null, name: 'supplement', unit: 'days' },
      ...{ value, from, to, document: '' },
    }) as unknown as Figure;

  it('go on with the one before it', () => {
    const figures = [
      one('2026-01-01', '2027-01-01', '30'),
      one('2027-01-01', '2028-01-01', '20'),
      one('2028-01-01', null, '10'),
    ];
    const left = { center: '210100', district: null, name: 'supplement', from: FROM };
    expect(withoutFigure(figures, left)).toEqual(figures);
    expect(withoutFigure(figures, { ...left, from: '2027-01-01' as typeof FROM })).toEqual([
      one('2026-01-01', '2028-01-01', '30'),
      one('2028-01-01', null, '10'),
    ]);
  });
});
