/** Timeline sentences for holds (public fields hold, until) and for what a unit does to an account (unit, on). */
import { holdTitle } from './wording-accounts.ts';
import { BANK_REFUSALS } from '../domain/bank-refusals.ts';
import { day, returnedFor } from './wording-events-parts.ts';
import { textField, when, type EventWords, type Fields } from './wording-fields.ts';

const kind = (fields: Fields) =>
  when(textField(fields, 'hold'), (text) => `（${holdTitle(text)}）`);
const until = (fields: Fields) => day(fields, 'until', (text) => `，期限至${text}`);
const amount = (fields: Fields) => when(textField(fields, 'amount'), (text) => `${text}元`);
const payee = (fields: Fields) =>
  when(textField(fields, 'last4'), (text) => `（收款账号尾号${text}）`);
const why = (fields: Fields) => {
  const known: Readonly<Record<string, { readonly title: string }>> = BANK_REFUSALS;
  return when(textField(fields, 'code'), (code) => `：${known[code]?.title ?? code}`);
};
/** A channel learns nothing of a hold. */
const quiet = { channel: null } as const;

export const HOLD_EVENTS = {
  'account-sealed': {
    ...quiet,
    title: '单位封存账户',
    sentence: (fields) =>
      `单位${when(textField(fields, 'unit'), (text) => `（${text}）`)}${day(fields, 'on', (text) => `自${text}起`)}封存账户，单位缴存部分自次日起算半年。`,
  },
  'account-unsealed': {
    ...quiet,
    title: '单位启封账户',
    sentence: (fields) =>
      `单位${when(textField(fields, 'unit'), (text) => `（${text}）`)}${day(fields, 'on', (text) => `自${text}起`)}启封账户，封存期重新计算。`,
  },
  'hold-placed': {
    ...quiet,
    title: '冻结',
    sentence: (fields) => `账户按文书冻结${kind(fields)}${until(fields)}，等第二人核对。`,
  },
  'hold-confirmed': {
    ...quiet,
    title: '冻结核对无误',
    sentence: (fields) => `第二人对照文书核对无误${kind(fields)}${until(fields)}。`,
  },
  'hold-declined': {
    ...quiet,
    title: '冻结登记撤销',
    sentence: (fields) => `登记与文书不符${kind(fields)}，冻结已即时撤销。`,
  },
  'hold-renewed': {
    ...quiet,
    title: '续冻',
    sentence: (fields) => `凭新的文书续冻${kind(fields)}${until(fields)}。`,
  },
  'hold-term-ending': {
    ...quiet,
    title: '冻结将到期',
    sentence: (fields) => `冻结将要到期${kind(fields)}${until(fields)}，已提醒主管。`,
  },
  'hold-term-over': {
    ...quiet,
    title: '冻结期满',
    sentence: (fields) =>
      `冻结期限已满${kind(fields)}${until(fields)}；冻结不自行解除，等续冻或者解除。`,
  },
  'hold-release-proposed': {
    ...quiet,
    title: '提出解除冻结',
    sentence: (fields) => `凭文书提出解除冻结${kind(fields)}，等另一人确认。`,
  },
  'hold-release-declined': {
    ...quiet,
    title: '不同意解除冻结',
    sentence: (fields) => `另一人不同意解除${kind(fields)}，冻结继续。`,
  },
  'hold-released': {
    ...quiet,
    title: '解除冻结',
    sentence: (fields) => `冻结已经解除${kind(fields)}，余额可以依法动用。`,
  },
  // amount, last4
  'hold-deduction-proposed': {
    ...quiet,
    title: '登记扣划',
    sentence: (fields) =>
      `凭文书登记扣划${amount(fields)}${payee(fields)}，等登记人以外的人员核对。`,
  },
  'hold-deduction-declined': {
    ...quiet,
    title: '退回扣划',
    sentence: (fields) =>
      `另一人核对后退回扣划${amount(fields)}${returnedFor(fields)}，款项仍然冻结。`,
  },
  'hold-deduction-ordered': {
    ...quiet,
    title: '确认扣划',
    sentence: (fields) =>
      `核对无误，扣划${amount(fields)}${payee(fields)}，款项已转出账户，等银行付款。`,
  },
  // amount, on, last4, ends
  'hold-deducted': {
    ...quiet,
    title: '依法扣划',
    sentence: (fields) =>
      `${day(fields, 'on', (text) => text)}依法扣划${amount(fields)}${payee(fields)}，${fields['ends'] === true ? '冻结随扣划结束' : '冻结按文书继续执行'}。`,
  },
  // amount, code, last4
  'hold-deduction-failed': {
    ...quiet,
    title: '扣划没有付成',
    sentence: (fields) =>
      `银行没有付成扣划款${amount(fields)}${payee(fields)}${why(fields)}，款项已退回账户，仍然冻结。`,
  },
  'deduction-return-told': {
    ...quiet,
    title: '退回已告知',
    sentence: () => '已将扣划款退回的情况告知作出机关。',
  },
} as const satisfies Record<string, EventWords>;
