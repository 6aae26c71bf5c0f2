/** Words of debits that the bank does not answer (扣款未回报). */

export const UNANSWERED_STATES = {
  open: '待银行回报',
  answered: '银行已回报',
  'not-carried-out': '银行书面确认未扣款',
} as const;
export type UnansweredState = keyof typeof UNANSWERED_STATES;
export const UNANSWERED_STATE_NAMES = Object.keys(UNANSWERED_STATES) as readonly UnansweredState[];
