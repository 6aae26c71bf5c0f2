/** 缴存变更 in words: what changes, why not, and what was found, with the nearest that would do. */
import { plainDate } from '../domain/calendar.ts';
import { CYCLES, CYCLE_NAMES } from '../domain/vocabulary.ts';
import { CHANGE_REASON_WORDS } from '../policy/change-reasons.ts';
import type { BankAct, ChangeKind, ChangeReason } from '../policy/contribution-change.ts';
import { accountStateTitle } from './wording-accounts.ts';
import { dayText, listText, monthText } from './wording.ts';

const KINDS: Readonly<Record<ChangeKind, string>> = {
  amount: '月缴存额',
  cycle: '缴存周期',
  'debit-day': '扣款日',
  card: '扣款银行卡',
};

/** 月缴存额和扣款日 */
export function changesText(kinds: readonly string[]): string {
  const known: Readonly<Record<string, string>> = KINDS;
  return listText(kinds.map((kind) => known[kind] ?? kind));
}

const BANK_ACTS: Readonly<Record<BankAct, string>> = {
  none: '不须向银行办理，签署后即可生效。',
  limit: '每期扣款超过委托扣款授权的单笔限额，签署后须先由银行提高限额。',
  card: '签署后须向银行换卡，并由持卡人以银行发送的验证码确认；确认前仍从原卡扣款。',
  sign: '现在没有有效的委托扣款授权，签署后以新卡重新签约，并由持卡人确认。',
};

/** What the bank has to do first. */
export function bankActText(act: BankAct): string {
  return BANK_ACTS[act];
}

const AGREEMENTS: Readonly<Record<string, string>> = {
  suspended: '中止',
  terminated: '终止',
  void: '作废',
  lapsed: '逾期未签',
  offered: '待签',
};

type Detail = ChangeReason['detail'];
const cyclesText = (codes: string) =>
  listText(
    codes.split(',').map((code) => {
      const cycle = CYCLES.find((one) => one === code);
      return cycle === undefined ? code : CYCLE_NAMES[cycle];
    }),
  );

const FOUND: Readonly<Partial<Record<ChangeReason['code'], (detail: Detail) => string>>> = {
  'account-not-normal': ({ state = '' }) => `账户状态：${accountStateTitle(state)}。`,
  'agreement-not-in-force': ({ state = '' }) =>
    state === '' ? '' : `协议状态：${AGREEMENTS[state] ?? state}。`,
  'change-amount-outside-limits': ({ min = '', max = '', nearest = '' }) =>
    `现行上下限为每月${min}元至${max}元，最接近的是${nearest}元。`,
  'cycle-not-offered': ({ cycles = '' }) => `已开通：${cyclesText(cycles)}。`,
  'debit-day-not-offered': ({ min = '', max = '', nearest = '' }) =>
    `可选每月${min}日至${max}日，最接近的是${nearest}日。`,
  'changed-too-soon': ({ changedOn = '', months = '' }) =>
    `上次变更于${dayText(plainDate(changedOn))}生效，约定每${months}个月可以变更一次。`,
  'no-month-left': ({ lastMonth = '' }) => `最后一个可以缴存的月份是${monthText(lastMonth)}。`,
  'debit-at-bank': ({ until = '' }) => `最迟${dayText(plainDate(until))}有结果。`,
};

/** One reason: what was found, in one or two sentences. */
export function changeReasonText({ code, detail }: Pick<ChangeReason, 'code' | 'detail'>): string {
  return CHANGE_REASON_WORDS[code].text + (FOUND[code]?.(detail) ?? '');
}

export function changeRemedy({ code, earliestOn }: ChangeReason): string {
  const { remedy } = CHANGE_REASON_WORDS[code];
  return earliestOn === null ? remedy : `${remedy}最早${dayText(earliestOn)}可以再申请。`;
}
