/** Why the last day of a wait does not become another day (改期), and what can be done. */
import type { ReasonText } from './decision.ts';

export type MoveRefusal =
  | 'not-movable'
  | 'over'
  | 'in-the-past'
  | 'before-given'
  | 'same-day'
  | 'too-far'
  | 'seal-not-given'
  | 'seal-not-asked'
  | 'seal-own'
  | 'seal-future'
  | 'seal-before-account'
  | 'seal-same';

export const MOVE_REFUSALS: Readonly<Record<MoveRefusal, ReasonText>> = {
  'not-movable': {
    text: '这种等待不能改期。',
    remedy: '请按该等待“能提前的办法”办理。',
    clause: 'liaoning-14',
  },
  over: {
    text: '这项等待已经到期或者已经结束。',
    remedy: '请查看业务现在的环节，按该环节办理。',
    clause: 'liaoning-14',
  },
  'in-the-past': {
    text: '新的期限早于今天。',
    remedy: '请填写今天或者以后的日期；等待不能以改期的方式跳过。',
    clause: 'civil-code-201',
  },
  'before-given': {
    text: '新的期限早于原来告知的期限。',
    remedy: '给当事人的期限只能延后，不能缩短；请填写不早于原期限的日期。',
    clause: 'civil-code-201',
  },
  'same-day': {
    text: '新的期限与现在的期限是同一天。',
    remedy: '不需要改期。',
    clause: 'civil-code-201',
  },
  'too-far': {
    text: '新的期限超过现在的期限一年以上。',
    remedy: '请核对文书上的日期；仍需延长的，到期前凭新的文书再次改期。',
    clause: 'civil-code-201',
  },
  'seal-not-given': {
    text: '封存满半年的日期由封存日期推算，不能直接填写新的期限。',
    remedy: '请填写凭证上的封存日期，新的期限由系统推算。',
    clause: 'liaoning-7',
  },
  'seal-not-asked': {
    text: '这项改期与封存日期无关。',
    remedy: '请填写新的期限，不填封存日期。',
    clause: 'liaoning-7',
  },
  'seal-own': {
    text: '半年自本中心办理的整户封存起算，该日期由本业务确定。',
    remedy: '单位缴存部分的封存日期与这项等待无关，不在这里更正。',
    clause: 'liaoning-7',
  },
  'seal-future': {
    text: '更正的封存日期晚于今天。',
    remedy: '请核对封存凭证上的日期。',
    clause: 'liaoning-7',
  },
  'seal-before-account': {
    text: '更正的封存日期早于账户的开户日期。',
    remedy: '请核对封存凭证上的日期和账户。',
    clause: 'liaoning-7',
  },
  'seal-same': {
    text: '更正的封存日期与登记的是同一天。',
    remedy: '不需要更正。',
    clause: 'liaoning-7',
  },
};
