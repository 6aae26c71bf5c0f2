/** The text of the regulation that applies to a case, fixed on the day of acceptance. */
export const REGULATION_TITLES = {
  '2019': '2019年修订的文本',
  '2026': '2026年第三次修订的文本',
} as const;
