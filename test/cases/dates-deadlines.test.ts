/** Deadlines that run, and the readings of the law that dates rest on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { reasoningOf } from '../../src/cases/dates/milestone.ts';
import { READINGS } from '../../src/cases/dates/readings.ts';
import { ROOT } from '../docs/tree.ts';
import { day, one } from './dates-facts.ts';

describe('deadlines that run', () => {
  const signing = {
    what: 'signing',
    begunOn: day('2026-11-23'),
    lastOn: day('2026-12-08'),
    caseNumber: 'K202611230001',
  } as const;

  it.each([
    ['2026-12-07', 'running', '最迟2026年12月8日（含当日），还有1天。'],
    ['2026-12-08', 'last-day', '最迟2026年12月8日（含当日），就是今天。'],
    ['2026-12-09', 'passed', '期限已于2026年12月8日届满。'],
  ])('signing, on %s: %s', (on, state, words) => {
    const found = one('signing', { on: day(on), deadlines: [signing] });
    expect(found).toMatchObject({ state, caseNumber: 'K202611230001', kind: 'until' });
    expect(found.sentence).toContain(words);
    expect(found.sentence).toContain('逾期未签的，本次开户申请终止');
  });

  it('shows the days and their document where they agree with the figure, else the recorded day', () => {
    const found = one('signing', { deadlines: [signing] });
    expect(found.steps[1]).toMatchObject({
      text: '期限15日，最后一日2026年12月8日',
      source: '系统默认参数（待中心文件确认）',
    });
    const moved = one('signing', { deadlines: [{ ...signing, begunOn: day('2026-11-25') }] });
    expect(moved.steps[1]).toMatchObject({ text: '登记的最后一日2026年12月8日', source: null });
  });

  it('an answer of the platform may be used through its last day, and is asked again on the next', () => {
    const recheck = {
      ...signing,
      what: 'recheck',
      begunOn: day('2026-11-23'),
      lastOn: day('2026-11-30'),
    } as const;
    expect(reasoningOf(one('recheck', { deadlines: [recheck] }))).toBe(
      '2026年11月23日全国平台答复（当日不计入） → 期限7日，最后一日2026年11月30日 → 当日24时前仍可使用 → 次日2026年12月1日起须重新核查',
    );
  });
});

describe('the readings', () => {
  const kept = readFileSync(join(ROOT, 'docs/readings.md'), 'utf8').split('\n');

  it.each(Object.entries(READINGS))('%s stands in docs/readings.md with its reason', (_, known) => {
    const row = kept.find((line) => line.includes(known.record));
    expect(row, known.record).toBeDefined();
    expect(row).toMatch(new RegExp(String.raw`^\| ${known.rule} +\|`));
  });
});
