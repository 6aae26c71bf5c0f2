/** Why something owed was left out of the lists of a collection although its holder did nothing wrong. */

/**
 * Reasons that lie with the center, as a list of SQL: its limits moved, its keys and data do not fit, its list left
 * too late, or was not made while the cycle ran; it asked for more at once than its mandate allows, of which each
 * cycle would be allowed.
 */
export const LEFT_OUT_BY_CENTER_SQL = `('outside-limits', 'data-unreadable', 'month-over', 'cycle-over',
  'cycles-over-mandate-limit', 'not-asked', 'unanswered', 'amount-differs')`;

/**
 * Those of them that count whatever the bank was told before, as a list of SQL: a further debit was to come, and the
 * list left too late for it or was not made; the bank did not say in time what became of one; it moved another amount
 * than it was told.
 */
export const LEFT_OUT_AT_LAST_SQL = `('month-over', 'not-asked', 'unanswered', 'amount-differs')`;
