/**
 * Why accounts cannot be settled: because of what stands in the books of one of them, or because of
 * something that is in the way of all.
 */
import { sqlState } from '../db/database-fault.ts';
import { Fault } from '../domain/fault.ts';
import { DiffersFromRule } from './interest-sample.ts';

export interface AccountFault {
  /** A code of src/cases/wording-runs.ts. */
  readonly outcome: 'differs-from-rule' | 'account-faulty';
  /** An SQLSTATE, or a code of ours; never a text, which may quote a row. */
  readonly fault: string;
}

/**
 * Values that cannot be reckoned with (22), rows that contradict each other (23), what our own
 * functions and triggers refuse of a posting (P0001, AJ420 to AJ424). A rate that is missing (AJ425)
 * is missing for all, and a figure that differs from the preview (AJ426) is no defect.
 */
const OF_AN_ACCOUNT = /^(?:22...|23...|P0001|AJ42[0-4])$/;

/** @returns null: not the fault of any one account, or not known to be */
export function accountFaultOf(error: unknown): AccountFault | null {
  if (error instanceof DiffersFromRule) return { outcome: 'differs-from-rule', fault: 'rule' };
  const state = sqlState(error instanceof Fault ? error.cause : error);
  if (state === undefined || !OF_AN_ACCOUNT.test(state)) return null;
  return { outcome: 'account-faulty', fault: state };
}
