/** The agreement (缴存使用协议): offered, signed within its deadline, and the account opened. */
import { addDays, startOf } from '../../src/domain/calendar.ts';
import type { JoiningDecision } from './state.ts';
import { decidedEvent, decisionOf, recordOf } from './decision.ts';
import {
  asking,
  CLEAN,
  hasPassed,
  inDays,
  isFresh,
  noting,
  SYSTEMS,
  withoutStale,
  type Deadline,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

/** Template plus parameters, offered for signature; their hash is what is signed. */
export function offer(opening: Opening, { flags }: JoiningDecision): OpeningDraft {
  const { desk, notes } = opening;
  const { signingDays, reminderDays, promiseWorkingDays } = notes.prepared.figures;
  const deadline = inDays(desk.today(), signingDays);
  const terms = desk.business.terms(noting(opening, { signBy: deadline }));
  const { detail: said, ...printed } = terms;
  const params = { signBy: deadline.last, ...printed };
  const detail = { until: deadline.last, flags, ...said };
  const offered = { until: deadline.last, ...said };
  return {
    step: 'offer',
    notes: {
      ...notes,
      signBy: deadline,
      // A deadline that is nearer than the day of reminding is told by the offer itself.
      reminded: signingDays <= reminderDays,
      // What was waited for has come: another account elsewhere would be another wait.
      deferredTo: null,
    },
    events: [{ kind: 'agreement-offered', public: offered }],
    stage: { at: 'awaiting signature', detail },
    effects: [{ name: 'offer-agreement', params }],
    documents: [{ kind: desk.business.papers.agreement, params }],
    waits: {
      close: 'all',
      open: [
        {
          kind: 'signature',
          until: deadline.until,
          clause: 'liaoning-2',
          endedBy: ['applicant', 'clerk'],
          shortenedBy: '签署协议',
          detail,
        },
      ],
    },
    tasks: {
      close: 'all',
      open: [{ kind: 'sign', role: 'clerk', workingDays: promiseWorkingDays, ownBranch: true }],
    },
  };
}

interface Signature {
  readonly by: 'counter' | 'electronic';
  readonly agreementHash: string;
}

/**
 * Signs, and opens at once when the answers are still valid and the person still fulfils every
 * condition on this day; else the checks are repeated and decide.
 */
export function sign(opening: Opening, signature: Signature): OpeningDraft {
  const signing = {
    events: [
      {
        kind: 'agreement-signed',
        public: { by: signature.by, agreementHash: signature.agreementHash },
      },
    ],
    effects: [{ name: 'sign-agreement', params: { ...signature } }],
  };
  const signed = noting(opening, { signed: true });
  const signedOnly = (next: Opening): OpeningDraft => ({
    ...CLEAN,
    ...signing,
    step: 'sign',
    notes: next.notes,
    stage: { at: opening.desk.business.working },
  });
  if (!SYSTEMS.every((system) => isFresh(opening, system))) return signedOnly(withoutStale(signed));
  const decision = decisionOf(signed);
  if (!grants(decision)) return signedOnly(signed);
  const opened = opening.desk.business.complete(signed, decision);
  return {
    ...opened,
    step: 'sign-and-open',
    decisions: [recordOf(decision)],
    events: [...signing.events, decidedEvent(decision), ...opened.events],
    effects: [...signing.effects, ...(opened.effects ?? [])],
    otherwise: Object.fromEntries(
      Object.keys(opened.otherwise ?? {}).map((fault) => [
        fault,
        () => signedOnly(asking(signed, SYSTEMS)),
      ]),
    ),
  };
}

/** The account may be opened, or taken up. */
export function grants({ outcome }: JoiningDecision): boolean {
  return outcome === 'open' || outcome === 'granted';
}

/** Account number, agreement in force, plan, notice: one change, once. */
export function open(opening: Opening, { flags }: JoiningDecision): OpeningDraft {
  const { desk, notes } = opening;
  const on = desk.today();
  const transferIn = flags.includes('transfer-in-offer');
  return {
    ...CLEAN,
    step: 'open',
    notes,
    events: [{ kind: 'account-opened', public: { openedOn: on, flags } }],
    stage: { at: 'opened', detail: { flags } },
    effects: [{ name: 'open-account', params: {} }],
    documents: [{ kind: 'account-opened', params: { openedOn: on, transferIn }, notify: 'sms' }],
    claim: 'release',
    outcome: 'opened',
    otherwise: { 'account-exists': () => openedElsewhere(opening) },
  };
}

/** Somebody opened an account for the person meanwhile: the checks are made again and decide. */
function openedElsewhere(opening: Opening): OpeningDraft {
  const { notes } = asking(opening, SYSTEMS);
  return { ...CLEAN, step: 'open-again', notes, events: [], stage: { at: 'opening' } };
}

/** 待签协议: reminds before the deadline, lapses after it. */
export async function awaitSignature(desk: OpeningDesk): Promise<void> {
  const seen = desk.version();
  const { signBy, reminded, prepared } = desk.notes();
  if (signBy === null) throw new Error('an offered agreement has a deadline');
  const remindAt = startOf(addDays(signBy.last, -prepared.figures.reminderDays));
  if (!reminded) {
    if (await desk.changed(seen, remindAt)) return;
    // After an outage the day of reminding may be over, and the deadline too.
    if (!hasPassed(signBy)) {
      await desk.advance(() => remind(desk, signBy), seen);
      return;
    }
  }
  if (await desk.changed(seen, signBy.until)) return;
  await desk.advance(() => lapse(desk, signBy), seen);
}

function remind(desk: OpeningDesk, { last }: Deadline): OpeningDraft {
  return {
    step: 'remind',
    notes: { ...desk.notes(), reminded: true },
    events: [{ kind: 'signing-reminded', public: { until: last } }],
    documents: [{ kind: desk.business.papers.reminder, params: { until: last }, notify: 'sms' }],
  };
}

function lapse(desk: OpeningDesk, { last }: Deadline): OpeningDraft {
  return {
    ...CLEAN,
    step: 'lapse',
    notes: desk.notes(),
    events: [{ kind: 'agreement-lapsed', public: { until: last } }],
    stage: { at: 'lapsed' },
    effects: [{ name: 'lapse-agreement', params: {} }],
    documents: [{ kind: desk.business.papers.lapse, params: { until: last }, notify: 'sms' }],
    claim: 'release',
    outcome: 'lapsed',
  };
}
