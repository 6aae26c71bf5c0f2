/** 通知（十四）: 告知文书的送达, by the ways of the center in their order. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { figuresOf } from '../../src/policy/centers/figure-table.ts';
import { EVERY_CENTER_FIGURES } from '../../src/policy/centers/every-center.ts';
import { valueProblem } from '../../src/policy/figure-values.ts';
import { serviceOrder, wayAfter } from '../../src/policy/service-order.ts';

const on = plainDate('2026-11-10');
const own = (value: string, from = '2026-11-10') =>
  figuresOf({ center: '210100', document: '沈金管〔2026〕1号', from }, { 'service-order': value });

describe('the order of the ways', () => {
  it('is app, text message, letter where the center has said nothing', () => {
    expect(serviceOrder([], { center: '210100', on })).toEqual(['app', 'sms', 'letter']);
    const shipped = serviceOrder(EVERY_CENTER_FIGURES, { center: '210100', on });
    expect(shipped).toEqual(['app', 'sms', 'letter']);
  });

  it.each([
    ['2026-11-09', ['app', 'sms', 'letter']],
    ['2026-11-10', ['letter', 'sms']],
    ['2026-11-11', ['letter', 'sms']],
  ])('is the center’s own from its first day on: on %s %j', (day, ways) => {
    const figures = [...EVERY_CENTER_FIGURES, ...own('letter,sms')];
    expect(serviceOrder(figures, { center: '210100', on: plainDate(day) })).toEqual(ways);
    expect(serviceOrder(figures, { center: '210200', on: plainDate(day) })[0]).toBe('app');
  });

  it.each([
    ['app,sms,letter', true],
    ['letter', true],
    ['sms,sms', false],
    ['sms,,letter', false],
    ['', false],
    ['fax', false],
  ])('%s may be set: %s', (value, readable) => {
    expect(valueProblem('service-order', value) === null).toBe(readable);
  });
});

describe('what did not arrive', () => {
  it.each([
    ['app', 'sms'],
    ['sms', 'letter'],
    ['letter', null],
  ])('by %s goes on by %s', (way, next) => {
    expect(wayAfter(['app', 'sms', 'letter'], way)).toBe(next);
  });

  it('goes on by the first of the order after a way that is not in it', () => {
    expect(wayAfter(['sms', 'letter'], 'app')).toBe('sms');
  });
});
