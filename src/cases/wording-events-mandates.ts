/**
 * Timeline sentences for the direct-debit mandate. The public fields each reads are named beside it;
 * which card it is stands nowhere.
 */
import { listField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { mandateReason } from './wording-mandates.ts';

function why(fields: Fields): string {
  return when(textField(fields, 'code'), (code) => {
    const { title, remedy } = mandateReason(code);
    return `：${title}。${remedy}`;
  });
}

const ENDED_BY: Readonly<Record<string, string>> = {
  holder: '本人解除了委托扣款授权，此后不再扣款。',
  bank: '银行解除了委托扣款授权，此后不再扣款。',
  center: '中心解除了委托扣款授权，此后不再扣款。',
};

const WHAT: Readonly<Record<string, string>> = { card: '扣款的银行卡', limit: '单笔限额' };

function sentenceEnd(text: string): string {
  return text.endsWith('。') ? text : `${text}。`;
}

export const MANDATE_EVENTS = {
  'mandate-requested': {
    title: '申请委托扣款',
    sentence: () => '重新申请了委托扣款授权，由系统向银行签约。',
    channel: 'same',
  },
  'mandate-signed': {
    title: '委托扣款已签约',
    sentence: () => '银行已受理委托扣款授权，待持卡人以验证码确认。',
    channel: 'same',
  },
  // code
  'mandate-refused': {
    title: '委托扣款未签成',
    sentence: (fields) => sentenceEnd(`银行没有受理委托扣款授权${why(fields)}`),
    channel: 'same',
  },
  'mandate-code-given': {
    title: '录入验证码',
    sentence: () => '录入了持卡人的银行验证码，交银行核对。',
    channel: 'same',
  },
  // card: the new card is the one confirmed
  'mandate-confirmed': {
    title: '委托扣款已确认',
    sentence: (fields) =>
      fields['card'] === true
        ? '持卡人确认了新的扣款银行卡，此后从新卡扣款。'
        : '持卡人确认了委托扣款授权，授权生效。',
    channel: 'same',
  },
  // code
  'mandate-not-confirmed': {
    title: '委托扣款未确认',
    sentence: (fields) => sentenceEnd(`银行没有确认${why(fields)}`),
    channel: 'same',
  },
  'mandate-change-requested': {
    title: '申请变更委托扣款',
    sentence: () => '申请变更委托扣款授权，由系统向银行办理。',
    channel: 'same',
  },
  // what: card, limit
  'mandate-changed': {
    title: '委托扣款已变更',
    sentence: (fields) => {
      const what = listField(fields, 'what');
      const words = what.map((one) => WHAT[one] ?? one).join('和') || '委托扣款授权';
      const later = what.includes('card') ? '；新卡待持卡人确认，确认前仍从原卡扣款' : '';
      return `银行受理了${words}的变更${later}。`;
    },
    channel: 'same',
  },
  // code
  'mandate-change-refused': {
    title: '委托扣款变更未成',
    sentence: (fields) => sentenceEnd(`银行没有受理变更，原授权不变${why(fields)}`),
    channel: 'same',
  },
  'mandate-card-kept': {
    title: '仍用原卡',
    sentence: () => '换卡没有办成，银行已撤下待确认的新卡，仍从原卡扣款。',
    channel: 'same',
  },
  // by, code
  'mandate-cancelled': {
    title: '委托扣款已解除',
    sentence: (fields) => ENDED_BY[textField(fields, 'by') ?? ''] ?? '委托扣款授权已解除。',
    channel: 'same',
  },
  'mandate-cancelled-at-bank': {
    title: '银行已知解除',
    sentence: () => '银行已登记委托扣款授权的解除。',
    channel: 'same',
  },
  // code
  'mandate-cancel-refused': {
    title: '银行未登记解除',
    sentence: (fields) => sentenceEnd(`银行没有登记解除，中心仍不扣款${why(fields)}`),
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
