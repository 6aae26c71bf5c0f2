/** （四）: the contribution is changed from the first month that is not settled, once the bank agrees. */
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { confirmWith } from '../../src/db/mandate-acts.ts';
import { openCard } from '../../src/db/mandates.ts';
import { settleUnanswered } from '../../src/db/unanswered-debits.ts';
import { addToMonth, monthOf, plainMonth } from '../../src/domain/calendar.ts';
import { idNumber, today } from '../builders.ts';
import { acting } from '../db/fixtures.ts';
import { changes } from '../harness/changes.ts';
import { mandates, newCard } from '../harness/mandated.ts';
import { office, refusalOf } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
const own = mandates(place);
leftInOrder(place);
const { asked, signed, plans, amendment, answered, atBankNow, answeredFor } = changes(place, own);
const { standing, confirmed, relay, seen, keyOf, by, control, atBank } = own;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MONTH = monthOf(today());

const supervisor = (id: string) => acting(id, 'supervisor', Date.now());

interface Told {
  readonly clause?: string;
  readonly remedy?: string;
  readonly earliestDate?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly reasons?: readonly { readonly code: string }[];
}

/** What the person is told with a refusal. */
async function told(act: Promise<unknown>): Promise<Told & { readonly detail: string }> {
  const error: unknown = await act.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : error;
  if (!(cause instanceof ApplicationFailure)) throw new Error('the act was not refused');
  expect(cause.type).toBe('change-refused');
  const { detail, members } = cause.details?.[0] as { detail: string; members: Told };
  return { detail, ...members };
}

/** The holder of the waiting card reads out the code; the bank answers. */
async function confirms(opening: string, card: { readonly number: string }): Promise<void> {
  const row = await standing(opening);
  await confirmWith(place.db.api, seen(row), { code: card.number.slice(-6), by: by() });
}

