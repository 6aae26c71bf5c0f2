/** The operator's diary: every intervention with its reason and later outcome, and what recurs. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { calendarDays } from '../builders.ts';
import { stuck, workersAlive } from './world/stuck.ts';
import type { Told } from './world/told.ts';
import { world } from './world/index.ts';

const place = world();
const things = stuck(place);
const supervisor = () => place.as('sun-zhuguan');
let stop: (() => Promise<void>) | undefined;
beforeAll(() => workersAlive(place.owner));
afterEach(async () => {
  await stop?.();
  stop = undefined;
});

type Shown = Readonly<Record<string, unknown>>;
const diary = (query = '', staff = 'sun-zhuguan'): Promise<Told> =>
  place.as(staff).get(`/supervision/diary${query}`);
const entryOf = (told: Told, caseId: string, title: string): Shown | undefined =>
  told.list('items').find((item) => item['caseId'] === caseId && item['title'] === title);

async function repaired(outcome: 'recovered' | 'not-recovered'): Promise<string> {
  const caseId = await things.park();
  const told = await things.propose('sun-zhuguan', {
    ...{ object: `case-${caseId}`, kind: 'parked', move: 'retry-now', reason: '平台已恢复' },
  });
  const id = told.string('id');
  stop ??= things.work();
  await things.until(id, 'watching');
  await (outcome === 'recovered' ? things.goOn(caseId) : things.parkAgain(caseId));
  await things.until(id, outcome);
  return caseId;
}

describe('the diary', () => {
  it('tells of a repair: who, why, before, after, and that it held', async () => {
    const caseId = await repaired('recovered');
    const told = await diary();
    expect(told.status, told.text).toBe(200);
    const entry = entryOf(told, caseId, '立即重试');
    expect(entry).toMatchObject({
      kind: 'parked',
      by: { id: 'sun-zhuguan' },
      second: null,
      reason: '平台已恢复',
      before: '第2版 需处理',
      after: expect.stringMatching(/^第\d版 人工复核中$/) as string,
      outcome: '已恢复：业务已到“人工复核中”。',
      later: { ended: null, stuckAgain: false },
    });
    // The case's own event of the same repair does not stand there a second time.
    expect(told.list('items').filter((item) => item['caseId'] === caseId)).toHaveLength(1);
  });

  it('tells that it did not hold when the case parks again later', async () => {
    const caseId = await repaired('recovered');
    await things.parkAgain(caseId);
    const entry = entryOf(await diary(), caseId, '立即重试');
    expect(entry).toMatchObject({ later: { stuckAgain: true } });
    expect((entry?.['later'] as { sentence: string }).sentence).toContain('之后又停下过');
  });

  it('tells of acts on the case’s own page, with how the case ended', async () => {
    const caseId = await things.park();
    const { rows } = await place.owner.query<{ version: number; person: string }>(
      'select version, person from "case" where id = $1',
      [caseId],
    );
    await place.engine.move(caseId, {
      by: {
        ...{ id: 'zhou-zhuguan', role: 'supervisor', center: '210100', branch: null },
        origin: 'test',
      },
      events: [
        { kind: 'repair-retry', public: { systems: ['national'] }, content: { reason: '再试' } },
      ],
      stage: { at: 'withdrawn' },
      outcome: 'withdrawn',
      waits: { close: 'all' },
      tasks: { close: 'all' },
    });
    expect(rows).toHaveLength(1);
    expect(entryOf(await diary(), caseId, '立即重试')).toMatchObject({
      kind: 'repair-retry',
      by: { id: 'zhou-zhuguan' },
      reason: '再试',
      before: '需处理',
      later: { ended: '已撤回', stuckAgain: false },
    });
  });

  it('tells of changed figures with both persons and both values, and of a loaded calendar', async () => {
    const proposed = await supervisor().post('/figures', {
      body: {
        ...{ name: 'supplement', value: '25', validFrom: '2031-06-01', reason: '管委会决定' },
        documentNumber: '沈公积金委〔2031〕1号',
      },
    });
    await place.as('zhou-zhuguan').post(`/figures/${proposed.string('id')}:decide`, {
      body: { approve: true, reason: '与文件一致' },
    });
    await supervisor().put('/calendar/2033', {
      body: {
        documentNumber: '国办发明电〔2032〕7号',
        days: calendarDays(2033),
      },
    });
    const items = (await diary()).list('items');
    expect(items.find(({ kind }) => kind === 'figure-approved')).toMatchObject({
      by: { id: 'sun-zhuguan' },
      second: { id: 'zhou-zhuguan' },
      reason: '与文件一致',
      after: '25（自2031-06-01起）',
    });
    expect(items.find(({ kind }) => kind === 'calendar-loaded')).toMatchObject({
      after: '国办发明电〔2032〕7号，重新计算待办0件',
      later: null,
    });
  });

  it('counts what recurs by kind, system and move, with the share that held', async () => {
    await repaired('not-recovered');
    const told = await diary();
    const summary = told.at('summary') as Record<string, readonly Shown[]>;
    const parked = summary['byKind']!.find(({ code }) => code === 'parked')!;
    const national = summary['bySystem']!.find(({ code }) => code === 'national')!;
    const retry = summary['byMove']!.find(({ code }) => code === 'retry-now')!;
    expect(parked).toMatchObject({ title: '需处理', count: 4, held: 2, share: 0.5 });
    expect(national).toMatchObject({ count: 4, held: 2 });
    expect(retry).toMatchObject({ title: '立即重试', count: 4 });
    expect(told.at('summary.sentence')).toContain('反复出现的是“需处理”（4次）');
  });

  it('is of one month, by the calendar of Shanghai, and leaves a line in the trail', async () => {
    const month = dateAt(Date.now()).slice(0, 7);
    expect((await diary(`?month=${month}`)).number('total')).toBeGreaterThan(0);
    const empty = await diary('?month=2020-01');
    expect(empty.body).toMatchObject({ total: 0, items: [], month: '2020-01' });
    expect(empty.at('summary.sentence')).toBe('本月没有人工干预。');
    expect((await diary('?month=2020-13')).status).toBe(422);
    const read = await place.as('li-shenji').get('/audit/events?kind=trail-read&staff=sun-zhuguan');
    expect(JSON.stringify(read.body)).toContain('"diary":"2020-01"');
  });

  it('is for supervisors and auditors of the center', async () => {
    expect((await diary('', 'li-shenji')).number('total')).toBeGreaterThan(0);
    expect((await diary('', 'dl-zhuguan')).number('total')).toBe(0);
    expect((await diary('', 'lin-guiyuan')).status).toBe(403);
  });
});
