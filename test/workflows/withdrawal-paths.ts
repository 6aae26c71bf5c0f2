/** The paths of a withdrawal (提取), as short stories to be recorded. */
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import type { BankResult } from '../../activities/outside/bank-answer.ts';
import { bookResult } from '../../activities/payouts.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addToMonth, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { placeHold } from '../../src/ledger/holds.ts';
import { today } from '../builders.ts';
import { agentOf } from '../harness/agents.ts';
import { exits } from '../harness/exits.ts';
import { CLERK, REVIEWER, SUPERVISOR, type Office } from '../harness/office.ts';

type Path = (place: Office) => Promise<string>;
const worlds = new Map<Office, ReturnType<typeof exits>>();

/** One world for each office, made when a path of it begins. */
function worldOf(place: Office): ReturnType<typeof exits> {
  const world = worlds.get(place) ?? exits(place);
  worlds.set(place, world);
  return world;
}

const REASON = { reason: '说明' };
const RETURN = { reasonCode: 'scan-unreadable' } as const;
const CARD = { number: '6222020200001234567', holder: '张三', bank: '建设银行' };

/** An account with money and months, opened in the paths’ own way. */
async function drawn(place: Office) {
  const { caseId } = await place.apply();
  await place.until(caseId, 'awaiting signature');
  await place.sign(caseId);
  const [row] = await place.ask<{ id: string; number: string }>(
    'select id, number from account where opened_by_case = $1',
    caseId,
  );
  const { id, number } = row!;
  const amount = yuan('300000.00');
  await inTransaction(
    place.pool,
    (tx) =>
      recordJournals(tx, '210100', [
        {
          ...{ key: `takeover/${number}`, kind: 'takeover', valueDate: today(), by: 'test' },
          lines: [
            { book: 'bank', amount: yuan('-300000.00') },
            { book: 'personal', account: number, source: 'flexible', amount },
          ],
        },
      ]),
    { isolation: 'read committed' },
  );
  for (let n = 0; n < 6; n += 1) {
    await place.db.owner.query(
      `insert into contribution (account, month, amount, paid_on, journal)
       select $1, $2, 800, current_date, max(id) from journal`,
      [number, addToMonth(monthOf(today()), -n)],
    );
  }
  return { id, number };
}

async function form(place: Office, id: string, kinds: readonly string[], more: object) {
  const evidence = [];
  for (const kind of kinds) evidence.push({ kind, file: await place.upload() });
  const month = monthOf(today());
  return {
    ...{ account: id, purpose: 'rent', amount: '3000.00', married: false, ownsHome: false },
    expense: { amount: '9000.00' },
    period: { from: addToMonth(month, -2), to: month },
    ...{ bankCard: CARD, evidence, ...more },
  };
}

const RENT = ['identity-document', 'no-home-proof'];
const HOME = ['identity-document', 'purchase-contract', 'expense-receipt'];

async function asked(place: Office, stage: string, kinds = RENT, more: object = {}) {
  const { id } = await drawn(place);
  const { caseId } = await place.start('withdrawal', await form(place, id, kinds, more), CLERK);
  await place.until(caseId, stage);
  return caseId;
}

const bought = (amount: string) => ({
  ...{ purpose: 'purchase', amount, period: undefined },
  expense: { amount: '900000.00', on: '2026-01-05', reference: randomUUID() },
});
const inReview: Path = (place) => asked(place, 'in review', HOME, bought('60000.00'));
const paying: Path = (place) => asked(place, 'paying');

/** The bank has answered; the case is told, and looks. */
async function answers(place: Office, caseId: string, code: string | null): Promise<void> {
  const [row] = await place.ask<{ key: string; amount: string }>(
    'select key, amount::text from payout where case_id = $1 order by n desc limit 1',
    caseId,
  );
  const { key } = row!;
  const amount = yuan(row!.amount);
  const bookedOn = dateAt(Date.now());
  const known = { key, batch: key, asked: amount, bookedOn };
  const result: BankResult =
    code === null
      ? {
          kind: 'payout',
          state: 'done',
          ...{ ...known, amount, difference: yuan('0.00'), serial: `S-${key}` },
        }
      : {
          kind: 'payout',
          state: 'refused',
          ...known,
          refusal: { reason: 'card-closed', bankCode: code },
        };
  const personKeys = createPersonKeys(place.secrets.center);
  await inTransaction(place.pool, (tx) => bookResult(tx, { personKeys, at: Date.now() }, result));
  await place.handle(caseId).signal('news');
}

