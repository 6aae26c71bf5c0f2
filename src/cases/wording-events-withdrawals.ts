/** Timeline sentences of a withdrawal (提取). The public fields each reads are named beside it. */
import { BANK_REFUSALS } from '../domain/bank-refusals.ts';
import { listField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { dayText } from './wording.ts';
import {
  drawnText,
  withdrawalGapNames,
  withdrawalReviewText,
  withdrawalTitle,
} from './wording-withdrawals.ts';
import { findingTitle } from './wording-reasons.ts';
import { listText } from './wording.ts';

const amount = (fields: Fields) => when(textField(fields, 'amount'), (text) => `${text}元`);
const card = (fields: Fields) => when(textField(fields, 'last4'), (text) => `（尾号${text}的卡）`);
const lastDay = (fields: Fields) =>
  when(textField(fields, 'lastOn'), (day) => `，最迟${dayText(day)}作出决定`);
const why = (fields: Fields) => {
  const known: Readonly<Record<string, { readonly title: string }>> = BANK_REFUSALS;
  return when(textField(fields, 'code'), (code) => `：${known[code]?.title ?? code}`);
};
const onDay = (fields: Fields) => when(textField(fields, 'on'), (day) => dayText(day));

function drawn(fields: Fields): string {
  const parts = fields['drawn'];
  if (!Array.isArray(parts)) return '';
  const known = parts.filter(
    (one): one is { source: string; amount: string } =>
      typeof one === 'object' && one !== null && 'source' in one && 'amount' in one,
  );
  return known.length === 0 ? '' : `，动用${drawnText(known)}`;
}

export const WITHDRAWAL_EVENTS = {
  // reason, amount
  'withdrawal-asked': {
    title: '申请提取',
    sentence: (fields) =>
      `申请提取${amount(fields)}${when(textField(fields, 'reason'), (code) => `，情形：${withdrawalTitle(code)}`)}。`,
    channel: 'same',
  },
  // lastOn, closes
  'withdrawal-accepted': {
    title: '受理',
    sentence: (fields) =>
      `材料齐全，予以受理${lastDay(fields)}${fields['closes'] === true ? '；提取全部余额并同时注销账户，即日起不再扣款' : ''}。`,
    channel: 'same',
  },
  // missing, until
  'withdrawal-supplement-asked': {
    title: '一次性补正告知',
    sentence: (fields) =>
      `材料不齐，已一次性告知须补正的内容${when(withdrawalGapNames(listField(fields, 'missing')) || null, (text) => `：${text}`)}${when(textField(fields, 'until'), (day) => `，最迟${dayText(day)}补齐`)}。`,
    channel: 'same',
  },
  'withdrawal-supplemented': {
    title: '补正',
    sentence: () => '申请人补交了材料。',
    channel: 'same',
  },
  // codes
  'withdrawal-refused': {
    title: '不准提取',
    sentence: (fields) =>
      `不准提取${when(listText(listField(fields, 'codes').map(findingTitle)) || null, (text) => `：${text}`)}。`,
    channel: 'same',
  },
  // why
  'withdrawal-declined': {
    title: '不准提取',
    sentence: (fields) =>
      fields['why'] === 'approval' ? '主管审批不同意，不准提取。' : '复核不同意，不准提取。',
    channel: { text: '不准提取，理由见决定书。' },
  },
  // why
  'withdrawal-lapsed': {
    title: '逾期终止',
    sentence: (fields) =>
      fields['why'] === 'not-mended'
        ? '期限内没有更换收款卡，业务终止，款项留在账户。'
        : '期限内没有补齐材料，业务终止。',
    channel: 'same',
  },
  // codes
  'withdrawal-in-review': {
    title: '转复核',
    sentence: (fields) =>
      `转另一名工作人员复核${when(withdrawalReviewText(listField(fields, 'codes')) || null, (text) => `：${text}`)}。`,
    channel: { text: '审核中。' },
  },
  // approve
  'withdrawal-reviewed': {
    title: '复核',
    sentence: (fields) => (fields['approve'] === false ? '复核不同意。' : '复核同意。'),
    channel: null,
  },
  'withdrawal-in-approval': {
    title: '转审批',
    sentence: () => '金额超过规定，转主管审批。',
    channel: { text: '审核中。' },
  },
  'withdrawal-approved': {
    title: '批准',
    sentence: () => '主管批准提取。',
    channel: null,
  },
  // lastOn
  'withdrawal-due-soon': {
    title: '临近法定期限',
    sentence: (fields) => `法定三日期限临近${lastDay(fields)}。`,
    channel: null,
  },
  // lastOn
  'withdrawal-escalated': {
    title: '升级主管',
    sentence: (fields) => `法定三日期限今日届满，已转主管督办${lastDay(fields)}。`,
    channel: null,
  },
  // amount, drawn
  'withdrawal-granted': {
    title: '准予提取',
    sentence: (fields) => `准予提取${amount(fields)}${drawn(fields)}，款项已划出待付。`,
    channel: 'same',
  },
  // amount, on, closes
  'withdrawal-paid': {
    title: '付款办结',
    sentence: (fields) =>
      `${onDay(fields)}款项${amount(fields)}已付到本人的卡上，${fields['closes'] === true ? '接着付清到付款之日的利息、注销账户' : '业务办结'}。`,
    channel: 'same',
  },
  // amount
  'withdrawal-rest': {
    title: '付清利息',
    sentence: (fields) => `到付款之日的利息${amount(fields)}划出待付，付清后注销账户。`,
    channel: 'same',
  },
  // codes
  'withdrawal-kept-open': {
    title: '账户未注销',
    sentence: (fields) =>
      `款项已经付清；付款以后出现不能销户的情形，账户没有注销${when(listText(listField(fields, 'codes').map(findingTitle)) || null, (text) => `：${text}`)}。`,
    channel: 'same',
  },
  // code, last4, until
  'withdrawal-payment-failed': {
    title: '付款未成功',
    sentence: (fields) =>
      `银行没有付成${card(fields)}${why(fields)}，款项已退回账户${when(textField(fields, 'until'), (day) => `；请在${dayText(day)}前（含当日）更换收款卡`)}。`,
    channel: 'same',
  },
  'payout-unknown': {
    title: '付款结果不明',
    sentence: () => '银行没有在规定时间内答复付款结果，转主管查明；查明以前不会重付。',
    channel: { text: '付款中。' },
  },
  'payout-asked-for': {
    title: '向银行查询',
    sentence: () => '再次向银行查询付款结果。',
    channel: null,
  },
  // last4
  'payout-card-changed': {
    title: '更换收款卡',
    sentence: (fields) => `申请人更换了收款卡${card(fields)}，重新付款。`,
    channel: 'same',
  },
  'payout-again': {
    title: '重新付款',
    sentence: () => '按原卡以新的指令重新付款。',
    channel: 'same',
  },
  // amount, asked, difference, on, last4
  'payout-paid': {
    title: '银行回报付讫',
    sentence: (fields) =>
      `银行回报${onDay(fields)}付讫${amount(fields)}${card(fields)}${differs(fields)}。`,
    channel: null,
  },
  // code, amount, last4
  'payout-refused': {
    title: '银行回报未付',
    sentence: (fields) => `银行回报没有付出${amount(fields)}${card(fields)}${why(fields)}。`,
    channel: null,
  },
  // amount, on, code, into, recovered
  'payout-returned': {
    title: '付款退回',
    sentence: (fields) =>
      `已付的款项${amount(fields)}${when(textField(fields, 'on'), (day) => `于${dayText(day)}`)}被退回${why(fields)}，${whereTo(fields)}。`,
    channel: 'same',
  },
  'payout-return-told': {
    title: '退回已告知',
    sentence: () => '已将款项退回的情况告知申请人。',
    channel: null,
  },
  // amount
  'withdrawal-clawed-back': {
    title: '责令退回',
    sentence: (fields) => `违法提取的款项${amount(fields)}责令退回，已列应收个人款。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;

function whereTo(fields: Fields): string {
  if (fields['into'] === 'receivable') return '全部抵银行多付的应收个人款';
  const part = textField(fields, 'recovered');
  const owed = part === null ? '' : `其中${part}元抵银行多付的应收个人款，其余`;
  return `${owed}已${fields['into'] === 'suspense' ? '转暂收款' : '记回账户'}`;
}

function differs(fields: Fields): string {
  const difference = textField(fields, 'difference');
  if (difference === null || difference === '0.00') return '';
  return difference.startsWith('-')
    ? `，少付${difference.slice(1)}元，已退回账户`
    : `，多付${difference}元，须向本人追回`;
}
