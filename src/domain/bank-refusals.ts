/**
 * Why the entrusted bank (受托银行) does not do what it was told, in our words: a closed list, what a
 * person reads, and whether the same instruction may succeed later without anybody doing anything.
 *
 * A refusal is the bank's answer. A fault – no answer, or one that cannot be used – is none of these.
 */

interface BankRefusalWords {
  readonly title: string;
  /** What the person can do. */
  readonly remedy: string;
  /** May another attempt on a later day succeed by itself? */
  readonly laterMaySucceed: boolean;
}

export const BANK_REFUSALS = {
  'insufficient-funds': {
    title: '银行卡余额不足',
    remedy: '请在下一扣款日前存入足额资金，或到柜台、转账补缴。',
    laterMaySucceed: true,
  },
  'card-unknown': {
    title: '银行卡号不存在',
    remedy: '请核对卡号，办理缴存变更，换用本人名下的有效银行卡。',
    laterMaySucceed: false,
  },
  'card-lost': {
    title: '银行卡已挂失',
    remedy: '请到发卡银行解除挂失或补卡，再办理缴存变更。',
    laterMaySucceed: false,
  },
  'card-frozen': {
    title: '银行卡已冻结',
    remedy: '请向发卡银行了解原因；急需缴存的，办理缴存变更，换用其他银行卡。',
    laterMaySucceed: true,
  },
  'card-closed': {
    title: '银行卡已销卡',
    remedy: '请办理缴存变更，换用本人名下的有效银行卡。',
    laterMaySucceed: false,
  },
  'card-refused': {
    title: '发卡银行不允许这笔交易',
    remedy: '请向发卡银行了解限制；下一扣款日会再次扣款。',
    laterMaySucceed: true,
  },
  'holder-differs': {
    title: '银行卡户名或证件与本人不符',
    remedy: '须使用本人名下的银行卡，请办理缴存变更或更正个人信息。',
    laterMaySucceed: false,
  },
  'mandate-missing': {
    title: '没有有效的委托扣款授权',
    remedy: '请重新签订委托扣款授权并确认。',
    laterMaySucceed: false,
  },
  'mandate-differs': {
    title: '扣款的银行卡与委托扣款授权不一致',
    remedy: '请按现用的银行卡变更委托扣款授权。',
    laterMaySucceed: false,
  },
  'over-limit': {
    title: '超过委托扣款授权的单笔限额',
    remedy: '请变更委托扣款授权的限额，或缩短缴存周期。',
    laterMaySucceed: false,
  },
  'code-wrong': {
    title: '银行验证码不正确',
    remedy: '请核对银行发送的验证码后重新输入。',
    laterMaySucceed: false,
  },
  'deposit-short': {
    title: '中心存款专户余额不足',
    remedy: '由中心调度资金后重新付款，申请人无须办理。',
    laterMaySucceed: true,
  },
  'payee-returned': {
    title: '对方银行退回',
    remedy: '请核对户名、账号和开户银行后重新办理。',
    laterMaySucceed: false,
  },
  other: {
    title: '银行未说明的其他原因',
    remedy: '由中心向银行查明原因，申请人可先换用其他银行卡。',
    laterMaySucceed: false,
  },
} as const satisfies Record<string, BankRefusalWords>;
export type BankRefusalReason = keyof typeof BANK_REFUSALS;

/** A refusal of the bank: why in our words, and the code that the bank gave. */
export interface BankRefusal {
  readonly reason: BankRefusalReason;
  readonly bankCode: string;
}

/** The bank's codes; one that is not here is `other`, with its code beside it. */
const BANK_CODES: Readonly<Record<string, BankRefusalReason>> = {
  '05': 'holder-differs',
  '14': 'card-unknown',
  '41': 'card-lost',
  '46': 'card-closed',
  '51': 'insufficient-funds',
  '57': 'card-refused',
  '61': 'over-limit',
  '62': 'card-frozen',
  '71': 'mandate-missing',
  '72': 'mandate-differs',
  '81': 'code-wrong',
  '90': 'payee-returned',
  '91': 'deposit-short',
};

export function bankRefusal(bankCode: string): BankRefusal {
  const reason = Object.hasOwn(BANK_CODES, bankCode) ? BANK_CODES[bankCode] : undefined;
  return { reason: reason ?? 'other', bankCode };
}
