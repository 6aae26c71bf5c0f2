/** What goes on and what waits while something is down, read off the case types. */
import { describe, expect, it } from 'vitest';
import type { CaseType } from '../../src/cases/case.ts';
import {
  consequencesOf,
  degradedSentence,
  DEPENDENCIES,
  dependencyTitle,
} from '../../src/cases/degraded.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';

const at = Date.parse('2026-11-23T15:30:00+08:00');
const types = Object.values(CASE_TYPES);
const acts = (some: readonly { readonly acts: readonly string[] }[]) =>
  some.flatMap(({ acts: titles }) => titles);

describe.each(types)('$title', ({ stages, actions }: CaseType) => {
  it('names for what an act leads to, and for what a stage asks, only what there is', () => {
    for (const { leadsTo, asksAgain } of Object.values(actions)) {
      if (leadsTo !== undefined) expect(stages[leadsTo]?.asks).toBeDefined();
      if (asksAgain) expect(leadsTo).toBeDefined();
    }
  });

  it('asks outside systems in every stage in which it works by itself', () => {
    for (const [stage, { state, asks }] of Object.entries(stages)) {
      expect(asks !== undefined, stage).toBe(state === 'running');
    }
  });
});

describe('while the national platform is down', () => {
  const { goesOn, waits } = consequencesOf('national', at);

  it('what asks it nothing goes on, what leads to a question is taken and queued', () => {
    const free = goesOn.find(({ what }) => what === '开户：照常办理');
    expect(free?.acts).toEqual(
      expect.arrayContaining([
        '撤回申请',
        '复核',
        '申请人工复议',
        '录入平台查询结果',
        '确认录入的查询结果',
      ]),
    );
    const queued = goesOn.find(({ what }) => what.startsWith('开户：可以受理'));
    expect(queued?.acts).toEqual(
      expect.arrayContaining(['发起', '补正材料', '更正录入', '签署协议']),
    );
    expect(goesOn).toContainEqual({ what: '撤销开户：全部照常', acts: [] });
  });

  it('what only asks again waits, with the promise that nothing is to be sent twice', () => {
    // The opening first; whatever else asks it says the same.
    const opening = waits.find(({ what }) => what.startsWith('开户'));
    expect(opening?.what).toContain('核查中和开户处理中');
    expect(opening?.acts).toEqual(['立即重新核查', '立即重试']);
    for (const { promise } of waits) {
      expect(promise).toContain('恢复后自动继续，不用重新提交');
      expect(promise).toContain('下一次自动查询在2026年11月23日 15:30');
    }
    expect(consequencesOf('national', null).waits[0]?.promise).not.toContain('下一次自动查询');
  });

  it('every act of every type stands on one side and on one only', () => {
    const affected = types.filter(({ stages }) =>
      Object.values(stages).some(({ asks }) => asks?.includes('national') === true),
    );
    for (const { title: type, actions } of affected) {
      const named = acts([...goesOn, ...waits].filter(({ what }) => what.startsWith(`${type}：`)));
      for (const { title } of Object.values(actions)) {
        const found = named.filter((act) => act === title);
        expect(found, `${type} ${title}`).toHaveLength(1);
      }
    }
  });

  it('a type of its own is read in the same way', () => {
    const loan = {
      ...CASE_TYPES['opening-reversal']!,
      title: '贷款',
      stages: {
        ...CASE_TYPES['opening-reversal']!.stages,
        checked: { title: '核查中', state: 'running', asks: ['national'] },
      },
    } as unknown as CaseType;
    const told = consequencesOf('national', null, { loan });
    expect(told.waits).toMatchObject([{ what: expect.stringContaining('贷款：核查中') as string }]);
    expect(consequencesOf('identity', null, { loan })).toEqual({
      goesOn: [{ what: '贷款：全部照常', acts: [] }],
      waits: [],
    });
  });
});

describe('while nothing can be moved', () => {
  it.each(['engine', 'case-worker'] as const)('%s: the desk goes on, every act waits', (what) => {
    const { goesOn, waits } = consequencesOf(what, null);
    expect(acts(goesOn)).toContain('领取、退回和指派待办');
    const all = types.flatMap(({ actions }) => Object.values(actions).map(({ title }) => title));
    expect(acts(waits).sort()).toEqual([...all].sort());
    for (const { promise } of waits) expect(promise).toContain('不会重复办理');
  });
});

describe.each(DEPENDENCIES)('%s', (what) => {
  it('has a name, a sentence and consequences in whole sentences', () => {
    expect(dependencyTitle(what)).toMatch(/[\u4e00-\u9fff]/);
    expect(degradedSentence(what, 'down', at)).toMatch(/自2026年11月23日 15:30起.*。$/);
    expect(degradedSentence(what, 'slow', null)).not.toContain('自');
    const { goesOn, waits } = consequencesOf(what, null);
    expect(goesOn.length).toBeGreaterThan(0);
    for (const { promise } of waits) expect(promise).toMatch(/。$/);
  });
});
