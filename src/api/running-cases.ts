/**
 * What the books have recorded of a running case, for the rule of its type: its last decision's facts, its
 * masked form, what was answered, what it waits for. Nothing personal is opened for it.
 */
import { z } from 'zod';
import { paidBefore, type Known, type Running } from '../cases/figure-running.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { Acting } from '../db/acting.ts';
import { askWithdrawalBooks } from '../db/withdrawal-books.ts';
import { addDays, isPlainDate, plainDate, plainMonth, type PlainDate } from '../domain/calendar.ts';
import { ZERO } from '../domain/money.ts';
import { WITHDRAWAL_MATERIALS, WITHDRAWAL_REASONS } from '../domain/vocabulary.ts';
import { dateField } from '../forms/fields.ts';
import type { ChangeFacts } from '../policy/change-terms.ts';
import type { ExitFacts } from '../policy/exit.ts';
import { RUNNING_TYPES, verdictOf, type RunningType } from '../policy/figure-reach.ts';
import type { FigureName } from '../policy/figures.ts';
import { closesAccount } from '../domain/closing-withdrawals.ts';
import { WITHDRAWAL_CASES } from '../policy/withdrawal-reasons.ts';
import type { ApiDeps } from './deps.ts';
import { openedContent } from './personal.ts';
import type { RunningCaseRow } from './queries/running-cases.ts';

/** Of the masked form of a withdrawal, what is not masked and what its rule looks at. */
const maskedWithdrawal = z.object({
  account: z.uuid(),
  purpose: z.enum(WITHDRAWAL_REASONS),
  amount: z.string().optional(),
  close: z.boolean().optional(),
  married: z.boolean().optional(),
  leaseRegistered: z.boolean().optional(),
  ownsHome: z.boolean().optional(),
  familyIncome: z.string().optional(),
  expense: z
    .object({
      amount: z.string(),
      on: dateField.optional(),
      reference: z.string().optional(),
    })
    .optional(),
  period: z.object({ from: z.string(), to: z.string() }).optional(),
  evidence: z.array(z.object({ kind: z.enum(WITHDRAWAL_MATERIALS) })),
});

const toldMonths = z.object({ firstMonth: z.string(), gapMonths: z.number() });

export interface Asking {
  readonly name: FigureName;
  readonly by: Acting;
}

/** @throws Error when a type is named that the table of figures does not know */
export async function readRunning(
  deps: ApiDeps,
  row: RunningCaseRow,
  asking: Asking,
): Promise<Running> {
  const type = RUNNING_TYPES.find((one) => one === row.type);
  if (type === undefined) throw new Error('a running case has a type that nobody knows');
  const known = await knownOf(deps, row, { ...asking, type });
  return {
    ...{ type, stage: row.stage, accepted: row.accepted_on !== null, offered: row.offered, known },
    lastDay: lastDayOf(row),
  };
}

/** Stages that end by themselves on the day that was told: nothing is read after it. */
const ENDING = ['incomplete', 'awaiting signature', 'not accepted'];

function lastDayOf({ type, stage, wait_until: until }: RunningCaseRow): PlainDate | null {
  if (until === null) return null;
  // What follows its last day is decided on the next one.
  if (type === 'dormant-closing' && stage === 'noticed') return addDays(plainDate(until), 1);
  return ENDING.includes(stage) ? plainDate(until) : null;
}

async function knownOf(
  deps: ApiDeps,
  row: RunningCaseRow,
  { type, name, by }: Asking & { readonly type: RunningType },
): Promise<Known | null> {
  const { reaches } = verdictOf(type, name);
  if (reaches === null) return null;
  if (type === 'withdrawal') {
    if (reaches !== 'answer') return row.accepted_on === null ? withdrawalOf(deps, row, by) : null;
    // Of what closes no account the platform is not asked.
    const form = withdrawalForm(deps, row);
    if (form === null || !closesAccount(form)) return null;
  }
  if (reaches !== 'decision') {
    const { answered_on: answeredOn, wait_until: until } = row;
    return {
      of: 'days',
      answeredOn: answeredOn === null ? null : plainDate(answeredOn),
      againOn: until === null ? null : plainDate(until),
    };
  }
  return decidedOn(deps, row, type);
}