async function failed(place: Office): Promise<string> {
  const caseId = await paying(place);
  await answers(place, caseId, '46');
  await place.until(caseId, 'payment failed');
  return caseId;
}

async function parked(place: Office): Promise<string> {
  const caseId = await paying(place);
  await place.pass(caseId, 'payout');
  await place.until(caseId, 'needs attention');
  return caseId;
}

const incomplete: Path = (place) => asked(place, 'incomplete', ['identity-document']);

/** Another card than the one of the opening: another person looks. */
async function lookedAt(place: Office, caseId: string): Promise<void> {
  await place.until(caseId, 'in review');
  await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
  await place.until(caseId, 'paying');
}

/** About somebody of whom the platform has come to know a loan, or of whom it does not answer. */
async function checked(place: Office, stage: string, how: 'loan' | 'down') {
  const people = worldOf(place);
  const who = await people.leaver();
  if (how === 'loan') await people.loans(who, [{ center: '210200', state: 'open' }]);
  else await place.world.breaks('national', 'down', { person: who.applicant });
  const fee = {
    ...{ purpose: 'property-fee', amount: '500.00', expense: { amount: '2000.00' } },
    bankCard: who.card,
  };
  const kinds = ['identity-document', 'ownership-certificate', 'expense-receipt'];
  const given = await form(place, who.accountId, kinds, fee);
  const { caseId } = await place.start('withdrawal', given, CLERK);
  await place.until(caseId, stage);
  if (how === 'down') await place.world.mends('national', who.applicant);
  return caseId;
}

