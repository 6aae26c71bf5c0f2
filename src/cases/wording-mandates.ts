/** How a direct-debit mandate (委托扣款授权) stands, in words, and what there is to do next. */
import { BANK_REFUSALS } from '../domain/bank-refusals.ts';

const STATES: Readonly<Record<string, string>> = {
  requested: '待签约',
  unconfirmed: '待确认',
  active: '生效',
  refused: '银行拒绝',
  cancelled: '已解除',
};

export function mandateStateTitle(state: string): string {
  return STATES[state] ?? state;
}

const UNDER_WAY: Readonly<Record<string, string>> = {
  sign: '正在向银行签约',
  confirm: '正在向银行核对验证码',
  change: '正在向银行办理变更',
  cancel: '正在通知银行解除',
};

export function mandateUnderWayTitle(act: string): string {
  return UNDER_WAY[act] ?? act;
}

interface Reason {
  readonly title: string;
  readonly remedy: string;
}

/** Why one ended that the bank did not refuse. */
const ENDS: Readonly<Record<string, Reason>> = {
  'holder-asked': { title: '本人要求解除', remedy: '恢复自动扣款须重新签约。' },
  'center-decided': { title: '中心决定解除', remedy: '向作出决定的中心了解原因。' },
  'cancelled-at-bank': {
    title: '已在银行解除',
    remedy: '与本人核实；恢复自动扣款须重新签约，或到柜台、转账缴存。',
  },
  'account-closed': { title: '账户已销户', remedy: '无须办理。' },
  'agreement-ended': {
    title: '缴存使用协议已终止',
    remedy: '无须办理；重新缴存的，须重新签订协议。',
  },
};

/** Why, and what the person can do; a code that nobody wrote down tells itself. */
export function mandateReason(code: string): Reason {
  const refusals: Readonly<Record<string, Reason>> = BANK_REFUSALS;
  const { title, remedy } = refusals[code] ?? ENDS[code] ?? { title: code, remedy: '' };
  return { title, remedy };
}

interface Standing {
  readonly state: string;
  readonly underWay: string | null;
  readonly waitsForCard: boolean;
}

/** The one sentence that says what comes next, and whose turn it is. */
export function mandateNext({ state, underWay, waitsForCard }: Standing): string {
  if (underWay === 'cancel') return '已停止扣款；系统正在通知银行。';
  if (underWay !== null && state !== 'cancelled') {
    return `${mandateUnderWayTitle(underWay)}，银行答复后自动更新；银行无法连接时系统会再次发送。`;
  }
  switch (state) {
    case 'unconfirmed':
      return '请持卡人提供银行发送到其手机的验证码，由柜员录入后生效；生效前不扣款。';
    case 'active':
      return waitsForCard
        ? '请持卡人提供银行就新卡发送的验证码；确认前仍从原卡扣款。'
        : '按缴存计划从该卡自动扣款。';
    case 'refused':
      return '没有签成，不会扣款：请按原因处理后重新签约。';
    default:
      return '不会扣款；需要自动扣款时请重新签约。';
  }
}

/** What may be done with it as it stands; the database refuses everything else. */
export function mandateMoves({ state, underWay, waitsForCard }: Standing): readonly MandateMove[] {
  if (state === 'refused' || state === 'cancelled') return ['sign'];
  if (underWay !== null) return ['cancel'];
  return state === 'unconfirmed' || waitsForCard
    ? ['confirm', 'change', 'cancel']
    : ['change', 'cancel'];
}
export type MandateMove = 'sign' | 'confirm' | 'change' | 'cancel';
