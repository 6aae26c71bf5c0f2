/** 核查中: when the national platform is asked, for every case of the law. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { asksAlways, type Judged, type WithdrawalDraft } from './state.ts';

/** What may be over since the platform answered another case. */
const OF_LOANS: readonly string[] = ['loan-not-settled', 'guarantee-not-released', 'loan-overdue'];

/** Whether the platform has to be asked: each case asks, and an answer that is too old is no answer. */
export function mustAsk({ desk, notes, prepared: { check, closing } }: Judged): boolean {
  if (notes.closes !== true && !asksAlways()) return false;
  const { checkedAt } = notes;
  const days = check?.validDays ?? closing?.checkValidDays;
  if (checkedAt === undefined || days === undefined) return true;
  return addDays(dateAt(checkedAt), days) < desk.today();
}

/** Nothing but loans stands against it, by an answer that another case was given: it is asked before it refuses. */
export function restsOnOldAnswer(work: Judged): boolean {
  const { reasons } = work.decision;
  if (!reasons.every(({ code }) => OF_LOANS.includes(code))) return false;
  return asksAlways() && mustAsk(work);
}

/** 核查中: what the platform answered before no longer counts. */
export function asking({ notes }: Judged): WithdrawalDraft {
  return {
    step: 'check',
    notes: { ...notes, round: (notes.round ?? 0) + 1, parkedUntil: null, againAt: null },
    events: [],
    stage: { at: 'checking' },
    waits: { close: 'all', open: [waitFor('exit-check', null)] },
    tasks: { close: 'all' },
  };
}