function decidedOn(deps: ApiDeps, row: RunningCaseRow, type: RunningType): Known | null {
  switch (type) {
    case 'exit': {
      const facts = factsOf(deps, row) as ExitFacts | null;
      const { gateOn, sealedOn } = row.detail;
      const waits = row.stage === 'awaiting gate';
      return (
        facts && {
          ...{ of: 'exit', facts },
          gateOn: waits && isPlainDate(gateOn) ? gateOn : null,
          sealedOn: waits && isPlainDate(sealedOn) ? sealedOn : null,
        }
      );
    }
    case 'contribution-change': {
      const facts = factsOf(deps, row) as ChangeFacts | null;
      return facts && { of: 'contribution-change', facts, district: row.district };
    }
    case 'dormant-closing': {
      const { empty_from: empty, wait_until: until, stage } = row;
      if (empty === null) return null;
      const closesOn = stage === 'noticed' && until !== null ? addDays(plainDate(until), 1) : null;
      return { of: 'dormant-closing', emptyFrom: plainMonth(empty), closesOn };
    }
    case 'conversion-to-flexible':
    case 'resumption':
      return takenUp(row);
    case 'account-opening':
    case 'withdrawal':
    case 'conversion-to-employee':
    case 'death-payout':
    case 'personal-change':
    case 'breach':
    case 'agreement-change':
    case 'opening-reversal':
    case 'hold':
    case 'irregularity':
      // By a rule of their own, by days alone, or by no figure.
      return null;
  }
}

/** As it was told with the offer, else as the account stands. */
function takenUp({ detail, paid_to: paidTo }: RunningCaseRow): Known {
  const told = toldMonths.safeParse(detail['takeUp']);
  if (told.success) {
    const { firstMonth, gapMonths } = told.data;
    return { of: 'take-up', paidTo: paidBefore(plainMonth(firstMonth), gapMonths) };
  }
  return { of: 'take-up', paidTo: paidTo === null ? null : plainMonth(paidTo) };
}

/** The facts of the last decision, as they were kept by our own rule. */
function factsOf({ secrets }: ApiDeps, row: RunningCaseRow): unknown {
  const { decision_key: key, decision, decision_person: person, decision_wrapped: wrapped } = row;
  if (key === null) return null;
  const sealed = { person, wrapped_key: wrapped };
  const record = openedContent(secrets, sealed, place.decision(key), decision);
  return (record as { readonly facts?: unknown } | null)?.facts ?? null;
}

/** What was applied for, and the books as the case itself would read them. */
async function withdrawalOf(deps: ApiDeps, row: RunningCaseRow, by: Acting): Promise<Known | null> {
  const { pool, secrets } = deps;
  const form = withdrawalForm(deps, row);
  if (form === null) return null;
  const { account, ...wanted } = form;
  const keys = { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup };
  const read = await askWithdrawalBooks(pool, keys, {
    ...{ account, holder: '', card: null, by },
    reference: wanted.expense?.reference ?? null,
  });
  // The card is masked here; a card that is another holder's has been refused already.
  const books = { ...read, card: 'own' } as const;
  const closes = closesAccount(wanted);
  const closing = { closes, accrued: ZERO, takesAll: false, restOnly: false };
  return {
    of: 'withdrawal',
    asked: {
      ...{ books, wanted, caseId: row.id, confirmed: [], overdue: null },
      ...(WITHDRAWAL_CASES[wanted.purpose].closing && { closing }),
    },
  };
}

/** The masked form in force; null: there is none, or none that this release knows. */
function withdrawalForm({ secrets }: ApiDeps, row: RunningCaseRow) {
  const { form_version: version, form_person: person, form_key: key, form } = row;
  if (version === null || person === null || key === null) return null;
  const aad = place.maskedForm(row.id, version);
  const opened = openedContent(secrets, { person, wrapped_key: key }, aad, form);
  return maskedWithdrawal.safeParse(opened).data ?? null;
}
