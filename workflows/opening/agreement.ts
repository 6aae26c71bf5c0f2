/** The agreement (缴存使用协议): offered, signed within its deadline, and the account opened. */
import { addDays, monthOf, startOf } from '../../src/domain/calendar.ts';
import type { OpeningDecision } from '../../src/policy/opening-decision.ts';
import type { Draft } from '../engine/desk.ts';
import { decisionOf } from './decision.ts';
import { CLEAN, forgetAnswers, inDays, isFresh, type Deadline, type Opening } from './state.ts';

/** Template plus parameters, offered for signature; their hash is what is signed. */
export function offer(opening: Opening, { flags }: OpeningDecision): Draft {
  const { desk, prepared } = opening;
  const deadline = inDays(desk.today(), prepared.figures.signingDays);
  const detail = { until: deadline.last, flags };
  return {
    step: 'offer',
    events: [{ kind: 'agreement-offered', public: { until: deadline.last } }],
    stage: { at: 'awaiting signature', detail },
    effects: [{ name: 'offer-agreement', params: { signBy: deadline.last } }],
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
      open: [
        {
          kind: 'sign',
          role: 'clerk',
          workingDays: prepared.figures.promiseWorkingDays,
          ownBranch: true,
        },
      ],
    },
    written: () => {
      opening.signBy = deadline;
    },
  };
}

interface Signature {
  readonly by: 'counter' | 'electronic';
  readonly agreementHash: string;
}

/** Signs, and opens at once when nothing has to be asked again; else the checks are repeated. */
export function sign(opening: Opening, signature: Signature): Draft {
  const signed = {
    kind: 'agreement-signed',
    public: { by: signature.by, agreementHash: signature.agreementHash },
  };
  const effects = [{ name: 'sign-agreement', params: { ...signature } }];
  const written = () => {
    opening.signed = true;
  };
  const signedOnly: Draft = {
    ...CLEAN,
    step: 'sign',
    events: [signed],
    stage: { at: 'opening' },
    effects,
    written,
  };
  if (!mayOpenNow(opening)) return signedOnly;
  const opened = open(opening);
  return {
    ...opened,
    step: 'sign-and-open',
    events: [signed, ...opened.events],
    effects: [...effects, ...(opened.effects ?? [])],
    written,
    otherwise: { 'account-exists': () => askedAgain(opening, signedOnly) },
  };
}

/** Somebody opened an account for the person meanwhile: the checks are made again and decide. */
function askedAgain(opening: Opening, draft: Draft): Draft {
  forgetAnswers(opening);
  return draft;
}

/** The answers are still valid and the person still fulfils every condition on this day. */
function mayOpenNow(opening: Opening): boolean {
  const { answers, desk, prepared } = opening;
  const days = prepared.figures.checkValidDays;
  const fresh = [answers.identity, answers.national].every((answered) =>
    isFresh(answered, desk.today(), days),
  );
  return fresh && decisionOf(opening).outcome === 'open';
}

/** Account number, agreement in force, plan, notice: one change, once. */
export function open(opening: Opening): Draft {
  const on = opening.desk.today();
  return {
    ...CLEAN,
    step: 'open',
    events: [{ kind: 'account-opened', public: { openedOn: on } }],
    stage: { at: 'opened' },
    effects: [{ name: 'open-account', params: { fromMonth: monthOf(on) } }],
    documents: [{ kind: 'account-opened', params: { openedOn: on }, notify: 'sms' }],
    claim: 'release',
    outcome: 'opened',
    otherwise: {
      'account-exists': () =>
        askedAgain(opening, { ...CLEAN, step: 'open-again', events: [], stage: { at: 'opening' } }),
    },
  };
}

/** 待签协议: reminds before the deadline, lapses after it. */
export async function awaitSignature(opening: Opening): Promise<void> {
  const { desk, prepared, signBy } = opening;
  const seen = desk.version();
  if (signBy === null) throw new Error('an offered agreement has a deadline');
  const remindAt = startOf(addDays(signBy.last, -prepared.figures.reminderDays));
  if (Date.now() < remindAt) {
    if (await desk.changed(seen, remindAt)) return;
    await desk.advance(remind(signBy), seen);
    return;
  }
  if (await desk.changed(seen, signBy.until)) return;
  await desk.advance(lapse(signBy), seen);
}

function remind({ last }: Deadline): Draft {
  return {
    step: 'remind',
    events: [{ kind: 'signing-reminded', public: { until: last } }],
    documents: [{ kind: 'signing-reminder', params: { until: last }, notify: 'sms' }],
  };
}

function lapse({ last }: Deadline): Draft {
  return {
    ...CLEAN,
    step: 'lapse',
    events: [{ kind: 'agreement-lapsed', public: { until: last } }],
    stage: { at: 'lapsed' },
    effects: [{ name: 'lapse-agreement', params: {} }],
    documents: [{ kind: 'lapse', params: { until: last }, notify: 'sms' }],
    claim: 'release',
    outcome: 'lapsed',
  };
}
