/** 依法扣划: by two persons, from under a court's hold, to the court's account; what the bank does not pay is held again. */
import { describe, expect, it } from 'vitest';
import { addDays, type PlainDate } from '../../src/domain/calendar.ts';
import { holdsOf } from '../../src/ledger/holds.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import type { Part } from '../../src/ledger/proof-part.ts';
import { proveFacts } from '../../src/ledger/proof-facts.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { LEGALITY_QUERIES } from '../../src/db/legality.ts';
import { today } from '../builders.ts';
import { reserve } from '../ledger/entries.ts';
import { deductions, ORDER, PAYEE } from '../harness/deductions.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { CLERK, office, refusalOf, SECOND_SUPERVISOR, SUPERVISOR } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const bank = exits(place);
const REASON = { reason: '依文书办理' };
const inDays = (days: number): PlainDate => addDays(today(), days);
const { held, deduct, confirm, paying } = deductions(place);

const stageOf = async (caseId: string) => (await place.row(caseId)).stage;
const moneyOf = async (who: Leaver) => (await bank.accountOf(who))['money'];
const holdOf = async (caseId: string) => {
  const [row] = await place.ask<Record<string, unknown>>(
    `select amount::text, ordered::text, released_on::text, release_document from hold where id = $1`,
    caseId,
  );
  return row;
};
const openTasks = (caseId: string) =>
  place.ask<{ kind: string; role: string }>(
    'select kind, role from task where case_id = $1 and closed_at is null',
    caseId,
  );
const wrongPayouts = async () => {
  const parts = await inTransaction(place.pool, (tx) => proveFacts(tx, '210100'));
  return parts.find(({ name }) => name === 'payouts')?.named;
};

