/** What is on record of a case at the terminal: events narrowed down, decisions taken again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EVENT_GROUPS } from '../../src/cases/event-groups.ts';
import { GROUPS } from '../../src/cli/case-record.ts';
import { CASE_ID, environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
const anju = (line: string): Promise<Ran> => run(line.split(' '), environment(api));
const last = () => api.asked.at(-1)!;

beforeEach(async () => {
  api = await startFakeApi();
});
afterEach(() => api.close());

describe('events', () => {
  it('are narrowed by the words of the case page, or by the names behind them', async () => {
    expect(GROUPS).toEqual(EVENT_GROUPS);
    const event = {
      id: '17',
      at: '2026-11-23T02:30:00.000Z',
      actor: 'system',
      sentence: '已核查。',
    };
    api.on(`GET /cases/${CASE_ID}/events`, { body: { items: [event], nextCursor: null } });
    for (const group of ['核查', 'checks']) {
      const { stdout } = await anju(`case events ${CASE_ID} --group ${group} --since 12 --newest`);
      expect(last().query).toEqual({ group: 'checks', since: '12', order: 'newest' });
      expect(stdout).toContain('17');
    }
    await anju(`case events ${CASE_ID} --kind check-answered,rechecked`);
    expect(last().query).toEqual({ kind: 'check-answered,rechecked' });
  });
});

describe('decisions', () => {
  const decision = (id: string) => ({
    id,
    ruleTitle: '开户认定',
    ruleVersion: '3',
    outcomeTitle: '准予开户',
    clauses: [{ id: 'liaoning-1', title: '通知（一）' }],
    decidedAt: '2026-11-23T02:30:00.000Z',
    decidedBy: 'system',
  });
  const replayed = (id: string, state: string) => {
    api.on(`GET /cases/${CASE_ID}/decisions/${id}/replay`, {
      body: { state, sentence: `${state}。` },
    });
  };

  beforeEach(() => {
    api.on(`GET /cases/${CASE_ID}/decisions`, { body: { items: [decision('8'), decision('7')] } });
    replayed('7', 'same');
    replayed('8', 'same');
  });

  it('are listed with rule, outcome and clause', async () => {
    const { stdout } = await anju(`case decisions ${CASE_ID}`);
    for (const words of ['开户认定（第3版）', '准予开户', '通知（一）', '系统']) {
      expect(stdout).toContain(words);
    }
  });

  it('are all taken again, or one; the same ends with 0', async () => {
    const all = await anju(`case replay ${CASE_ID}`);
    expect(all.code).toBe(0);
    expect(all.stdout.match(/一致/g)).toHaveLength(2);
    const one = await anju(`case replay ${CASE_ID} 7 -o json`);
    expect(JSON.parse(one.stdout)).toMatchObject({ items: [{ id: '7', state: 'same' }] });
  });

  it('that come out differently end with 6; a rule that is newer does not', async () => {
    replayed('8', 'other-version');
    expect((await anju(`case replay ${CASE_ID}`)).code).toBe(0);
    replayed('8', 'different');
    const { code, stdout } = await anju(`case replay ${CASE_ID}`);
    expect(code).toBe(6);
    expect(stdout).toContain('不一致');
  });

  it('that are not of the case, or no number, are refused', async () => {
    expect((await anju(`case replay ${CASE_ID} 99`)).code).toBe(4);
    expect((await anju(`case replay ${CASE_ID} seven`)).code).toBe(2);
  });
});

describe('the evidence of a check', () => {
  const path = `POST /cases/${CASE_ID}/checks/5:reveal`;

  it('is printed for a reason, and ends with 6 where it is not what was hashed', async () => {
    const told = { id: '5', text: '{ "answer": [] }', evidenceHash: 'x', intact: true };
    api.on(path, { body: told });
    const { code, stdout } = await anju(`case evidence ${CASE_ID} 5 --reason 核对原文`);
    expect(code).toBe(0);
    expect(stdout).toContain('{ "answer": [] }');
    expect(last().json).toEqual({ reason: '核对原文' });
    api.on(path, { body: { ...told, intact: false } });
    expect((await anju(`case evidence ${CASE_ID} 5 --reason 核对原文`)).code).toBe(6);
    const asked = api.asked.length;
    expect((await anju(`case evidence ${CASE_ID} 5`)).code).toBe(2);
    expect(api.asked).toHaveLength(asked);
  });

  it('belongs to a check of the list', async () => {
    const check = {
      id: '5',
      systemTitle: '全国监管平台',
      statusTitle: '已答复',
      use: '可以据以开户。',
    };
    api.on(`GET /cases/${CASE_ID}/checks`, { body: { items: [check] } });
    const { stdout } = await anju(`case checks ${CASE_ID}`);
    for (const words of ['5', '全国监管平台', '可以据以开户。']) expect(stdout).toContain(words);
  });
});
