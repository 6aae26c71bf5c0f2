/** The decision on a change of personal data: refused, looked at by another person, or written at once. */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { refusedAct } from '../engine/desk.ts';
import { asking } from './ask.ts';
import { declined, refuse } from './endings.ts';
import {
  CLEAN,
  decidedEvent,
  decisionRecord,
  isFresh,
  judged,
  judgedNow,
  paperOf,
  type ActOf,
  type Judged,
  type PersonalDesk,
  type PersonalDraft,
} from './state.ts';

/** Working days in which another person looks, and a clerk follows up a mandate. */
const REVIEW_DAYS = 1;
const MANDATE_DAYS = 5;

/** Where the case goes from here, as the books, the registry and the people say. */
export function onward(work: Judged): PersonalDraft {
  const { decision } = work;
  if (decision.outcome !== 'granted') return refuse(work);
  if (!isFresh(work)) return asking(work);
  return decision.toConfirm.length > 0 ? review(work) : change(work);
}

function review(work: Judged): PersonalDraft {
  const { desk, notes, decision, prepared } = work;
  const codes = decision.toConfirm;
  const { other } = prepared;
  const detail = { codes, what: decision.changes, ...(other !== null && { other }) };
  return {
    step: 'review',
    notes,
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      {
        kind: 'personal-change-in-review',
        public: { codes },
        content: { changes: prepared.masked },
      },
    ],
    stage: { at: 'in review', detail },
    waits: { close: 'all', open: [waitFor('personal-review', null, { codes })] },
    tasks: {
      close: 'all',
      open: [
        {
          ...{ kind: 'personal-review', role: 'reviewer', workingDays: REVIEW_DAYS },
          notBy: desk.peopleWith('submitter', 'supplementer'),
        },
      ],
    },
  };
}

/** 变更: person, documents, history and whoever is to be told, in one transaction. */
function change(work: Judged): PersonalDraft {
  const { desk, notes, decision, prepared } = work;
  const { counter, confirmed, identity } = notes;
  const { changes: what } = decision;
  const on = desk.today();
  // The bank knows the holder by the name that the card was signed with.
  const mandate = what.includes('name') && prepared.mandate !== null;
  return {
    ...CLEAN,
    step: 'change',
    notes,
    decisions: [decisionRecord(work)],
    events: [
      decidedEvent(work),
      {
        kind: 'personal-data-changed',
        public: { what, on, mandate },
        content: { changes: prepared.masked },
      },
    ],
    stage: mandate
      ? { at: 'awaiting mandate', detail: { what, changedOn: on } }
      : { at: 'changed', detail: { what, changedOn: on } },
    effects: [
      {
        name: 'change-person',
        params: { counter, confirmed, identity: identity?.result ?? null },
      },
    ],
    documents: papers(work, mandate),
    ...(mandate
      ? {
          waits: { close: 'all', open: [waitFor('personal-mandate', null)] },
          tasks: {
            close: 'all',
            open: [
              {
                ...{ kind: 'personal-mandate', role: 'clerk', workingDays: MANDATE_DAYS },
                ownBranch: true,
              },
            ],
          },
        }
      : { outcome: 'changed' }),
    otherwise: { 'effect-conflict': () => overtaken(work) },
  };
}

/** What the person is handed, and what the phone as it was before is told. */
function papers(work: Judged, mandate: boolean): NonNullable<PersonalDraft['documents']> {
  const { desk, prepared } = work;
  const told = { ...paperOf(work), changes: prepared.masked, changedOn: desk.today() };
  const notice = {
    kind: 'personal-changed',
    params: { ...told, mandate, held: prepared.facts.held },
    notify: 'sms',
  } as const;
  if (!prepared.tellsOldPhone) return [notice];
  // Whoever stole the phone of the future does not read the one of the past.
  return [
    notice,
    { kind: 'personal-change-told', params: told, notify: 'sms', to: 'phone-before' },
  ];
}

/** Something came in between the look and the lock: everything is looked at again. */
function overtaken(work: Judged): PersonalDraft {
  return { ...asking(work), step: 'overtaken' };
}

/** 复核: what is to be changed is proved by the papers; or it is not. */
export async function reviewed(
  desk: PersonalDesk,
  { content, by }: ActOf<'review'>,
): Promise<PersonalDraft> {
  const { approve, reason } = content;
  const before = await judgedNow(desk);
  const { toConfirm } = before.decision;
  const done = {
    kind: 'personal-change-reviewed',
    public: { approve, codes: toConfirm },
    content: { reason },
  };
  if (approve && toConfirm.includes('personal-number-taken')) {
    const detail =
      '新的证件号码登记在另一人名下，不能同时归两人。请核对两人的证件：另一人登记有误的，先为其办理信息变更（更正证件号码），再复核本件；否则不同意。';
    throw refusedAct({ code: 'action-not-permitted', detail, restsOn: 'liaoning-1' });
  }
  const confirmed = [...new Set([...desk.notes().confirmed, ...toConfirm])];
  const next = approve
    ? onward(await judged(desk, before.application, { ...desk.notes(), confirmed }))
    : declined(before, reason);
  const { otherwise } = next;
  const withReview = (draft: PersonalDraft): PersonalDraft => ({
    ...draft,
    parties: { ...draft.parties, reviewer: by.id },
    events: [done, ...draft.events],
  });
  const others = Object.entries(otherwise ?? {}).map(
    ([code, make]) => [code, () => withReview(make())] as const,
  );
  return {
    ...withReview(next),
    step: 'reviewed',
    ...(otherwise && { otherwise: Object.fromEntries(others) }),
  };
}
