/** How long an outside system's answer may be used, what for, and what it says of itself. */
import type { PlainDate } from '../domain/calendar.ts';
import { dayText } from './wording.ts';

const PURPOSES: Readonly<Record<string, string>> = {
  OPEN_ACCOUNT: '开户',
  LOAN: '贷款',
  REVIEW: '复核',
};

export function purposeTitle(purpose: string): string {
  return PURPOSES[purpose] ?? purpose;
}

export interface AnswerInHand {
  readonly purpose: string;
  readonly status: string;
  /** A later answer of the same system takes its place. */
  readonly superseded: boolean;
  /** The last day on which it may be used. */
  readonly usableUntil: PlainDate | null;
}

/** What an answer still allows today, in one sentence. */
export function allowedUse(
  { purpose, status, superseded, usableUntil }: AnswerInHand,
  today: PlainDate,
): string {
  const what = purposeTitle(purpose);
  if (status !== 'ok') return '答复不完整，不能据以认定。';
  if (superseded) return '已由后来的答复取代，只作存档。';
  if (usableUntil === null) return `可以据以${what}。`;
  if (usableUntil < today) return `已于${dayText(usableUntil)}过期，${what}前须重新查询。`;
  return `可以据以${what}，至${dayText(usableUntil)}（含当日）。`;
}
