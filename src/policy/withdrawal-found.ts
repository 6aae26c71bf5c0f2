/** One finding about a withdrawal (提取): the condition as it was looked at, and the refusal where it fails. */
import type { PlainDate } from '../domain/calendar.ts';
import type { ClauseKey } from './clauses.ts';
import type { Condition, Json } from './decision.ts';

export const WITHDRAWAL_REFUSALS = [
  'case-not-in-force',
  'closing-required',
  'withdrawal-account-closed',
  'withdrawal-ban',
  'withdrawal-case-in-flight',
  'withdrawal-card-differs',
  'loan-not-settled',
  'guarantee-not-released',
  'loan-overdue',
  'owns-home',
  'contributed-too-short',
  'rent-within-income',
  'unit-account-not-sealed',
  'withdrawn-too-soon',
  'expense-not-yet',
  'expense-too-old',
  'period-wrong',
  'period-withdrawn',
  'nothing-to-withdraw',
  'withdrawal-held',
  'closing-held',
  'amount-not-all',
  'amount-above-balance',
  'amount-above-limit',
] as const;
export type WithdrawalRefusalCode = (typeof WITHDRAWAL_REFUSALS)[number];

export interface WithdrawalRefusal {
  readonly code: WithdrawalRefusalCode;
  readonly clause: ClauseKey;
  /** Where in the application. */
  readonly pointer: string | null;
  /** What was found, and the nearest that would do: amounts, days, codes. */
  readonly detail: Readonly<Record<string, string>>;
  /** The first day on which waiting alone helps. */
  readonly earliestOn: PlainDate | null;
}

export interface Found {
  readonly condition: Condition;
  readonly reason: WithdrawalRefusal | null;
}

interface Looked {
  readonly code: WithdrawalRefusalCode;
  readonly label: string;
  readonly inputs: Readonly<Record<string, Json>>;
  /** Nothing stands against it here. */
  readonly holds: boolean;
  readonly clause?: ClauseKey;
  readonly pointer?: string;
  readonly detail?: Readonly<Record<string, string>>;
  readonly earliestOn?: PlainDate | null;
}

export function found(looked: Looked): Found {
  const { code, label, inputs, holds, clause = 'liaoning-7' } = looked;
  const { pointer = null, detail = {}, earliestOn = null } = looked;
  return {
    condition: { condition: code, label, inputs, value: holds, clause },
    reason: holds ? null : { code, clause, pointer, detail, earliestOn },
  };
}
