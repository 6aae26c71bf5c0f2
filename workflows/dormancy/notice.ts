/** The notice (零余额销户告知书) with which it begins, and its way to the person. */
import type { Submission } from '../../src/cases/messages.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { DormantClosingApplication } from '../../src/forms/dormant-closing.ts';
import { steadily } from '../engine/commit.ts';
import { endOf } from '../engine/days.ts';
import type { ServiceWay } from '../../src/policy/service-order.ts';
import { firstWay, type Served, type Service } from '../engine/service.ts';
import { CLEAN, lookAt, type DormantDesk, type DormantDraft, type DormantNotes } from './state.ts';

/** First step: the account is with this case, the notice on its way. @throws ApplicationFailure */
export async function begin(
  desk: DormantDesk,
  { content }: Submission<DormantClosingApplication>,
): Promise<DormantDraft> {
  const { account, reason, file } = content;
  const { caseId, center } = desk;
  const on = desk.today();
  const { ways, ...found } = await steadily(({ prepareDormancy }) =>
    prepareDormancy({ caseId, center, account, on }),
  );
  const { emptyFrom, months } = found;
  const notes: DormantNotes = {
    ...{ account, found, noticedOn: on, way: firstWay({ ways }), ways, announcedTo: null },
    ...{ servedOn: null, noticeUntil: null },
  };
  return {
    step: 'begin',
    notes,
    subject: { account },
    events: [{ kind: 'dormancy-found', public: { emptyFrom, months }, content: { reason } }],
    stage: { at: 'serving', detail: { emptyFrom, months } },
    effects: [{ name: 'begin-dormancy', params: { account, file } }],
    documents: [noticePaper(notes, firstWay(notes))],
    waits: { open: [waitFor('service', null)] },
  };
}

function noticePaper({ found, noticedOn }: DormantNotes, notify: ServiceWay) {
  return { kind: 'dormancy-notice', params: { ...found, noticedOn }, notify } as const;
}

/** The way of the notice, and what its arrival leads to. */
export function serviceOf(desk: DormantDesk): Service<DormantNotes> {
  return {
    desk,
    delivery: async () => (await lookAt(desk)).delivery,
    paper: (way) => noticePaper(desk.notes(), way),
    served: (by) => served(desk, by),
    announced: 'dormancy-announced',
  };
}

/** From the day after it the period runs. */
async function served(desk: DormantDesk, { on, way, file, reason }: Served): Promise<DormantDraft> {
  const notes = desk.notes();
  const days = notes.found.noticeDays;
  const until = await steadily(({ cureEnds }) => cureEnds({ servedOn: on, days }));
  const content = reason === undefined ? {} : { content: { reason } };
  return {
    ...CLEAN,
    step: 'served',
    notes: { ...notes, servedOn: on, noticeUntil: until, announcedTo: null },
    events: [{ kind: 'dormancy-served', public: { on, way, until }, ...content }],
    stage: { at: 'noticed', detail: { servedOn: on, until } },
    effects: [{ name: 'record-dormancy-service', params: { on, way, until, file } }],
    waits: { close: 'all', open: [waitFor('dormancy-notice', endOf(until))] },
  };
}
