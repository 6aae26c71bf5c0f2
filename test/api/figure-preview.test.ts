/** Before a figure is confirmed: which cases under way would change, counted, listed, and why not. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt, plainDate } from '../../src/domain/calendar.ts';
import { reachesAge } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const supervisor = () => place.as('sun-zhuguan');
const FROM = addDays(dateAt(Date.now()), 10);

async function waiting(amount: string, until: string, more: Record<string, unknown> = {}) {
  const contribution = { monthlyAmount: amount, cycle: 'month', debitDay: 10 };
  const { id } = await startCase(clerk(), {}, { contribution, ...more });
  await place.engine.move(id, { stage: { at: 'incomplete', detail: { until } } });
  return id;
}

async function preview(body: Record<string, unknown>) {
  const told = await supervisor().post('/figures:preview', { body, key: null });
  expect(told.status, told.text).toBe(200);
  const of = (id: string) => told.list('items').find((item) => item['id'] === id);
  return { told, of };
}

const events = async () =>
  (await place.owner.query<{ n: number }>('select count(*)::int as n from event')).rows[0]!.n;

describe('a figure before it is confirmed', () => {
  it('shows the cases whose amount would fall out of the limits, and leaves the others', async () => {
    const touched = await waiting('230.00', FROM);
    const enough = await waiting('250.00', FROM);
    const over = await waiting('230.00', addDays(FROM, -1));
    const elsewhere = await waiting('230.00', FROM, { district: '210115' });
    const before = await events();
    const { told, of } = await preview({
      name: 'contribution-base-min',
      value: '2500.00',
      validFrom: FROM,
    });
    expect(of(touched)).toMatchObject({
      kind: 'choice',
      stageTitle: '待补正',
      person: { name: '张＊' },
      sentence: expect.stringContaining('每月250.00元至7358.00元') as string,
    });
    expect(of(enough)).toMatchObject({ kind: 'agreement' });
    expect(of(over)).toBeUndefined();
    expect(of(elsewhere)).toBeUndefined();
    expect(told.at('limits')).toEqual({
      before: { min: '223.00', max: '7358.00' },
      after: { min: '250.00', max: '7358.00' },
    });
    expect(told.at('before')).toMatchObject({ value: '2230.00', place: 'center' });
    expect(told.at('counts')).toMatchObject({ changed: 1, printed: 1, endsBefore: 1, unknown: 0 });
    expect(told.at('conflict')).toBeNull();
    // Nothing personal was opened: nothing more was written.
    expect(await events()).toBe(before);
  });

  it('of a district shows that district alone', async () => {
    const there = await waiting('230.00', FROM, { district: '210103' });
    const here = await waiting('230.00', FROM);
    const { of } = await preview({
      name: 'contribution-base-min',
      value: '2500.00',
      validFrom: FROM,
      district: '210103',
    });
    expect(of(there)).toMatchObject({ kind: 'choice' });
    expect(of(here)).toBeUndefined();
  });

  it('leaves what was accepted, the day before or that very day, and says why', async () => {
    const on = [addDays(FROM, -1), FROM];
    const accepted = [await waiting('230.00', FROM), await waiting('230.00', FROM)];
    for (const [n, id] of accepted.entries()) {
      await place.engine.move(id, {
        stage: { at: 'in review' },
        acceptance: {
          acceptedOn: on[n]!,
          regulation: '2026',
          dueOn: null,
          promisedWorkingDays: 5,
        },
      });
    }
    const cycles = await preview({
      name: 'contribution-cycles',
      value: 'quarter',
      validFrom: FROM,
    });
    for (const id of accepted) expect(cycles.of(id)).toBeUndefined();
    expect(cycles.told.number('counts.accepted')).toBeGreaterThanOrEqual(2);
    expect(JSON.stringify(cycles.told.at('reach'))).toContain('受理后不变');
    const base = await preview({
      name: 'contribution-base-min',
      value: '2500.00',
      validFrom: FROM,
    });
    for (const id of accepted) expect(base.of(id)).toMatchObject({ kind: 'agreement' });
  });

  it('reads the whole application only where an age decides, and each leaves its line', async () => {
    // Turns nineteen on the day after the first day.
    const number = reachesAge(19, 11);
    const young = await startCase(clerk(), { number }, { livesOnOwnIncome: true });
    await place.engine.move(young.id, { stage: { at: 'incomplete', detail: { until: FROM } } });
    const grown = await waiting('800.00', FROM, { livesOnOwnIncome: true });
    const { told, of } = await preview({ name: 'age-min', value: '19', validFrom: FROM });
    expect(of(young.id)).toMatchObject({
      kind: 'evidence',
      sentence: expect.stringContaining('须提供本人劳动收入材料') as string,
    });
    expect(of(grown)).toBeUndefined();
    expect(told.text).not.toContain(number.slice(6, 14));
    const lines = await place
      .as('li-shenji')
      .get(`/audit/events?case=${young.id}&kind=content-read`);
    expect(lines.at('items.0.content')).toEqual({ reason: '预览参数变更：参加最低年龄' });
  });

  it('that no running case reads says so, and looks at none', async () => {
    const { told } = await preview({ name: 'interest-rate', value: '0.0175', validFrom: FROM });
    expect(told.at('counts')).toMatchObject({ looked: 0, changed: 0, printed: 0 });
    expect(JSON.stringify(told.at('reach'))).toContain('不读取');
  });

  it('is refused as its proposal would be, and shows what stands in its way', async () => {
    const ask = (more: object) =>
      supervisor().post('/figures:preview', {
        body: { name: 'supplement', value: '20', validFrom: FROM, ...more },
        key: null,
      });
    expect((await ask({ value: 'zwanzig' })).body).toMatchObject({
      errors: [{ pointer: '#/value' }],
    });
    const past = addDays(plainDate(FROM), -11);
    expect((await ask({ validFrom: past })).body).toMatchObject({
      errors: [{ pointer: '#/validFrom' }],
    });
    expect((await ask({ center: '210200' })).status).toBe(403);
    expect((await ask({ validFrom: addDays(FROM, -10) })).status).toBe(200);
    const body = {
      ...{ name: 'supplement', value: '21', validFrom: FROM },
      ...{ documentNumber: '沈公积金委〔2026〕9号', reason: '管委会决定' },
    };
    const proposal = await supervisor().post('/figures', { body });
    await place.as('zhou-zhuguan').post(`/figures/${proposal.string('id')}:decide`, {
      body: { approve: true, reason: '一致' },
    });
    expect((await ask({})).string('conflict')).toContain('同名参数');
    const earlier = await ask({ validFrom: addDays(FROM, -5) });
    expect(earlier.at('endsOn')).toBe(addDays(FROM, -1));
  });
});
