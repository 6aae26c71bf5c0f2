/**
 * Where the law leaves a question open, how the dates read it: the question and the answer in the
 * words for an applicant. docs/readings.md keeps each with its reason, under `record`.
 */
export interface Reading {
  /** The rule in docs/readings.md. */
  readonly rule: string;
  /** The question as it stands there. */
  readonly record: string;
  readonly question: string;
  readonly reading: string;
}

export const READINGS = {
  'birthday-february': {
    rule: 'eligibility',
    record: 'Born on 29 February: when is one sixteen or eighteen?',
    question: '出生在2月29日的，哪一天年满？',
    reading: '平年没有2月29日，2月28日年满。',
  },
  'retirement-day': {
    rule: 'retirement',
    record: 'On which day of the month?',
    question: '退休月份里的哪一天算达到？',
    reading: '该月的生日当日；该月没有这一日的，为月末日。',
  },
  'elastic-retirement': {
    rule: 'retirement',
    record: 'Does an elastic choice count?',
    question: '与单位约定的弹性提前或者延迟退休算不算？',
    reading: '不算，按法定退休年龄；已经领取基本养老金的，视为已退休。',
  },
  'female-base': {
    rule: 'retirement',
    record: 'Which original age has a flexible woman without a record of 50?',
    question: '灵活就业女性的原法定退休年龄是多少？',
    reading: '按中心的参数；本人养老保险记录载明为50周岁的，以记录为准。',
  },
  'half-year-end': {
    rule: 'half-year',
    record: 'Closing on the last day or the day after?',
    question: '半年的最后一日当天能不能办？',
    reading: '最后一日终了才算满半年，自次日起可以办理。',
  },
  'half-year-holiday': {
    rule: 'half-year',
    record: 'Does a holiday move the day?',
    question: '首日遇休假日顺延吗？',
    reading: '不顺延：销户是权利，不是期限。',
  },
  'seal-clock-portion': {
    rule: 'exit',
    record: 'What must be sealed for half a year?',
    question: '要封存满半年的是什么？',
    reading: '以单位职工身份缴存的部分；灵活就业部分不等待。',
  },
  'seal-clock-account': {
    rule: 'exit',
    record: '`whole-account`, with employee money of which no seal is known.',
    question: '要封存满半年的是什么？',
    reading: '整个账户；账户封存满半年以前，款项都不提取。',
  },
  'dormancy-months': {
    rule: 'dormancy',
    record: 'From when are six months counted?',
    question: '连续未缴存的月份怎么数？',
    reading: '数缴至年月之后的足月；从未缴存的，自启用之月起数。“以上”包括本数。',
  },
  'continuity-gap': {
    rule: 'dates',
    record: 'By when must a converted person contribute so that no month is lost?',
    question: '转换身份时空几个月不算中断？',
    reading: '不超过中心容许的间断月数；空的月份不计入缴存时间。',
  },
  'check-valid': {
    rule: 'dates',
    record: 'Until when may an answer of the national platform be used?',
    question: '全国核查的答复可以用到哪一天？',
    reading: '答复当日不计入，用到有效期的最后一日；次日起须重新核查。',
  },
  'calendar-days': {
    rule: 'dates',
    record: 'Does a day of rest move the last day of a deadline of the center?',
    question: '期限的最后一日遇休假日顺延吗？',
    reading: '告知书载明了具体日期，以载明的日期为准，不顺延。',
  },
} as const satisfies Record<string, Reading>;
export type ReadingId = keyof typeof READINGS;

/** The words of a reading. */
export function readingOf(id: ReadingId): Reading {
  return READINGS[id];
}