describe('（四）变更月缴存额', () => {
  it('within the mandate is in force with the signature, from the first month not settled', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '1000.00' });
    expect((await place.row(caseId)).stage).toBe('awaiting signature');
    await place.sign(caseId);
    expect(await place.row(caseId)).toMatchObject({ stage: 'in force', outcome: 'in force' });
    expect(await plans(opening)).toMatchObject([
      { monthly_amount: '800.00', active: false, from_month: MONTH },
      { monthly_amount: '1000.00', active: true, from_month: MONTH },
    ]);
    expect(await amendment(caseId)).toMatchObject({ state: 'active', changes: ['amount'] });
    expect(await place.events(caseId)).toEqual([
      ...['change-requested', 'decided', 'amendment-offered'],
      ...['amendment-signed', 'decided', 'change-in-force'],
    ]);
    expect(await place.waits(caseId)).toEqual([]);
    expect(await place.tasks(caseId)).toEqual([]);
  });

  it('takes as few transitions of the engine as an opening’s signature does', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '900.00' });
    expect(await place.transitions(caseId)).toBeLessThanOrEqual(9);
  });

  it('prints what was agreed before and after, the first month and the first debit', async () => {
    const { caseId: opening, card } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '1000.00', debitDay: 20 });
    const [paper, notice, ...others] = await place.papers(caseId);
    expect(others).toEqual([]);
    expect(paper).toMatchObject({
      kind: 'amendment',
      params: {
        changes: '月缴存额和扣款日',
        before: { monthlyAmount: '800.00', debitDay: 10, cardLast4: card.number.slice(-4) },
        after: { monthlyAmount: '1000.00', debitDay: 20, cardLast4: card.number.slice(-4) },
        agreementNumber: expect.stringMatching(/\S/) as string,
        changeMonths: 12,
      },
    });
    expect(notice).toMatchObject({
      kind: 'contribution-changed',
      params: { first: { firstMonth: MONTH, debitOn: expect.any(String) as string } },
    });
    const sent = await place.ask(
      `select 1 from outbox where case_id = $1 and kind = 'notice'`,
      caseId,
    );
    expect(sent).toHaveLength(1);
  });

  it('begins after the months that are paid', async () => {
    const { caseId: opening } = await confirmed();
    const { account } = await standing(opening);
    await place.db.owner.query('update account set paid_to = $2 where number = $1', [
      account,
      addToMonth(MONTH, 2),
    ]);
    await signed(opening, { monthlyAmount: '900.00' });
    expect((await plans(opening)).map((plan) => [plan.from_month, plan.active])).toEqual([
      [MONTH, true],
      [addToMonth(MONTH, 3), true],
    ]);
  });

  it('outside the limits is refused with the nearest that would do, and leaves no case', async () => {
    const { caseId: opening } = await confirmed();
    const low = await told(asked(opening, { monthlyAmount: '1.00' }));
    expect(low).toMatchObject({
      clause: 'liaoning-4',
      reasons: [{ code: 'change-amount-outside-limits' }],
    });
    expect(low.detail).toContain('最接近的是223.00元');
    expect(low.errors).toEqual([
      {
        pointer: '#/application/monthlyAmount',
        detail: expect.stringContaining('223.00') as string,
      },
    ]);
    expect((await told(asked(opening, { monthlyAmount: '99999.00' }))).detail).toContain(
      '7358.00元。',
    );
    await signed(opening, { monthlyAmount: '223.00' });
    expect((await plans(opening)).at(-1)).toMatchObject({ monthly_amount: '223.00' });
  });

  it('twice within the months of the agreement is refused until they are over; other terms are not', async () => {
    const { caseId: opening } = await confirmed();
    await signed(opening, { monthlyAmount: '900.00' });
    const again = await told(asked(opening, { monthlyAmount: '950.00', debitDay: 12 }));
    expect(again.reasons).toMatchObject([{ code: 'changed-too-soon' }]);
    const { account } = await standing(opening);
    const free = async (days: number) => {
      await place.db.owner.query(
        `update amendment set in_force_on = $2::date - interval '1 year' + make_interval(days => $3)
          where account = $1 and state = 'active'`,
        [account, today(), days],
      );
    };
    await signed(opening, { debitDay: 12 });
    // The day before the twelve months are over, and the day they are.
    await free(1);
    expect((await told(asked(opening, { monthlyAmount: '950.00' }))).earliestDate).toBeDefined();
    await free(0);
    await signed(opening, { monthlyAmount: '950.00' });
    expect((await plans(opening)).filter(({ active }) => active)).toMatchObject([
      { monthly_amount: '950.00', debit_day: 12 },
    ]);
  });

  it('to what is agreed already is refused', async () => {
    const { caseId: opening } = await confirmed();
    const same = { monthlyAmount: '800.00', cycle: 'month', debitDay: 10 };
    expect((await told(asked(opening, same))).reasons).toMatchObject([{ code: 'nothing-changes' }]);
  });
});

describe('（四）超过委托扣款单笔限额的', () => {
  it('waits until the bank has raised the limit, and is then in force by itself', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '2000.00' });
    expect(await place.row(caseId)).toMatchObject({
      stage: 'awaiting bank',
      detail: { bank: 'limit', waitsFor: 'mandate-change' },
    });
    expect((await place.waits(caseId)).map(({ kind }) => kind)).toEqual(['mandate-change']);
    expect((await plans(opening)).at(-1)).toMatchObject({ monthly_amount: '800.00' });
    await answered(caseId);
    await place.until(caseId, 'in force');
    const row = await standing(opening);
    expect(row).toMatchObject({ limit_each: '4000.00', under_way: null });
    expect(await atBank(row.bank_mandate)).toMatchObject({ limit: '4000.00' });
    expect((await plans(opening)).at(-1)).toMatchObject({ monthly_amount: '2000.00' });
  });

  it('is looked at each morning even when the wake-up is lost', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { monthlyAmount: '2000.00' });
    await relay();
    await place.db.owner.query(
      `update outbox set delivered_at = now() where kind = 'wake-case' and case_id = $1`,
      [caseId],
    );
    await place.days(caseId, 1);
    await place.until(caseId, 'in force');
  });

  it('needs nothing of the bank where no mandate is in force', async () => {
    const { caseId: opening } = await confirmed();
    const { id } = await standing(opening);
    await place.db.owner.query(
      `update mandate set state = 'cancelled', reason = 'holder-asked', ended_by = 'holder',
         ended_on = current_date where id = $1`,
      [id],
    );
    const caseId = await signed(opening, { monthlyAmount: '3000.00' });
    expect((await place.row(caseId)).stage).toBe('in force');
  });
});

