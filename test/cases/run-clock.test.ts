/** The day for which the clock should have begun a run: half an hour after its hour, not before. */
import { describe, expect, it } from 'vitest';
import { lastDueDay } from '../../src/cases/run-schedules.ts';

const at = (text: string) => Date.parse(`${text}+08:00`);

describe('a run of every day', () => {
  it('is due for the day itself half an hour after its hour', () => {
    expect(lastDueDay('collection', at('2026-11-23T08:29:59'))).toBe('2026-11-22');
    expect(lastDueDay('collection', at('2026-11-23T08:30:00'))).toBe('2026-11-23');
    expect(lastDueDay('collection', at('2026-11-24T08:29:59'))).toBe('2026-11-23');
  });

  it('is due for the day before where it works for the day before', () => {
    expect(lastDueDay('reconciliation', at('2026-11-23T01:29:59'))).toBe('2026-11-21');
    expect(lastDueDay('reconciliation', at('2026-11-23T01:30:00'))).toBe('2026-11-22');
    expect(lastDueDay('proof', at('2027-01-01T03:30:00'))).toBe('2026-12-31');
  });
});

describe('the settlement of interest', () => {
  it('is due once a year, for 30 June', () => {
    expect(lastDueDay('interest-settlement', at('2026-07-01T00:59:59'))).toBe('2025-06-30');
    expect(lastDueDay('interest-settlement', at('2026-07-01T01:00:00'))).toBe('2026-06-30');
    expect(lastDueDay('interest-settlement', at('2027-06-30T23:59:59'))).toBe('2026-06-30');
  });
});
