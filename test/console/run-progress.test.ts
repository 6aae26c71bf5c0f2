/** How fast a run is and how long it still takes: the figures, and the sentence a supervisor reads. */
import { describe, expect, it } from 'vitest';
import { progressOf } from '../../src/api/show-run.ts';
import { progressSentence } from '../../src/console/pages/runs/progress-sentence.ts';

const FROM = Date.parse('2026-11-23T00:00:00Z');
const working = (more: object = {}) => ({
  ...{
    state: 'working',
    workedFrom: FROM,
    stoodSeconds: 0,
    items: 1000,
    done: 0,
    refused: 0,
    failed: 0,
    skipped: 0,
  },
  ...more,
});
/** After so many seconds of work. */
const after = (seconds: number, more: object = {}) =>
  progressOf(working(more), FROM + seconds * 1000);

describe('the progress of a run', () => {
  it.each([
    // Whatever ended counts, done or not.
    [{ done: 200, refused: 40, failed: 10 }, 100, 2.5, 300],
    [{ done: 500 }, 100, 5, 100],
    [{ done: 999 }, 1000, 1, 2],
    [{ done: 1000 }, 100, 10, 0],
    // Seconds are rounded up, the rate to one decimal.
    [{ done: 3 }, 10, 0.3, 3324],
    [{ done: 2 }, 600, 0, 299_400],
    // What it stood in between is no work.
    [{ done: 500, stoodSeconds: 3500 }, 3600, 5, 100],
    // Within the first second it is not infinitely fast.
    [{ done: 7 }, 0, 7, 142],
  ])('%j after %s seconds: %s a second, %s seconds to go', (more, seconds, rate, left) => {
    expect(after(seconds, more)).toEqual({ perSecond: rate, remainingSeconds: left });
  });

  it('has no time to go before anything has ended: it waits for answers', () => {
    expect(after(60)).toEqual({ perSecond: 0, remainingSeconds: null });
  });

  it.each([
    ['preparing', {}],
    ['previewed', {}],
    ['stopped', { done: 5 }],
    ['done', { done: 1000 }],
    ['cancelled', { done: 5, skipped: 995 }],
  ])('is not told of a run that is %s', (state, more) => {
    expect(after(60, { state, ...more })).toBeNull();
  });

  it('is not told before the first item', () => {
    expect(after(60, { workedFrom: null })).toBeNull();
  });
});

describe('its sentence', () => {
  it.each([
    [{ perSecond: 2.5, remainingSeconds: 300 }, '每秒约2.5项，约还需5分钟。'],
    [{ perSecond: 10, remainingSeconds: 0 }, '每秒约10项，约还需0秒。'],
    [{ perSecond: 10, remainingSeconds: 89 }, '每秒约10项，约还需89秒。'],
    [{ perSecond: 10, remainingSeconds: 90 }, '每秒约10项，约还需2分钟。'],
    [{ perSecond: 10, remainingSeconds: 3540 }, '每秒约10项，约还需59分钟。'],
    [{ perSecond: 10, remainingSeconds: 3541 }, '每秒约10项，约还需1小时。'],
    [{ perSecond: 0.3, remainingSeconds: 4000 }, '每秒约0.3项，约还需1小时7分钟。'],
    [{ perSecond: 0, remainingSeconds: 299_400 }, '每秒不到0.1项，约还需83小时10分钟。'],
    [{ perSecond: 0, remainingSeconds: null }, '等待回报。'],
    [null, ''],
  ])('of %j is “%s”', (progress, sentence) => {
    expect(progressSentence(progress)).toBe(sentence);
  });
});