describe('（四）变更银行卡', () => {
  it('is in force when its holder has confirmed it at the bank; until then the old card counts', async () => {
    const { caseId: opening, card } = await confirmed();
    const next = newCard();
    const caseId = await signed(opening, { bankCard: next });
    await relay();
    const before = await standing(opening);
    expect(openCard(keyOf(before), before.account, before.card)).toEqual(card);
    expect(before.next_card).not.toBeNull();
    expect((await place.row(caseId)).stage).toBe('awaiting bank');
    await confirms(opening, next);
    await answered(caseId);
    await place.until(caseId, 'in force');
    const after = await standing(opening);
    expect(openCard(keyOf(after), after.account, after.card)).toEqual(next);
    const plan = (await plans(opening)).at(-1)!;
    expect(plan.active).toBe(true);
    expect(openCard(keyOf(after), after.account, plan.card)).toEqual(next);
    const text = JSON.stringify((await place.trail(caseId)).map((event) => event.public));
    expect(text).not.toContain(next.number);
  });

  it.each([
    ['confirmed on the day before the last, is in force', -DAY_MS - HOUR_MS, true],
    ['confirmed on the last day, is in force', -HOUR_MS, true],
    ['never confirmed, lapses on the day after, and the old card stays', 0, false],
  ])('%s', async (_, before, inTime) => {
    const { caseId: opening, card } = await confirmed();
    const next = newCard();
    const caseId = await signed(opening, { bankCard: next, monthlyAmount: '900.00' });
    await relay();
    await place.pass(caseId, 'mandate-change', before);
    if (inTime) {
      expect((await place.row(caseId)).stage).toBe('awaiting bank');
      await confirms(opening, next);
      // Two months are due in one go by then: the bank is asked for the limit, too.
      await answered(caseId);
      await answered(caseId);
      await place.until(caseId, 'in force');
      return;
    }
    expect(await place.row(caseId)).toMatchObject({ stage: 'lapsed', outcome: 'not-done' });
    expect(await amendment(caseId)).toMatchObject({ state: 'lapsed', from_month: null });
    expect((await place.papers(caseId)).map(({ kind }) => kind)).toEqual([
      'amendment',
      'change-ended',
    ]);
    expect((await plans(opening)).at(-1)).toMatchObject({ monthly_amount: '800.00' });
    // The card that waited is dropped at the bank: its code opens nothing any more.
    await relay();
    const row = await standing(opening);
    expect(row).toMatchObject({ state: 'active', next_card: null, under_way: null });
    expect(openCard(keyOf(row), row.account, row.card)).toEqual(card);
    expect(await atBank(row.bank_mandate)).toMatchObject({ nextCardEnd: null });
  });

  it('of somebody else is refused, and so is the one in use', async () => {
    const { caseId: opening, card } = await confirmed();
    const other = await told(asked(opening, { bankCard: newCard('李四') }));
    expect(other).toMatchObject({
      reasons: [{ code: 'card-holder-differs' }],
      errors: [{ pointer: '#/application/bankCard/holder' }],
    });
    const same = await told(asked(opening, { bankCard: card }));
    expect(same.reasons).toMatchObject([{ code: 'card-in-use' }]);
  });

  it('that the bank refuses is told, and asked for again when it is mended', async () => {
    const { caseId: opening, number: document } = await confirmed();
    const next = newCard();
    const prepared = { number: next.number, holder: next.holder, balance: '10.00' };
    await control('PUT', '/bank/cards', { ...prepared, document: idNumber() });
    const caseId = await signed(opening, { bankCard: next });
    await answered(caseId);
    await expect.poll(() => place.events(caseId)).toContain('change-refused-by-bank');
    expect(await place.row(caseId)).toMatchObject({ stage: 'awaiting bank' });
    await control('PUT', '/bank/cards', { ...prepared, document });
    await place.act(caseId, 'ask-bank', {});
    await relay();
    await confirms(opening, next);
    await answered(caseId);
    await place.until(caseId, 'in force');
  });

  it('is not asked for twice while the bank has not answered', async () => {
    const { caseId: opening } = await confirmed();
    const caseId = await signed(opening, { bankCard: newCard() });
    expect(await refusalOf(place.act(caseId, 'ask-bank', {}))).toBe('mandate-under-way');
  });

  it('signs a mandate anew where there is none', async () => {
    const { caseId: opening } = await confirmed();
    const { id } = await standing(opening);
    await place.db.owner.query(
      `update mandate set state = 'cancelled', reason = 'holder-asked', ended_by = 'holder',
         ended_on = current_date where id = $1`,
      [id],
    );
    const next = newCard();
    const caseId = await signed(opening, { bankCard: next });
    await relay();
    const row = await standing(opening);
    expect(row.id).not.toBe(id);
    expect(row).toMatchObject({ state: 'unconfirmed' });
    expect((await place.row(caseId)).stage).toBe('awaiting bank');
    await confirms(opening, next);
    await answered(caseId);
    await place.until(caseId, 'in force');
  });
});

