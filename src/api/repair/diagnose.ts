/**
 * How a thing stands still, told from one snapshot of it. Pure: the list, the page, the proposal and
 * the watching all ask the same question.
 */
import { CASE_TYPES } from '../../cases/index.ts';
import type { StuckKind } from '../../cases/repairs.ts';
import { instantText, listText, systemTitle } from '../../cases/wording.ts';
import { STUCK_WORDS } from '../../cases/wording-repairs.ts';
import { WAIT_KINDS, WAITS } from '../../cases/wording-waits.ts';
import type { EngineView } from './engine.ts';
import type { BooksView, CaseSnapshot, Snapshot } from './snapshot.ts';

export interface Finding {
  readonly kind: StuckKind;
  readonly since: number;
  /** What is wrong, in plain words. */
  readonly sentence: string;
}

/** Failures in a row after which trying again by itself is no longer all there is to say. */
export const FAILING_FROM = 3;
/** A timer that has fired is acted on within this time, when somebody works. */
export const OVERDUE_MS = 2 * 60_000;
/** A message that failed is late after this time. */
export const LATE_MS = 30 * 60_000;

/** The gravest first; empty when it goes its way. */
export function diagnose(snapshot: Snapshot): readonly Finding[] {
  if (snapshot.of === 'case') return diagnoseCase(snapshot);
  if (snapshot.done) return [];
  const { kind, since, attempts, lastError, parked, at } = snapshot;
  if (lastError === null && !parked) return [];
  if (!parked && at - since < LATE_MS) return [];
  return [{ kind: 'outbox-undelivered', since, sentence: undeliveredText(kind, attempts, parked) }];
}

export const MESSAGE_TITLES: Readonly<Record<string, string>> = {
  notice: '给申请人的通知',
  'notice-status': '通知送达情况的查询',
  'wake-case': '给另一件业务的提醒',
};

export function messageTitle(kind: string): string {
  return MESSAGE_TITLES[kind] ?? kind;
}

export function undeliveredText(kind: string, attempts: number, parked: boolean): string {
  const tried = parked ? `尝试${String(attempts)}次后已停止` : `已尝试${String(attempts)}次，仍在重试`;
  return `${messageTitle(kind)}没有送出，${tried}。`;
}

export function unmatchedText(sender: string, kind: string): string {
  return `收到${systemTitle(sender)}的消息（${kind}），对不上任何一件业务。`;
}

function diagnoseCase(snapshot: CaseSnapshot): readonly Finding[] {
  const { books, engine, workers } = snapshot;
  if (!engine) return books ? parkedIn(books) : [];
  if (!books) return engine.state === 'open' ? [withoutCase(engine)] : [];
  if (books.closed) return engine.state === 'open' ? outlived(books, engine) : [];
  const idle = workers === 0 ? [NO_WORKER(snapshot.at)] : [];
  if (engine.state !== 'open') return [...idle, withoutWorkflow(books, engine)];
  const alive = [
    ...failingTask(engine),
    ...differing(books, engine),
    ...retrying(engine),
    ...overdue(books, snapshot.at),
    ...parkedIn(books),
  ];
  return [...idle, ...alive, ...(alive.length > 0 ? [] : orphaned(books, engine))];
}

const NO_WORKER = (at: number): Finding => ({
  kind: 'no-worker',
  since: at,
  sentence: '没有办理程序在运行，业务不会往前；恢复运行后自动继续。',
});

export function stageTitle({ type, stage }: { type: string; stage: string }): string {
  return CASE_TYPES[type]?.stages[stage]?.title ?? stage;
}

function withoutCase({ startedAt }: EngineView): Finding {
  return { kind: 'no-case', since: startedAt ?? 0, sentence: STUCK_WORDS['no-case'].meaning };
}

const ENDS: Readonly<Record<string, string>> = {
  COMPLETED: '已正常结束',
  FAILED: '因错误结束',
  TERMINATED: '被人结束',
  CANCELLED: '被取消',
  TIMED_OUT: '因超时结束',
};

