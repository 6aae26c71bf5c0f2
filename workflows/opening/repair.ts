/** Safe moves on a parked case: try again, wait, or enter the answer that was read off by hand. */
import type { Answered } from '../../activities/checks.ts';
import type { AccountOpeningActs } from '../../src/forms/account-opening.ts';
import { refusedAct, type Draft } from '../engine/desk.ts';
import type { ActOf } from './acts.ts';
import { parkedWait } from './checks.ts';
import { checking } from './intake.ts';
import { setAnswer, takeUnwritten, type Opening, type OpeningDesk } from './state.ts';

/** Working days in which a second person looks at an entered answer. */
const CONFIRM_DAYS = 1;

export function installRepairs(desk: OpeningDesk, current: () => Opening): void {
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retryNow(current(), act));
  desk.onAction('wait-until', (act: ActOf<'wait-until'>) => waitLonger(current(), act));
  desk.onAction('enter-answer', (act: ActOf<'enter-answer'>) => enterAnswer(current(), act));
  desk.onAction('confirm-answer', (act: ActOf<'confirm-answer'>) => confirmAnswer(current(), act));
  desk.onAction('decline-answer', (act: ActOf<'decline-answer'>) => declineAnswer(current(), act));
}

function retryNow(opening: Opening, { content }: ActOf<'retry-now'>): Draft {
  const systems = opening.parked?.systems ?? [];
  return {
    ...checking(opening),
    step: 'retry-now',
    events: [{ kind: 'repair-retry', public: { systems }, content: { reason: content.reason } }],
  };
}

function waitLonger(opening: Opening, { content }: ActOf<'wait-until'>): Draft {
  const retryAt = Date.parse(content.until);
  const systems = opening.parked?.systems ?? [];
  if (retryAt <= Date.now()) {
    throw refusedAct({ code: 'input-invalid', detail: '约定的时间须在现在之后。' });
  }
  return {
    step: 'wait-until',
    events: [
      { kind: 'repair-wait', public: { until: retryAt }, content: { reason: content.reason } },
    ],
    waits: { close: ['parked'], open: [parkedWait(systems, retryAt)] },
    written: () => {
      opening.parked = { systems, retryAt };
    },
  };
}

/** The transcript of a query really made, with its serial number and a scan; never a guess. */
function enterAnswer(opening: Opening, { content, by }: ActOf<'enter-answer'>): Draft {
  const { desk, parked } = opening;
  const { system } = content;
  const facts = enteredFacts(content);
  if (!facts || parked?.systems.includes(system) !== true) {
    throw refusedAct({ code: 'input-invalid', detail: '须录入所缺的那一项核查结果。' });
  }
  const queriedAt = Date.parse(content.queriedAt);
  if (queriedAt > Date.now()) {
    throw refusedAct({ code: 'input-invalid', detail: '查询时间不能晚于现在。' });
  }
  const answered: Answered = {
    record: {
      key: `${desk.caseId}:${system}:${opening.round}:by-hand:${desk.version()}`,
      system,
      purpose: 'OPEN_ACCOUNT',
      status: 'ok',
      facts,
      evidence: { ...content },
      evidenceHash: '',
      askedAt: queriedAt,
      answeredAt: queriedAt,
      enteredBy: by.id,
    },
  };
  return {
    step: 'enter-answer',
    parties: { proposer: by.id },
    events: [{ kind: 'answer-entered', public: { system }, content: { ...content } }],
    tasks: {
      close: ['confirm-answer'],
      open: [
        {
          kind: 'confirm-answer',
          role: 'supervisor',
          workingDays: CONFIRM_DAYS,
          notBy: [by.id],
        },
      ],
    },
    written: () => {
      opening.entered = { system, answered };
    },
  };
}

function enteredFacts({
  system,
  national,
  identity,
}: AccountOpeningActs['enter-answer']): Record<string, unknown> | null {
  if (system === 'identity') return identity ? { ...identity } : null;
  if (!national) return null;
  const { nameMatches, documentMatches, ...answer } = national;
  return { nameMatches, documentMatches, answer: { status: 'ok', ...answer } };
}

/** A second person has compared the entry with the scan. */
function confirmAnswer(opening: Opening, { content, by }: ActOf<'confirm-answer'>): Draft {
  const { system, answered } = enteredOf(opening);
  setAnswer(opening, system, { record: { ...answered.record, confirmedBy: by.id } });
  return {
    ...checking(opening),
    step: 'confirm-answer',
    checks: takeUnwritten(opening),
    events: [{ kind: 'answer-confirmed', public: { system }, content: { reason: content.reason } }],
  };
}

function declineAnswer(opening: Opening, { content }: ActOf<'decline-answer'>): Draft {
  const { system } = enteredOf(opening);
  return {
    step: 'decline-answer',
    events: [{ kind: 'answer-declined', public: { system }, content: { reason: content.reason } }],
    tasks: { close: ['confirm-answer'] },
    written: () => {
      opening.entered = null;
    },
  };
}

function enteredOf({ entered }: Opening) {
  if (entered) return entered;
  throw refusedAct({ code: 'action-not-permitted', detail: '没有待确认的录入结果。' });
}
