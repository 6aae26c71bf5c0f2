/** Words for the conversion to employee (灵活转单位): waits, and what happened. */
import { isPlainMonth } from '../domain/calendar.ts';
import type { WaitWords } from './wait-words.ts';
import { codes, day } from './wording-events-parts.ts';
import { numberField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { CHANNEL_REVIEW, monthText } from './wording.ts';

export const EMPLOYMENT_WAIT_KINDS = ['first-contribution'] as const;

export const EMPLOYMENT_WAITS: Readonly<Record<(typeof EMPLOYMENT_WAIT_KINDS)[number], WaitWords>> =
  {
    'first-contribution': {
      title: '等单位首次缴存',
      clause: 'liaoning-3',
      endedBy: ['outside', 'supervisor', 'clock'],
      shortenedBy: '单位首次缴存并报来后自动转换；报送有误的，由主管撤销',
      what: () => '',
      channel: CHANNEL_REVIEW,
    },
  };

const unit = (fields: Fields) => when(textField(fields, 'unit'), (text) => `（${text}）`);
const first = (fields: Fields) => {
  const month = textField(fields, 'firstMonth');
  return isPlainMonth(month) ? `，首次缴存${monthText(month)}` : '';
};
const overlap = (fields: Fields) => {
  const months = numberField(fields, 'overlap') ?? 0;
  return months === 0 ? '' : `；与单位重叠${String(months)}个月，时间计一次，金额全部保留`;
};
/** A channel learns nothing of what units tell. */
const quiet = { channel: null } as const;

/** Timeline sentences; the public fields each reads are named beside it. */
export const EMPLOYMENT_EVENTS = {
  // unit, on, firstMonth, suspended
  'employment-told': {
    ...quiet,
    title: '单位报送录用',
    sentence: (fields) =>
      `单位${unit(fields)}报送录用${day(fields, 'on', (text) => `，自${text}起`)}${first(fields)}${fields['suspended'] === true ? '；协议即时中止，不再扣款' : ''}。`,
  },
  // until
  'employment-awaited': {
    ...quiet,
    title: '待单位首次缴存',
    sentence: (fields) =>
      `单位尚未缴存${day(fields, 'until', (text) => `，等待至${text}`)}，已告知缴存人。`,
  },
  // firstMonth, overlap
  'account-converted': {
    ...quiet,
    title: '转为单位缴存',
    sentence: (fields) =>
      `账户转由单位缴存，账号不变，协议中止，原有资金和记录保留${first(fields)}${overlap(fields)}。`,
  },
  // reasons[]
  'employment-refused': {
    ...quiet,
    title: '不能转换',
    sentence: (fields) =>
      `账户不能转由单位缴存${when(codes(fields) || null, (text) => `：${text}`)}。`,
  },
  'employment-not-contributed': {
    ...quiet,
    title: '单位逾期未缴存',
    sentence: () => '单位逾期未缴存，因此中止的协议恢复，照常扣款。',
  },
  // unit, firstMonth
  'employment-proposed': {
    ...quiet,
    title: '提出灵活转单位',
    sentence: (fields) => `主管凭单位${unit(fields)}的清单提出转换${first(fields)}，等第二人确认。`,
  },
  'employment-approved': {
    ...quiet,
    title: '确认转换',
    sentence: () => '另一名主管核对清单无误，确认转换。',
  },
  'employment-declined': {
    ...quiet,
    title: '不同意转换',
    sentence: () => '另一名主管不同意转换，账户保持原状。',
  },
  'employment-withdrawn': {
    ...quiet,
    title: '撤销报送',
    sentence: () => '报送有误，业务撤销；因此中止的协议恢复。',
  },
  // unit, owesFrom
  'employment-unbegun': {
    ...quiet,
    title: '报送录用没有办理',
    sentence: (fields) =>
      `单位${unit(fields)}报送录用，没有形成业务${when(textField(fields, 'owesFrom'), (text) => `；因此中止的协议恢复，自${monthText(text)}起照常扣款`) || '；协议保持现状'}。`,
  },
} as const satisfies Record<string, EventWords>;
