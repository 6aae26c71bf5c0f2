/**
 * 合规巡检: what must never stand in the books, each by its name and clause, in the words in which an
 * auditor would ask for it. How each is found stands in src/db/legality-*.ts.
 *
 * @source 住房公积金管理条例 第十三条、第二十四条、第四十一条; 通知（征求意见稿）（二）（三）（四）（五）（七）（十四）
 */
import type { ClauseKey } from './clauses.ts';

export interface Invariant {
  /** What is wrong, as a title: 销户时贷款未结清. */
  readonly title: string;
  readonly clause: ClauseKey;
  /** What the law or the books ask instead. */
  readonly rule: string;
  /** What the supervisor does about it. */
  readonly remedy: string;
}

const TRACE = '查明经办经过和原始凭证';

export const INVARIANTS = {
  'closed-with-loan': {
    title: '销户时本人贷款未结清',
    clause: 'liaoning-7',
    rule: '本人（含共同借款）有未结清住房公积金贷款的，不得销户。',
    remedy: `${TRACE}；与贷款所在中心核对，贷款确未结清的，通知本人并追回款项或者恢复担保。`,
  },
  'closed-with-guarantee': {
    title: '销户时仍负有担保责任',
    clause: 'liaoning-7',
    rule: '为他人的住房公积金贷款担保，或者账户余额为贷款提供担保的，担保解除前不得销户。',
    remedy: `${TRACE}；与贷款所在中心核对担保，补办解除，或者通知本人并追回款项。`,
  },
  'closed-with-hold': {
    title: '销户时仍在冻结',
    clause: 'civil-procedure-253',
    rule: '冻结未解除的账户不得销户。',
    remedy: `${TRACE}；向作出冻结的机关报告，并按其要求处理。`,
  },
  'closed-before-gate': {
    title: '单位缴存部分封存未满半年即退出',
    clause: 'liaoning-7',
    rule: '退出的，单位缴存部分封存满半年后方可提取和销户。',
    remedy: `${TRACE}；封存日期登记有误的更正，确属提前的责令退回。`,
  },
  'dormant-closed-early': {
    title: '告知期未满即零额销户',
    clause: 'liaoning-14',
    rule: '零余额销户须先告知，告知书送达且告知期届满后方可销户。',
    remedy: `${TRACE}；通知本人，需要继续缴存的重新开户。`,
  },
  'money-on-closed': {
    title: '已销户账户仍有余额',
    clause: 'liaoning-5',
    rule: '销户的账户余额应为零。',
    remedy: `${TRACE}；余额转入暂收款并通知本人领取。`,
  },
  'posted-after-closing': {
    title: '销户后仍有记账',
    clause: 'liaoning-5',
    rule: '账户销户后不得再记账。',
    remedy: `${TRACE}；错记的予以冲账。`,
  },
  'plan-on-closed': {
    title: '已销户账户仍有缴存计划',
    clause: 'liaoning-4',
    rule: '销户时缴存计划同时终止。',
    remedy: '终止缴存计划，核对销户后是否又扣款。',
  },
  'agreement-on-closed': {
    title: '已销户账户协议未终止',
    clause: 'liaoning-2',
    rule: '销户时缴存使用协议同时终止。',
    remedy: '办理协议终止，核对销户后是否仍按协议处理。',
  },
  'mandate-on-closed': {
    title: '已销户账户仍有扣款授权',
    clause: 'liaoning-4',
    rule: '销户时委托扣款授权同时撤销。',
    remedy: '向银行撤销授权，核对销户后是否又扣款。',
  },
  'paid-while-sealed': {
    title: '封存期间记入灵活就业缴存',
    clause: 'liaoning-3',
    rule: '灵活就业缴存封存期间不再汇缴。',
    remedy: `${TRACE}；应退的退回，应当启封的补办启封。`,
  },
  'unit-money-after-seal': {
    title: '单位缴存封存后仍记入单位缴存',
    clause: 'liaoning-3',
    rule: '单位办理封存后，该单位的汇缴不再记入封存的部分。',
    remedy: '与单位核对封存日期和所属月份；日期有误的更正，多缴的退回单位。',
  },
  'month-counted-twice': {
    title: '同一月份缴存重复计算',
    clause: 'liaoning-4',
    rule: '同一月份只计一次缴存。',
    remedy: '核对两笔来款，重复的一笔转入暂收款后退回或者顺延。',
  },
  'debit-after-suspension': {
    title: '协议中止或者终止后仍然扣款',
    clause: 'liaoning-2',
    rule: '协议中止或者终止后不得再扣款。',
    remedy: `${TRACE}；已扣的款项退回本人。`,
  },
  'hold-ignored': {
    title: '突破冻结付款',
    clause: 'civil-procedure-253',
    rule: '冻结期间支出不得使余额低于被冻结的金额。',
    remedy: `${TRACE}；追回付出的款项，向作出冻结的机关报告。`,
  },
  'withdrawn-during-ban': {
    title: '限制期内提取',
    clause: 'regulation-41',
    rule: '违法提取的，限制期内不得提取。',
    remedy: `${TRACE}；责令退回。`,
  },
  'payout-to-other': {
    title: '付款收款人不是账户本人',
    clause: 'liaoning-7',
    rule: '提取款只能付给账户本人的银行卡，死亡提取付给继承人的除外。',
    remedy: `${TRACE}；向收款人追回，改付本人。`,
  },
  'payout-without-case': {
    title: '付款没有业务依据',
    clause: 'liaoning-7',
    rule: '每笔付款都须有本人的业务和准予提取的决定。',
    remedy: `${TRACE}；追回款项。`,
  },
  'payout-over-grant': {
    title: '付款超过准予提取的金额',
    clause: 'regulation-24',
    rule: '付款合计不得超过决定准予提取的金额。',
    remedy: `${TRACE}；追回多付部分。`,
  },
  'two-open-accounts': {
    title: '一人有两个未销户账户',
    clause: 'regulation-13',
    rule: '一人只能有一个住房公积金账户。',
    remedy: '核对是否同一人；确为同一人的，合并账户。',
  },
  'account-elsewhere': {
    title: '缴存期间在其他地方另有正常缴存的账户',
    clause: 'liaoning-14',
    rule: '一人只能有一个正常缴存的账户；被单位录用或者已在其他地方缴存的，应当告知并办理转换或者转移。',
    remedy:
      '与所在地中心核对；由单位缴存的办理身份转换，确属未告知的，按协议“违约情形及处置”登记违约事实。',
  },
  'two-agreements': {
    title: '一人有两份生效的协议',
    clause: 'liaoning-2',
    rule: '一人同时只能有一份生效或者中止的缴存使用协议。',
    remedy: '核对两份协议，终止其中一份。',
  },
  'plan-without-agreement': {
    title: '缴存计划没有生效的协议',
    clause: 'liaoning-2',
    rule: '缴存计划以生效的缴存使用协议为依据。',
    remedy: '停用缴存计划，核对期间是否扣款；扣款的退回。',
  },
  'wait-overdue': {
    title: '等待已到期而没有动作',
    clause: 'liaoning-14',
    rule: '等待到期时，业务应当在一分钟内继续。',
    remedy: '查看办理引擎和外部系统；在业务页唤醒该业务。',
  },
  'case-without-next': {
    title: '在办业务没有等待、待办或者正在办理的步骤',
    clause: 'liaoning-14',
    rule: '在办业务总有等待、待办或者正在办理的步骤。',
    remedy: '在停滞雷达查看并唤醒该业务。',
  },
  'ended-with-task': {
    title: '已办结业务仍有待办',
    clause: 'liaoning-14',
    rule: '业务办结时，其待办同时了结。',
    remedy: '核对待办是否仍须办理；不须办理的，由主管登记了结。',
  },
  'ended-with-wait': {
    title: '已办结业务仍在等待',
    clause: 'liaoning-14',
    rule: '业务办结时，其等待同时结束。',
    remedy: '核对业务是否确已办结。',
  },
  'ended-with-claim': {
    title: '已办结业务仍占用申请人',
    clause: 'liaoning-14',
    rule: '业务办结时，对申请人的占用同时解除，不影响其再办业务。',
    remedy: '核对业务是否确已办结，解除占用。',
  },
  'ended-with-hold': {
    title: '冻结业务已办结而冻结仍在',
    clause: 'civil-procedure-253',
    rule: '冻结业务办结时，冻结已经解除。',
    remedy: '核对文书；应当解除的解除，应当继续的重新登记。',
  },
  'ended-with-reserve': {
    title: '提取业务已办结而款项仍在待付',
    clause: 'liaoning-7',
    rule: '提取业务办结时，款项已经付讫或者退回账户。',
    remedy: '向银行核实付款结果，补记付讫或者退回账户。',
  },
  'decided-by-submitter': {
    title: '经办人审批了自己提交的业务',
    clause: 'liaoning-5',
    rule: '经办与审批由不同的人员办理。',
    remedy: '由另一人重新审核该业务；查明权限设置。',
  },
} as const satisfies Record<string, Invariant>;

export type InvariantName = keyof typeof INVARIANTS;
export const INVARIANT_NAMES = Object.keys(INVARIANTS) as readonly InvariantName[];

export function isInvariant(text: string): text is InvariantName {
  return Object.hasOwn(INVARIANTS, text);
}

/** What it is called; the code where nobody wrote a word for it. */
export function invariantTitle(name: string): string {
  return isInvariant(name) ? INVARIANTS[name].title : name;
}
