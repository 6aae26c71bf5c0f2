/** Which runs go along when a time demo skips days: the day before, the day, the day after. */
import { describe, expect, it } from 'vitest';
import { runsOfPassedDays } from '../../src/cases/demo-runs.ts';
import { plainDate, startOf } from '../../src/domain/calendar.ts';

const HOUR = 3_600_000;
const at = (day: string, hours = 0) => startOf(plainDate(day)) + hours * HOUR;
const kinds = (from: number, to: number, debitDays: readonly number[] = [15]) =>
  runsOfPassedDays([{ center: '210100', debitDays }], { from, to }).map(({ kind, at: instant }) => [
    kind,
    new Date(instant).toISOString(),
  ]);

describe('days that a time demo skips', () => {
  it('bring a collection a week after each debit day, once holidays are over', () => {
    const collections = kinds(at('2026-11-29'), at('2027-01-23', 12)).filter(
      ([kind]) => kind === 'collection',
    );
    expect(collections).toEqual([
      ['collection', '2026-12-22T00:00:00.000Z'],
      ['collection', '2027-01-22T00:00:00.000Z'],
    ]);
    expect(kinds(at('2026-12-22', 7), at('2026-12-22', 8))).toHaveLength(1);
    expect(kinds(at('2026-12-22', 8), at('2026-12-22', 20))).toHaveLength(0);
  });

  it('bring it on the last day of the month at the latest: afterwards the month is missed', () => {
    expect(kinds(at('2027-02-01'), at('2027-03-01'), [28])[0]).toEqual([
      'collection',
      '2027-02-28T00:00:00.000Z',
    ]);
  });

  it('bring one collection for debit days that fall together', () => {
    const found = kinds(at('2027-02-01'), at('2027-03-01'), [27, 28, 25]);
    expect(found.filter(([kind]) => kind === 'collection')).toHaveLength(1);
  });

  it('bring the interest of 30 June in the night after it, and not a day earlier', () => {
    const hasInterest = (from: number, to: number) =>
      kinds(from, to).some(([kind]) => kind === 'interest-settlement');
    expect(hasInterest(at('2027-06-01'), at('2027-07-01'))).toBe(false);
    expect(hasInterest(at('2027-06-01'), at('2027-07-01', 0.5))).toBe(true);
    expect(hasInterest(at('2027-07-01', 1), at('2027-12-01'))).toBe(false);
  });

  it('end with a look at breaches and empty accounts on the last of them, in that order', () => {
    const end = at('2026-12-03');
    expect(kinds(at('2026-11-29'), end)).toEqual([
      ['breach-search', new Date(end).toISOString()],
      ['dormancy-sweep', new Date(end).toISOString()],
    ]);
    expect(kinds(at('2026-11-29', 1), at('2026-11-29', 9))).toEqual([]);
  });

  it('bring nothing to a center without accounts', () => {
    expect(runsOfPassedDays([], { from: at('2026-11-29'), to: at('2027-11-29') })).toEqual([]);
  });
});