describe('（四）扣款正在银行办理的', () => {
  it('is not taken in, and says until when', async () => {
    const { caseId: opening } = await confirmed();
    await atBankNow(opening);
    const refused = await told(asked(opening, { monthlyAmount: '900.00' }));
    expect(refused.reasons).toMatchObject([{ code: 'debit-at-bank' }]);
    expect(refused.earliestDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });

  it('signed meanwhile waits for the answer, and begins after that month', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
    await atBankNow(opening);
    await place.sign(caseId);
    expect(await place.row(caseId)).toMatchObject({
      stage: 'awaiting bank',
      detail: { waitsFor: 'debit-answer' },
    });
    await answeredFor(opening, 'paid');
    await place.handle(caseId).signal('bankAnswered');
    await place.until(caseId, 'in force');
    expect((await plans(opening)).at(-1)).toMatchObject({
      monthly_amount: '900.00',
      from_month: addToMonth(plainMonth(MONTH), 1),
    });
  });

  it('is woken at once by the bank’s word on paper that the debit was not carried out', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
    await atBankNow(opening);
    await place.sign(caseId);
    const { account } = await standing(opening);
    const { rows } = await place.db.owner.query<{ id: string }>(
      `insert into unanswered_debit (debit, center, found_on, found_at)
       select key, center, $2, now() from debit where account = $1 and state = 'sent' returning id`,
      [account, today()],
    );
    const settling = { id: rows[0]!.id, reason: '银行来函', on: today() };
    const document = '沈银函〔2026〕12号';
    await settleUnanswered(place.db.api, {
      ...{ ...settling, version: 1, action: 'record', document, by: supervisor('sun-zhuguan') },
    });
    await settleUnanswered(place.db.api, {
      ...{
        ...settling,
        version: 2,
        action: 'confirm',
        document: null,
        by: supervisor('zhou-zhuguan'),
      },
    });
    await relay();
    await place.until(caseId, 'in force');
    expect((await plans(opening)).at(-1)).toMatchObject({ from_month: MONTH });
  });

  it('refused by the bank, the month is owed anew under the new terms', async () => {
    const { caseId: opening } = await confirmed();
    const { caseId } = await asked(opening, { monthlyAmount: '900.00' });
    await atBankNow(opening);
    await place.sign(caseId);
    await answeredFor(opening, 'refused');
    await place.handle(caseId).signal('bankAnswered');
    await place.until(caseId, 'in force');
    expect((await plans(opening)).at(-1)).toMatchObject({ from_month: MONTH });
    const dues = await place.ask(
      `select d.state from contribution_due d join account a on a.number = d.account
        where a.opened_by_case = $1`,
      opening,
    );
    expect(dues).toEqual([{ state: 'void' }]);
    const event = (await place.trail(caseId)).find(({ kind }) => kind === 'change-in-force');
    expect(event?.public).toMatchObject({ anew: [MONTH] });
  });
});
