/** A run and its items as answers show them, with what the caller may do. */
import {
  isRunKind,
  RUN_ACTIONS,
  RUN_BRAKES,
  RUN_ITEM_STATES,
  RUN_KINDS,
  RUN_PERMITS,
  RUN_STATES,
  RUN_VERDICTS,
  type RunAction,
  type RunItemState,
  type RunState,
  type RunVerdict,
} from '../cases/runs.ts';
import { runOutcomeText, runReasonText, runResultText } from '../cases/wording-runs.ts';
import type { Names } from '../cases/wording-staff.ts';
import type { Context } from './operation.ts';
import type { RunItemRow, RunRow } from './queries/runs.ts';
import { iso } from './show-case.ts';

export function showRun(row: RunRow, { call, names, now }: Shown) {
  const state = row.state as RunState;
  const kind = isRunKind(row.kind) ? RUN_KINDS[row.kind] : null;
  const named = (id: string | null) => (id === null ? null : runActorName(id, names));
  return {
    id: row.id,
    kind: row.kind,
    kindTitle: kind?.title ?? row.kind,
    note: kind?.note ?? '',
    center: row.center,
    businessOn: row.businessOn,
    turn: row.turn,
    state,
    stateTitle: RUN_STATES[state],
    version: row.version,
    approval: row.approval,
    brake: row.brake,
    brakeText: row.brake === null ? null : (RUN_BRAKES[row.brake] ?? row.brake),
    counts: countsOf(row),
    amount: row.amount,
    doneAmount: row.doneAmount,
    digest: row.digest,
    forecast: row.forecast,
    progress: progressOf(row, now),
    result: row.result,
    resultText: runResultText(row.result),
    startedBy: row.startedBy,
    startedByName: runActorName(row.startedBy, names),
    startedAt: iso(row.startedAt),
    frozenAt: row.frozenAt === null ? null : iso(row.frozenAt),
    approvedBy: row.approvedBy,
    approvedByName: named(row.approvedBy),
    approvedAt: row.approvedAt === null ? null : iso(row.approvedAt),
    stoppedByName: named(row.stoppedBy),
    stoppedAt: row.stoppedAt === null ? null : iso(row.stoppedAt),
    endedAt: row.endedAt === null ? null : iso(row.endedAt),
    actions: actionsOf(row, call),
  };
}

interface Shown {
  readonly call: Context;
  readonly names: Names;
  readonly now: number;
}

/** Who did something to a run: a person by name, the clock, the system. */
export function runActorName(id: string, names: Names): string {
  if (id === 'schedule') return '定时';
  return id === 'system' ? '系统' : names.staff(id);
}

function leftOf({ items, done, refused, failed, skipped }: Worked): number {
  return items - done - refused - failed - skipped;
}

function countsOf(row: RunRow) {
  const { items, excluded, struck, sent, done, refused, failed, skipped } = row;
  return { items, excluded, struck, sent, done, refused, failed, skipped, left: leftOf(row) };
}

type Worked = Pick<
  RunRow,
  'state' | 'workedFrom' | 'stoodSeconds' | 'items' | 'done' | 'refused' | 'failed' | 'skipped'
>;

/**
 * From the first item on, without the time for which it was stopped.
 *
 * @param now ms since the epoch
 * @returns items a second, to one decimal, and whole seconds; null: it does not work, or not yet
 */
export function progressOf(row: Worked, now: number) {
  if (row.state !== 'working' || row.workedFrom === null) return null;
  const seconds = Math.max(1, (now - row.workedFrom) / 1000 - row.stoodSeconds);
  const ended = row.done + row.refused + row.failed;
  const perSecond = Math.round((ended / seconds) * 10) / 10;
  const remaining = ended === 0 ? null : Math.ceil((leftOf(row) * seconds) / ended);
  return { perSecond, remainingSeconds: remaining };
}

function actionsOf(row: RunRow, { caller, grants }: Context) {
  const state = row.state as RunState;
  const mine = grants.some(({ role, center }) => role === 'supervisor' && center === row.center);
  const reasonOf = (action: RunAction | 'strike'): string | null => {
    const possible =
      action === 'strike' ? state === 'previewed' : RUN_PERMITS[state].includes(action);
    if (!possible) return `“${RUN_STATES[state]}”时不能进行这项操作。`;
    if (!mine) return '由主管办理。';
    if (action === 'approve' && row.startedBy === caller.id) {
      return '批准须由发起人以外的主管办理。';
    }
    if (action === 'cancel' && row.mayHaveLeft > 0) {
      return '还有已经或者可能已经发往银行、没有回报的项目。';
    }
    return null;
  };
  const titles = { ...RUN_ACTIONS, strike: '剔除项目' };
  return (Object.keys(titles) as (keyof typeof titles)[]).map((action) => {
    const reason = reasonOf(action);
    return { action, title: titles[action], permitted: reason === null, reason };
  });
}

/** What became of it; of one that is known beforehand to fail, what will. */
function outcomeOf({ outcome, detail: { apart } }: RunItemRow): string | null {
  return outcome ?? (typeof apart === 'string' ? apart : null);
}

export function showRunItem(row: RunItemRow) {
  const outcome = outcomeOf(row);
  const verdict = row.verdict as RunVerdict;
  const state = row.state as RunItemState;
  return {
    ...row,
    verdict,
    verdictTitle: RUN_VERDICTS[verdict],
    reasonText: row.reason === null ? null : runReasonText(row.reason),
    state,
    stateTitle: verdict === 'due' ? RUN_ITEM_STATES[state] : '',
    outcomeText: outcome === null ? null : runOutcomeText(outcome),
    settledAt: row.settledAt === null ? null : iso(row.settledAt),
    parts: row.parts.map((part) => ({ ...part, outcomeText: runOutcomeText(part.outcome) })),
  };
}
