/** The acts of applicants, clerks and reviewers: what each writes, and what the course learns. */
import { patched } from '@temporalio/workflow';
import type { EventSpec } from '../../src/cases/change.ts';
import { CLEARABLE, type Finding } from '../../src/policy/opening-decision.ts';
import { refusedAct } from '../engine/desk.ts';
import { correction, supplementedBy } from '../engine/sent-back.ts';
import { sign } from './agreement.ts';
import { looked } from './business.ts';
import { followOn, takeIn, voiding } from './intake.ts';
import { requestHumanReview, reconsider } from './human-review.ts';
import { decideAgain, recheck, refuse } from './outcomes.ts';
import { mustFit, sentAgain, sentBack } from './sent-back.ts';
import {
  CLEAN,
  decidedBy,
  inTime,
  noting,
  openingOf,
  restated,
  withFigures,
  type ActOf,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

export function installActs(desk: OpeningDesk): void {
  const now = () => openingOf(desk);
  desk.onAction('supplement', (act: ActOf<'supplement'>) => supplement(now(), act));
  desk.onAction('correct', (act: ActOf<'correct'>) => correct(now(), act));
  desk.onAction('withdraw', (act: ActOf<'withdraw'>) => withdraw(now(), act));
  desk.onAction('verdict', (act: ActOf<'verdict'>) => verdict(now(), act));
  desk.onAction('recheck', () => ({ ...recheck(now()), events: [{ kind: 'rechecked' }] }));
  desk.onAction('review', (act: ActOf<'review'>) => looked(now(), (known) => review(known, act)));
  desk.onAction('send-back', (act: ActOf<'send-back'>) => sentBack(now(), act));
  desk.onAction('resubmit', (act: ActOf<'resubmit'>) =>
    looked(now(), (known) => sentAgain(known, act)),
  );
  desk.onAction('sign', (act: ActOf<'sign'>) => looked(now(), (known) => signed(known, act)));
  desk.onAction('request-human-review', (act: ActOf<'request-human-review'>) =>
    requestHumanReview(now(), act),
  );
  desk.onAction('reconsider', (act: ActOf<'reconsider'>) => reconsider(now(), act));
}

/** 补正: the whole application again, with what was missing. */
async function supplement(
  opening: Opening,
  { content, by }: ActOf<'supplement'>,
): Promise<OpeningDraft> {
  inTime(opening.notes.supplementBy, { detail: '补正期限已过。', clause: 'liaoning-1' });
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
    parties: supplementedBy(opening.desk, by),
    events: [supplemented, ...next.events],
  };
}

/** 更正: until the decision, with before and after; what was asked is asked again. */
async function correct(
  opening: Opening,
  { content: { application, reason }, by }: ActOf<'correct'>,
): Promise<OpeningDraft> {
  const before = opening.application;
  const corrected = correction({ before, after: application }, reason);
  const known = await restated(opening, application);
  const parties = supplementedBy(opening.desk, by);
  if (opening.desk.stage() === 'contested') {
    return { ...correctContested(known, corrected), parties };
  }
  if (opening.desk.stage() === 'sent back') mustFit(opening, known);
  const next = takeIn(noting(known, { signed: false, signBy: null }));
  return {
    ...next,
    step: 'correct',
    content: application,
    parties,
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

/** 撤回: at any stage where the law lets the applicant; nothing was decided for good. */
function withdraw({ desk, notes }: Opening, { content }: ActOf<'withdraw'>): OpeningDraft {
  return {
    ...CLEAN,
    step: 'withdraw',
    notes,
    events: [{ kind: 'withdrawn', content: { reason: content.reason } }],
    stage: { at: 'withdrawn' },
    claim: 'release',
    documents: [{ kind: desk.business.papers.withdrawn, params: { withdrawnOn: desk.today() } }],
    outcome: 'withdrawn',
    ...voiding(notes),
  };
}

/**
 * 签署: at the counter before a clerk, through a channel by an electronic signature; of the words in
 * use today, and who has read older ones is offered the new ones.
 */
function signed(opening: Opening, { content, by }: ActOf<'sign'>): OpeningDraft {
  if (by.role === 'channel' && content.by === 'counter' && patched('channels-sign-by-reference')) {
    throw refusedAct({
      code: 'input-invalid',
      detail: '渠道须提交可靠电子签名；在柜面签署的，由柜员办理。',
      restsOn: 'liaoning-2',
    });
  }
  const draft = sign(opening, content);
  const anew = () => offerAnew(opening);
  return { ...draft, otherwise: { ...draft.otherwise, 'agreement-outdated': anew } };
}

function offerAnew(opening: Opening): OpeningDraft {
  const next = decideAgain(noting(opening, { signBy: null }));
  return {
    ...next,
    step: 'offer-anew',
    events: [{ kind: 'agreement-outdated' }, ...next.events],
    effects: [...(voiding(opening.notes).effects ?? []), ...(next.effects ?? [])],
    refusal: {
      code: 'agreement-outdated',
      detail: '协议有新的文本，原协议作废；请刷新业务，阅读新出具的协议后再签署。',
    },
  };
}

/** 人工核对 of two cases of one person: a duplicate ends here, another waits its turn. */
async function verdict(opening: Opening, { content, by }: ActOf<'verdict'>): Promise<OpeningDraft> {
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
    parties: decidedBy(opening, by),
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
    parties: { reviewer: by.id, ...decidedBy(opening, by) },
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
  return decideAgain(noting(opening, { cleared: [...opening.notes.cleared, finding] }));
}

function isClearable(finding: string): finding is Finding {
  return CLEARABLE.includes(finding);
}
