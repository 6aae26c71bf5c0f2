/**
 * The desk of one case: its standing, its one mutex, its acts.
 *
 * `onAction` installs an Update whose validator is the permit table; a refused act leaves no trace
 * in history. An accepted act runs alone, is judged again, writes its change in one transaction and
 * only then becomes visible to the course of the case. `advance` is the same for the case itself.
 */
import {
  ApplicationFailure,
  CancellationScope,
  allHandlersFinished,
  condition,
  defineUpdate,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import {
  judge,
  systemActor,
  type Actor,
  type CaseType,
  type NotPermitted,
} from '../../src/cases/case.ts';
import type { Change, Committed, NewCase } from '../../src/cases/change.ts';
import type { Act, CaseStart, Standing, Submission } from '../../src/cases/messages.ts';
import { dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { faultOf, writeChange } from './commit.ts';

const STATE = defineSearchAttributeKey('AnjuState', 'KEYWORD');

/** A change as a course describes it; the desk adds key, version, time and who. */
export type Draft = Omit<Change, 'key' | 'caseId' | 'expected' | 'at' | 'on' | 'by'> & {
  /** Short name of the step: part of the change's key. */
  readonly step: string;
  /** Runs when the change is written: tells the course what happened. */
  readonly written?: (committed: Committed) => void;
  /** What is written instead when the database refuses with one of these faults. */
  readonly otherwise?: Readonly<Record<string, () => Draft>>;
};

export interface Desk<Stage extends string, Action extends string> {
  readonly caseId: string;
  readonly center: string;
  readonly branch: string;
  readonly stage: () => Stage;
  /** Grows with every written change. */
  readonly version: () => number;
  readonly party: (part: string) => string | undefined;
  readonly today: () => PlainDate;
  /** Installs `submit`: the first change, which creates the case. */
  readonly onSubmit: <Content>(apply: (submission: Submission<Content>) => Promise<Draft>) => void;
  /** Installs one act; `apply` may answer with a change, or throw a refusal with `refuseAct`. */
  readonly onAction: <Content>(
    action: Action,
    apply: (act: Act<Content>) => Draft | Promise<Draft>,
  ) => void;
  /**
   * Writes a change in the case's own name.
   * @param draft the change, or how to make it once it is this change's turn
   * @param seen the version the change was made for; an act that came first makes it void
   * @returns null when nothing was written
   */
  readonly advance: (draft: Draft | (() => Draft), seen: number) => Promise<Committed | null>;
  /**
   * Waits until anything is written, or until the moment (ms since the epoch) when one is given.
   * @returns true when something was written, false when the moment came
   */
  readonly changed: (seen: number, until: number | null) => Promise<boolean>;
  /** Runs the course until it returns or the case has ended, then waits for open handlers. */
  readonly run: (course: () => Promise<void>) => Promise<string>;
}

interface Standings {
  version: number;
  stage: string;
  number: string;
  parties: Readonly<Record<string, string>>;
  ended: boolean;
  /** The first change can never be written: there is no case. */
  rejected: boolean;
  queue: Promise<unknown>;
}

export function openDesk<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
  start: CaseStart,
): Desk<Stage, Action> {
  const now = newStandings();
  const scope = new CancellationScope();
  const write = (draft: Draft, by: Actor) => writeDraft({ caseType, start, now, draft, by });
  return {
    caseId: start.caseId,
    center: start.center,
    branch: start.branch,
    stage: () => now.stage as Stage,
    version: () => now.version,
    party: (part) => now.parties[part],
    today: () => dateAt(Date.now()),
    onSubmit: (apply) => {
      setHandler(defineUpdate<Standing, [Submission<never>]>('submit'), (submission) =>
        alone(now, async () => {
          if (now.version === 0) await receive({ caseType, start, now, submission, apply });
          return standing(start, now);
        }),
      );
    },
    onAction: (action, apply) => {
      const check = (act: Act) => {
        const refusal = judgeAct({ caseType, center: start.center }, now, action, act);
        if (refusal) throw refusedAct(refusal);
      };
      const handle = (act: Act<never>) =>
        alone(now, async () => {
          check(act);
          await write(await apply(act), act.by);
          if (now.ended) scope.cancel();
          return standing(start, now);
        });
      setHandler(defineUpdate<Standing, [Act<never>]>(action), handle, { validator: check });
    },
    advance: (draft, seen) =>
      CancellationScope.nonCancellable(() =>
        alone(now, async () => {
          if (now.version !== seen) return null;
          return write(typeof draft === 'function' ? draft() : draft, systemActor(start.center));
        }),
      ),
    changed: (seen, until) => changed(caseType, now, { seen, until }),
    run: (course) => runCourse(now, scope, course),
  };
}

function newStandings(): Standings {
  return {
    version: 0,
    stage: '',
    number: '',
    parties: {},
    ended: false,
    rejected: false,
    queue: Promise.resolve(),
  };
}

/** One piece of work at a time, in the order of asking. */
function alone<T>(now: Standings, work: () => Promise<T>): Promise<T> {
  const turn = now.queue.then(work);
  now.queue = turn.catch(() => undefined);
  return turn;
}

function standing({ caseId }: CaseStart, { number, stage, version }: Standings): Standing {
  return { caseId, number, stage, version };
}

/** The first change. When it can never be written there is no case, and the workflow says so. */
async function receive<Stage extends string, Action extends string>(work: {
  readonly caseType: CaseType<Stage, Action>;
  readonly start: CaseStart;
  readonly now: Standings;
  readonly submission: Submission<never>;
  readonly apply: (submission: Submission<never>) => Promise<Draft>;
}): Promise<void> {
  const { caseType, start, now, submission, apply } = work;
  const { by, operation } = submission;
  try {
    const draft = await apply(submission);
    await writeDraft({ caseType, start, now, draft, by, operation });
  } catch (error) {
    now.rejected = true;
    throw error;
  }
}

async function changed<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
  now: Standings,
  { seen, until }: { readonly seen: number; readonly until: number | null },
): Promise<boolean> {
  const moved = () => now.version !== seen;
  if (until === null) {
    await condition(moved);
    return true;
  }
  const left = until - Date.now();
  if (left <= 0) return moved();
  // What Temporal's own pages show beside the timer: a stage and a day, nothing personal.
  const summary = `${caseType.stages[now.stage as Stage].title} · ${dateAt(until)}`;
  return condition(moved, left, { summary });
}

