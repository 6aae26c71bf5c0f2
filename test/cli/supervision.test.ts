/** `anju supervision …` against a server that answers as the API does. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_ID, environment, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
const anju = (line: string): Promise<Ran> => run(line.split(' '), environment(api));

beforeEach(async () => {
  api = await startFakeApi();
});
afterEach(() => api.close());

const AT = '2026-11-23T02:30:00.000Z';

describe('the board', () => {
  it('is printed in parts, with what is unknown said as unknown', async () => {
    api.on('GET /supervision', {
      body: {
        at: AT,
        open: 12,
        cases: [...[{ typeTitle: '开户', stageTitle: '待签协议', count: 12, overdueByLaw: 0 }]],
        waits: [{ title: '等申请人签署协议', age: '1-7d', count: 12, overdue: 1 }],
        overdue: { byLaw: 0, byPromise: 2, waits: 1, tasks: 3 },
        parkedCount: 0,
        parked: [],
        stalls: null,
        systems: [
          { title: '公安身份核验', stateTitle: '情况不明，近期无人查询', waiting: 0, since: null },
        ],
        workers: {
          processes: [{ title: '办件进程', build: '0.1.0+abc', alive: false, seenAt: AT }],
          queues: [{ title: '办件队列（流程）', pollers: 0, backlog: 4, oldestSeconds: 61 }],
        },
        loops: [{ title: '留痕封链', stateTitle: '没有动静', waiting: 7, oldestSeconds: 90 }],
        runs: [
          {
            ...{ id: 'proof.210100.2026-11-22.1', kindTitle: '账务核验', stateTitle: '已停止' },
            ...{ businessOn: '2026-11-22', sentence: '失败的项目过多：请先查明原因。' },
          },
        ],
        calendar: { alarm: null },
      },
    });
    const { code, stdout } = await anju('supervision board');
    expect(code).toBe(0);
    for (const part of [
      '情况不明，近期无人查询',
      '失联',
      '没有动静',
      '失败的项目过多',
      'proof.210100.2026-11-22.1',
      '雷达尚未扫描',
      '2026-11-23 10:30',
    ]) {
      expect(stdout).toContain(part);
    }
  });
});

describe('the radar', () => {
  const swept = { at: AT, engineReachable: true, complete: true, notLookedAt: 0, left: 0 };

  it('ends with 0 when nothing stands still', async () => {
    const body = { ...swept, total: 0, kinds: [], items: [], states: [] };
    api.on('GET /supervision/radar', { body });
    const { code, stdout } = await anju('supervision radar');
    expect(code).toBe(0);
    expect(stdout).toContain('全部在办业务');
  });

  it('ends with 6 and tells each case, what is wrong, and what was not looked at', async () => {
    const item = {
      ...{ number: 'K202611230001', title: '在办，但流程不在运行', caseId: CASE_ID, since: AT },
      sentence: '业务库中在办，办理引擎中的流程已被强行终止。',
    };
    const kinds = [{ kind: 'no-workflow', title: '', count: 1 }];
    const body = {
      ...swept,
      complete: false,
      notLookedAt: 9,
      left: 3,
      total: 1,
      kinds,
      items: [item],
    };
    api.on('GET /supervision/radar', { body });
    const { code, stdout } = await anju(`supervision radar --kind no-workflow --case ${CASE_ID}`);
    expect(code).toBe(6);
    expect(api.asked.at(-1)!.query).toEqual({ kind: 'no-workflow', case: CASE_ID });
    for (const part of ['K202611230001', '已被强行终止', '9件未逐件查看', '另有3件未列出']) {
      expect(stdout).toContain(part);
    }
  });
});

describe('the forecast', () => {
  it('leaves out weeks in which nothing is due', async () => {
    const week = (from: string, cases: number) => ({
      ...{ from, to: from, cases, cashCases: 0, minutes: 0 },
      kinds: [{ kind: 'wait.signature', title: '等申请人签署协议', count: cases }],
    });
    const nothing = { cases: 0, cashCases: 0, minutes: 0, kinds: [] };
    const periods = [
      { ...week('2026-11-23', 4), to: '2026-11-29' },
      week('2026-11-30', 0),
      // A gate is paid on the day after the last day of its wait.
      { ...week('2026-12-07', 0), cashCases: 1, cash: '8050.00', leaving: '8050.00' },
    ];
    const body = { periods, before: nothing, after: nothing, endless: { ...nothing, cases: 2 } };
    api.on('GET /supervision/forecast', { body });
    const { stdout } = await anju('supervision forecast');
    expect(stdout).toContain('2026-11-23 至 2026-11-29');
    expect(stdout).toMatch(/2026-12-07 +│ 0 .*8050\.00/);
    expect(stdout).toContain('等申请人签署协议 4');
    expect(stdout).toContain('没有期限');
    expect(stdout).not.toContain('2026-11-30');
    expect(stdout).not.toContain('此前已到期');
  });
});

describe('what is down', () => {
  it('is told with what goes on and what waits, or that all is well', async () => {
    api.on('GET /supervision/degraded', { body: { items: [] } });
    expect((await anju('supervision degraded')).stdout).toBe('一切正常。\n');
    const item = {
      ...{ sentence: '全国住房公积金监管服务平台没有应答。', heldBack: 3 },
      goesOn: [{ what: '开户：照常办理', acts: ['撤回申请', '复核'] }],
      waits: [{ what: '开户：核查中的业务', acts: [], promise: '恢复后自动继续。' }],
    };
    api.on('GET /supervision/degraded', { body: { items: [item] } });
    const { stdout } = await anju('supervision degraded');
    expect(stdout).toBe(
      '全国住房公积金监管服务平台没有应答。\n等它的业务3件。\n照常：\n  开户：照常办理：撤回申请、复核\n' +
        '等待：\n  开户：核查中的业务：恢复后自动继续。\n',
    );
  });
});
