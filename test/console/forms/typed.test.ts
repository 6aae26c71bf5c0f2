/** What people type and what is meant by it; what is not understood stays for the schema to refuse. */
import { describe, expect, it } from 'vitest';
import {
  meantAmount,
  meantDate,
  meantDigits,
  meantInstant,
  meantNumber,
  shownCard,
  shownInstant,
} from '../../../src/console/forms/typed.ts';

describe('a typed date', () => {
  it.each([
    ['20310506', '2031-05-06'],
    ['2031-5-6', '2031-05-06'],
    ['2031.05.06', '2031-05-06'],
    ['2031/5/6', '2031-05-06'],
    ['2031年5月6日', '2031-05-06'],
    ['２０３１０５０６', '2031-05-06'],
    [' 2031-05-06 ', '2031-05-06'],
    ['20280229', '2028-02-29'],
  ])('%s means %s', (text, date) => {
    expect(meantDate(text)).toBe(date);
  });

  it.each(['20270229', '2031-13-01', '2031-5', '310506', '五月六日'])('%s stays', (text) => {
    expect(meantDate(text)).toBe(text);
  });
});

describe('a typed amount', () => {
  it.each([
    ['800', '800.00'],
    ['800.5', '800.50'],
    ['0800', '800.00'],
    ['1,200', '1200.00'],
    ['１２００元', '1200.00'],
    ['0', '0.00'],
    ['800.', '800.00'],
  ])('%s means %s', (text, amount) => {
    expect(meantAmount(text)).toBe(amount);
  });

  it.each(['800.555', '-800', '八百', '1e3', '.5'])('%s stays', (text) => {
    expect(meantAmount(text)).toBe(text);
  });
});

describe('a typed instant', () => {
  it('is in Shanghai, and shown as it was typed', () => {
    expect(meantInstant('2026-11-23 9:05')).toBe('2026-11-23T09:05:00+08:00');
    expect(meantInstant('20261123 18:45')).toBe('2026-11-23T18:45:00+08:00');
    expect(shownInstant('2026-11-23T09:05:00+08:00')).toBe('2026-11-23 09:05');
  });

  it.each(['2026-11-23', '2026-11-23 24:00', '2026-11-31 10:00', '明天'])('%s stays', (text) => {
    expect(meantInstant(text)).toBe(text);
    expect(shownInstant(text)).toBe(text);
  });
});

describe('typed digits', () => {
  it('lose what stands between them, and are shown in groups', () => {
    expect(meantDigits('6222 0202　０００１-2345')).toBe('6222020200012345');
    expect(shownCard('6222020200012345678')).toBe('6222 0202 0001 2345 678');
    expect(shownCard('6222x')).toBe('6222x');
  });

  it('are a number only when they are one', () => {
    expect(meantNumber('15')).toBe(15);
    expect(meantNumber('１５')).toBe(15);
    expect(meantNumber('15日')).toBe('15日');
    expect(meantNumber('1.5')).toBe('1.5');
  });
});
