/** Words of debits that the bank does not answer (扣款未回报). */

export const UNANSWERED_STATES = {
  open: '待银行回报',
  answered: '银行已回报',
  'not-carried-out': '银行书面确认未扣款',
} as const;
export type UnansweredState = keyof typeof UNANSWERED_STATES;
export const UNANSWERED_STATE_NAMES = Object.keys(UNANSWERED_STATES) as readonly UnansweredState[];

/** The bank has answered, and the books did not take its answer. */
export const UNBOOKABLE = '银行已经回报，系统不能记账，请先查明该账户的记录，更正后自动入账';
