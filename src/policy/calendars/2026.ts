/**
 * Public holidays and make-up working days of 2026.
 *
 * @source 国务院办公厅关于2026年部分节假日安排的通知, 2025-11-04
 */
import { addDays, plainDate, type PlainDate } from '../../domain/calendar.ts';
import { type CalendarYear } from './years.ts';

/** The days of a holiday, first to last. */
function days(first: string, count: number): readonly PlainDate[] {
  return Array.from({ length: count }, (_, at) => addDays(plainDate(first), at));
}

export const YEAR_2026: CalendarYear = {
  year: 2026,
  document: '国务院办公厅关于2026年部分节假日安排的通知（2025-11-04）',
  holidays: [
    ...days('2026-01-01', 3), // 元旦
    ...days('2026-02-15', 9), // 春节
    ...days('2026-04-04', 3), // 清明节
    ...days('2026-05-01', 5), // 劳动节
    ...days('2026-06-19', 3), // 端午节
    ...days('2026-09-25', 3), // 中秋节
    ...days('2026-10-01', 7), // 国庆节
  ],
  workdays: [
    '2026-01-04',
    '2026-02-14',
    '2026-02-28',
    '2026-05-09',
    '2026-09-20',
    '2026-10-10',
  ].map(plainDate),
};
