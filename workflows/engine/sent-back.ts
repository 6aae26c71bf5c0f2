/**
 * 退回更正 and 再送复核, as every type with a review writes them: sent back by a coded reason, corrected at the
 * counter or explained there, and before the reviewer again. Acceptance, clocks and alarms stay as they are.
 */
import { peopleWith, type Actor, type Parties } from '../../src/cases/case.ts';
import type { EventSpec } from '../../src/cases/change.ts';
import { changedFields } from '../../src/cases/differences.ts';
import { sentBack, type SentBack } from '../../src/cases/returns.ts';
import { SENT_BACK, SUPPLEMENTER } from '../../src/cases/sent-back.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { TaskKind } from '../../src/cases/wording-tasks.ts';
import { WAITS, type WaitKind } from '../../src/cases/wording-waits.ts';
import type { Desk } from './desk.ts';
import { refusedAct } from './refusal.ts';
import type { Draft } from './writing.ts';

/** Working days in which the counter sees to it. */
const REWORK_DAYS = 1;

type AnyDesk<Notes> = Pick<Desk<string, string, Notes>, 'notes' | 'peopleWith'>;

/** What is looked at by then is over: the tasks and waits of the review, and no others. */
interface Reviewed {
  readonly wait: WaitKind;
  readonly task: TaskKind;
}

/** 退回更正: nothing is decided by it. */
export function sendBack<Notes>(
  desk: AnyDesk<Notes>,
  content: SentBack,
  reviews: readonly [Reviewed, ...Reviewed[]],
): Draft<Notes> {
  const told = sentBack(content);
  const { clause } = WAITS[reviews[0].wait];
  return {
    step: 'send-back',
    notes: desk.notes(),
    events: [{ kind: 'sent-back', ...told }],
    stage: { at: SENT_BACK, detail: told.public },
    waits: {
      close: reviews.map(({ wait }) => wait),
      // It rests on what the review rests on.
      open: [{ ...waitFor('rework', null, told.public), clause }],
    },
    tasks: {
      close: reviews.map(({ task }) => task),
      open: [{ kind: 'rework', role: 'clerk', workingDays: REWORK_DAYS, ownBranch: true }],
    },
  };
}

/** Who entered or explained something is not who looks at it. */
export function supplementedBy(desk: AnyDesk<unknown>, by: Actor) {
  return { [SUPPLEMENTER]: [...new Set([...desk.peopleWith(SUPPLEMENTER), by.id])] };
}

/** 再送复核: as it stands, with the counter's words. */
export function resubmitted(reason: string): EventSpec {
  return { kind: 'resubmitted', content: { reason } };
}

/** 更正: what was changed, before and after. */
export function correction(
  { before, after }: { readonly before: object; readonly after: object },
  reason: string,
): EventSpec {
  const fields = changedFields(before, after);
  return { kind: 'corrected', public: { fields }, content: { reason, before, after } };
}

/** What came back is corrected by something, or sent to review again as it is. @throws ApplicationFailure */
export function mustDiffer(before: object, after: object): void {
  if (changedFields(before, after).length > 0) return;
  throw refusedAct({
    ...{ code: 'input-invalid', pointer: '#/application' },
    detail: '申请内容没有改动；没有要更正的，请写明理由“再送复核”。',
  });
}

/** What a correction must not change, by its place in the application. @throws ApplicationFailure */
export function mustStay(
  before: object,
  after: object,
  { at, detail }: { readonly at: string; readonly detail: string },
): void {
  const changed = changedFields(before, after).find(
    (one) => one === at || one.startsWith(`${at}/`),
  );
  if (changed === undefined) return;
  throw refusedAct({ code: 'input-invalid', detail, pointer: `#/application${changed}` });
}

/**
 * The letter of an agent is recorded and taken back by acts of its own: the one on record stays with the
 * corrected application. @throws ApplicationFailure when another one is sent
 */
export function keepingAgent<Application extends { readonly agent?: unknown }>(
  { agent }: Application,
  sent: Application,
): Application {
  const after = { ...(agent !== undefined && { agent }), ...sent };
  mustStay(
    { agent },
    { agent: after.agent },
    {
      ...{ at: '/agent', detail: '代理人请用“登记委托”“撤销委托”办理。' },
    },
  );
  return after;
}

/** A task that follows from the very act already knows who has done it. */
function notByThem(
  tasks: NonNullable<Draft<unknown>['tasks']>,
  parties: Parties = {},
): NonNullable<Draft<unknown>['tasks']> {
  const them = peopleWith(parties, SUPPLEMENTER);
  if (them.length === 0 || !tasks.open) return tasks;
  return {
    ...tasks,
    open: tasks.open.map((task) =>
      task.notBy ? { ...task, notBy: [...new Set([...task.notBy, ...them])] } : task,
    ),
  };
}

/** The act of a person, and what follows from it, are one change, whatever comes between. */
export type ActDraft<Notes> = Pick<Draft<Notes>, 'step' | 'events' | 'content' | 'parties'> &
  Pick<Draft<Notes>, 'effects' | 'checks'>;

export function withAct<Notes>(next: Draft<Notes>, act: ActDraft<Notes>): Draft<Notes> {
  const { otherwise } = next;
  const { step, events, content, parties, checks, effects = [] } = act;
  const others = Object.entries(otherwise ?? {}).map(
    ([code, make]) => [code, () => withAct(make(), act)] as const,
  );
  return {
    ...next,
    step,
    ...(next.tasks && { tasks: notByThem(next.tasks, parties) }),
    ...(content !== undefined && { content }),
    ...(checks !== undefined && { checks }),
    parties: { ...next.parties, ...parties },
    events: [...events, ...next.events],
    ...(effects.length + (next.effects ?? []).length > 0 && {
      effects: [...effects, ...(next.effects ?? [])],
    }),
    ...(otherwise && { otherwise: Object.fromEntries(others) }),
  };
}
