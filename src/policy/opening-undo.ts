/**
 * 撤销开户: whether an account opened by mistake may be undone with everything that followed.
 *
 * What was posted is taken back by compensating entries, so that in the end the account never had
 * money; what cannot be taken back (money that has left, a hold, something on its way) stands
 * against it, each with what to do first. The database takes nothing back beyond what was looked at.
 *
 * @source 通知（征求意见稿）（五）; 住房公积金管理条例 第十三条
 */
import type { AccountState, SealedSource } from './account-states.ts';
import type { AgreementState } from './agreement-states.ts';
import type { ReasonText } from './decision.ts';

export interface UndoFacts {
  readonly state: AccountState;
  readonly source: SealedSource;
  readonly agreement: AgreementState | null;
  readonly held: boolean;
  readonly debitAtBank: boolean;
  readonly payoutAtBank: boolean;
  readonly paidOut: boolean;
  /** Something that was paid out is to be recovered (应收个人款). */
  readonly owed: boolean;
  /** Money for this account that nobody has dealt with stands in suspense. */
  readonly inSuspense: boolean;
  /** Other cases of the person that are not over: printed numbers. */
  readonly casesOpen: readonly string[];
  /** Kinds of journals that no chain takes back: their titles. */
  readonly otherKinds: readonly string[];
  /** A journal cannot be taken back, or money would be lacking. */
  readonly chainBroken: boolean;
}

export const UNDO_REASONS = {
  'account-closed': {
    text: '该账户已经销户。',
    remedy: '已经撤销或者销户的，不再撤销；需要缴存的，请重新开户。',
    clause: 'liaoning-5',
  },
  'account-moved': {
    text: '该账户已经封存或者转由单位缴存，开户以后的身份变化不能随开户一并撤销。',
    remedy: '封存的，请办理退出销户；转由单位缴存有误的，请先由单位办理封存再转回灵活就业缴存。',
    clause: 'liaoning-3',
  },
  'agreement-not-active': {
    text: '缴存使用协议已经中止或者终止。',
    remedy: '中止的，请先恢复协议（有处置措施的先解除）；终止的，请办理退出销户。',
    clause: 'liaoning-2',
  },
  held: {
    text: '该账户有冻结。',
    remedy: '请先由原决定机关解除冻结；有未结清贷款的，结清并解除担保后再办。',
    clause: 'liaoning-7',
  },
  'debit-at-bank': {
    text: '有一笔扣款正在银行办理，结果未知。',
    remedy: '请等银行回报（一般当日）后再办；要先停止以后的扣款，可以解除委托扣款授权。',
    clause: 'liaoning-4',
  },
  'payout-at-bank': {
    text: '有一笔提取款正在银行办理，结果未知。',
    remedy: '请等银行回报后再办。',
    clause: 'liaoning-7',
  },
  'paid-out': {
    text: '该账户已经付出过提取款，付出的钱不能靠冲账收回。',
    remedy: '请先按骗提、错付处理追回款项；不能追回的，请办理退出销户，不作撤销。',
    clause: 'liaoning-7',
  },
  owed: {
    text: '该账户还有应收个人款没有追回。',
    remedy: '请先在应收个人款中追回，再撤销开户。',
    clause: 'liaoning-7',
  },
  'in-suspense': {
    text: '该账户有来款在暂收款中待处理。',
    remedy: '请先在暂收款中认领或者退回，再撤销开户。',
    clause: 'liaoning-4',
  },
  'case-open': {
    text: '该缴存人还有未办结的业务。',
    remedy: '请先办结或者撤回这些业务，再撤销开户。',
    clause: 'liaoning-5',
  },
  'other-journals': {
    text: '该账户有不能随开户一并冲销的记账。',
    remedy: '请先在凭证页逐笔冲账，或者按实际情况另案处理后再办。',
    clause: 'liaoning-5',
  },
  'chain-broken': {
    text: '有凭证不能冲账，或者账上的钱不够冲。',
    remedy: '原因列在冲账预览中；请先按其中的办法处理，再撤销开户。',
    clause: 'liaoning-5',
  },
} as const satisfies Readonly<Record<string, ReasonText>>;
export type UndoReason = keyof typeof UNDO_REASONS;

/** What stands against it, in the order in which a supervisor would settle it; none: it may be undone. */
export function reasonsAgainstUndo(facts: UndoFacts): readonly UndoReason[] {
  if (facts.state === 'closed') return ['account-closed'];
  const moved = facts.state !== 'normal' || facts.source !== 'flexible';
  const found: readonly (readonly [UndoReason, boolean])[] = [
    ['account-moved', moved],
    ['agreement-not-active', !moved && facts.agreement !== 'active'],
    ['held', facts.held],
    ['debit-at-bank', facts.debitAtBank],
    ['payout-at-bank', facts.payoutAtBank],
    ['paid-out', facts.paidOut],
    ['owed', facts.owed],
    ['in-suspense', facts.inSuspense],
    ['case-open', facts.casesOpen.length > 0],
    ['other-journals', facts.otherKinds.length > 0],
    ['chain-broken', facts.chainBroken],
  ];
  return found.flatMap(([reason, against]) => (against ? [reason] : []));
}

/** Which of them there are, where a reason is about several. */
export function undoDetail(facts: UndoFacts, reason: UndoReason): string {
  if (reason === 'case-open') return facts.casesOpen.join('、');
  return reason === 'other-journals' ? facts.otherKinds.join('、') : '';
}
