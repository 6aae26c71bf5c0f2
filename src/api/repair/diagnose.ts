/**
 * How a thing stands still, told from one snapshot of it, by the radar's own judgment. Pure: the
 * page, the proposal and the watching all ask the same question.
 */
import { CASE_TYPES } from '../../cases/index.ts';
import type { StuckKind } from '../../cases/repairs.ts';
import { instantText, listText, systemTitle } from '../../cases/wording.ts';
import { MOVING_MS, stallsOf, stateOf, toldOf, type Both } from '../radar/judge.ts';
import { isOpen } from './engine.ts';
import type { BooksView, CaseSnapshot, MessageSnapshot, Snapshot } from './snapshot.ts';

export interface Finding {
  readonly kind: StuckKind;
  readonly since: number;
  /** What is wrong, in plain words. */
  readonly sentence: string;
}

/** A message that failed is late after this time. */
export const LATE_MS = 30 * 60_000;

/** Everything that is wrong, what explains the rest first; empty when it goes its way. */
export function diagnose(snapshot: Snapshot): readonly Finding[] {
  return snapshot.of === 'case' ? ofCase(snapshot) : ofMessage(snapshot);
}

/** These are so for a moment after every change: of a case that has just moved they say nothing. */
const PASSING: readonly StuckKind[] = ['no-case', 'state-differs', 'orphan'];

/** The same, for people who look at it: without what passes by itself. */
export function diagnoseAtRest(snapshot: Snapshot): readonly Finding[] {
  const found = diagnose(snapshot);
  if (snapshot.of !== 'case' || !snapshot.books) return found;
  const moving = Math.abs(snapshot.at - snapshot.books.updatedAt) < MOVING_MS;
  return moving ? found.filter(({ kind }) => !PASSING.includes(kind)) : found;
}

function ofCase(snapshot: CaseSnapshot): readonly Finding[] {
  const { caseId, books, engine, at } = snapshot;
  // Without the engine only the books are believed, and they know of nothing but parking.
  if (!engine) return books ? parkedIn(books) : [];
  const both: Both = {
    ...{ caseId, number: null, type: books?.type ?? '', center: '', branch: '' },
    ...{ database: books, engine },
  };
  const kinds = stallsOf(both, at);
  const stalls = kinds.map((kind): Finding => {
    const { since, sentence } = toldOf(kind, both, at);
    return { kind, since: since ?? at, sentence };
  });
  if (!books?.open) return stalls;
  const known = kinds.includes('state-differs') ? [] : differing(books, snapshot);
  return [...stalls, ...known, ...parkedIn(books)];
}

/** The coarse states agree, and yet the workflow does not know what stands in the books. */
function differing(books: BooksView, { engine }: CaseSnapshot): readonly Finding[] {
  const standing = engine?.standing;
  if (!engine || !isOpen(engine) || !standing || standing.version === books.version) return [];
  const there = stageTitle({ type: books.type, stage: standing.stage });
  const known =
    standing.version === 0 ? '还没有读到' : `停在第${String(standing.version)}版（${there}）`;
  return [
    {
      kind: 'state-differs',
      since: books.updatedAt,
      sentence: `业务库记到第${String(books.version)}版（${stageTitle(books)}），流程却${known}。以业务库为准。`,
    },
  ];
}

export function stageTitle({ type, stage }: { type: string; stage: string }): string {
  return CASE_TYPES[type]?.stages[stage]?.title ?? stage;
}

export function parkedIn(books: BooksView): readonly Finding[] {
  if (!books.open || stateOf(books.type, books.stage) !== 'attention') return [];
  const wait = books.waits.find(({ kind }) => kind === 'parked');
  const systems = listText((wait?.systems ?? []).map(systemTitle)) || '外部系统';
  const until = wait?.until ?? null;
  const next = until === null ? '' : `，系统将在${instantText(until)}再试`;
  return [
    {
      kind: 'parked',
      since: wait?.since ?? books.updatedAt,
      sentence: `${systems}没有可用答复，业务暂停等待处理${next}。`,
    },
  ];
}

const MESSAGE_TITLES: Readonly<Record<string, string>> = {
  notice: '给申请人的通知',
  'notice-status': '通知送达情况的查询',
  'wake-case': '给另一件业务的提醒',
  'bank-answered': '给缴存变更的提醒：扣款已有结果',
  'wake-run': '给批处理的提醒',
  'set-schedule': '给定时的停用或启用',
  'delivery-receipt': '通知的送达回执',
  payout: '提取的付款指令',
  'payout-watch': '付款是否退回的查询',
  'mandate-sign': '委托扣款授权的签约',
  'mandate-confirm': '委托扣款授权的确认',
  'mandate-change': '委托扣款授权的变更',
  'mandate-cancel': '委托扣款授权的解除',
  'bank-mandate': '银行告知的委托扣款授权变动',
  'bank-result': '银行告知的扣款结果',
  'bank-incoming': '银行告知的来款',
};

export function messageTitle(kind: string): string {
  return MESSAGE_TITLES[kind] ?? kind;
}

function ofMessage(snapshot: MessageSnapshot): readonly Finding[] {
  const { kind, since, attempts, lastError, parked, done, at } = snapshot;
  if (done || (lastError === null && !parked)) return [];
  if (!parked && at - since < LATE_MS) return [];
  return [{ kind: 'outbox-undelivered', since, sentence: undeliveredText(kind, attempts, parked) }];
}

export function undeliveredText(kind: string, attempts: number, parked: boolean): string {
  const tried = parked
    ? `尝试${String(attempts)}次后已停止`
    : `已尝试${String(attempts)}次，仍在重试`;
  return `${messageTitle(kind)}没有送出，${tried}。`;
}

export function unmatchedText(sender: string, kind: string): string {
  return `收到${systemTitle(sender)}的消息（${kind}），对不上任何一件业务。`;
}