async function runCourse(
  now: Standings,
  scope: CancellationScope,
  course: () => Promise<void>,
): Promise<string> {
  await condition(() => now.version > 0 || now.rejected);
  if (now.rejected) {
    await condition(allHandlersFinished);
    throw ApplicationFailure.nonRetryable('the submission was not recorded', 'not-recorded');
  }
  try {
    if (!now.ended) await scope.run(course);
  } catch (error) {
    if (!now.ended || !isCancellation(error)) throw error;
  }
  await condition(allHandlersFinished);
  return now.stage;
}

async function writeDraft<Stage extends string, Action extends string>(work: {
  readonly caseType: CaseType<Stage, Action>;
  readonly start: CaseStart;
  readonly now: Standings;
  readonly draft: Draft;
  readonly by: Actor;
  readonly operation?: string | undefined;
}): Promise<Committed> {
  const { caseType, start, now, draft, by, operation } = work;
  const { step, written, otherwise, ...rest } = draft;
  const at = Date.now();
  const change: Change = {
    ...rest,
    key: `${start.caseId}:${step}:${now.version + 1}`,
    caseId: start.caseId,
    expected: now.version,
    at,
    on: dateAt(at),
    by,
    ...(now.version === 0 ? { start: newCase(caseType, start, operation) } : {}),
  };
  const instead = otherwise ?? {};
  try {
    const committed = await writeChange(change);
    adopt(caseType, now, committed);
    written?.(committed);
    return committed;
  } catch (error) {
    const other = instead[faultOf(error)?.type ?? ''];
    if (!other) throw error;
    return writeDraft({ ...work, draft: other() });
  }
}

function newCase(caseType: CaseType, start: CaseStart, operation: string | undefined): NewCase {
  const { center, branch, channel } = start;
  return {
    type: caseType.type,
    prefix: caseType.numberPrefix,
    center,
    branch,
    channel,
    ...(operation === undefined ? {} : { operation }),
  };
}

/** Takes over what the database now says, and shows it where Temporal's own pages look. */
function adopt<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
  now: Standings,
  committed: Committed,
): void {
  const { version, number, stage, parties } = committed;
  const before = now.stage === '' ? 'running' : caseType.stages[now.stage as Stage].state;
  const spec = caseType.stages[stage as Stage];
  Object.assign(now, { version, number, stage, parties });
  now.ended = spec.final === true;
  if (spec.state !== before && !now.ended) {
    upsertSearchAttributes([{ key: STATE, value: spec.state }]);
  }
  setCurrentDetails(`${number} · ${spec.title}`);
}

function judgeAct(
  { caseType, center }: { readonly caseType: CaseType; readonly center: string },
  now: Standings,
  action: string,
  { by, expectedVersion }: Act,
): NotPermitted | null {
  if (by.center !== center) {
    return { code: 'not-authorized', detail: '该业务由其他中心办理。' };
  }
  if (now.version === 0) {
    return { code: 'action-not-permitted', detail: '业务正在登记，请稍后再试。' };
  }
  const refusal = judge(caseType, now, by, action);
  if (refusal) return refusal;
  if (expectedVersion !== null && expectedVersion !== now.version) {
    return { code: 'version-conflict', detail: '业务已被更新，请核对最新内容后再提交。' };
  }
  return null;
}

/** The failure that refuses an act: its type is the fault's code, its message is for the person. */
export function refusedAct({ code, detail }: { code: string; detail: string }): ApplicationFailure {
  return ApplicationFailure.nonRetryable(detail, code, { detail });
}
