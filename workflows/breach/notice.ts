/** The notice (违约告知书) with which a breach begins: the fact, the terms, how it is cured. */
import type { Submission } from '../../src/cases/messages.ts';
import { waitFor } from '../../src/cases/wait-specs.ts';
import type { BreachApplication } from '../../src/forms/breach.ts';
import type { ServiceWay } from '../../src/policy/service-order.ts';
import { steadily } from '../engine/commit.ts';
import { firstWay } from '../engine/service.ts';
import type { BreachDesk, BreachDraft, BreachNotes } from './state.ts';

/** First step: the fact is in the books, the notice on its way. @throws ApplicationFailure */
export async function begin(
  desk: BreachDesk,
  { content }: Submission<BreachApplication>,
): Promise<BreachDraft> {
  const { account, fact, reason, file, withdrawal } = content;
  const { caseId, center } = desk;
  const on = desk.today();
  const { ways, ...found } = await steadily(({ prepareBreach }) =>
    prepareBreach({ caseId, center, account, fact, on }),
  );
  const notes: BreachNotes = {
    ...{
      account,
      fact,
      found,
      told: reason,
      noticedOn: on,
      way: firstWay({ ways }),
      ways,
      announcedTo: null,
      servedOn: null,
    },
    ...{ cureUntil: null, objectedOn: null, serious: false, termination: null, lift: null },
  };
  const { from, to, months } = found;
  return {
    step: 'begin',
    notes,
    subject: { account },
    events: [{ kind: 'breach-found', public: { fact, from, to, months }, content: { reason } }],
    stage: { at: 'serving', detail: { fact, from, to, months } },
    effects: [{ name: 'begin-breach', params: { account, fact, file, withdrawal } }],
    documents: [noticePaper(notes, firstWay(notes))],
    waits: { open: [waitFor('service', null)] },
  };
}

/** The notice, the first time and whenever it goes out again. */
export function noticePaper({ fact, found, noticedOn, told }: BreachNotes, notify: ServiceWay) {
  return { kind: 'breach-notice', params: { fact, ...found, noticedOn, told }, notify } as const;
}
