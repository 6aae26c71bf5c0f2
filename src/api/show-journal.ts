/** Journals, plans and proposals as answers show them. */
import { BANK_LINE_STATES, type BankLineState } from '../cases/bank-differences.ts';
import { runTitleOf } from '../cases/runs.ts';
import { sourceTitle } from '../cases/wording-accounts.ts';
import {
  bookTitle,
  chainWhy,
  RECEIVABLE_STATES,
  REVERSAL_ACTION_NAMES,
  REVERSAL_ACTIONS,
  REVERSAL_STATES,
  stayWords,
  type ReceivableState,
  type ReversalAction,
  type ReversalState,
} from '../cases/wording-ledger.ts';
import type { Names } from '../cases/wording-staff.ts';
import { SUSPENSE_STATES, type SuspenseState } from '../cases/wording-suspense.ts';
import type { ReversalPlan } from '../ledger/reversals.ts';
import type { Context } from './operation.ts';
import type { JournalLineRow, JournalLinks, JournalRow } from './queries/journals.ts';
import type { LaterDebit, ReversalRow, SettledOver } from './queries/reversals.ts';
import { iso } from './show-case.ts';

/** Processes that record journals, beside people. */
const PROCESSES: Readonly<Record<string, string>> = {
  collection: '缴存扣款',
  incoming: '来款入账',
  run: '批处理',
  subsidy: '缴存补贴',
  ledger: '系统',
  migration: '系统迁移',
  system: '系统',
};

export function showJournalHead(row: JournalRow, names: Names) {
  const { recordedBy, recordedAt, key: _, run, ...rest } = row;
  return {
    ...rest,
    run,
    runTitle: run === null ? null : runTitleOf(run),
    recordedAt: iso(recordedAt),
    recordedByName: PROCESSES[recordedBy] ?? names.staff(recordedBy),
  };
}

const sourceText = (source: string | null) => (source === null ? null : sourceTitle(source));

export function showJournal(
  row: JournalRow,
  {
    lines,
    links,
    reversal,
  }: {
    readonly lines: readonly JournalLineRow[];
    readonly links: JournalLinks;
    readonly reversal: ReversalRow | null;
  },
  { names, mayReverse }: { readonly names: Names; readonly mayReverse: boolean },
) {
  return {
    ...showJournalHead(row, names),
    key: row.key,
    lines: lines.map((line) => ({
      ...line,
      bookTitle: bookTitle(line.book),
      sourceTitle: sourceText(line.source),
    })),
    ...showLinks(links),
    reversal: reversal && {
      id: reversal.id,
      state: reversal.state as ReversalState, // the table's own check
      stateTitle: REVERSAL_STATES[reversal.state as ReversalState],
    },
    mayReverse:
      mayReverse &&
      row.reverses === null &&
      row.reversedBy === null &&
      reversal?.state !== 'proposed',
  };
}

function showLinks({ bankLines, suspense, receivables, settlements, ...links }: JournalLinks) {
  return {
    ...links,
    bankLines: bankLines.map(({ state, ...line }) => ({
      ...line,
      stateTitle: BANK_LINE_STATES[state as BankLineState],
    })),
    suspense: suspense.map((item) => {
      const state = item.state as SuspenseState;
      return { ...item, state, stateTitle: SUSPENSE_STATES[state] };
    }),
    receivables: receivables.map((one) => {
      const state = one.state as ReceivableState;
      return { ...one, state, stateTitle: RECEIVABLE_STATES[state] };
    }),
    settlements: settlements.map((one) => ({ ...one, sourceTitle: sourceTitle(one.source) })),
  };
}

interface Around {
  readonly ids: ReadonlyMap<string, string>;
  readonly debits: readonly LaterDebit[];
  readonly settled: readonly SettledOver[];
}

export function showPlan(plan: ReversalPlan, { ids, debits, settled }: Around) {
  return {
    journal: plan.root,
    digest: plan.digest,
    possible: plan.stays.length === 0,
    lacks: plan.lacks,
    steps: showSteps(plan, ids),
    laterDebits: debits,
    settledOver: settled.map(({ source, ...one }) => ({
      ...one,
      sourceTitle: sourceTitle(source),
    })),
  };
}

/** The journals of a chain in the order of posting. */
export function showSteps(
  { steps, stays }: Pick<ReversalPlan, 'steps' | 'stays'>,
  ids: ReadonlyMap<string, string>,
) {
  return steps.map(({ lines, shortfalls, why, kind: _, ...step }) => ({
    ...step,
    whyText: chainWhy(why),
    lines: lines.map(({ account, source, book, amount }) => ({
      ...{ book, amount, source, accountNumber: account },
      account: account === null ? null : (ids.get(account) ?? null),
      bookTitle: bookTitle(book),
      sourceTitle: sourceText(source),
    })),
    shortfalls: shortfalls.map(({ account, source, amount }) => ({
      ...{ account: ids.get(account) ?? null, accountNumber: account, amount },
      sourceTitle: sourceTitle(source),
    })),
    stays: stays
      .filter(({ journal }) => journal === step.journal)
      .map(({ code }) => stayWords(code)),
  }));
}

export function showReversal(row: ReversalRow, names: Names, call: Context) {
  const state = row.state as ReversalState; // the table's own check
  const { plan, title, proposedBy, proposedAt, decidedBy, decidedAt, digest: _, ...rest } = row;
  return {
    ...rest,
    state,
    journalTitle: title,
    stateTitle: REVERSAL_STATES[state],
    proposedByName: names.staff(proposedBy),
    proposedAt: iso(proposedAt),
    decidedByName: decidedBy === null ? null : names.staff(decidedBy),
    decidedAt: decidedAt === null ? null : iso(decidedAt),
    steps: plan.steps.map(({ journal, title: words, valueDate, why }) => ({
      ...{ journal, title: words, valueDate, whyText: chainWhy(why) },
    })),
    lacks: plan.lacks,
    actions: state === 'proposed' ? actionsOn(row, call) : [],
  };
}

function actionsOn({ center, proposedBy }: ReversalRow, { grants, caller }: Context) {
  const supervises = grants.some((one) => one.role === 'supervisor' && one.center === center);
  if (!supervises) return [];
  const own = caller.id === proposedBy;
  const refusal = (action: ReversalAction): string | null => {
    if (action === 'withdraw') return own ? null : '只有提出人可以撤回。';
    return own ? '冲账须由提出人以外的主管复核。' : null;
  };
  return REVERSAL_ACTION_NAMES.map((action) => ({
    ...{ action, title: REVERSAL_ACTIONS[action], refusal: refusal(action) },
  }));
}
