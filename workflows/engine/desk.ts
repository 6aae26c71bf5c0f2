/**
 * The desk of one case: its standing, its one mutex, its acts.
 *
 * `onAction` installs an Update whose validator is the permit table; a refused act leaves no trace
 * in history. An accepted act runs alone, is judged again, writes its change in one transaction and
 * only then becomes visible to the course of the case. `advance` is the same for the case itself.
 * Where the case stands after it is mirrored by `stageOf` (stage.ts) and read as `desk.stage()`.
 * These two are the only helpers over Temporal that a case type sees.
 */
import {
  CancellationScope,
  currentUpdateInfo,
  defineUpdate,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { judge, peopleWith, type CaseType, type NotPermitted } from '../../src/cases/case.ts';
import {
  HAND_OVER,
  handOverChange,
  withHandOver,
  type HandOver,
} from '../../src/cases/hand-over.ts';
import {
  LOOK_AGAIN,
  type Act,
  type CaseStart,
  type Standing,
  type Submission,
} from '../../src/cases/messages.ts';
import { withAgency } from '../../src/cases/agency.ts';
import { withWaitMoves } from '../../src/cases/wait-moves.ts';
import { dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import { actedBy, installAgency, submittedBy } from './agency.ts';
import { faultOf } from './commit.ts';
import { changed, isLaterRun, runCourse } from './course.ts';
import { alone, showState, stageOf, standing } from './stage.ts';
import { installWaitMoves, type Movers } from './wait-moves.ts';
import { refusedAct } from './refusal.ts';
import { ownWish, recall, writeDraft, type Case, type Draft } from './writing.ts';

export { refusedAct } from './refusal.ts';
export type { Draft } from './writing.ts';
export type { Movers } from './wait-moves.ts';

/** Nothing is written when a draft turns out to be pointless in its turn. */
type Making<Notes> = () => Draft<Notes> | null | Promise<Draft<Notes> | null>;

export interface Desk<Stage extends string, Action extends string, Notes> {
  readonly caseId: string;
  readonly center: string;
  readonly stage: () => Stage;
  /** Grows with every written change. */
  readonly version: () => number;
  /** The staff ids that had one of these parts so far, each once. */
  readonly peopleWith: (...parts: readonly string[]) => readonly string[];
  /** What the course remembers since the last written change. @throws Error before the first */
  readonly notes: () => Notes;
  /** The form in force; null when the case has none. */
  readonly content: () => unknown;
  readonly today: () => PlainDate;
  /** Installs `submit`: the first change, which creates the case. */
  readonly onSubmit: <Content>(
    apply: (submission: Submission<Content>) => Draft<Notes> | Promise<Draft<Notes>>,
  ) => void;
  /** Installs one act; `apply` may answer with a change, or throw a refusal with `refusedAct`. */
  readonly onAction: <Content>(
    action: Action,
    apply: (act: Act<Content>) => Draft<Notes> | Promise<Draft<Notes>>,
  ) => void;
  /**
   * Writes a change in the case's own name.
   * @param make how to make it once it is this change's turn
   * @param seen the version it is made for, an act that came first makes it void; null: any
   * @returns whether it was written now; if not, the case stands elsewhere than was thought
   */
  readonly advance: (make: Making<Notes>, seen: number | null) => Promise<boolean>;
  /**
   * For the making of a change that finds the books ahead of what the course knows: they are read and
   * believed. What is being made is void then; an act is judged anew by where the case stands.
   */
  readonly readBooks: () => Promise<void>;
  /**
   * Waits until anything is written, or until the moment (ms since the epoch) when one is given.
   * @returns false when the moment came and nothing was written
   */
  readonly changed: (seen: number, until: number | null) => Promise<boolean>;
  /** Runs the course step by step until the case has ended, then waits for open handlers. */
  readonly run: (step: () => Promise<void>) => Promise<string>;
}

export function openDesk<Stage extends string, Action extends string, Notes>(
  caseType: CaseType<Stage, Action>,
  start: CaseStart,
  movers: Movers<Notes> = {},
): Desk<Stage, Action, Notes> {
  const now = stageOf<Notes>(start);
  const work: Case<Notes> = {
    caseType: withHandOver(withAgency(withWaitMoves(caseType))),
    start,
    now,
  };
  const scope = new CancellationScope();
  const ended = () => {
    scope.cancel();
  };
  readBooksFirst(work);
  installLook(work, ended);
  installHandOver(work);
  const install = <Content>(
    action: string,
    apply: (act: Act<Content>) => Draft<Notes> | Promise<Draft<Notes>>,
  ) => {
    installAct(work, { action, apply, ended });
  };
  if (caseType.waitMoves !== undefined) installWaitMoves<Notes>(work, movers, install);
  installAgency<Notes>(work, install);
  return {
    caseId: start.caseId,
    center: start.center,
    stage: () => now.stage as Stage,
    version: () => now.version,
    peopleWith: (...parts) => peopleWith(now.parties, ...parts),
    notes: () => {
      if (now.notes === null) throw new Error('the case has not been submitted');
      return now.notes;
    },
    content: () => now.content,
    today: () => dateAt(Date.now()),
    onSubmit: (apply) => {
      installSubmit(work, apply);
    },
    onAction: install,
    advance: (make, seen) =>
      CancellationScope.nonCancellable(() => alone(now, () => advance(work, make, seen))),
    readBooks: () => recall(work),
    changed: (seen, until) => changed(work, { seen, until }),
    run: (step) => runCourse(work, scope, step),
  };
}

/**
 * An act may arrive together with a run that goes on from the books: it waits until they are read.
 * Runs that began before this was so judge it as they did.
 */
function readBooksFirst(work: Case<unknown>): void {
  if (!isLaterRun(work.start) || !patched('books-first')) return;
  alone(work.now, () => recall(work)).catch(() => undefined);
}

/**
 * What every case answers beside its stage: `lookAgain`, which changes nothing of it. The books are
 * read, believed where they are ahead, and the course looks what is due.
 */
function installLook(work: Case<unknown>, ended: () => void): void {
  const { now, start } = work;
  setHandler(defineUpdate<Standing>(LOOK_AGAIN), () =>
    alone(now, async () => {
      await recall(work);
      showState(work.caseType, now);
      now.looks += 1;
      if (now.ended) ended();
      return standing(start, now);
    }),
  );
}

/** The first change. When it can never be written there is no case, and the workflow says so. */
function installSubmit<Notes, Content>(
  work: Case<Notes>,
  apply: (submission: Submission<Content>) => Draft<Notes> | Promise<Draft<Notes>>,
): void {
  const { now, start } = work;
  const receive = async (submission: Submission<Content>, asked: string | null) => {
    const { by, operation } = submission;
    try {
      const draft = await submittedBy(work, submission, () => apply(submission));
      await writeDraft(work, draft, { by, operation, asked });
    } catch (error) {
      now.rejected = true;
      throw error;
    }
  };
  setHandler(defineUpdate<Standing, [Submission<Content>]>('submit'), (submission) => {
    const asked = askedBy();
    return alone(now, async () => {
      if (now.version === 0) await receive(submission, asked);
      return standing(start, now);
    });
  });
}

/** Every case can go to another branch; what it does there and until when stays as it was. */
function installHandOver<Notes>(work: Case<Notes>): void {
  const { now } = work;
  installAct(work, {
    action: HAND_OVER,
    apply: ({ content }: Act<HandOver>) => {
      // Judged before: a case that was not submitted yet is handed to nobody.
      const notes = now.notes as Notes;
      return { ...handOverChange(content), step: HAND_OVER, notes };
    },
    ended: () => undefined,
  });
}

function installAct<Notes, Content>(
  work: Case<Notes>,
  {
    action,
    apply,
    ended,
  }: {
    readonly action: string;
    readonly apply: (act: Act<Content>) => Draft<Notes> | Promise<Draft<Notes>>;
    readonly ended: () => void;
  },
): void {
  const { now, start } = work;
  const check = (act: Act) => {
    if (wasFound(work, askedBy()) || knowsMore(work, act)) return;
    const refusal = judgeAct(work, action, act);
    if (refusal) throw refusedAct(refusal);
  };
  const carryOut = async (act: Act<Content>, asked: string | null) => {
    if (knowsMore(work, act)) await recall(work);
    // Written before its worker was gone: it is done.
    while (!wasFound(work, asked)) {
      const refusal = judgeAct(work, action, act);
      if (refusal) throw refusedAct(refusal);
      const { version } = now;
      const draft = await actedBy(work, action, act, () => apply(act));
      // The books turned out to be ahead: what was made belongs to a version that is past.
      if (now.version !== version) continue;
      // Another act may turn out to stand at this version already: then this one is judged anew.
      const { mine, refusal: told } = await writeDraft(work, draft, { by: act.by, asked });
      if (told) throw refusedAct(told);
      if (mine) return;
    }
  };
  const handle = (act: Act<Content>) => {
    const asked = askedBy();
    return alone(now, async () => {
      try {
        await carryOut(act, asked);
        return standing(start, now);
      } finally {
        if (now.ended) ended();
      }
    });
  };
  const update = defineUpdate<Standing, [Act<Content>]>(action);
  // A run that is only reading the books judges in its turn, when it knows where the case stands.
  const validator = (act: Act) => {
    if (now.version > 0 || !isLaterRun(start)) check(act);
  };
  setHandler(update, handle, { validator });
}

/** The id of the Update that is being handled. */
function askedBy(): string | null {
  return currentUpdateInfo()?.id ?? null;
}

/**
 * Whoever acts has read a version that this workflow has not heard of: a worker wrote it and was gone before
 * it could say so. The act is judged once the books are read.
 */
function knowsMore({ now }: Case<unknown>, { expectedVersion }: Act): boolean {
  return now.version > 0 && expectedVersion !== null && expectedVersion > now.version;
}

function wasFound({ now }: Case<unknown>, asked: string | null): boolean {
  return asked !== null && now.found.includes(asked);
}

async function advance<Notes>(
  work: Case<Notes>,
  make: Making<Notes>,
  seen: number | null,
): Promise<boolean> {
  const { version } = work.now;
  if (seen !== null && version !== seen) return false;
  const draft = await make();
  if (draft === null || work.now.version !== version) return false;
  try {
    const { committed } = await writeDraft(work, draft, ownWish(work));
    return committed.before === null;
  } catch (error) {
    // A case never ends because of a fault of ours: its task fails, is seen, and is tried again.
    throw new Error(`the step ${draft.step} was refused: ${faultOf(error)?.type ?? 'bug'}`, {
      cause: error,
    });
  }
}

function judgeAct(
  { caseType, start, now }: Case<unknown>,
  action: string,
  { by, expectedVersion }: Act,
): NotPermitted | null {
  if (by.center !== start.center) {
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
