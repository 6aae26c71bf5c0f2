/** From a cure period in vain to measures: proposed by one, decided by another, lifted by two. */
import { sentBack } from '../../src/cases/returns.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { plainMonth } from '../../src/domain/calendar.ts';
import { isOnce } from '../../src/policy/breach-kinds.ts';
import {
  breachMeasures,
  type BreachFacts,
  type Measure,
} from '../../src/policy/breach-measures.ts';
import type { ServiceWay } from '../../src/policy/service-order.ts';
import type { BreachNow } from '../../activities/breach.ts';
import { recordOf } from '../engine/decisions.ts';
import { endOf } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { firstWay } from '../engine/service.ts';
import { closedPaper, resumed, toPropose } from './cure.ts';
import {
  clauseOf,
  CLEAN,
  lookAt,
  type ActOf,
  type BreachDesk,
  type BreachDraft,
  type BreachNotes,
} from './state.ts';

export const APPROVAL_DAYS = 3;

/** What the rule says today. */
async function decisionOf(desk: BreachDesk, { fact, found, serious }: BreachNotes) {
  const { subsidized } = await lookAt(desk);
  const facts: BreachFacts = {
    ...{ kind: fact, decidedOn: desk.today(), cured: false, serious, subsidized },
    missedTo: found.to === null ? null : plainMonth(found.to),
  };
  return { facts, decision: breachMeasures(facts) };
}

/** 提出处理意见: the table gives the measures; who proposes says only how grave it is. */
export async function propose(
  desk: BreachDesk,
  { content, by }: ActOf<'propose'>,
): Promise<BreachDraft> {
  const notes = { ...desk.notes(), serious: content.serious };
  const { decision } = await decisionOf(desk, notes);
  if (decision.outcome === 'none') {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '该情形在协议的处置表中没有单独的措施；情节严重的选择解除协议，否则撤销告知。',
      restsOn: clauseOf(notes),
    });
  }
  const measures = decision.measures.map(({ kind }) => kind);
  const task = {
    kind: 'approve-measures',
    role: 'supervisor',
    workingDays: APPROVAL_DAYS,
    notBy: [...desk.peopleWith('submitter'), by.id],
  } as const;
  return {
    step: 'propose',
    notes,
    events: [
      { kind: 'measures-proposed', public: { measures }, content: { reason: content.reason } },
    ],
    parties: { proposer: by.id },
    stage: { at: 'proposed', detail: { fact: notes.fact, measures } },
    waits: { close: 'all', open: [waitFor('approval', null, { measures })] },
    tasks: { close: 'all', open: [task] },
  };
}

export function sendBack(desk: BreachDesk, { content }: ActOf<'return'>): BreachDraft {
  const event = { kind: 'measures-returned', ...sentBack(content) };
  return { ...toPropose(desk), step: 'return', events: [event] };
}

/** 批准: the facts are read again; what was mended in time is not punished. */
export async function approve(
  desk: BreachDesk,
  { content, by }: ActOf<'approve'>,
): Promise<BreachDraft> {
  const mended = await resumed(desk);
  if (mended) {
    const detail = '复核时查得已在整改期限内恢复缴存，不再采取措施，业务已办结。';
    return { ...mended, refusal: { code: 'action-not-permitted', detail, restsOn: 'liaoning-2' } };
  }
  const notes = desk.notes();
  const { decision, facts } = await decisionOf(desk, notes);
  const { measures } = decision;
  const termination = measures.find(({ kind }) => kind === 'agreement-terminated') ?? null;
  const now = measures.filter((one) => one !== termination);
  // Nothing runs from the arrival of a decision that ends no agreement: its way is not followed.
  const way = termination === null ? 'sms' : firstWay(notes);
  const next = { ...notes, termination, way, announcedTo: null };
  const { reason } = content;
  const kinds = measures.map(({ kind }) => kind);
  return {
    ...(termination ? servingDecision(next) : settled(next, now)),
    step: 'approve',
    notes: next,
    events: [{ kind: 'measures-taken', public: { measures: kinds }, content: { reason } }],
    decisions: [recordOf(decision, facts)],
    parties: { decider: [...desk.peopleWith('decider'), by.id] },
    effects: [
      { name: 'take-measures', params: { account: notes.account, measures: now } },
      ...(isOver(now, termination) ? [CONCLUDED] : []),
    ],
    documents: [paper(next, measures, way)],
  };
}

export const CONCLUDED = { name: 'end-breach', params: { outcome: 'concluded' } } as const;

function isOver(measures: readonly Measure[], termination: Measure | null): boolean {
  return termination === null && measures.every(({ kind }) => isOnce(kind));
}

type Standing = Pick<BreachDraft, 'stage' | 'waits' | 'tasks' | 'outcome'>;

