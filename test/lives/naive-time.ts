/**
 * Days and months as somebody would count them on a wall calendar: one after the other, by nobody's rule.
 *
 * Nothing here is imported from the product, so that it can be wrong only in a way of its own.
 */
export type Day = string;
export type Month = string;

const MS = 86_400_000;
const pad = (n: number) => String(n).padStart(2, '0');

export function nextDay(day: Day, by = 1): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * MS).toISOString().slice(0, 10);
}

export function monthOfDay(day: Day): Month {
  return day.slice(0, 7);
}

export function nextMonth(month: Month, by = 1): Month {
  const at = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + by;
  return `${String(Math.floor(at / 12))}-${pad((at % 12) + 1)}`;
}

export function firstOf(month: Month): Day {
  return `${month}-01`;
}

const counted = new Map<Month, number>();

/** So many days has the month: counted, once. */
function length(month: Month): number {
  const known = counted.get(month);
  if (known !== undefined) return known;
  let day = firstOf(month);
  let days = 0;
  while (monthOfDay(day) === month) {
    day = nextDay(day);
    days += 1;
  }
  counted.set(month, days);
  return days;
}

/** The same day so many months later, the last of a month that has no such day. */
export function sameDay(day: Day, months: number): Day {
  const month = nextMonth(monthOfDay(day), months);
  return `${month}-${pad(Math.min(Number(day.slice(8)), length(month)))}`;
}

/** How many full months lie after one month and before another. */
export function monthsAfter(paidTo: Month, before: Month): number {
  let months = 0;
  for (let month = nextMonth(paidTo); month < before; month = nextMonth(month)) months += 1;
  return months;
}

/** Months in a row that end with the last one paid, gaps up to the tolerated one stepped over. */
export function inARow(paid: ReadonlySet<Month>, upTo: Month, gap: number): number {
  const known = [...paid].filter((month) => month <= upTo).sort();
  const last = known.at(-1);
  if (last === undefined) return 0;
  let count = 0;
  let missing = 0;
  for (let month = last; missing <= gap; month = nextMonth(month, -1)) {
    if (paid.has(month)) {
      count += 1;
      missing = 0;
    } else {
      missing += 1;
    }
  }
  return count;
}
