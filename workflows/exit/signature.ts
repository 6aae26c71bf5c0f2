/**
 * 告知签字: the dates by the reading in force are told before the person signs; the signature is the
 * acceptance, stops the collection at once, and can be regretted while nothing was paid.
 */
import { waitFor } from '../../src/cases/wait-specs.ts';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import { payableFrom, stillHolds } from '../../src/policy/exit-terms.ts';
import { regulationOn } from '../../src/policy/statutory-deadline.ts';
import { endOf } from '../engine/days.ts';
import { refusedAct } from '../engine/desk.ts';
import { due } from './clock.ts';
import { ended, refuse } from './endings.ts';
import {
  CLEAN,
  datesIn,
  decidedEvent,
  decisionRecord,
  hasPassed,
  judgedNow,
  paperOf,
  toldDates,
  type ActOf,
  type ExitDesk,
  type ExitDraft,
  type Judged,
} from './state.ts';

/** Working days in which a clerk follows up a signature. */
const SIGN_TASK_DAYS = 3;

/** The notice with every date, by the reading in force and beside it by the other one. */
export function offer(work: Judged): ExitDraft {
  if (work.decision.outcome === 'refused') return refuse(work);
  const { desk, notes, prepared, terms } = work;
  const on = desk.today();
  const regretDays = notes.told?.regretDays ?? prepared.figures.regretDays;
  const signUntil = notes.signUntil ?? addDays(on, prepared.figures.signingDays);
  const detail = { ...datesIn(work, payableFrom(on, regretDays)), until: signUntil };
  return {
    step: 'offer',
    notes: { ...notes, told: { terms, on, regretDays }, signUntil },
    decisions: [decisionRecord(work)],
    events: [decidedEvent(work), { kind: 'exit-offered', public: detail }],
    stage: { at: 'awaiting signature', detail },
    documents: [
      {
        kind: 'exit-terms',
        params: {
          ...paperOf(work),
          ...{ terms, until: signUntil, regretDays },
          flexible: prepared.facts.flexibleBalance,
          employee: prepared.facts.employeeBalance,
        },
      },
    ],
    waits: { close: 'all', open: [waitFor('exit-signature', endOf(signUntil), detail)] },
    tasks: {
      close: 'all',
      open: [
        { kind: 'exit-signature', role: 'clerk', workingDays: SIGN_TASK_DAYS, ownBranch: true },
      ],
    },
  };
}

/** 待本人签字: until it is signed, or the last day has passed. */
export async function awaitSignature(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const { signUntil } = desk.notes();
  if (await desk.changed(seen, signUntil === null ? null : endOf(signUntil))) return;
  await desk.advance(() => ended(desk, 'not-signed'), seen);
}

/** 签字: what was told has to be what is; else it is told anew, and signed anew. */
export async function signed(desk: ExitDesk, { content }: ActOf<'sign'>): Promise<ExitDraft> {
  const on = desk.today();
  if (hasPassed(desk.notes().signUntil, on)) {
    const detail = '签字期限已过，请重新申请。';
    throw refusedAct({ code: 'action-not-permitted', detail, restsOn: 'liaoning-7' });
  }
  const work = await judgedNow(desk);
  const { notes, decision, terms, application } = work;
  const hasIdentity = application.evidence.some(({ kind }) => kind === 'identity-document');
  if (!hasIdentity && content.identityFile === undefined) {
    const detail = '请附本人身份证件影像，材料齐全后受理。';
    throw refusedAct({ code: 'input-invalid', detail, pointer: '#/identityFile' });
  }
  if (decision.outcome === 'refused') {
    const detail = '签字以前出现了不能办理的情形，已出具决定书。';
    return {
      ...refuse(work),
      step: 'sign-refused',
      refusal: { code: 'action-not-permitted', detail },
    };
  }
  const { told } = notes;
  if (!told || !stillHolds(told.terms.dates, terms.dates, { toldOn: told.on, on })) {
    const detail = '告知以后日期有变化，已出具新的告知书，请重新向本人说明后签字。';
    return {
      ...offer(work),
      step: 'offer-anew',
      refusal: { code: 'action-not-permitted', detail },
    };
  }
  return accepted(
    work,
    [content.file, content.identityFile].filter((one) => one !== undefined),
  );
}

function accepted(work: Judged, files: readonly string[]): ExitDraft {
  const { desk, notes, prepared } = work;
  const on = desk.today();
  const { promiseWorkingDays } = prepared.figures;
  // What is signed says how long it can be regretted: a figure that changed since does not move that.
  const regretDays = notes.told?.regretDays ?? prepared.figures.regretDays;
  const regretUntil = regretDays === 0 ? null : addDays(on, regretDays);
  const isAtOnce = regretUntil === null && work.decision.outcome === 'granted';
  const counted = countedAt({ ...work, notes: { ...notes, signedOn: on, regretUntil } });
  const lastOn = counted.notes.clock?.lastOn ?? prepared.lastOn;
  const detail = { ...datesIn(work, payableFrom(on, regretDays)), regretUntil };
  return {
    step: 'sign',
    notes: counted.notes,
    decisions: [decisionRecord(work)],
    events: [{ kind: 'exit-signed', public: { ...detail, lastOn } }, decidedEvent(work)],
    stage: { at: regretUntil === null ? 'settling' : 'regret', detail },
    effects: [
      { name: 'attach-signature', params: { files } },
      { name: 'stop-for-exit', params: { regret: regretUntil !== null } },
    ],
    acceptance: {
      acceptedOn: on,
      regulation: regulationOn(on),
      // What waits for its own day is not late before it.
      dueOn: isAtOnce ? prepared.lastOn : (counted.due ?? null),
      promisedWorkingDays: isAtOnce ? promiseWorkingDays : null,
    },
    documents: [
      {
        kind: 'exit-accepted',
        params: {
          ...paperOf(work),
          ...{ terms: work.terms, acceptedOn: on, lastOn, regretUntil },
        },
        notify: 'sms',
      },
    ],
    waits: {
      close: 'all',
      open: [
        regretUntil === null
          ? waitFor('exit-settling', null)
          : waitFor('exit-regret', endOf(regretUntil), { until: regretUntil }),
      ],
    },
    tasks: { close: 'all' },
  };
}

/** Something is paid as soon as nothing can be regretted any more: the three days run from there. */
function countedAt(work: Judged): ReturnType<typeof due> {
  return ['granted', 'partial'].includes(work.decision.outcome) ? due(work) : { notes: work.notes };
}

/** 反悔期: nothing is paid, everything can still be as before. */
export async function awaitRegret(desk: ExitDesk): Promise<void> {
  const seen = desk.version();
  const { regretUntil } = desk.notes();
  const until = regretUntil === null ? startOf(desk.today()) : endOf(regretUntil);
  if (await desk.changed(seen, until)) return;
  await desk.advance(
    () => ({
      ...CLEAN,
      step: 'regret-over',
      notes: desk.notes(),
      events: [{ kind: 'exit-regret-over' }],
      stage: { at: 'settling', detail: toldDates(desk.notes()) },
      waits: { close: 'all', open: [waitFor('exit-settling', null)] },
    }),
    seen,
  );
}
