/** 暂缓办理: which last days are possible. */
import { describe, expect, it } from 'vitest';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { latestPause, PAUSE_DAYS_MAX, refusePause } from '../../src/policy/case-pause.ts';

const on = plainDate('2026-11-23');
const dueOn = plainDate('2026-11-26');
const code = (until: string, due: string | null = dueOn) =>
  refusePause({ on, until: plainDate(until), dueOn: due === null ? null : plainDate(due) })?.code;

describe('the last day aside', () => {
  it.each([
    ['2026-11-22', 'not-ahead'],
    ['2026-11-23', 'not-ahead'],
    ['2026-11-24', undefined],
    ['2026-11-25', undefined],
    ['2026-11-26', undefined],
    ['2026-11-27', 'past-due'],
  ])('%s of a case due on 2026-11-26: %s', (until, expected) => {
    expect(code(until)).toBe(expected);
  });

  it('is none where the last day of the law is today or over', () => {
    expect(code('2026-11-24', '2026-11-23')).toBe('due-over');
    expect(code('2026-11-24', '2026-11-22')).toBe('due-over');
    expect(latestPause({ on, dueOn: on })).toBeNull();
    expect(latestPause({ on, dueOn: addDays(on, 1) })).toBe('2026-11-24');
  });

  it('is within a year where the law sets none', () => {
    const last = addDays(on, PAUSE_DAYS_MAX);
    expect(code(last, null)).toBeUndefined();
    expect(code(addDays(last, 1), null)).toBe('too-far');
    expect(latestPause({ on, dueOn: null })).toBe(last);
  });

  it('names the day and the clause that stand against it', () => {
    expect(refusePause({ on, until: addDays(dueOn, 1), dueOn })).toMatchObject({
      ...{ clause: 'regulation-25', text: '暂缓不能超过本业务的法定期限（2026-11-26）。' },
    });
  });
});