describe('登记和核对', () => {
  it('is written down by one, confirmed by another who reads the account once more, and paid to the court', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await held(who);
    await deduct(caseId);
    expect(await stageOf(caseId)).toBe('deducting');
    expect(await moneyOf(who)).toBe('5000.00');
    expect(await refusalOf(confirm(caseId, CLERK))).toBe('not-authorized');
    expect(await refusalOf(confirm(caseId, SUPERVISOR, '6222020000001234568'))).toBe(
      'action-not-permitted',
    );
    await confirm(caseId);
    expect(await stageOf(caseId)).toBe('paying');
    expect(await moneyOf(who)).toBe('2000.00');
    expect(await holdOf(caseId)).toMatchObject({ amount: '0.00', ordered: '3000.00' });
    const [journal] = await place.ask(
      `select kind, document, value_date::text from journal where case_id = $1`,
      caseId,
    );
    expect(journal).toEqual({ kind: 'deduction', document: ORDER, value_date: today() });
    const [payout] = await place.ask(
      `select amount::text, card_last4, to_holder, state from payout where case_id = $1`,
      caseId,
    );
    expect(payout).toEqual({
      ...{ amount: '3000.00', card_last4: '4567', to_holder: false, state: 'ready' },
    });
    expect(await wrongPayouts()).toEqual([]);
    await bank.answers(caseId);
    expect(await stageOf(caseId)).toBe('in force');
    expect(await bank.journals(caseId)).toEqual(['deduction', 'payment']);
    // Nobody takes the journal back apart from what the bank says: the hold would not learn of it.
    const stays = await place.db.owner.query<{ why: string[] }>(
      `select journal_stays(id) as why from journal where case_id = $1 and kind = 'deduction'`,
      [caseId],
    );
    expect(stays.rows[0]?.why).toContain('instruction-has-it');
    expect(await wrongPayouts()).toEqual([]);
    expect(await place.events(caseId)).toEqual([
      ...['hold-placed', 'hold-confirmed', 'hold-deduction-proposed', 'hold-deduction-ordered'],
      ...['payout-paid', 'hold-deducted'],
    ]);
    const papers = await place.papers(caseId);
    expect(papers.slice(-2)).toMatchObject([
      { kind: 'deduction-notice', params: { amount: '3000.00', total: '2000.00', ends: false } },
      {
        kind: 'deduction-reply',
        params: { order: ORDER, payee: PAYEE, orderedBy: '某区人民法院', available: '2000.00' },
      },
    ]);
    // The person is told of the deduction, the court gets its paper.
    const sent = await place.ask(
      `select kind from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    expect(sent).toHaveLength(1);
  });

  it('by a supervisor is never confirmed by the same one', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await held(who);
    await deduct(caseId, {}, SUPERVISOR);
    expect(await refusalOf(confirm(caseId, SUPERVISOR))).toBe('same-person');
    await confirm(caseId, SECOND_SUPERVISOR);
    expect(await stageOf(caseId)).toBe('paying');
  });

  it('sent back by the second person leaves everything as it was', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await held(who);
    await deduct(caseId);
    expect(await openTasks(caseId)).toEqual([{ kind: 'confirm-deduct', role: 'supervisor' }]);
    await place.act(caseId, 'decline-deduct', { reasonCode: 'entry-wrong' }, SUPERVISOR);
    expect(await stageOf(caseId)).toBe('in force');
    expect(await holdOf(caseId)).toMatchObject({ amount: '3000.00', released_on: null });
    expect(await openTasks(caseId)).toEqual([]);
    await deduct(caseId);
  });

  it.each([
    ['from under another kind of hold', { kind: 'dispute' }, {}],
    ['of more than the hold keeps', {}, { amount: '3000.01' }],
    ['of more than there is', { amount: '9000.00' }, { amount: '5000.01' }],
    ['dated the day before the hold', {}, { orderedOn: inDays(-1) }],
    ['dated tomorrow', {}, { orderedOn: inDays(1) }],
    ['that leaves something of what is to be over', {}, { amount: '1.00', holdEnds: true }],
  ] as const)('%s is refused, and nothing moves', async (_, hold, order) => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await held(who, hold);
    expect(await refusalOf(deduct(caseId, order))).toBe('action-not-permitted');
    expect(await stageOf(caseId)).toBe('in force');
    expect(await moneyOf(who)).toBe('5000.00');
  });

  it('is judged again when it is confirmed: what another hold keeps meanwhile counts by its order', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const first = await held(who, { amount: '4000.00', orderNumber: '先1号' });
    const second = await held(who, { amount: '3000.00', orderNumber: '后1号' });
    expect(await refusalOf(deduct(second, { amount: '1000.01' }))).toBe('action-not-permitted');
    await deduct(second, { amount: '1000.00' });
    // The earlier one takes all that is its own, and more than the later one could have.
    await deduct(first, { amount: '4000.00', orderNumber: '扣1号' });
    await confirm(first);
    expect(await moneyOf(who)).toBe('1000.00');
    expect(await refusalOf(confirm(second))).toBe('action-not-permitted');
    await bank.answers(first);
    await confirm(second);
    expect(await moneyOf(who)).toBe('0.00');
  });
});

describe('付款', () => {
  it('that uses up the hold by an order that says so ends it', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await paying(who, {}, { holdEnds: true });
    expect(await stageOf(caseId)).toBe('paying');
    await bank.answers(caseId);
    expect(await place.row(caseId)).toMatchObject({ stage: 'released', outcome: 'released' });
    expect(await holdOf(caseId)).toMatchObject({ amount: '0.00', release_document: ORDER });
    expect((await place.papers(caseId)).at(-1)).toMatchObject({ params: { ends: true } });
  });

  it('from under a hold of the whole leaves the whole held', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await paying(who, { amount: undefined });
    await bank.answers(caseId);
    expect(await holdOf(caseId)).toMatchObject({ amount: null, ordered: null, released_on: null });
    const [paper] = (await place.papers(caseId)).slice(-1);
    expect(paper).toMatchObject({ params: { total: '2000.00', available: '0.00' } });
  });

  it('that the bank refuses is in the account again, held as before, and somebody asks the court', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await paying(who);
    await bank.answers(caseId, { refused: true });
    expect(await stageOf(caseId)).toBe('in force');
    expect(await moneyOf(who)).toBe('5000.00');
    expect(await holdOf(caseId)).toMatchObject({ amount: '3000.00', ordered: '3000.00' });
    expect(await openTasks(caseId)).toEqual([{ kind: 'redo-deduction', role: 'supervisor' }]);
    expect(await bank.journals(caseId)).toEqual(['deduction', 'release']);
    expect(await wrongPayouts()).toEqual([]);
    // The order was not carried out: the same number again, to the right account.
    await deduct(caseId, { payee: { ...PAYEE, number: '6222020000007654321' } });
    await confirm(caseId, SUPERVISOR, '6222020000007654321');
    await bank.answers(caseId);
    expect(await bank.payouts(caseId)).toMatchObject([{ state: 'refused' }, { state: 'paid' }]);
    expect(await refusalOf(deduct(caseId, { amount: '1.00' }))).toBe('action-not-permitted');
  });

  it('whose answer does not come leaves the money where it is, and is asked for', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await paying(who);
    await place.pass(caseId, 'payout');
    expect(await stageOf(caseId)).toBe('payment unknown');
    expect(await openTasks(caseId)).toEqual([{ kind: 'payout-unknown', role: 'supervisor' }]);
    await place.days(caseId, 2);
    expect(await moneyOf(who)).toBe('2000.00');
    await place.act(caseId, 'ask-payout', REASON, SUPERVISOR);
    expect(await stageOf(caseId)).toBe('payment unknown');
    await bank.answers(caseId);
    expect(await stageOf(caseId)).toBe('in force');
    expect(await bank.journals(caseId)).toContain('payment');
  });

  it('that comes back is held again, and somebody asks the court', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await paying(who);
    await bank.answers(caseId);
    await bank.returned(caseId);
    expect(await moneyOf(who)).toBe('5000.00');
    expect(await holdOf(caseId)).toMatchObject({ amount: '3000.00' });
    const asked = [{ kind: 'deduction-returned', role: 'clerk' }];
    expect(await openTasks(caseId)).toEqual(asked);
    expect(await wrongPayouts()).toEqual([]);
    // What is done to the hold meanwhile tells the court nothing.
    await deduct(caseId, { amount: '1000.00', orderNumber: '（2026）辽01执恢9号' });
    await confirm(caseId);
    await bank.answers(caseId);
    expect(await openTasks(caseId)).toEqual(asked);
    await bank.acknowledged(caseId);
    expect((await place.events(caseId)).at(-1)).toBe('deduction-return-told');
    const told = await place.ask(
      `select 1 from document where kind = 'payout-returned' and case_id = $1`,
      who.openingCase,
    );
    expect(told).toEqual([]);
  });

  it('that comes back when its hold is over stands in suspense: nothing would keep it', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await paying(who, {}, { holdEnds: true });
    await bank.answers(caseId);
    await bank.returned(caseId);
    expect(await moneyOf(who)).toBe('2000.00');
    const items = await place.ask(
      `select amount::text from suspense_item where account = $1 and cause = 'payment-returned'`,
      who.account,
    );
    expect(items).toEqual([{ amount: '3000.00' }]);
    expect(await wrongPayouts()).toEqual([]);
    await bank.acknowledged(caseId);
  });
});

describe('as it stood', () => {
  it('an account of a past moment shows what the hold kept then', async () => {
    const who = await bank.leaver({ flexible: '5000.00' });
    const caseId = await held(who);
    const [moment] = await place.ask<{ at: string }>('select clock_timestamp()::text as at');
    await deduct(caseId, { amount: '1000.00' });
    await confirm(caseId);
    const then = await holdsOf(place.pool, who.account, moment!.at);
    expect(then).toMatchObject([{ id: caseId, amount: '3000.00', ordered: '3000.00' }]);
    const now = await holdsOf(place.pool, who.account);
    expect(now).toMatchObject([{ id: caseId, amount: '2000.00', ordered: '3000.00' }]);
  });
});

it('that no instruction stands behind is named by the nightly proof', async () => {
  const who = await bank.leaver({ flexible: '5000.00' });
  const caseId = await held(who);
  const { number } = await place.row(caseId);
  const proved = inTransaction(place.pool, async (tx) => {
    const taken = reserve(who.account, '10.00', { kind: 'deduction', caseId });
    await recordJournals(tx, '210100', [taken]);
    const parts = await proveFacts(tx, '210100');
    throw Object.assign(new Error('taken back'), { parts });
  });
  const { parts } = await proved.catch((error: unknown) => error as { parts: readonly Part[] });
  expect(parts.find(({ name }) => name === 'payouts')?.named).toEqual([number]);
});

it('is no payment to somebody else; one that no deduction stands behind is', async () => {
  const who = await bank.leaver({ flexible: '5000.00' });
  const caseId = await paying(who);
  await bank.answers(caseId);
  const hits = async () => {
    const { rows } = await place.db.owner.query<{ case_id: string }>(
      `select p.case_id from (${LEGALITY_QUERIES['payout-to-other'] ?? ''}) q
         join payout p on p.id::text = q.hit where p.case_id = $2`,
      ['210100', caseId],
    );
    return rows.length;
  };
  expect(await hits()).toBe(0);
  await place.db.owner.query('alter table hold_deduction disable trigger user');
  await place.db.owner.query('update hold_deduction set amount = 2999.99 where hold = $1', [
    caseId,
  ]);
  expect(await hits()).toBe(1);
  expect(await wrongPayouts()).toHaveLength(1);
  await place.db.owner.query('update hold_deduction set amount = 3000 where hold = $1', [caseId]);
  await place.db.owner.query('alter table hold_deduction enable trigger user');
});
