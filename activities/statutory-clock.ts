/** The clock of the law and its alarms, as days (条例 25; 民法典 201、203). */
import { addDays, toWorkingDay, type PlainDate } from '../src/domain/calendar.ts';
import { statutoryDeadline } from '../src/policy/statutory-deadline.ts';
import type { OfficeData } from './offices.ts';

export interface StatutoryClock {
  /** 法定期限的最后一日. */
  readonly lastOn: PlainDate;
  /** The working day before, on which it is told that the day is near; not before the count began. */
  readonly alarmOn: PlainDate;
}

/** @param from the day that is not counted: of the acceptance, or the last one of what was waited for */
export function threeDays(from: PlainDate, calendar: OfficeData['calendar']): StatutoryClock {
  const { holidays, workdays } = calendar;
  const lastOn = statutoryDeadline({
    ...{ business: 'withdrawal', acceptedOn: from },
    ...{ holidays, workdays },
  }).lastDayOn;
  const eve = toWorkingDay(addDays(lastOn, -1), 'previous', calendar);
  return { lastOn, alarmOn: eve < from ? from : eve };
}
