/** The acts of applicants, clerks and reviewers: what each writes, and what the course learns. */
import type { Act } from '../../src/cases/messages.ts';
import type { AccountOpeningActs } from '../../src/forms/account-opening.ts';
import { CLEARABLE, type Finding } from '../../src/policy/opening-decision.ts';
import { refusedAct, type Draft } from '../engine/desk.ts';
import { sign } from './agreement.ts';
import { checking, followOn, takeIn } from './intake.ts';
import { askNationalAgain, decide, refuse } from './outcomes.ts';
import { CLEAN, forgetAnswers, type Opening, type OpeningDesk } from './state.ts';

export type ActOf<Name extends keyof AccountOpeningActs> = Act<AccountOpeningActs[Name]>;

/** @param current the opening; acts arrive only after the submission was read */
export function installActs(desk: OpeningDesk, current: () => Opening): void {
  desk.onAction('supplement', (act: ActOf<'supplement'>) => supplement(current(), act));
  desk.onAction('correct', (act: ActOf<'correct'>) => correct(current(), act));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdraw(current(), act));
  desk.onAction('verdict', (act: ActOf<'verdict'>) => verdict(current(), act));
  desk.onAction('recheck', () => recheck(current()));
  desk.onAction('review', (act: ActOf<'review'>) => review(current(), act));
  desk.onAction('sign', (act: ActOf<'sign'>) => sign(current(), act.content));
  desk.onAction('request-human-review', (act: ActOf<'request-human-review'>) =>
    requestHumanReview(current(), act),
  );
  desk.onAction('reconsider', (act: ActOf<'reconsider'>) => reconsider(current(), act));
}

/** 补正: the whole application again, with what was missing. */
function supplement(opening: Opening, { content }: ActOf<'supplement'>): Draft {
  const before = opening.application;
  opening.application = content.application;
  const next = takeIn(opening);
  return {
    ...next,
    step: 'supplement',
    content: content.application,
    events: [
      { kind: 'supplemented', content: { before, after: content.application } },
      ...next.events,
    ],
  };
}

/** 更正: until the decision, with before and after; what was asked is asked again. */
function correct(opening: Opening, { content }: ActOf<'correct'>): Draft {
  const { application, reason } = content;
  const before = opening.application;
  opening.application = application;
  forgetAnswers(opening);
  const corrected = { kind: 'corrected', content: { reason, before, after: application } };
  if (opening.desk.stage() === 'contested') {
    return { step: 'correct', content: application, events: [corrected] };
  }
  const next = takeIn(opening);
  return { ...next, step: 'correct', content: application, events: [corrected, ...next.events] };
}

/** 撤回: at any stage where the law lets the applicant; nothing was decided for good. */
function withdraw(opening: Opening, { content }: ActOf<'withdraw'>): Draft {
  return {
    ...CLEAN,
    step: 'withdraw',
    events: [{ kind: 'withdrawn', content: { reason: content.reason } }],
    stage: { at: 'withdrawn' },
    claim: 'release',
    documents: [{ kind: 'application-withdrawn', params: { withdrawnOn: opening.desk.today() } }],
    effects: opening.signBy ? [{ name: 'void-agreement', params: {} }] : [],
    outcome: 'withdrawn',
  };
}

/** 人工核对 of two cases of one person: a duplicate ends here, another waits its turn. */
function verdict(opening: Opening, { content }: ActOf<'verdict'>): Draft {
  const given = {
    kind: 'verdict-given',
    public: { verdict: content.verdict },
    content: { reason: content.reason },
  };
  if (content.verdict === 'duplicate') {
    return {
      ...CLEAN,
      step: 'verdict',
      events: [given, { kind: 'discontinued' }],
      stage: { at: 'discontinued' },
      outcome: 'discontinued',
    };
  }
  const next = followOn(opening);
  return {
    ...next,
    step: 'verdict',
    events: [given, ...next.events],
    whenHeld: { ...next.whenHeld, events: [given] },
    written: (committed) => {
      opening.follows = committed.stage === 'contested';
      next.written?.(committed);
    },
  };
}

function recheck(opening: Opening): Draft {
  return {
    ...checking(opening),
    step: 'recheck',
    events: [{ kind: 'rechecked' }],
    written: () => {
      askNationalAgain(opening);
    },
  };
}

/** 复核: clears one named finding and the rule decides again, or upholds it. */
function review(opening: Opening, { content, by }: ActOf<'review'>): Draft {
  const { finding, cleared, reason } = content;
  const code = opening.decision?.code;
  if (code !== finding) {
    throw refusedAct({ code: 'input-invalid', detail: '本次待复核的事项不是这一项。' });
  }
  const reviewed = {
    kind: 'reviewed',
    public: { finding, cleared },
    content: { reason },
  };
  const parties = { reviewer: by.id };
  if (!cleared) {
    const draft = refuse(opening, [{ code: finding, clause: 'liaoning-14' }]);
    return { ...draft, parties, step: 'review', events: [reviewed, ...draft.events] };
  }
  if (!isClearable(finding)) {
    throw refusedAct({ code: 'input-invalid', detail: '该事项须先在原处解决，再重新核查。' });
  }
  opening.cleared = [...opening.cleared, finding];
  const draft = decide(opening);
  return { ...draft, parties, step: 'review', events: [reviewed, ...draft.events] };
}

function isClearable(finding: string): finding is Finding {
  return CLEARABLE.includes(finding);
}

/** 人工复议: a person looks at the facts of an automatic decision; the rule decides again. */
function requestHumanReview(opening: Opening, { content }: ActOf<'request-human-review'>): Draft {
  const submitter = opening.desk.party('submitter');
  return {
    step: 'request-human-review',
    claim: 'take',
    events: [{ kind: 'human-review-requested', content: { reason: content.reason } }],
    stage: { at: 'in human review' },
    documents: [{ kind: 'human-review', params: { requestedOn: opening.desk.today() } }],
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
          workingDays: 5,
          ...(submitter === undefined ? {} : { notBy: [submitter] }),
        },
      ],
    },
  };
}

function reconsider(opening: Opening, { content, by }: ActOf<'reconsider'>): Draft {
  const before = opening.application;
  if (content.application) opening.application = content.application;
  opening.cleared = [...new Set([...opening.cleared, ...content.cleared])];
  opening.supplementBy = null;
  opening.deferredTo = null;
  forgetAnswers(opening);
  const reconsidered = {
    kind: 'reconsidered',
    public: { cleared: content.cleared },
    content: {
      reason: content.reason,
      ...(content.application ? { before, after: content.application } : {}),
    },
  };
  const next = takeIn(opening);
  return {
    ...next,
    parties: { reviewer: by.id },
    step: 'reconsider',
    ...(content.application ? { content: content.application } : {}),
    events: [reconsidered, ...next.events],
  };
}
