/** 首个未缴月份: the month that a plan is paid for next, at every moment. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToMonth, monthOf, plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { CYCLES, CYCLE_MONTHS } from '../../src/domain/vocabulary.ts';
import { firstMonthToPay, firstUnpaid, type PlanStanding } from '../../src/policy/first-unpaid.ts';

const on = plainDate('2026-11-20');
const m = plainMonth;
const plan = (more: Partial<PlanStanding> = {}): PlanStanding => ({
  ...{ from: m('2026-09'), cycle: 'month', paidTo: null, lapsedTo: null, owedFrom: null },
  ...more,
});
const standing = { on, closed: false, agreement: true, plan: plan(), lastMonth: m('2059-12') };

describe('首个未缴月份', () => {
  it.each<[string, Partial<PlanStanding>, string]>([
    ['缴至之后的一个月', { paidTo: m('2026-11') }, '2026-12'],
    ['预缴的，缴到哪里就从哪里起', { paidTo: m('2027-03') }, '2027-04'],
    ['已经应缴的那一期在前，银行正在扣的也算', { owedFrom: m('2026-10') }, '2026-10'],
    ['欠缴的月份不补缴', { paidTo: m('2026-09'), lapsedTo: m('2026-10') }, '2026-11'],
    ['已经过去的周期不再缴', { paidTo: m('2026-07') }, '2026-11'],
    ['季度的周期还没有过去', { cycle: 'quarter', paidTo: m('2026-08') }, '2026-09'],
    [
      '季度的周期过去了，是下一个周期的第一个月',
      { cycle: 'quarter', from: m('2026-08') },
      '2026-11',
    ],
    ['还没有开始的计划，是它的第一个月', { from: m('2027-01') }, '2027-01'],
  ])('%s', (_, more, month) => {
    expect(firstMonthToPay(plan(more), on)).toBe(month);
  });

  it('没有时说明为什么：已销户、没有协议、协议已终止、已到退休前最后一个月', () => {
    const retiring = { plan: plan({ paidTo: m('2026-11') }), lastMonth: m('2026-11') };
    expect(firstUnpaid({ ...standing, closed: true }).none).toBe('account-closed');
    expect(firstUnpaid({ ...standing, plan: null, agreement: false }).none).toBe('no-agreement');
    expect(firstUnpaid({ ...standing, plan: null }).none).toBe('agreement-ended');
    expect(firstUnpaid({ ...standing, ...retiring })).toEqual({ month: null, none: 'retired' });
    expect(firstUnpaid({ ...standing, lastMonth: null })).toEqual({ month: '2026-11', none: null });
  });

  it('没有应缴的，总在缴至之后、不早于本周期，缴掉一期就往后一期', () => {
    const months = fc.integer({ min: -30, max: 30 }).map((by) => addToMonth(monthOf(on), by));
    fc.assert(
      fc.property(months, fc.option(months), fc.constantFrom(...CYCLES), (from, paidTo, cycle) => {
        const one = plan({ from, paidTo, cycle });
        const first = firstMonthToPay(one, on);
        const length = CYCLE_MONTHS[cycle];
        expect(first >= from && (paidTo === null || first > paidTo)).toBe(true);
        expect(addToMonth(first, length) > monthOf(on)).toBe(true);
        const next = firstMonthToPay({ ...one, paidTo: addToMonth(first, length - 1) }, on);
        expect(next).toBe(addToMonth(first, length));
      }),
    );
  });
});
