/** The list of a run as rows for office programs and for paper, with its counts and its course. */
import {
  isRunKind,
  RUN_ITEM_STATES,
  RUN_VERDICTS,
  type RunItemState,
  type RunVerdict,
} from '../cases/runs.ts';
import { runItemClause } from '../cases/run-clauses.ts';
import { eventSentence } from '../cases/wording-events.ts';
import type {
  RunCountOnPaper,
  RunItemOnPaper,
  RunStepOnPaper,
} from '../cases/wording-documents.ts';
import { runItemContent, runOutcomeText, runReasonText } from '../cases/wording-runs.ts';
import type { Names } from '../cases/wording-staff.ts';
import { instantText } from '../cases/wording.ts';
import type { Secrets } from '../crypto/secrets.ts';
import { clauseTitle } from '../policy/clauses.ts';
import { personHead, type PersonHead } from './personal.ts';
import type { ListedItemRow, RunEventRow, TallyRow } from './queries/run-lists.ts';
import { runActorName } from './show-run.ts';

/** Who struck an item out, when and why. */
interface Struck {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** By item: the last time it was struck out, and not put back since. */
export function struckOf(
  events: readonly RunEventRow[],
  names: Names,
): ReadonlyMap<number, Struck> {
  const struck = new Map<number, Struck>();
  for (const { kind, actor, at, public: told } of events) {
    if (kind !== 'run-struck' || !Array.isArray(told['items'])) continue;
    const reason = typeof told['reason'] === 'string' ? told['reason'] : '';
    const by = { by: runActorName(actor, names), at: instantText(at), reason };
    for (const n of told['items']) {
      if (told['back'] === true) struck.delete(Number(n));
      else struck.set(Number(n), by);
    }
  }
  return struck;
}

export interface ListedItem extends RunItemOnPaper {
  readonly documentNumber: string;
  readonly state: string;
  readonly outcome: string;
  readonly journal: string;
  readonly settledAt: string;
  readonly struckBy: string;
  readonly struckAt: string;
}

interface ShownWith {
  readonly kind: string;
  readonly secrets: Secrets;
  readonly struck: ReadonlyMap<number, Struck>;
}

export function showListedItem(
  row: ListedItemRow,
  { kind, secrets, struck }: ShownWith,
): ListedItem {
  const { n, subject, accountNumber, amount, reason, outcome, journal, settledAt } = row;
  const holder = holderOf(secrets, row);
  const by = row.verdict === 'struck' ? struck.get(n) : undefined;
  const [state, became] = resultOf(row);
  const why = reason === null ? '' : runReasonText(reason);
  return {
    n: String(n),
    subject: accountNumber ?? subject,
    holder: holder?.name ?? (holder?.destroyed === true ? '（信息已销毁）' : ''),
    documentNumber: holder?.documentNumber ?? '',
    content: runItemContent(row.detail),
    amount: amount ?? '',
    verdict: RUN_VERDICTS[row.verdict as RunVerdict],
    why: by === undefined ? why : `${why}（${by.by}）：${by.reason}`,
    clause: isRunKind(kind) ? clauseTitle(runItemClause(kind, outcome ?? reason)) : '',
    ...{ state, outcome: became, journal: journal ?? '' },
    result: [state, became].filter(Boolean).join('：'),
    settledAt: settledAt === null ? '' : instantText(settledAt),
    ...{ struckBy: by?.by ?? '', struckAt: by?.at ?? '' },
  };
}

/** Masked; null: it is about nobody. */
function holderOf(secrets: Secrets, row: ListedItemRow): PersonHead | null {
  const { person, wrapped_key, masked } = row;
  return person === null || masked === null
    ? null
    : personHead(secrets, { person, wrapped_key, masked });
}

/** Nothing is done to what is not due. */
function resultOf({ verdict, state, outcome }: ListedItemRow): readonly [string, string] {
  if (verdict !== 'due') return ['', ''];
  return [RUN_ITEM_STATES[state as RunItemState], outcome === null ? '' : runOutcomeText(outcome)];
}

/** What those that are done differ in, where the kind has more than one. */
const WHATS: Readonly<Record<string, string>> = { close: '销户告知', warn: '提醒' };

interface Counted {
  readonly counts: readonly RunCountOnPaper[];
  readonly changes: readonly RunCountOnPaper[];
}

/** The whole list in counts, and what had changed of those that were approved and not done. */
export function countedList(tally: readonly TallyRow[]): Counted {
  const counts = new Map<string, number>();
  const changes = new Map<string, number>();
  for (const { what, verdict, state, code, count } of tally) {
    const title = RUN_VERDICTS[verdict as RunVerdict];
    add(counts, title, count);
    const of = WHATS[what ?? ''];
    if (verdict !== 'due') continue;
    if (of !== undefined) add(counts, `　其中${of}`, count);
    const stood = RUN_ITEM_STATES[state as RunItemState];
    add(counts, `　${of === undefined ? '' : `${of}：`}${stood}`, count);
    if (['refused', 'failed', 'skipped'].includes(state)) {
      add(changes, code === null ? stood : runOutcomeText(code), count);
    }
  }
  return { counts: inOrder(counts), changes: [...changes].map(asCount) };
}

/** 应办 with what is under it, then 不办, then 已剔除. */
function inOrder(counts: ReadonlyMap<string, number>): readonly RunCountOnPaper[] {
  const { due, ...others } = RUN_VERDICTS;
  const under = [...counts].filter(([title]) => title.startsWith('　')).sort();
  const heads = Object.values(others).map((title) => [title, counts.get(title) ?? 0] as const);
  return [[due, counts.get(due) ?? 0] as const, ...under, ...heads].map(asCount);
}

function asCount([title, count]: readonly [string, number]): RunCountOnPaper {
  return { title, count: String(count) };
}

function add(counts: Map<string, number>, title: string, count: number): void {
  counts.set(title, (counts.get(title) ?? 0) + count);
}

/** What happened to the run, in the words of the trail. */
export function courseOf(events: readonly RunEventRow[], names: Names): readonly RunStepOnPaper[] {
  return events.map(({ kind, at, actor, public: told }) => ({
    at: instantText(at),
    who: runActorName(actor, names),
    what: eventSentence(kind, told) + itemsText(told['items'], kind),
  }));
}

/** Which items it was about. */
function itemsText(items: unknown, kind: string): string {
  return kind === 'run-struck' && Array.isArray(items)
    ? `序号：${items.map(String).join('、')}。`
    : '';
}
