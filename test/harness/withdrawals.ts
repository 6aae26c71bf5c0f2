/** Withdrawals (提取) of a suite: accounts with money and months, applications, the bank behind the relay. */
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { idNumber, today } from '../builders.ts';
import { mandates, newCard } from './mandated.ts';
import { CLERK, type As, type Office } from './office.ts';

export interface Drawer {
  readonly openingCase: string;
  readonly account: string;
  readonly accountId: string;
  readonly person: string;
  /** The card that the account was opened with. */
  readonly card: ReturnType<typeof newCard>;
}

const MONTHS = 6;
const AT_BANK = ['paying', 'needs attention'];
const POLL = { timeout: 20_000, interval: 20 };

/** Call it once at the top of a suite. */
export function withdrawals(place: Office) {
  const bank = mandates(place);

  /** An account with money of both sources and half a year of months paid in a row. */
  async function drawer({
    flexible = '20000.00',
    unit = '0.00',
    months = MONTHS,
    card = newCard(),
  } = {}): Promise<Drawer> {
    const { caseId } = await place.apply({ number: idNumber() }, { bankCard: card });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [row] = await place.ask<Record<string, string>>(
      'select number, id, person from account where opened_by_case = $1',
      caseId,
    );
    const { number: account = '', id = '', person = '' } = row!;
    await put(account, 'flexible', flexible);
    if (unit !== '0.00') await put(account, 'unit', unit);
    const last = monthOf(today());
    for (let n = 0; n < months; n += 1) {
      await place.db.owner.query(
        `insert into contribution (account, month, amount, paid_on, journal)
         select $1, $2, 800, current_date, max(id) from journal`,
        [account, addToMonth(last, -n)],
      );
    }
    return { openingCase: caseId, account, accountId: id, person, card };
  }

  /** Money taken over from the system before. */
  async function put(account: string, source: 'flexible' | 'unit', amount: string) {
    const money = yuan(amount);
    await inTransaction(
      place.pool,
      (tx) =>
        recordJournals(tx, '210100', [
          {
            ...{
              key: `takeover/${randomUUID()}`,
              kind: 'takeover',
              valueDate: '2026-01-05' as never,
            },
            by: 'test',
            lines: [
              { book: 'bank', amount: yuan(`-${amount}`) },
              { book: 'personal', account, source, amount: money },
            ],
          },
        ]),
      { isolation: 'read committed' },
    );
  }

  /** A complete application for rent. */
  async function form(who: Drawer, more: Record<string, unknown> = {}) {
    const kinds = (more['materials'] as string[] | undefined) ?? [
      'identity-document',
      'no-home-proof',
    ];
    const evidence = [];
    for (const kind of kinds) evidence.push({ kind, file: await place.upload() });
    const month = monthOf(today());
    const { materials: _, ...rest } = more;
    return {
      account: who.accountId,
      purpose: 'rent',
      amount: '3000.00',
      married: false,
      ownsHome: false,
      expense: { amount: '9000.00', reference: 'ZL-1' },
      period: { from: addToMonth(month, -2), to: month },
      bankCard: who.card,
      evidence,
      ...rest,
    };
  }

  const start = (content: object, by: As = CLERK) => place.start('withdrawal', content, by);

  async function asked(who: Drawer, more: Record<string, unknown> = {}, by: As = CLERK) {
    return (await start(await form(who, more), by)).caseId;
  }

  /** The same, decided and with the bank. */
  async function paying(who: Drawer, more: Record<string, unknown> = {}) {
    const caseId = await asked(who, more);
    await place.until(caseId, 'paying');
    return caseId;
  }

  const payouts = (caseId: string) =>
    place.ask<Record<string, unknown>>(
      `select key, n, state, amount::text, moved::text, reason, serial, card_last4, booked_on::text
         from payout where case_id = $1 order by n`,
      caseId,
    );
  const balances = async ({ account }: Drawer) =>
    Object.fromEntries(
      (
        await place.ask<{ source: string; amount: string }>(
          'select source, amount::text from balance where account = $1 and amount <> 0',
          account,
        )
      ).map(({ source, amount }) => [source, amount]),
    );
  const journals = (caseId: string) =>
    place.ask<{ kind: string; value_date: string; key: string }>(
      'select kind, value_date::text, key from journal where case_id = $1 order by id',
      caseId,
    );
  /** What the book has under way for a case. */
  const inPayment = async (caseId: string) => {
    const [row] = await place.ask<{ amount: string }>(
      `select coalesce(sum(p.amount), 0)::text as amount from posting p
         join journal j on j.id = p.journal where j.case_id = $1 and p.book = 'in-payment'`,
      caseId,
    );
    return row?.amount;
  };
  /** The bank is told, answers, and the case that waits hears of it. */
  async function settled(caseId: string) {
    await vi.waitFor(async () => {
      await bank.relay();
      expect(AT_BANK).not.toContain((await place.row(caseId)).stage);
    }, POLL);
  }
  return {
    ...{ bank, drawer, put, form, start, asked, paying, payouts, balances, journals, inPayment },
    settled,
    control: bank.control,
    /** The center's own money at the bank. */
    funded: () => place.world.funds('210100', '10000000.00'),
  };
}
