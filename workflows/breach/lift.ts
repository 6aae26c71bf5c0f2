/** Lifting of a measure (解除措施): proposed by one, approved by another; what is left goes on. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { refusedAct } from '../engine/desk.ts';
import { closedPaper } from './cure.ts';
import { APPROVAL_DAYS, CONCLUDED, lastingOf, settled } from './decision.ts';
import { lookAt, type ActOf, type BreachDesk, type BreachDraft } from './state.ts';

/** 提出解除措施. A ban by statute runs its time: it is not the center's to shorten. */
export async function proposeLift(
  desk: BreachDesk,
  { content, by }: ActOf<'propose-lift'>,
): Promise<BreachDraft> {
  const notes = desk.notes();
  const { measure, reason, file } = content;
  if (measure === 'ban') {
    throw refusedAct({
      code: 'action-not-permitted',
      detail: '法定限制期不能提前解除；事实不成立的，由主管撤销告知。',
      restsOn: 'regulation-41',
      pointer: '#/measure',
    });
  }
  if (!lastingOf(await lookAt(desk)).some(({ kind }) => kind === measure)) {
    const detail = '本办件没有正在执行的这项措施。';
    throw refusedAct({ code: 'input-invalid', detail, pointer: '#/measure' });
  }
  const task = {
    kind: 'approve-lift',
    role: 'supervisor',
    workingDays: APPROVAL_DAYS,
    notBy: [by.id],
  } as const;
  return {
    step: 'propose-lift',
    notes: { ...notes, lift: measure },
    events: [{ kind: 'lift-proposed', public: { measure }, content: { reason } }],
    parties: { proposer: by.id },
    stage: { at: 'lifting', detail: { fact: notes.fact, measure } },
    effects: [{ name: 'attach-files', params: { files: file === undefined ? [] : [file] } }],
    waits: {
      close: 'all',
      open: [waitFor('approval', null, { measures: [measure] })],
    },
    tasks: { close: 'all', open: [task] },
  };
}

export async function approveLift(
  desk: BreachDesk,
  { content, by }: ActOf<'approve-lift'>,
): Promise<BreachDraft> {
  const notes = desk.notes();
  const { lift } = notes;
  const left = lastingOf(await lookAt(desk)).filter(({ kind }) => kind !== lift);
  return {
    ...settled(notes, left),
    step: 'lift',
    notes: { ...notes, lift: null },
    events: [
      { kind: 'measure-lifted', public: { measure: lift }, content: { reason: content.reason } },
    ],
    parties: { decider: [...desk.peopleWith('decider'), by.id] },
    effects: [
      { name: 'lift-measure', params: { measure: lift } },
      ...(left.length === 0 ? [CONCLUDED] : []),
    ],
    documents: [closedPaper(desk, 'lifted', content.reason)],
  };
}

export async function declineLift(
  desk: BreachDesk,
  { content }: ActOf<'decline-lift'>,
): Promise<BreachDraft> {
  const notes = desk.notes();
  const { lift: measure } = notes;
  return {
    ...settled(notes, lastingOf(await lookAt(desk))),
    step: 'decline-lift',
    notes: { ...notes, lift: null },
    events: [{ kind: 'lift-declined', public: { measure }, content: { reason: content.reason } }],
  };
}
