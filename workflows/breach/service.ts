/** Service (送达) of the papers of a breach: its notice first, later the decision to terminate. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { steadily } from '../engine/commit.ts';
import { endOf } from '../engine/days.ts';
import {
  announcedPaper,
  awaitServiceOf,
  heardOf,
  recordedDelivery,
  servedAgain,
  type Served,
  type Service,
} from '../engine/service.ts';
import { afterTermination, decisionPaper } from './decision.ts';
import { noticePaper } from './notice.ts';
import {
  CLEAN,
  lookAt,
  paperAt,
  type ActOf,
  type BreachDesk,
  type BreachDraft,
  type BreachNotes,
} from './state.ts';

function serviceOf(desk: BreachDesk): Service<BreachNotes> {
  return {
    desk,
    delivery: async () => (await lookAt(desk)).delivery,
    paper: (way) =>
      paperAt(desk.stage()) === 'breach-notice'
        ? noticePaper(desk.notes(), way)
        : decisionPaper(desk, way),
    served: (by) => served(desk, by),
    announced: 'breach-announced',
  };
}

/** Waits until the paper has arrived, by whatever way. */
export function awaitService(desk: BreachDesk): Promise<void> {
  return awaitServiceOf(serviceOf(desk));
}

/** What the service of notices told meanwhile; null: nothing new. */
export function heard(desk: BreachDesk): Promise<BreachDraft | null> {
  return heardOf(serviceOf(desk));
}

/** From the day after it the cure period runs; the decision to terminate is in force. */
async function served(desk: BreachDesk, by: Served): Promise<BreachDraft> {
  if (desk.stage() === 'serving decision') return afterTermination(desk, by);
  const notes = desk.notes();
  const { on, way, file, reason } = by;
  const days = notes.found.cureDays;
  const cureUntil = await steadily(({ cureEnds }) => cureEnds({ servedOn: on, days }));
  const params = { on, way, cureUntil, file };
  const content = reason === undefined ? {} : { content: { reason } };
  return {
    ...CLEAN,
    step: 'served',
    notes: { ...notes, servedOn: on, cureUntil, announcedTo: null },
    events: [{ kind: 'breach-served', public: { on, way, until: cureUntil }, ...content }],
    stage: { at: 'curing', detail: { fact: notes.fact, servedOn: on, until: cureUntil } },
    effects: [{ name: 'record-service', params }],
    waits: {
      close: 'all',
      open: [waitFor('cure', endOf(cureUntil), { fact: notes.fact })],
    },
  };
}

/** 登记送达: handed over or proved by a paper. */
export function recordDelivery(
  desk: BreachDesk,
  { content }: ActOf<'record-delivery'>,
): BreachDraft | Promise<BreachDraft> {
  return recordedDelivery(serviceOf(desk), content);
}

/** 公告送达: counts as served so many days after it was made public. */
export function announce(desk: BreachDesk, { content }: ActOf<'announce'>): BreachDraft {
  return announcedPaper(serviceOf(desk), content);
}

/** 再次送达: the paper again, by the way that was chosen. */
export function serveAgain(desk: BreachDesk, { content }: ActOf<'serve-again'>): BreachDraft {
  return servedAgain(serviceOf(desk), content);
}