function withoutWorkflow(books: BooksView, engine: EngineView): Finding {
  const end = engine.closedAs === null ? '找不到它的流程' : `它的流程${ENDS[engine.closedAs] ?? '已结束'}`;
  return {
    kind: 'no-workflow',
    since: books.updatedAt,
    sentence: `账册中该业务仍在“${stageTitle(books)}”，办理引擎中${end}，不会再自动往前。`,
  };
}

/** The books say it is over. */
function outlived(books: BooksView, engine: EngineView): readonly Finding[] {
  // A workflow ends a moment after its last change.
  const differs: Finding = {
    kind: 'state-differs',
    since: books.updatedAt,
    sentence: `账册中该业务已办结（${stageTitle(books)}），办理引擎中它的流程却还在。`,
  };
  return [...failingTask(engine), differs];
}

function failingTask({ task }: EngineView): readonly Finding[] {
  if (!task || task.attempt < FAILING_FROM) return [];
  return [
    {
      kind: 'workflow-task-failing',
      since: task.since ?? 0,
      sentence: `流程在同一步已连续出错${String(task.attempt - 1)}次，业务停在这一步。`,
    },
  ];
}

function differing(books: BooksView, { standing }: EngineView): readonly Finding[] {
  if (!standing || standing.version === books.version) return [];
  const there = stageTitle({ type: books.type, stage: standing.stage });
  const known = standing.version === 0 ? '还没有读到账册' : `停在第${String(standing.version)}版（${there}）`;
  return [
    {
      kind: 'state-differs',
      since: books.updatedAt,
      sentence: `账册记到第${String(books.version)}版（${stageTitle(books)}），流程却${known}。`,
    },
  ];
}

const STEPS: Readonly<Record<string, string>> = {
  national: '查询全国住房公积金监管服务平台',
  identity: '核验身份',
  commit: '写入账册',
  recall: '读取账册',
  prepareOpening: '读取参数',
  withOwnBooks: '核对本中心账册',
};

export function stepTitle(type: string): string {
  return STEPS[type] ?? type;
}

function retrying({ activities }: EngineView): readonly Finding[] {
  const failing = activities.filter(({ attempt, paused }) => attempt >= FAILING_FROM || paused);
  if (failing.length === 0) return [];
  const since = Math.min(...failing.map(({ scheduledAt }) => scheduledAt ?? 0));
  const steps = failing.map(({ type, attempt, paused, nextAt }) => {
    const next = nextAt === null ? '' : `，下一次在${instantText(nextAt)}`;
    const how = paused ? '已被暂停' : `已试${String(attempt - 1)}次未成${next}`;
    return `“${stepTitle(type)}”${how}`;
  });
  return [{ kind: 'activity-retrying', since, sentence: `${listText(steps)}。` }];
}

function overdue({ waits }: BooksView, at: number): readonly Finding[] {
  const passed = waits.filter(({ until }) => until !== null && until + OVERDUE_MS < at);
  const first = passed[0];
  if (!first) return [];
  const until = first.until ?? at;
  return [
    {
      kind: 'wait-overdue',
      since: until,
      sentence: `“${waitTitle(first.kind)}”已于${instantText(until)}到期，业务却没有继续。`,
    },
  ];
}

function waitTitle(kind: string): string {
  const known = WAIT_KINDS.find((one) => one === kind);
  return known ? WAITS[known].title : kind;
}

function parkedIn(books: BooksView): readonly Finding[] {
  if (books.state !== 'attention') return [];
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

/** Nothing is awaited, owed or under way, and yet it has not ended. */
function orphaned(books: BooksView, { task, activities }: EngineView): readonly Finding[] {
  if (books.waits.length > 0 || books.tasks > 0 || task || activities.length > 0) return [];
  return [
    {
      kind: 'orphan',
      since: books.updatedAt,
      sentence: `业务在“${stageTitle(books)}”，没有等待、没有待办，也没有步骤在进行。`,
    },
  ];
}