function servingDecision({ fact }: BreachNotes): Standing {
  return {
    stage: { at: 'serving decision', detail: { fact } },
    waits: { close: 'all', open: [waitFor('service', null)] },
    tasks: { close: 'all' },
  };
}

/** Some of them go on: until their last day, or until somebody lifts them. */
export function settled(
  notes: BreachNotes,
  measures: readonly Pick<Measure, 'kind' | 'until'>[],
): Standing {
  const { fact } = notes;
  const lasting = measures.filter(({ kind }) => !isOnce(kind));
  const kinds = measures.map(({ kind }) => kind);
  if (lasting.length === 0) {
    return {
      ...CLEAN,
      stage: { at: 'concluded', detail: { fact, measures: kinds } },
      outcome: 'concluded',
    };
  }
  const until = lastDayOf(lasting);
  const shown = { fact, measures: lasting.map(({ kind }) => kind), until };
  return {
    stage: { at: 'in force', detail: shown },
    waits: {
      close: 'all',
      open: [
        waitFor('measures', until === null ? null : endOf(until), {
          measures: shown.measures,
        }),
      ],
    },
    tasks: { close: 'all' },
  };
}

/** The day on which the last of them ends by itself; null: one of them does not. */
function lastDayOf(measures: readonly Pick<Measure, 'until'>[]): PlainDate | null {
  const days = measures.map(({ until }) => until);
  if (days.includes(null)) return null;
  return days.reduce(
    (latest, day) => (latest === null || (day ?? '') > latest ? day : latest),
    null,
  );
}

function paper(notes: BreachNotes, measures: readonly Measure[], notify: ServiceWay) {
  const { fact, found, servedOn, cureUntil } = notes;
  const params = { fact, last4: found.last4, servedOn, cureUntil, measures };
  return { kind: 'breach-decision', params, notify } as const;
}

/** The same decision again, by another way. */
export function decisionPaper(desk: BreachDesk, notify: ServiceWay) {
  const notes = desk.notes();
  const { termination } = notes;
  return paper(notes, termination === null ? [] : [termination], notify);
}

/** 解除: in force on the day on which the decision reached the person. */
export async function afterTermination(
  desk: BreachDesk,
  {
    on,
    way,
    file,
  }: { readonly on: PlainDate; readonly way: string; readonly file?: string | undefined },
): Promise<BreachDraft> {
  const notes = desk.notes();
  const { termination, account } = notes;
  if (termination === null) throw new Error('nothing was decided that ends the agreement');
  const { measures } = await lookAt(desk);
  const over = measures.every(({ kind }) => isOnce(kind));
  return {
    ...settled(notes, measures),
    step: 'decision-served',
    notes: { ...notes, termination: null, announcedTo: null },
    events: [{ kind: 'termination-served', public: { on, way } }],
    effects: [
      { name: 'record-service', params: { on, way, file } },
      { name: 'terminate-for-breach', params: { account, measure: termination } },
      ...(over ? [CONCLUDED] : []),
    ],
  };
}

/** Until the last measure has ended by itself. */
export async function awaitEnd(desk: BreachDesk): Promise<void> {
  const seen = desk.version();
  // Looked at after an outage or in a later run, they may be over already.
  if (await desk.advance(() => ended(desk), seen)) return;
  const until = lastDayOf(lastingOf(await lookAt(desk)));
  if (desk.version() !== seen) return;
  if (await desk.changed(seen, until === null ? null : endOf(until))) return;
  await desk.advance(() => ended(desk), seen);
}

export function lastingOf({ measures }: BreachNow) {
  return measures.filter(({ kind }) => !isOnce(kind));
}

async function ended(desk: BreachDesk): Promise<BreachDraft | null> {
  if (lastingOf(await lookAt(desk)).length > 0) return null;
  const { fact } = desk.notes();
  return {
    ...CLEAN,
    step: 'ended',
    notes: desk.notes(),
    events: [{ kind: 'measures-ended' }],
    stage: { at: 'concluded', detail: { fact } },
    effects: [CONCLUDED],
    outcome: 'concluded',
  };
}

/** 撤销告知: there was no breach, or it is not pursued; whatever was done goes with it. */
export function withdraw(desk: BreachDesk, { content }: ActOf<'withdraw'>): BreachDraft {
  const { reason } = content;
  return {
    ...CLEAN,
    step: 'withdraw',
    notes: desk.notes(),
    events: [{ kind: 'breach-withdrawn', content: { reason } }],
    stage: { at: 'withdrawn', detail: { fact: desk.notes().fact } },
    effects: [
      { name: 'revoke-measures', params: {} },
      { name: 'end-breach', params: { outcome: 'withdrawn' } },
    ],
    documents: [closedPaper(desk, 'withdrawn', reason)],
    outcome: 'withdrawn',
  };
}
