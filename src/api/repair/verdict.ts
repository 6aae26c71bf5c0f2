/**
 * Did it help? Told from how a thing stood before the move and how it stands now, and nothing else.
 *
 * Recovered is only what really moved and is no longer stuck the same way; what moved from one
 * standstill into another has not recovered.
 */
import type { RepairMove, StuckKind } from '../../cases/repairs.ts';
import { stepTitle } from '../../cases/wording-stalls.ts';
import { stateOf } from '../radar/judge.ts';
import { diagnose, stageTitle } from './diagnose.ts';
import { isOpen } from './engine.ts';
import type { BooksView, CaseSnapshot, MessageSnapshot, Snapshot } from './snapshot.ts';

export interface Verdict {
  readonly outcome: 'recovered' | 'not-recovered' | 'postponed';
  readonly finding: string;
}

export interface Watched {
  readonly kind: StuckKind;
  readonly move: RepairMove;
  readonly params: Readonly<Record<string, unknown>>;
  readonly before: Snapshot;
}

/** Null while it cannot be told yet. */
export function verdict(watched: Watched, now: Snapshot | null): Verdict | null {
  if (now === null) return failed('该消息已不存在。');
  if (now.of === 'message') return ofMessage(watched, now);
  const { before } = watched;
  if (before.of !== 'case') return failed('没有可以对照的情况。');
  // The engine is away: nothing is known, and nothing is claimed.
  if (now.engine === null) return null;
  return JUDGES[watched.move](watched, before, now);
}

/** What is wrong now, when the time of watching is over. */
export function stillWrong(now: Snapshot | null): string {
  if (now === null) return '该消息已不存在。';
  if (now.of === 'case' && now.engine === null) return '办理引擎没有应答，无法确认是否恢复。';
  const [first] = diagnose(now);
  if (first) return first.sentence;
  if (now.of === 'message') return '还没有送达。';
  const { books } = now;
  if (!books) return '业务没有变化。';
  const where = stageTitle(books);
  if (stateOf(books.type, books.stage) === 'running') return `业务仍在“${where}”，还没有结果。`;
  return `没有看到变化，业务仍在“${where}”。`;
}

type Judge = (watched: Watched, before: CaseSnapshot, now: CaseSnapshot) => Verdict | null;

const never: Judge = () => failed('这一操作不适用于业务。');

const JUDGES: Readonly<Record<RepairMove, Judge>> = {
  'retry-now': (_, before, { books }) => onwards(before, books),
  'wait-until': postponed,
  'retry-activity': activityDone,
  wake: woken,
  restart: atWork,
  rebuild: (watched, before, now) =>
    before.engine?.runId === now.engine?.runId ? null : atWork(watched, before, now),
  'end-workflow': (_, before, { engine }) =>
    engine && isOpen(engine) && engine.runId === before.engine?.runId
      ? null
      : recovered('多余的流程已经结束。'),
  'send-again': never,
  'assign-message': never,
  'set-aside': never,
};

/** Out of parking, and on: a case that is being checked has not got there yet. */
function onwards(before: CaseSnapshot, books: BooksView | null): Verdict | null {
  const seen = before.version ?? 0;
  if (!books || books.version <= seen) return null;
  const state = stateOf(books.type, books.stage);
  if (state === 'waiting' || state === 'ended') {
    return recovered(`业务已到“${stageTitle(books)}”。`);
  }
  const again = state === 'attention' && books.version > seen + 1;
  return again ? failed('再次查询仍没有可用答复，业务又转为“需处理”。') : null;
}

function postponed({ params }: Watched, _: CaseSnapshot, { books }: CaseSnapshot): Verdict | null {
  const until = Date.parse(String(params['until']));
  const agreed = books?.waits.some((wait) => wait.kind === 'parked' && wait.until === until);
  if (agreed !== true) return null;
  return { outcome: 'postponed', finding: '再试的时间已改，在那之前业务仍是“需处理”。' };
}

function activityDone(_: Watched, before: CaseSnapshot, now: CaseSnapshot): Verdict | null {
  const { books, engine } = now;
  const failing = (before.engine?.activities ?? []).map(({ id }) => id);
  const pending = engine?.activities.filter(({ id }) => failing.includes(id)) ?? [];
  if (!books) return null;
  if (stateOf(books.type, books.stage) === 'attention') {
    return failed('这一步用尽了时限仍未成功，业务转为“需处理”。');
  }
  if (pending.length > 0 || books.version <= (before.version ?? 0)) return null;
  const steps = (before.engine?.activities ?? []).map(({ type }) => `“${stepTitle(type)}”`);
  return recovered(`${[...new Set(steps)].join('、')}已完成，业务到了“${stageTitle(books)}”。`);
}

/** Something changed, and the case is no longer stuck the way it was. */
function woken({ kind }: Watched, before: CaseSnapshot, now: CaseSnapshot): Verdict | null {
  const { books, engine } = now;
  if (diagnose(now).some((finding) => finding.kind === kind)) return null;
  if (!engine || !isOpen(engine)) return ended(books);
  if (!books || !hasMoved(before, now)) return null;
  if (stateOf(books.type, books.stage) === 'attention') {
    return failed('流程已继续，但业务转为“需处理”。');
  }
  return recovered(`流程已与业务库一致，业务在“${stageTitle(books)}”。`);
}

function ended(books: BooksView | null): Verdict {
  return books?.open === true
    ? failed('流程已经结束，业务库中业务却没有办结。')
    : recovered('流程已随业务办结而结束。');
}

function hasMoved(before: CaseSnapshot, now: CaseSnapshot): boolean {
  return (
    before.version !== now.version ||
    believed(before) !== believed(now) ||
    waitsOf(before) !== waitsOf(now)
  );
}

/** Where the workflow takes the case to stand, and what it shows of it in the engine's lists. */
function believed({ engine }: CaseSnapshot): string {
  return JSON.stringify([engine?.standing?.version ?? null, engine?.state ?? null]);
}

function waitsOf({ books }: CaseSnapshot): string {
  return JSON.stringify((books?.waits ?? []).map(({ kind, until }) => [kind, until]));
}

/** A workflow that answers with what the books say, and does not fail as it did. */
function atWork({ kind }: Watched, _: CaseSnapshot, now: CaseSnapshot): Verdict | null {
  const { books, engine } = now;
  if (!books) return failed('业务库中没有这件业务。');
  if (!engine || !isOpen(engine)) {
    return books.open ? null : recovered(`流程已按业务库办结：${stageTitle(books)}。`);
  }
  const known = diagnose(now).map((finding) => finding.kind);
  if (known.includes('workflow-task-failing')) return null;
  if (engine.standing?.version !== books.version || known.includes(kind)) return null;
  return recovered(`流程已重新开始，与业务库一致，业务在“${stageTitle(books)}”。`);
}

function ofMessage({ kind, before }: Watched, now: MessageSnapshot): Verdict | null {
  if (now.done) {
    return recovered(kind === 'inbox-unmatched' ? '该消息已处理完毕。' : '接收方已收到该消息。');
  }
  const triedAgain = before.of === 'message' && now.attempts > 0 && now.lastError !== null;
  return triedAgain && now.parked ? failed('再次发送仍没有送达。') : null;
}

function recovered(finding: string): Verdict {
  return { outcome: 'recovered', finding };
}

function failed(finding: string): Verdict {
  return { outcome: 'not-recovered', finding };
}
