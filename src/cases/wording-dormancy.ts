/** Words for the closing of empty accounts (零余额销户): what is waited for, what happened, why one is kept. */
import { KEPT_REASONS, type KeptReason } from '../policy/dormant-closing.ts';
import { isPlainMonth } from '../domain/calendar.ts';
import type { WaitWords } from './wait-words.ts';
import { wayTitle } from './wording-breaches.ts';
import { day } from './wording-events-parts.ts';
import {
  listField,
  numberField,
  textField,
  when,
  type EventWords,
  type Fields,
} from './wording-fields.ts';
import { CHANNEL_REVIEW, listText, monthText } from './wording.ts';

/** How an account ended, by why it was closed. */
const CLOSED_AS: Readonly<Record<string, string>> = {
  dormant: '以零额销户',
  exit: '付清后退出销户',
  death: '付清后死亡销户',
  withdrawn: '付清后提取销户',
};

export const DORMANCY_WAIT_KINDS = [
  'dormancy-notice',
  'dormancy-check',
  'dormancy-parked',
] as const;

export const DORMANCY_WAITS: Readonly<Record<(typeof DORMANCY_WAIT_KINDS)[number], WaitWords>> = {
  'dormancy-notice': {
    title: '告知期，等缴存人恢复缴存',
    clause: 'liaoning-14',
    endedBy: ['applicant', 'clock', 'supervisor'],
    shortenedBy: '恢复缴存的，款项到账后自动办结、账户保留；告知期不能缩短',
    what: () => '',
    channel: CHANNEL_REVIEW,
  },
  'dormancy-check': {
    title: '等全国平台答复贷款和担保情况',
    clause: 'liaoning-7',
    endedBy: ['outside'],
    shortenedBy: '平台答复后自动继续，无须人工操作',
    what: () => '',
    channel: CHANNEL_REVIEW,
  },
  'dormancy-parked': {
    title: '全国平台没有答复，等再次核查',
    clause: 'liaoning-7',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '平台恢复后立即重新核查；没有答复不等于没有贷款',
    what: () => '',
    atHour: (hour) => `下次自动核查${hour}`,
    channel: CHANNEL_REVIEW,
  },
};

function isKept(code: string): code is KeptReason {
  return Object.hasOwn(KEPT_REASONS, code);
}

/** Why an account was kept, without the full stop; the code when nobody wrote a word for it. */
export function keptReasonTitle(code: string): string {
  return isKept(code) ? KEPT_REASONS[code].text.replace(/。$/, '') : code;
}

const since = (fields: Fields) => {
  const month = textField(fields, 'emptyFrom');
  const months = numberField(fields, 'months');
  if (!isPlainMonth(month)) return '';
  const full = months === null ? '' : `，已满${String(months)}个月`;
  return `（自${monthText(month)}起未缴存${full}）`;
};
const way = (fields: Fields) => when(textField(fields, 'way'), (text) => `（${wayTitle(text)}）`);
const reasons = (fields: Fields) =>
  when(listText(listField(fields, 'reasons').map(keptReasonTitle)) || null, (text) => `：${text}`);

/** Timeline sentences; the public fields each reads are named beside it. */
export const DORMANCY_EVENTS = {
  // emptyFrom, months
  'dormancy-found': {
    title: '零余额停缴',
    sentence: (fields) => `账户余额为零且停止缴存${since(fields)}，已出具销户告知书。`,
    channel: null,
  },
  // on, way, until
  'dormancy-served': {
    title: '告知书送达',
    sentence: (fields) =>
      `销户告知书${day(fields, 'on', (text) => `于${text}`)}送达${way(fields)}${day(fields, 'until', (text) => `，告知期至${text}`)}。`,
    channel: null,
  },
  // publishedOn, until
  'dormancy-announced': {
    title: '公告送达',
    sentence: (fields) =>
      `销户告知书${day(fields, 'publishedOn', (text) => `于${text}`)}公告${day(fields, 'until', (text) => `，${text}视为送达`)}。`,
    channel: null,
  },
  // last4, until
  'dormant-interest-ordered': {
    title: '结息付款',
    sentence: (fields) =>
      `账户尚有利息，已结清划出待付${when(textField(fields, 'last4'), (text) => `（尾号${text}的卡）`)}。`,
    channel: null,
  },
  // amount, on
  'dormant-interest-paid': {
    title: '利息已付',
    sentence: (fields) =>
      `${day(fields, 'on', (text) => text)}利息已付到本人的卡上${when(textField(fields, 'amount'), (text) => `：${text}元`)}。`,
    channel: null,
  },
  'dormancy-averted': {
    title: '已恢复缴存',
    sentence: () => '查得已恢复缴存，账户照常使用，不再销户。',
    channel: null,
  },
  // reasons[]
  'account-kept': {
    title: '账户保留',
    sentence: (fields) => `经核查账户保留${reasons(fields)}。`,
    channel: null,
  },
  // last4, reason
  'account-closed': {
    title: '账户销户',
    sentence: (fields) =>
      `账户${when(textField(fields, 'last4'), (text) => `（尾号${text}）`)}${CLOSED_AS[textField(fields, 'reason') ?? ''] ?? '销户'}，协议和扣款授权同时终止。`,
    channel: null,
  },
  'dormancy-withdrawn': {
    title: '撤销告知',
    sentence: () => '销户告知撤销，账户保留。',
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
