/** Words for going on with an account that is here already (单位转灵活, 恢复缴存): waits, and what happened. */
import { isPlainMonth } from '../domain/calendar.ts';
import type { WaitWords } from './wait-words.ts';
import { day } from './wording-events-parts.ts';
import { numberField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { monthText } from './wording.ts';

export const TAKE_UP_WAIT_KINDS = ['unit-seal'] as const;

export const TAKE_UP_WAITS: Readonly<Record<(typeof TAKE_UP_WAIT_KINDS)[number], WaitWords>> = {
  'unit-seal': {
    title: '等单位封存账户',
    clause: 'liaoning-3',
    endedBy: ['outside', 'clerk', 'channel', 'clock'],
    shortenedBy: '由原单位办理封存，单位报来后自动继续；也可以要求立即重新核查',
    what: () => '',
  },
};

const WAYS: Readonly<Record<string, string>> = {
  'conversion-to-flexible': '由单位缴存转为灵活就业缴存',
  resumption: '恢复以灵活就业人员身份缴存',
};

const first = (fields: Fields) => {
  const month = textField(fields, 'firstMonth');
  return isPlainMonth(month) ? `，首期月份${monthText(month)}` : '';
};

/** What the months between mean: 连续缴存不中断. */
export function continuityText(fields: Fields): string {
  const gap = numberField(fields, 'gapMonths') ?? 0;
  switch (textField(fields, 'continuity')) {
    case 'kept':
      return gap === 0 ? '连续缴存不中断' : `间断${String(gap)}个月，连续缴存不中断`;
    case 'broken':
      return `间断${String(gap)}个月，连续缴存重新计算`;
    case null:
      return '';
    default:
      return '连续缴存自首期月份起计算';
  }
}

/** Timeline sentences; the public fields each reads are named beside it. */
export const TAKE_UP_EVENTS = {
  // code, until
  'unit-seal-awaited': {
    title: '待单位封存',
    sentence: (fields) =>
      `单位尚未封存账户，已告知申请人${day(fields, 'until', (text) => `，等待至${text}`)}。`,
    channel: 'same',
  },
  'unit-seal-found': {
    title: '单位已封存',
    sentence: () => '查得单位已经封存账户，业务继续办理。',
    channel: 'same',
  },
  // way, on, firstMonth, gapMonths, continuity
  'account-taken-up': {
    title: '沿用原账户缴存',
    sentence: (fields) =>
      `账户${WAYS[textField(fields, 'way') ?? ''] ?? '继续缴存'}，账号不变，协议和缴存计划同日生效${first(fields)}${when(continuityText(fields) || null, (text) => `，${text}`)}。`,
    channel: 'same',
  },
} as const satisfies Record<string, EventWords>;
