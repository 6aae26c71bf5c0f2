/** What a person is told when a change of the contribution cannot be made (缴存变更), and what to do. */
import type { ReasonText } from './decision.ts';
import type { ChangeReasonCode } from './contribution-change.ts';

export const CHANGE_REASON_WORDS = {
  'account-not-normal': {
    text: '该账户已封存或者销户，不能变更缴存约定。',
    remedy: '封存的账户，恢复正常缴存后再申请变更；已销户的，须重新开户。',
    clause: 'liaoning-4',
  },
  'agreement-not-in-force': {
    text: '缴存使用协议不在生效状态，不能变更。',
    remedy: '协议恢复生效后再申请变更；已经终止的，须重新签订协议。',
    clause: 'liaoning-2',
  },
  'nothing-changes': {
    text: '所填内容与现行约定相同，没有可以变更的事项。',
    remedy: '请填写要变更的月缴存额、缴存周期、扣款日或者银行卡。',
    clause: 'liaoning-4',
  },
  'change-amount-outside-limits': {
    text: '新的月缴存额不在当地现行上下限以内。',
    remedy: '请改填上下限以内的月缴存额后再申请。',
    clause: 'liaoning-4',
  },
  'cycle-not-offered': {
    text: '本中心没有开通所选的缴存周期。',
    remedy: '请改选已经开通的缴存周期。',
    clause: 'liaoning-4',
  },
  'debit-day-not-offered': {
    text: '新的扣款日不在可选的范围内。',
    remedy: '请改选范围内的扣款日。',
    clause: 'liaoning-4',
  },
  'changed-too-soon': {
    text: '月缴存额在协议约定的期间内已经变更过一次。',
    remedy: '期满后可以再次变更；缴存周期、扣款日和银行卡不受次数限制，可以另行申请。',
    clause: 'liaoning-4',
  },
  'no-month-left': {
    text: '达到法定退休年龄以前没有尚未缴存的月份，不再缴存。',
    remedy: '可以依法申请提取；退休年龄登记有误的，请先更正个人信息。',
    clause: 'retirement-1',
  },
  'card-holder-differs': {
    text: '新银行卡的户名不是账户本人。',
    remedy: '请改用本人名下的借记卡。',
    clause: 'liaoning-4',
  },
  'card-in-use': {
    text: '所填的银行卡就是现在扣款的卡。',
    remedy: '不换卡的，请不要填写银行卡。',
    clause: 'liaoning-4',
  },
  'mandate-not-confirmed': {
    text: '委托扣款授权还没有由持卡人确认，须由银行办理的变更不能办理。',
    remedy: '请先以银行发送的验证码确认授权，或者解除后重签，再申请变更。',
    clause: 'liaoning-4',
  },
  'debit-at-bank': {
    text: '有一笔扣款正在银行办理，办结以前不能变更。',
    remedy: '银行答复后即可再次申请，一般不超过三日。',
    clause: 'liaoning-4',
  },
} as const satisfies Record<ChangeReasonCode, ReasonText>;
