/** `anju case moves` and `anju figures choices …`: another day for a wait, another figure for running cases. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/failure.ts';
import { CASE_ID, environment, problem, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
const anju = (line: string): Promise<Ran> => run(line.split(' '), environment(api));
const last = () => api.asked.at(-1)!;
beforeEach(async () => {
  api = await startFakeApi();
});
afterEach(() => api.close());

describe('case moves', () => {
  const clause = { id: 'liaoning-7', title: '通知（七）' };
  const movable = {
    ...{ title: '等封存满半年', givenOn: '2027-02-28', lastOn: '2027-02-28', clause },
    ...{ followsOn: '2027-03-01', then: '付清销户', sealedOn: '2026-08-29', how: '法院文书' },
  };
  const path = `GET /cases/${CASE_ID}/wait-moves`;

  it('shows what may be moved, what another day would change, and every move there was', async () => {
    const move = {
      ...{ title: '等封存满半年', fromOn: '2027-02-28', toOn: '2027-03-15', stateTitle: '待复核' },
      ...{ groundTitle: '法院文书', document: '（2027）辽01执1号', askedByName: '孙主管' },
      ...{ askedAt: '2027-01-04T02:00:00.000Z', settledAt: null },
    };
    const preview = { toOn: '2027-03-15', days: 15, followsOn: '2027-03-16', refusals: [] };
    api.on(path, { body: { movable, preview, moves: [move] } });
    const { code, stdout } = await anju(
      `case moves ${CASE_ID} --to 2027-03-15 --ground court-order`,
    );
    expect(code).toBe(0);
    expect(last().query).toEqual({ toOn: '2027-03-15', ground: 'court-order' });
    for (const word of [
      '2027-03-01起，付清销户',
      '2026-08-29',
      '2027-03-16',
      '（2027）辽01执1号',
      '孙主管 2027-01-04 10:00',
    ]) {
      expect(stdout).toContain(word);
    }
  });

  it('ends with 6 and says why when the wait may not be moved to that day', async () => {
    const refusals = [{ text: '比法定的早。', remedy: '改为法定日期或以后。', clause }];
    const preview = { toOn: '2027-01-01', days: -58, followsOn: '2027-01-02', refusals };
    api.on(path, { body: { movable, preview, moves: [] } });
    const { code, stdout } = await anju(`case moves ${CASE_ID} --to 2027-01-01`);
    expect(code).toBe(EXIT.no);
    expect(stdout).toContain('比法定的早。改为法定日期或以后。');
    expect(stdout).not.toContain('2027-01-02');
  });

  it('says that nothing can be moved', async () => {
    const fixed = [{ title: '等银行付款', how: '以银行办理的结果为准。' }];
    api.on(path, { body: { movable: null, fixed, preview: null, moves: [] } });
    const { code, stdout } = await anju(`case moves ${CASE_ID}`);
    expect(code).toBe(0);
    expect(stdout).toContain('现在没有可以改期的等待。\n· 等银行付款：以银行办理的结果为准。');
  });
});

describe('figures choices', () => {
  const body = {
    classes: [{ class: 'date', title: '日期会变', cases: [{ number: 'T1' }, { number: 'T2' }] }],
    choices: [
      {
        ...{ id: 'choice-1', class: 'date', pickTitle: '沿用原参数', cases: 2, askedBy: 'sun' },
        ...{ approved: null, reason: '已经告知' },
      },
    ],
  };

  it('lists the running cases by class and what was chosen, by whom, whether agreed', async () => {
    api.on('GET /figures/proposals/p1/choices', { body });
    const { stdout } = await anju('figures choices p1');
    for (const word of ['日期会变', 'T1、T2', '沿用原参数', '待另一人决定', '已经告知']) {
      expect(stdout).toContain(word);
    }
  });

  it('choose sends class, pick and reason under a key', async () => {
    api.on('POST /figures/proposals/p1/choices', { body });
    const line =
      'figures choose p1 --class exit-date --pick keep --reason 已告知 --key choose-key-1';
    expect((await anju(line)).code).toBe(0);
    expect(last().json).toEqual({ class: 'exit-date', pick: 'keep', reason: '已告知' });
    expect(last().headers['idempotency-key']).toBe('choose-key-1');
  });

  it('agree-choice agrees or declines; one’s own choice is refused with 5', async () => {
    const line = 'figures agree-choice choice-1 --reason 同意';
    const decided = { ...body.choices[0], approved: true, decidedBy: 'zhou' };
    api.on('POST /figure-choices/choice-1:decide', { body: { ...body, choices: [decided] } });
    expect((await anju(line)).stdout).toContain('同意 zhou');
    expect(last().json).toEqual({ approve: true, reason: '同意' });
    await anju(`${line} --decline`);
    expect(last().json).toMatchObject({ approve: false });
    api.on('POST /figure-choices/choice-1:decide', problem(409, 'action-not-permitted', {}));
    expect((await anju(line)).code).toBe(EXIT.conflict);
  });

  it('choose-one finds the case by its number', async () => {
    api.on('POST /cases:search', { body: { items: [{ id: CASE_ID, number: 'T1' }] } });
    api.on(`GET /cases`, { body: { items: [{ id: CASE_ID, number: 'T1' }], nextCursor: null } });
    api.on(`POST /figure-choices/choice-1/cases/${CASE_ID}:choose`, { body });
    const { code } = await anju('figures choose-one choice-1 T1 --pick new --reason 有利');
    expect(code).toBe(0);
    expect(last().json).toEqual({ pick: 'new', reason: '有利' });
    expect((await anju('figures choose-one choice-1 T1 --pick other --reason 无')).code).toBe(
      EXIT.input,
    );
  });
});
