/** The acts of applicants, clerks and reviewers: what each writes, and what the course learns. */
import type { EventSpec } from '../../src/cases/change.ts';
import { changedFields } from '../../src/cases/differences.ts';
import type { Act } from '../../src/cases/messages.ts';
import type {
  AccountOpeningActs,
  AccountOpeningApplication,
} from '../../src/forms/account-opening.ts';
import { CLEARABLE, type Finding } from '../../src/policy/opening-decision.ts';
import { refusedAct } from '../engine/desk.ts';
import { sign } from './agreement.ts';
import { checking, followOn, takeIn, voiding } from './intake.ts';
import { decide, recheck, refuse } from './outcomes.ts';
import {
  asking,
  CLEAN,
  hasPassed,
  isFresh,
  noting,
  openingOf,
  SYSTEMS,
  withFigures,
  withoutStale,
  type Deadline,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

export type ActOf<Name extends keyof AccountOpeningActs> = Act<AccountOpeningActs[Name]>;

/** Working days in which a review by a person is promised. */
const HUMAN_REVIEW_DAYS = 5;

export function installActs(desk: OpeningDesk): void {
  const now = () => openingOf(desk);
  desk.onAction('supplement', (act: ActOf<'supplement'>) => supplement(now(), act));
  desk.onAction('correct', (act: ActOf<'correct'>) => correct(now(), act));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdraw(now(), act));
  desk.onAction('verdict', (act: ActOf<'verdict'>) => verdict(now(), act));
  desk.onAction('recheck', () => ({ ...recheck(now()), events: [{ kind: 'rechecked' }] }));
  desk.onAction('review', (act: ActOf<'review'>) => review(now(), act));
  desk.onAction('sign', (act: ActOf<'sign'>) => sign(now(), act.content));
  desk.onAction('request-human-review', (act: ActOf<'request-human-review'>) =>
    requestHumanReview(now(), act),
  );
  desk.onAction('reconsider', (act: ActOf<'reconsider'>) => reconsider(now(), act));
}

/** 补正: the whole application again, with what was missing. */
async function supplement(
  opening: Opening,
  { content }: ActOf<'supplement'>,
): Promise<OpeningDraft> {
  inTime(opening.notes.supplementBy, '补正期限已过。');
  const next = takeIn(await restated(opening, content.application));
  const { missing } = next.stage?.detail ?? {};
  const still = Array.isArray(missing) ? missing.map((item: { code: string }) => item.code) : [];
  const supplemented = {
    kind: 'supplemented',
    public: { missing: still },
    content: { before: opening.application, after: content.application },
  };
  return {
    ...next,
    step: 'supplement',
    content: content.application,
    events: [supplemented, ...next.events],
  };
}

/** 更正: until the decision, with before and after; what was asked is asked again. */
async function correct(
  opening: Opening,
  { content: { application, reason } }: ActOf<'correct'>,
): Promise<OpeningDraft> {
  const before = opening.application;
  const corrected = {
    kind: 'corrected',
    public: { fields: changedFields(before, application) },
    content: { reason, before, after: application },
  };
  const known = await restated(opening, application);
  if (opening.desk.stage() === 'contested') {
    return correctContested(known, corrected);
  }
  const next = takeIn(noting(known, { signed: false, signBy: null }));
  return {
    ...next,
    step: 'correct',
    content: application,
    events: [corrected, ...next.events],
    // What was signed rested on what stood there before.
    ...voiding(opening.notes),
  };
}

/** Beside another case: a person decides; who only waits for its end may turn out to be somebody else. */
function correctContested(known: Opening, corrected: EventSpec): OpeningDraft {
  const correction = { step: 'correct', content: known.application };
  if (!known.notes.follows) return { ...correction, notes: known.notes, events: [corrected] };
  const { whenHeld, ...next } = followOn(known);
  return {
    ...next,
    ...correction,
    events: [corrected, ...next.events],
    ...(whenHeld ? { whenHeld: { ...whenHeld, events: [corrected] } } : {}),
  };
}

/** With another application nothing that was answered or cleared for the old one counts. */
function restated(opening: Opening, application: AccountOpeningApplication): Promise<Opening> {
  const stated = asking({ ...opening, application }, SYSTEMS);
  return withFigures(noting(stated, { cleared: [], finding: null }));
}

/** 撤回: at any stage where the law lets the applicant; nothing was decided for good. */
function withdraw({ desk, notes }: Opening, { content }: ActOf<'withdraw'>): OpeningDraft {
  return {
    ...CLEAN,
    step: 'withdraw',
    notes,
    events: [{ kind: 'withdrawn', content: { reason: content.reason } }],
    stage: { at: 'withdrawn' },
    claim: 'release',
    documents: [{ kind: 'application-withdrawn', params: { withdrawnOn: desk.today() } }],
    outcome: 'withdrawn',
    ...voiding(notes),
  };
}

