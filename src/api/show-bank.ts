/** Days of the bank, their lines and differences as answers show them, with what the caller may do. */
import {
  BANK_DAY_STATES,
  BANK_LINE_KINDS,
  BANK_LINE_STATES,
  DECLINE_REASONS,
  DIFFERENCE_ACTION_NAMES,
  DIFFERENCE_ACTIONS,
  DIFFERENCE_KINDS,
  DIFFERENCE_REASONS,
  DIFFERENCE_STATES,
  differenceRefusal,
  proposalText,
  type BankDayState,
  type BankLineKind,
  type BankLineState,
  type DeclineReason,
  type DifferenceKind,
  type DifferenceReason,
  type DifferenceState,
} from '../cases/bank-differences.ts';
import type { Names } from '../cases/wording-staff.ts';
import type { Context } from './operation.ts';
import type { BankDayRow, BankJournalRow, BankLineRow, DifferenceRow } from './queries/bank.ts';
import { iso } from './show-case.ts';

export type Journals = ReadonlyMap<string, BankJournalRow>;

function named(id: string | null, names: Names): string | null {
  if (id === null) return null;
  return id === 'system' ? '系统' : names.staff(id);
}

export function showBankDay(row: BankDayRow, names: Names) {
  const state = row.state as BankDayState; // the table's own check
  const { opening, received, paid, closing, open, explained, all } = row;
  return {
    ...{ center: row.center, day: row.day, state, stateTitle: BANK_DAY_STATES[state] },
    ...{ version: row.version, lines: row.lines, run: row.run },
    bank: { opening, received, paid, closing },
    book: bookOf(row),
    differences: { open, explained, all },
    closedByName: named(row.closedBy, names),
    closedAt: row.closedAt === null ? null : iso(row.closedAt),
  };
}

function bookOf({ bookOpening, bookReceived, bookPaid, bookClosing }: BankDayRow) {
  if (bookOpening === null || bookReceived === null || bookPaid === null || bookClosing === null) {
    return null;
  }
  return { opening: bookOpening, received: bookReceived, paid: bookPaid, closing: bookClosing };
}

/** Whether the caller may close the day, and why not. */
export function closeOf(row: BankDayRow, call: Context) {
  const reason = closeRefusal(row, call);
  return { permitted: reason === null, reason };
}

function closeRefusal(row: BankDayRow, call: Context): string | null {
  if (row.state === 'closed') return '该日已经关账。';
  if (row.run === null) return '还没有核对。';
  if (row.open > 0) return `还有${row.open}笔差异没有说明或记账。`;
  if (row.earlier !== null) return `请先关闭${row.earlier}的账。`;
  return isSupervisor(call, row.center) ? null : '由主管办理。';
}

function isSupervisor({ grants }: Context, center: string): boolean {
  return grants.some((grant) => grant.role === 'supervisor' && grant.center === center);
}

export function showBankLine(row: BankLineRow, journals: Journals) {
  // The table's own checks.
  const [state, kind] = [row.state as BankLineState, row.kind as BankLineKind];
  return {
    ...row,
    ...{ kind, kindTitle: BANK_LINE_KINDS[kind] },
    ...{ state, stateTitle: BANK_LINE_STATES[state] },
    journals: journalsOf(row.journals, journals),
  };
}

function journalsOf(ids: readonly string[], journals: Journals): readonly BankJournalRow[] {
  return ids.flatMap((id) => journals.get(id) ?? []);
}

export function showDifference(
  row: DifferenceRow,
  { call, names, journals }: { call: Context; names: Names; journals: Journals },
) {
  // The table's own checks.
  const [kind, state] = [row.kind as DifferenceKind, row.state as DifferenceState];
  const lineKind = row.lineKind as BankLineKind | null;
  const reason = row.reason as DifferenceReason | null; // only the API writes it
  return {
    ...{ id: row.id, day: row.day, kind, kindTitle: DIFFERENCE_KINDS[kind] },
    ...{ state, stateTitle: DIFFERENCE_STATES[state], version: row.version },
    ...{ line: row.line, lineKindTitle: lineKind === null ? null : BANK_LINE_KINDS[lineKind] },
    ...{ serial: row.serial, key: row.key },
    ...{ bank: row.bank, ours: row.ours, amount: row.amount },
    journals: journalsOf(row.journals, journals),
    proposal: row.proposal === null ? null : proposalText({ ...row.proposal, lacks: row.lacks }),
    lacks: row.lacks,
    reason,
    reasonTitle: reason === null ? null : DIFFERENCE_REASONS[reason],
    note: row.note,
    declined: declinedOf(row),
    proposedByName: named(row.proposedBy, names),
    settledByName: named(row.settledBy, names),
    settledAt: row.settledAt === null ? null : iso(row.settledAt),
    goneOn: row.goneOn,
    posted: journalsOf(row.posted, journals),
    actions: actionsOf(row, state, call),
  };
}

function declinedOf({ declinedReason, declinedNote: note }: DifferenceRow) {
  if (declinedReason === null) return null;
  const reason = declinedReason as DeclineReason; // only the API writes it
  return { reason, reasonTitle: DECLINE_REASONS[reason], note };
}

function actionsOf(row: DifferenceRow, state: DifferenceState, call: Context) {
  const facts = {
    state,
    dayState: row.dayState as BankDayState, // the table's own check
    hasProposal: row.proposal !== null,
    proposedBy: row.proposedBy,
  };
  const mine = isSupervisor(call, row.center);
  return DIFFERENCE_ACTION_NAMES.map((action) => {
    const refusal = differenceRefusal(action, facts, call.caller.id);
    const reason = refusal ?? (mine ? null : '由主管办理。');
    return { action, title: DIFFERENCE_ACTIONS[action], permitted: reason === null, reason };
  });
}
