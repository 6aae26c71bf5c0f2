/** Applications as tests need them: complete, and everything else by an exception from that. */
import { randomUUID } from 'node:crypto';
import { addDays, addMonths, dateAt, type PlainDate } from '../src/domain/calendar.ts';

export interface Applicant {
  readonly name: string;
  readonly type: string;
  readonly number: string;
}

let counter = 0;

/** A number that was never issued (area 219900) with a right check character. */
export function idNumber(birth = '19900101', sequence?: number): string {
  counter += 1;
  // Odd for a man, even for a woman; another one for every call.
  const n = sequence ?? 101 + ((counter * 2) % 898);
  const body = `219900${birth}${String(n).padStart(3, '0')}`;
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0);
  return body + '10X98765432'.charAt(sum % 11);
}

/** Today in Shanghai, where stories begin. */
export function today(): PlainDate {
  return dateAt(Date.now());
}

/** The number of a man who reaches an age that many days from today. */
export function reachesAge(years: number, inDays: number): string {
  return idNumber(addMonths(addDays(today(), inDays), -12 * years).replaceAll('-', ''));
}

interface Given extends Partial<Applicant> {
  readonly files?: Readonly<Record<string, string>>;
}

/** A complete application at the counter in Shenyang. */
export function application(given: Given = {}, more: Record<string, unknown> = {}) {
  const { number = idNumber(), name = '张三', type = 'resident-id', files = {} } = given;
  const consents = ['personal-data', 'national-platform', 'identity-verification'];
  const kinds = { 'identity-document': randomUUID(), ...files };
  return {
    applicant: {
      name,
      document: { type, number, validUntil: '2036-01-01' },
      otherDocuments: [],
      phone: '13900001111',
      address: '辽宁省沈阳市和平区某街1号',
    },
    district: '210102',
    employment: { form: 'new-form', occupation: '外卖骑手' },
    fullCapacity: true,
    livesOnOwnIncome: false,
    drawsPension: false,
    bankCard: { number: '6222020200001234567', holder: name, bank: '建设银行' },
    contribution: { monthlyAmount: '800.00', cycle: 'month', debitDay: 10 },
    consents: consents.map((kind) => ({
      kind,
      version: `${kind}-2026-1`,
      givenAt: '2026-11-23T09:00:00+08:00',
    })),
    evidence: Object.entries(kinds).map(([kind, file]) => ({ kind, file })),
    ...more,
  };
}

interface Holiday {
  readonly day: string;
  readonly working: boolean;
  readonly name: string;
}

/** A year's calendar that may be loaded: every public holiday in its season, and more days. */
export function calendarDays(year: number | string, more: readonly Holiday[] = []): Holiday[] {
  const holidays: readonly (readonly [string, string])[] = [
    ['01-01', '元旦'],
    ['02-01', '春节'],
    ['04-05', '清明节'],
    ['05-01', '劳动节'],
    ['05-02', '劳动节'],
    ['06-10', '端午节'],
    ['09-20', '中秋节'],
    ['10-01', '国庆节'],
    ['10-02', '国庆节'],
    ['10-03', '国庆节'],
  ];
  const known = new Set(more.map(({ day }) => day));
  const days = holidays.map(([date, name]) => ({ day: `${year}-${date}`, working: false, name }));
  return [...days.filter(({ day }) => !known.has(day)), ...more];
}