/** 人工核对 of two cases of one person: a duplicate ends here, another waits its turn. */
async function verdict(opening: Opening, { content }: ActOf<'verdict'>): Promise<OpeningDraft> {
  const given = {
    kind: 'verdict-given',
    public: { verdict: content.verdict },
    content: { reason: content.reason },
  };
  if (content.verdict === 'duplicate') {
    return {
      ...CLEAN,
      step: 'verdict',
      notes: opening.notes,
      events: [given, { kind: 'discontinued' }],
      stage: { at: 'discontinued' },
      outcome: 'discontinued',
    };
  }
  const next = followOn(await withFigures(opening));
  return {
    ...next,
    step: 'verdict',
    events: [given, ...next.events],
    ...(next.whenHeld ? { whenHeld: { ...next.whenHeld, events: [given] } } : {}),
  };
}

/** 复核: clears one named finding and the rule decides again, or upholds it. */
function review(opening: Opening, { content, by }: ActOf<'review'>): OpeningDraft {
  const { finding, cleared, reason } = content;
  if (opening.notes.finding !== finding) {
    throw refusedAct({ code: 'input-invalid', detail: '本次待复核的事项不是这一项。' });
  }
  const reviewed = { kind: 'reviewed', public: { finding, cleared }, content: { reason } };
  const draft = cleared ? clear(opening, finding) : uphold(opening, finding);
  return {
    ...draft,
    step: 'review',
    parties: { reviewer: by.id },
    events: [reviewed, ...draft.events],
  };
}

function uphold(opening: Opening, finding: string): OpeningDraft {
  const ofPerson = finding.startsWith('identity-') || finding === 'minor-evidence';
  return refuse(opening, [{ code: finding, clause: ofPerson ? 'liaoning-1' : 'liaoning-14' }]);
}

function clear(opening: Opening, finding: string): OpeningDraft {
  if (!isClearable(finding)) {
    throw refusedAct({ code: 'input-invalid', detail: '该事项须先在原处解决，再重新核查。' });
  }
  const cleared = [...opening.notes.cleared, finding];
  const known = withoutStale(noting(opening, { cleared }));
  return SYSTEMS.every((system) => isFresh(known, system)) ? decide(known) : checking(known);
}

function isClearable(finding: string): finding is Finding {
  return CLEARABLE.includes(finding);
}

/** 人工复议: a person looks at the facts of an automatic decision; the rule decides again. */
function requestHumanReview(
  { desk, notes }: Opening,
  { content }: ActOf<'request-human-review'>,
): OpeningDraft {
  inTime(notes.reviewBy, '申请人工复议的期限已过。');
  const submitter = desk.party('submitter');
  return {
    step: 'request-human-review',
    notes,
    claim: 'take',
    events: [{ kind: 'human-review-requested', content: { reason: content.reason } }],
    stage: { at: 'in human review' },
    documents: [{ kind: 'human-review', params: { requestedOn: desk.today() } }],
    waits: {
      close: 'all',
      open: [
        {
          kind: 'human-review',
          until: null,
          clause: 'liaoning-1',
          endedBy: ['reviewer'],
          shortenedBy: '提前复议',
        },
      ],
    },
    tasks: {
      close: 'all',
      open: [
        {
          kind: 'human-review',
          role: 'reviewer',
          workingDays: HUMAN_REVIEW_DAYS,
          ...(submitter === undefined ? {} : { notBy: [submitter] }),
        },
      ],
    },
  };
}

/** The facts as a person found them; a wait that had run out does not begin anew without new ones. */
async function reconsider(
  opening: Opening,
  { content: { application, cleared, reason }, by }: ActOf<'reconsider'>,
): Promise<OpeningDraft> {
  const before = opening.application;
  const known = application
    ? noting(await restated(opening, application), { deferredTo: null })
    : asking(opening, SYSTEMS);
  const reconsidered = {
    kind: 'reconsidered',
    public: { cleared },
    content: { reason, ...(application ? { before, after: application } : {}) },
  };
  const next = takeIn(
    noting(known, {
      cleared: [...new Set([...known.notes.cleared, ...cleared])],
      reconsidered: true,
      supplementBy: null,
      told: [],
    }),
  );
  return {
    ...next,
    step: 'reconsider',
    parties: { reviewer: by.id },
    ...(application ? { content: application } : {}),
    events: [reconsidered, ...next.events],
  };
}

/** A deadline that has passed while the clock's own step was on its way has passed. */
function inTime(deadline: Deadline | null, detail: string): void {
  if (hasPassed(deadline)) throw refusedAct({ code: 'action-not-permitted', detail });
}