const CHECKS: Readonly<Record<string, Path>> = {
  'asked-and-paid': async (place) => {
    const caseId = await paying(place);
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'refused-for-what-is-overdue': async (place) => {
    const caseId = await checked(place, 'in review', 'loan');
    const overdue = { approve: true, overdue: '12.50', ...REASON };
    await place.act(caseId, 'review', overdue, REVIEWER);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'paid-beside-a-loan': async (place) => {
    const caseId = await checked(place, 'in review', 'loan');
    await place.act(caseId, 'review', { approve: true, overdue: '0.00', ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'asked-again-until-answered': async (place) => {
    const caseId = await checked(place, 'check unanswered', 'down');
    await place.pass(caseId, 'exit-parked');
    await place.until(caseId, 'paying');
    return caseId;
  },
  'asked-again-by-a-supervisor': async (place) => {
    const caseId = await checked(place, 'check unanswered', 'down');
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'waiting-for-the-platform': (place) => checked(place, 'check unanswered', 'down'),
};

async function inApproval(place: Office): Promise<string> {
  const caseId = await asked(place, 'in review', HOME, bought('250000.00'));
  await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
  await place.until(caseId, 'in approval');
  return caseId;
}

/** Begun by an agent, with too little; the same letter is good for what is left to do. */
async function byAgent(place: Office) {
  const { id } = await drawn(place);
  const agent = await agentOf(place);
  const begun = await form(place, id, ['identity-document'], { agent });
  const { caseId } = await place.start('withdrawal', begun, CLERK);
  await place.until(caseId, 'incomplete');
  const supplement = async (more: object) => {
    const application = await form(place, id, RENT, more);
    await place.act(caseId, 'supplement', { application });
    await place.until(caseId, 'paying');
  };
  return { caseId, agent, supplement };
}

const AGENTS: Readonly<Record<string, Path>> = {
  'agent-supplemented': async (place) => {
    const { caseId, agent, supplement } = await byAgent(place);
    await supplement({ agent });
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'agent-withdrawn': async (place) => {
    const { caseId } = await byAgent(place);
    await place.act(caseId, 'withdraw', { ...REASON, byAgent: true });
    return caseId;
  },
  'agent-revoked': async (place) => {
    const { caseId, supplement } = await byAgent(place);
    await place.act(caseId, 'revoke-agent', { ...REASON, file: await place.upload() });
    await supplement({});
    return caseId;
  },
};

export const WITHDRAWAL_PATHS: Readonly<Record<string, Path>> = {
  ...AGENTS,
  ...CHECKS,
  paid: async (place) => {
    const caseId = await paying(place);
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'paid-in-the-morning': async (place) => {
    const caseId = await paying(place);
    await place.db.owner.query(
      `update payout set state = 'paid', moved = amount, serial = 'S', answered_at = now(),
         booked_on = run_on where case_id = $1`,
      [caseId],
    );
    await place.days(caseId, 1);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'paid-after-review-and-approval': async (place) => {
    const caseId = await inApproval(place);
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'paid-to-another-card': async (place) => {
    const caseId = await failed(place);
    const bankCard = { ...CARD, number: '6222020200007654321' };
    await place.act(caseId, 'change-card', { bankCard, ...REASON });
    await lookedAt(place, caseId);
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'paid-after-two-looks-at-cards': async (place) => {
    const first = { ...CARD, number: '6222020200002222222' };
    const caseId = await asked(place, 'in review', RENT, { bankCard: first });
    await lookedAt(place, caseId);
    await answers(place, caseId, '46');
    await place.until(caseId, 'payment failed');
    const bankCard = { ...CARD, number: '6222020200003333333' };
    await place.act(caseId, 'change-card', { bankCard, ...REASON });
    await lookedAt(place, caseId);
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'paid-again-to-the-card': async (place) => {
    const caseId = await failed(place);
    await place.act(caseId, 'pay-again', REASON);
    await place.until(caseId, 'paying');
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  'paid-after-asking': async (place) => {
    const caseId = await parked(place);
    await place.days(caseId, 1);
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  supplemented: async (place) => {
    const caseId = await incomplete(place);
    const [row] = await place.ask<{ id: string }>(
      'select a.id from account a join "case" c on c.person = a.person where c.id = $1',
      caseId,
    );
    const application = await form(place, row!.id, RENT, {});
    await place.act(caseId, 'supplement', { application });
    await place.until(caseId, 'paying');
    await answers(place, caseId, null);
    await place.until(caseId, 'paid');
    return caseId;
  },
  refused: (place) => asked(place, 'refused', RENT, { ownsHome: true }),
  'refused-when-judged-again': async (place) => {
    const caseId = await inReview(place);
    const [row] = await place.ask<{ number: string }>(
      'select a.number from account a join "case" c on c.person = a.person where c.id = $1',
      caseId,
    );
    await inTransaction(place.pool, (tx) =>
      placeHold(tx, {
        ...{ id: randomUUID(), account: row!.number, kind: 'court', by: 'test' },
        ...{ document: '文号', placedOn: today() },
      }),
    );
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'refused');
    return caseId;
  },
  'declined-by-the-reviewer': async (place) => {
    const caseId = await inReview(place);
    await place.act(caseId, 'review', { approve: false, ...REASON }, REVIEWER);
    return caseId;
  },
  'declined-by-the-supervisor': async (place) => {
    const caseId = await inApproval(place);
    await place.act(caseId, 'decline', REASON, SUPERVISOR);
    return caseId;
  },
  'not-supplied': async (place) => {
    const caseId = await incomplete(place);
    await place.pass(caseId, 'withdrawal-supplement');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  'not-mended': async (place) => {
    const caseId = await failed(place);
    await place.pass(caseId, 'payout-card');
    await place.until(caseId, 'lapsed');
    return caseId;
  },
  withdrawn: async (place) => {
    const caseId = await inReview(place);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  escalated: async (place) => {
    const caseId = await inReview(place);
    await place.days(caseId, 7);
    await vi.waitFor(async () => {
      expect(await place.events(caseId)).toContain('withdrawal-escalated');
    });
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  'handed-over': async (place) => {
    const caseId = await incomplete(place);
    await place.act(caseId, 'hand-over', { ...REASON, branch: 'sy-bank' }, SUPERVISOR);
    await place.act(caseId, 'withdraw', REASON);
    return caseId;
  },
  'waiting-incomplete': incomplete,
  'sent-back': async (place) => {
    const { id } = await drawn(place);
    const given = await form(place, id, HOME, bought('60000.00'));
    const { caseId } = await place.start('withdrawal', given, CLERK);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    await place.act(caseId, 'resubmit', REASON);
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    const application = { ...given, amount: '70000.00' };
    await place.act(caseId, 'correct', { application, ...REASON });
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'sent-back-from-approval': async (place) => {
    const caseId = await inApproval(place);
    await place.act(caseId, 'send-back', RETURN, SUPERVISOR);
    await place.act(caseId, 'resubmit', REASON);
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    return caseId;
  },
  'waiting-sent-back': async (place) => {
    const caseId = await inReview(place);
    await place.act(caseId, 'send-back', RETURN, REVIEWER);
    return caseId;
  },
  'waiting-in-review': inReview,
  'waiting-in-approval': inApproval,
  'waiting-paying': paying,
  'waiting-needs-attention': parked,
  'waiting-payment-failed': failed,
};
