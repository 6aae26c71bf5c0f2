/**
 * Accounts that live on an office's demo time: whatever happens to one happens on the demo's day, and a case
 * that waits is carried along.
 */
import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { dateAt, monthOf, plainDate, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { settle } from '../../src/ledger/interest.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import type { DemoClock } from '../../src/temporal/demo-clock.ts';
import { idNumber } from '../builders.ts';
import { breaches } from './breaches.ts';
import { exits, type Leaver } from './exits.ts';
import { newCard } from './mandated.ts';
import type { Office } from './office.ts';
import { takeUps } from './take-ups.ts';

const NOON_MS = 12 * 3_600_000;
const CENTER = '210100';
const POLL = { timeout: 20_000, interval: 50 };

/** Call it once at the top of a suite whose office is ahead by that clock. */
export function living(place: Office, clock: DemoClock) {
  const own = exits(place);
  const units = takeUps(place);
  const world = breaches(place);
  const today = (): PlainDate => dateAt(clock.now());
  const known = ({ applicant: person, person: personId, account, accountId }: Leaver) => ({
    ...{ person, personId, account, accountId },
  });

  /** Noon of a day; the demo's time only goes forward. */
  const goTo = (day: PlainDate): void => {
    clock.setTo(startOf(day) + NOON_MS);
  };

  /** An account that is opened today. */
  async function joins(): Promise<Leaver> {
    const applicant = { name: '张三', type: 'resident-id', number: idNumber() };
    const card = newCard(applicant.name);
    const { caseId } = await place.apply(applicant, { bankCard: card });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'opened');
    const [row] = await place.ask<{ number: string; id: string; person: string }>(
      'select number, id, person from account where opened_by_case = $1',
      caseId,
    );
    const { number: account, id: accountId, person } = row!;
    return { openingCase: caseId, account, accountId, person, applicant, card };
  }

  /** A contribution of the holder's own, of 800.00, for a month. */
  const pays = async (who: Leaver, month = monthOf(today())) =>
    world.pay({ ...who, number: who.applicant.number, agreement: '' }, month, today());

  /** A unit tells of a contribution, and its money comes in on the same day. */
  async function unitPays(who: Leaver, amount: string, month = monthOf(today())): Promise<void> {
    await units.tells('contributed', who.account, today(), { month });
    await own.put(who, 'unit', amount, today());
  }

  /** The unit that told of its contribution has taken the account over: by a case of its own. */
  async function employed({ account }: Leaver): Promise<void> {
    await vi.waitFor(async () => {
      await world.relay();
      const [row] = await place.ask<{ source: string; open: number }>(
        `select a.source, (select count(*)::integer from employment e join "case" c on c.id = e.case_id
            where e.account = a.number and c.closed_at is null) as open
           from account a where a.number = $1`,
        account,
      );
      expect(row).toEqual({ source: 'unit', open: 0 });
    }, POLL);
  }

  const unitSeals = (who: Leaver) => units.tells('sealed', who.account, today());

  /** Goes on with the account as the holder's own. @returns what the case told of it */
  async function goesOn(
    type: 'conversion-to-flexible' | 'resumption',
    who: Leaver,
  ): Promise<Record<string, unknown>> {
    const caseId = await units.start(type, known(who), { bankCard: who.card });
    await place.until(caseId, 'awaiting signature');
    await place.sign(caseId);
    await place.until(caseId, 'taken up');
    const [event] = await place.ask<{ public: Record<string, unknown> }>(
      `select public from event where case_id = $1 and kind = 'account-taken-up'`,
      caseId,
    );
    return event!.public;
  }

  /** A waiting case is carried to the demo's date. */
  async function carried(caseId: string): Promise<void> {
    await place.temporal.clock.jumpTo(place.handle(caseId), new Date(clock.now()));
  }

  /** The settlement of the year, for this account alone. */
  async function settledYear({ account }: Leaver, year: number): Promise<void> {
    const { figures } = await createOffices(place.pool).read();
    const on = plainDate(`${String(year)}-06-30`);
    const terms = interestTerms(figures, { center: CENTER, on })!;
    await inTransaction(place.pool, (tx) =>
      settle(
        tx,
        { center: CENTER, first: account, last: account, year, terms },
        { by: 'test', charge: `test/${randomUUID()}` },
      ),
    );
  }

  const balances = async ({ account }: Leaver) =>
    Object.fromEntries(
      (
        await place.ask<{ source: string; amount: string }>(
          'select source, amount::text from balance where account = $1',
          account,
        )
      ).map(({ source, amount }) => [source, amount]),
    );

  return {
    ...{ own, units, world, today, goTo, joins, pays, unitPays, employed, unitSeals, goesOn },
    ...{ carried, settledYear, balances },
  };
}
