/** Safe moves on a parked case: try again, wait, or enter the answer that was read off by hand. */
import type { CheckRecord } from '../../src/cases/change.ts';
import { sentBack } from '../../src/cases/returns.ts';
import type { AccountOpeningActs } from '../../src/forms/account-opening.ts';
import { steadily } from '../engine/commit.ts';
import { refusedAct } from '../engine/desk.ts';
import { checking } from './intake.ts';
import { answeredEvents, parkedWait, tryingAgain } from './parking.ts';
import {
  decidedBy,
  hearing,
  isFresh,
  noting,
  openingOf,
  type ActOf,
  type Entered,
  type NationalFacts,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

/** Working days in which a second person looks at an entered answer. */
const CONFIRM_DAYS = 1;

export function installRepairs(desk: OpeningDesk): void {
  const now = () => openingOf(desk);
  desk.onAction('retry-now', (act: ActOf<'retry-now'>) => retryNow(now(), act));
  desk.onAction('wait-until', (act: ActOf<'wait-until'>) => waitLonger(now(), act));
  desk.onAction('enter-answer', (act: ActOf<'enter-answer'>) => enterAnswer(now(), act));
  desk.onAction('confirm-answer', (act: ActOf<'confirm-answer'>) => confirmAnswer(now(), act));
  desk.onAction('decline-answer', (act: ActOf<'decline-answer'>) => declineAnswer(now(), act));
}

function retryNow(opening: Opening, { content }: ActOf<'retry-now'>): OpeningDraft {
  const systems = opening.notes.parked?.systems ?? [];
  return {
    ...tryingAgain(opening),
    step: 'retry-now',
    events: [{ kind: 'repair-retry', public: { systems }, content: { reason: content.reason } }],
  };
}

function waitLonger({ notes }: Opening, { content }: ActOf<'wait-until'>): OpeningDraft {
  const retryAt = Date.parse(content.until);
  const systems = notes.parked?.systems ?? [];
  if (retryAt <= Date.now()) throw invalid('约定的时间须在现在之后。');
  return {
    step: 'wait-until',
    notes: { ...notes, parked: { systems, retryAt } },
    events: [
      { kind: 'repair-wait', public: { until: retryAt }, content: { reason: content.reason } },
    ],
    waits: { close: ['parked'], open: [parkedWait(systems, retryAt)] },
  };
}

/** The transcript of a query really made, with its serial number and a scan; never a guess. */
function enterAnswer(opening: Opening, { content, by }: ActOf<'enter-answer'>): OpeningDraft {
  const { notes } = opening;
  const { system } = content;
  const record = transcriptOf(opening, { content, by: by.id });
  return {
    step: 'enter-answer',
    notes: { ...notes, entered: { system, record } },
    parties: { proposer: by.id },
    events: [{ kind: 'answer-entered', public: { system }, content: { ...content } }],
    effects: [{ name: 'attach-files', params: { files: [content.file] } }],
    tasks: {
      close: ['confirm-answer'],
      open: [
        { kind: 'confirm-answer', role: 'supervisor', workingDays: CONFIRM_DAYS, notBy: [by.id] },
      ],
    },
  };
}

/** @throws ApplicationFailure 'input-invalid' when it is no answer to what is missing */
function transcriptOf(
  opening: Opening,
  entry: { readonly content: AccountOpeningActs['enter-answer']; readonly by: string },
): CheckRecord {
  const { desk, notes } = opening;
  const { content, by } = entry;
  const { system } = content;
  const facts = enteredFacts(content);
  if (!facts || notes.parked?.systems.includes(system) !== true) {
    throw invalid('须录入所缺的那一项核查结果。');
  }
  const queriedAt = Date.parse(content.queriedAt);
  if (queriedAt > Date.now()) throw invalid('查询时间不能晚于现在。');
  const record: CheckRecord = {
    key: `${desk.caseId}:${system}:by-hand:${desk.version()}`,
    system,
    purpose: 'OPEN_ACCOUNT',
    status: 'ok',
    facts,
    evidence: { ...content },
    evidenceHash: '',
    askedAt: queriedAt,
    answeredAt: queriedAt,
    enteredBy: by,
  };
  if (!isFresh(hearing(opening, [{ record }]), system)) {
    throw invalid('该查询结果已超过有效期，须重新查询。');
  }
  return record;
}

function enteredFacts({
  system,
  national,
  identity,
}: AccountOpeningActs['enter-answer']): CheckRecord['facts'] | null {
  if (system === 'identity') return identity ? { ...identity } : null;
  if (!national) return null;
  const { nameMatches, documentMatches, ...answer } = national;
  if (!nameMatches && !documentMatches) {
    throw invalid('姓名与证件均不符的查询结果是他人的，不能录入。');
  }
  return { nameMatches, documentMatches, answer: { status: 'ok', ...answer } };
}

/** A second person has compared the entry with the scan. */
async function confirmAnswer(
  opening: Opening,
  { content, by }: ActOf<'confirm-answer'>,
): Promise<OpeningDraft> {
  const { system, record: entered } = enteredOf(opening);
  const facts = system === 'national' ? await withOwnBooks(opening, entered) : entered.facts;
  const record = { ...entered, facts, confirmedBy: by.id };
  return {
    ...checking(hearing(opening, [{ record }])),
    step: 'confirm-answer',
    parties: decidedBy(opening, by),
    checks: [record],
    events: [
      { kind: 'answer-confirmed', public: { system }, content: { reason: content.reason } },
      ...answeredEvents([record]),
    ],
  };
}

/** Of this center our own books know better than the print of a query. */
async function withOwnBooks({ desk }: Opening, { facts }: CheckRecord) {
  const { answer: told, ...matches } = facts as unknown as NationalFacts; // made by enteredFacts
  const { caseId } = desk;
  const answer = await steadily((own) =>
    own.withOwnBooks({ caseId, answer: told, on: desk.today() }),
  );
  return { ...matches, answer };
}

function declineAnswer(opening: Opening, { content, by }: ActOf<'decline-answer'>): OpeningDraft {
  const { system } = enteredOf(opening);
  const { public: coded, ...words } = sentBack(content);
  return {
    step: 'decline-answer',
    parties: decidedBy(opening, by),
    notes: noting(opening, { entered: null }).notes,
    events: [{ kind: 'answer-declined', public: { system, ...coded }, ...words }],
    tasks: { close: ['confirm-answer'] },
  };
}

function enteredOf({ notes }: Opening): Entered {
  if (notes.entered) return notes.entered;
  throw refusedAct({ code: 'action-not-permitted', detail: '没有待确认的录入结果。' });
}

function invalid(detail: string) {
  return refusedAct({ code: 'input-invalid', detail });
}
