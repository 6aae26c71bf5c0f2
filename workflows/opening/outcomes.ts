/** From complete answers to a decision, and from a decision to what happens next. */
import type { OpeningDecision } from '../../src/policy/opening-decision.ts';
import type { Draft } from '../engine/desk.ts';
import { addDays, startOf } from '../../src/domain/calendar.ts';
import { checking, concluded } from './intake.ts';
import { offer, open } from './agreement.ts';
import { decisionOf, recordOf } from './decision.ts';
import { CLEAN, inDays, takeUnwritten, type Opening } from './state.ts';

const REVIEW_DAYS = 3;
/** The hour at which a deferred case is looked at again: when offices open elsewhere. */
const MORNING = 9 * 3_600_000;

/** Takes the decision with today's date and writes it with every answer it rests on. */
export function decide(opening: Opening): Draft {
  const decision = decisionOf(opening);
  opening.decision = decision;
  const draft = follow(opening, decision);
  const checks = takeUnwritten(opening);
  return {
    ...draft,
    checks: [...checks, ...(draft.checks ?? [])],
    decisions: [recordOf(decision), ...(draft.decisions ?? [])],
    events: [
      ...checks.map(({ system, status }) => ({
        kind: 'check-answered',
        public: { system, status },
      })),
      {
        kind: 'decided',
        public: { outcome: decision.outcome, code: decision.code, flags: decision.flags },
      },
      ...draft.events,
    ],
  };
}

function follow(opening: Opening, decision: OpeningDecision): Draft {
  switch (decision.outcome) {
    case 'open':
      return opening.signed ? open(opening) : offer(opening, decision);
    case 'refuse':
      return refuse(opening, decision.reasons);
    case 'convert':
      return convert(opening, decision);
    case 'defer':
      return defer(opening, decision);
    case 'review':
      return review(opening, decision);
    case 'retry':
      throw new Error('an incomplete answer is a fault of the check, never a decision');
  }
}

/** 不予开户决定书: every reason with its clause; an agreement already signed is void. */
export function refuse(opening: Opening, reasons: OpeningDecision['reasons']): Draft {
  return {
    ...concluded(opening, 'refused', { reasons }),
    step: 'refuse',
    events: [{ kind: 'refused', public: { reasons } }],
    ...(opening.signBy ? { effects: [{ name: 'void-agreement', params: {} }] } : {}),
  };
}

/** 转办身份转换: the account of the same person is here already, sealed. */
function convert(opening: Opening, { code }: OpeningDecision): Draft {
  return {
    ...CLEAN,
    step: 'convert',
    events: [{ kind: 'converted-proposal', public: { code } }],
    stage: { at: 'to convert' },
    claim: 'release',
    documents: [{ kind: 'conversion-referral', params: {}, notify: 'sms' }],
    effects: [
      { name: 'propose-conversion', params: {} },
      ...(opening.signBy ? [{ name: 'void-agreement', params: {} }] : []),
    ],
    outcome: 'to convert',
  };
}

/** 待外地封存: waits for the seal elsewhere, asked daily and on request, then refuses. */
function defer(opening: Opening, { code }: OpeningDecision): Draft {
  const { desk, prepared } = opening;
  const first = opening.deferredTo === null;
  const deadline = opening.deferredTo ?? inDays(desk.today(), prepared.figures.sealWaitDays);
  if (Date.now() >= deadline.until) return refuse(opening, [{ code, clause: 'liaoning-14' }]);
  const detail = { code, until: deadline.last };
  return {
    step: 'defer',
    events: first ? [{ kind: 'deferred', public: detail }] : [],
    stage: { at: 'deferred', detail },
    ...(first ? { documents: [{ kind: 'deferral', params: detail, notify: 'sms' as const }] } : {}),
    waits: {
      close: 'all',
      open: [
        {
          kind: 'seal-elsewhere',
          until: deadline.until,
          clause: 'liaoning-14',
          endedBy: ['outside', 'applicant'],
          shortenedBy: '原缴存地办理封存（多户的先合并或转移）',
          detail,
        },
      ],
    },
    tasks: { close: 'all' },
    written: () => {
      opening.deferredTo = deadline;
    },
  };
}

function review({ desk }: Opening, { code }: OpeningDecision): Draft {
  const submitter = desk.party('submitter');
  return {
    step: 'review',
    events: [{ kind: 'review-opened', public: { finding: code } }],
    stage: { at: 'in review', detail: { finding: code } },
    waits: {
      close: 'all',
      open: [
        {
          kind: 'review',
          until: null,
          clause: 'liaoning-14',
          endedBy: ['reviewer'],
          shortenedBy: '提前复核',
          detail: { finding: code },
        },
      ],
    },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'review',
          role: 'reviewer',
          workingDays: REVIEW_DAYS,
          ...(submitter === undefined ? {} : { notBy: [submitter] }),
        },
      ],
    },
  };
}

/** 待外地封存: asks again every morning and when somebody wants it, through the last day. */
export async function awaitSeal(opening: Opening): Promise<void> {
  const { desk, deferredTo } = opening;
  const seen = desk.version();
  const tomorrow = startOf(addDays(desk.today(), 1)) + MORNING;
  const until = Math.min(tomorrow, deferredTo?.until ?? tomorrow);
  if (await desk.changed(seen, until)) return;
  await desk.advance(
    {
      ...checking(opening),
      step: 'recheck',
      written: () => {
        askNationalAgain(opening);
      },
    },
    seen,
  );
}

/** The national answer alone is asked for again. */
export function askNationalAgain(opening: Opening): void {
  const { identity } = opening.answers;
  opening.answers = identity ? { identity } : {};
  opening.round += 1;
}

/** 不予受理、不予开户: until a review is asked for, or its window has passed. */
export async function awaitReviewRequest(opening: Opening): Promise<void> {
  const { desk, reviewBy } = opening;
  const seen = desk.version();
  if (await desk.changed(seen, reviewBy?.until ?? null)) return;
  await desk.advance(
    {
      ...CLEAN,
      step: 'close',
      events: [{ kind: 'finally-refused' }],
      stage: { at: 'finally refused' },
      outcome: 'refused',
    },
    seen,
  );
}
