/** Words for what runs say of their items: why not, and what became of each. */

import { keptReasonTitle } from './wording-dormancy.ts';
import { BANK_REFUSALS, type BankRefusalReason } from '../domain/bank-refusals.ts';

/** One whose data cannot be opened stops nobody else. */
const UNREADABLE = '本人的加密信息打不开（密钥不符或者数据损坏），未办；由系统管理员恢复后下次再办';

/** Why an item is not in the list of what is done. */
const REASONS: Readonly<Record<string, string>> = {
  'struck-out': '主管剔除',
  'known-irregularity': '已在核查',
  'explained-before': '同样的事实已查明无误',
  'account-sealed': '账户已封存',
  'under-unit': '账户由单位缴存，不再扣款',
  'agreement-not-active': '缴存使用协议不在生效状态',
  'person-forgotten': '个人信息已按规定销毁',
  retired: '已到退休前最后一个缴存月份',
  'outside-limits': '月缴存额不在现行上下限之内，须办理缴存变更',
  'no-mandate': '没有有效的委托扣款授权',
  'over-mandate-limit': '超过委托扣款授权的单笔限额',
  'subsidy-lost': '因违约取消补贴资格',
  'not-continuous': '连续缴存未满享受补贴的月数',
  'below-a-cent': '补贴不足一分',
  'paid-otherwise': '名单冻结后已另行缴存',
  'month-over': '发往银行时已过该期最后扣款日，不再扣款',
  'cycle-over': '中心当期没有扣款，该期已过，不再扣款；不计为本人欠缴',
  unanswered: '银行没有按时回报扣款结果，未能再扣款；不计为本人欠缴',
  'amount-differs': '银行扣款金额与指令不符，未缴上；不计为本人欠缴',
  'not-asked': '应再扣款的日子没有扣款名单，未能扣款；不计为本人欠缴',
  'cycles-over-mandate-limit': '几期合并扣款超过委托扣款授权的单笔限额；不计为本人欠缴',
  'data-unreadable': UNREADABLE,
  'due-changed': '名单冻结后缴存约定已变更，按新约定另行扣款',
};

/** Of an empty account: why it is not closed; the rule's own words stand with the rule. */
const OF_DORMANCY: Readonly<Record<string, string>> = {
  'not-yet': '未满规定的月数，已提醒',
  noticed: '已告知，尚未办结',
  'withdrawn-before': '同一段停缴的告知已撤销',
};

/** What became of an item. */
const OUTCOMES: Readonly<Record<string, string>> = {
  credited: '已结息入账',
  'differs-from-preview': '与预览不一致：名单冻结后有补记的账，请重新准备名单',
  'credited-but-some': '除所列账户外已结息入账；所列账户查明更正后，下次结息再办',
  'account-faulty': '账户数据有误，未结息：由系统管理员查明更正后，下次结息再办',
  'differs-from-rule': '结息数与规则复算不符，未结息：由系统管理员查明后，下次结息再办',
  subsidized: '补贴已入账',
  'contribution-gone': '名单冻结后该月缴存已被收回或已有补贴',
  reversed: '已冲账',
  recalled: '银行收回',
  cancelled: '批处理取消，未办',
  matched: '相符',
  'matched-late': '相符：补齐了前日所缺',
  'taken-back': '已冲销，两相抵消',
  'missing-here': '银行已记、我方未记',
  'missing-there': '我方已记、银行未记',
  'line-differs': '金额不符',
  'opening-differs': '期初余额不符',
  whole: '核验无误',
  broken: '核验有误，见核验证明',
  'breach-begun': '已发起违约处置',
  'closing-begun': '已发起零余额销户',
  'irregularity-begun': '已发起异常核查',
  warned: '已提醒',
  paid: '已扣款入账',
  unanswered: '银行超过三日没有回报，回报到达时仍会入账',
  unbookable: '银行已经回报，系统不能记账，查明更正后自动入账',
  'amount-differs': '实扣金额与指令不符，已记暂收款',
  'already-paid': '该期已缴，重复款项已记暂收款',
  'account-closed': '账户已销户，款项已记暂收款',
};

/** A code nobody wrote a word for stands for itself. */
export function runReasonText(code: string): string {
  return REASONS[code] ?? OF_DORMANCY[code] ?? keptReasonTitle(code);
}

export function runOutcomeText(code: string): string {
  return OUTCOMES[code] ?? bankWords(code) ?? runReasonText(code);
}

function bankWords(code: string): string | null {
  return isBankRefusal(code) ? BANK_REFUSALS[code].title : null;
}

function isBankRefusal(code: string): code is BankRefusalReason {
  return Object.hasOwn(BANK_REFUSALS, code);
}

/** What a run came to, beside the counts of its items; null: nothing more is told. */
export function runResultText(result: Readonly<Record<string, unknown>>): string | null {
  const { warned, keptAfterWarning: kept } = result;
  if (typeof warned !== 'number' || typeof kept !== 'number') return null;
  return `近12个月提醒过${String(warned)}户，其中${String(kept)}户在提醒后恢复缴存`;
}

type Detail = Readonly<Record<string, unknown>>;

/** Months, tries, accounts: what was frozen of an item beside its amount. */
export function runItemContent(detail: Detail): string {
  const { coversFrom, coversTo, months, attempt, accounts, emptyFrom } = detail;
  if (typeof emptyFrom === 'string') return emptyContent(detail);
  if (typeof coversFrom === 'string' && typeof coversTo === 'string') {
    const range = coversFrom === coversTo ? coversFrom : `${coversFrom} 至 ${coversTo}`;
    const again = typeof attempt === 'number' && attempt > 1 ? `，第${String(attempt)}次扣款` : '';
    return `${range}（${String(months)}个月）${again}`;
  }
  return typeof accounts === 'number' ? `${String(accounts)}个账户` : '';
}

/** 零余额停缴: what is to be done, since when nothing was contributed, from which day notice is possible. */
function emptyContent(detail: Detail): string {
  const { what, emptyFrom, emptyMonths, possibleFrom, interest } = detail;
  const since = `${String(emptyFrom)} 起 ${String(emptyMonths)} 个月`;
  const first = typeof interest === 'string' ? `；利息 ${interest} 元，先付清` : '';
  return what === 'close'
    ? `销户告知：${since}${first}`
    : `提醒：${since}，${String(possibleFrom)} 起可告知`;
}
