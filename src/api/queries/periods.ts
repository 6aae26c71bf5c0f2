/** Periods of a forecast as SQL names them: a day and a week by the first day within the forecast, a month by its name. */

export const PERIODS = ['day', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

const NAMES: Readonly<Record<Period, string>> = {
  day: 'day::text',
  week: `greatest(date_trunc('week', day)::date, $5::date)::text`,
  month: `to_char(day, 'YYYY-MM')`,
};

/** Of a column `day`, the forecast being $5 to $6: a period within it, or before, after, null. */
export function periodSql(by: Period): string {
  return `case when day is null then null
  when day < $5::date then 'before' when day > $6::date then 'after' else ${NAMES[by]} end`;
}
