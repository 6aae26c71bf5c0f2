/** Receipt and acceptance (受理) of a payment after a death: from then on nothing is collected. */
import type { Actor } from '../../src/cases/case.ts';
import type { DeathPayoutApplication } from '../../src/forms/death-payout.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import { refusedAct } from '../engine/desk.ts';
import { asking } from './check.ts';
import { refuse } from './endings.ts';
import {
  judged,
  NEW_NOTES,
  paperOf,
  type DeathDesk,
  type DeathDraft,
  type Judged,
} from './state.ts';

export async function receive(
  desk: DeathDesk,
  application: DeathPayoutApplication,
  by: Actor,
): Promise<DeathDraft> {
  const on = desk.today();
  const before = await judged(desk, application, NEW_NOTES);
  mustFit(before);
  const { books, lastOn, figures, exit } = before.prepared;
  const notes = { ...NEW_NOTES, accountLast4: books.accountLast4, acceptedOn: on };
  const work = { ...before, notes };
  const isRefused = work.decision.outcome === 'refused';
  const next = isRefused ? refuse(work) : asking(work);
  const { basis, heirs } = application;
  // Left out of what was read before anybody looked.
  const isBeside = typeof exit === 'string';
  const found = { basis, heirs: heirs.length, lastOn, ...(isBeside && { exit }) };
  const received = { kind: 'death-asked', public: found, by };
  const accepted = {
    kind: 'death-accepted',
    params: { ...paperOf(work), acceptedOn: on, lastOn, exit },
  };
  const held = refuse({
    ...work,
    decision: { ...work.decision, outcome: 'refused', reasons: ['death-case-in-flight'] },
  });
  const effects = [{ name: 'begin-death', params: {} }];
  return {
    ...next,
    step: 'receive',
    content: { ...application },
    subject: { account: books.accountId },
    effects: [...effects, ...(next.effects ?? [])],
    events: [received, ...next.events],
    documents: [accepted, ...(next.documents ?? [])],
    acceptance: {
      ...{ acceptedOn: on, regulation: regulationOn(on), dueOn: lastOn },
      promisedWorkingDays: figures.promiseWorkingDays,
    },
    // The dead person's own exit holds the person until the death is proved.
    ...(!isRefused &&
      !isBeside && {
        claim: 'take',
        // Two at the same moment: whoever comes second is refused for the first.
        whenHeld: {
          notes: held.notes,
          events: [received, ...held.events],
          effects,
          ...(held.stage && { stage: held.stage }),
          ...(held.documents && { documents: held.documents }),
          ...(held.decisions && { decisions: held.decisions }),
          ...(held.outcome !== undefined && { outcome: held.outcome }),
        },
      }),
  };
}

/** What is a matter of the form, told at its field. @throws ApplicationFailure */
function mustFit({ prepared, application, desk }: Judged): void {
  if (prepared.books.state === 'closed') {
    throw refusedAct({
      ...{ code: 'input-invalid', pointer: '#/application/account', restsOn: 'regulation-24' },
      detail: '该账户已经销户，没有可以提取的余额。',
    });
  }
  if (application.diedOn > desk.today()) {
    throw refusedAct({
      ...{ code: 'input-invalid', pointer: '#/application/diedOn', restsOn: 'regulation-24' },
      detail: '死亡日期不能晚于今天。',
    });
  }
}
