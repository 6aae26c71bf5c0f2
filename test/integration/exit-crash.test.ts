/**
 * A worker that is killed after the commits of an exit whose card was closed and of a closing that comes to
 * nothing: nothing is paid twice, nothing is closed with money. Every point of the straight courses is in
 * exit-crash-points.test.ts.
 */
import { afterEach, describe, expect, it, vi } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { killedAtEach } from '../harness/doomed.ts';
import { dormancies } from '../harness/dormancy.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { newCard } from '../harness/mandated.ts';
import { office, REVIEWER } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' });
leftInOrder(place);
const own = exits(place);
const dormant = dormancies(place);
const LIMIT_MS = 180_000;
const POLL = { timeout: 150_000, interval: 50 };

/** The stage is written; the worker that wrote it may be gone. */
const reaches = (caseId: string, stage: string, more = (): Promise<void> => Promise.resolve()) =>
  vi.waitFor(async () => {
    expect((await place.row(caseId)).stage).toBe(stage);
    await more();
  }, POLL);

async function expectOnce(caseId: string, who: Leaver, payouts: number): Promise<void> {
  const all = await own.payouts(caseId);
  expect(all.filter(({ state }) => state === 'paid')).toHaveLength(payouts);
  const keys = await place.ask<{ n: number }>(
    `select count(*)::integer as n from journal where case_id = $1 group by key having count(*) > 1`,
    caseId,
  );
  expect(keys).toEqual([]);
  expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
  const kinds = await own.kinds(caseId);
  expect(kinds.filter((kind) => kind === 'exit-closed')).toHaveLength(1);
  expect(kinds.filter((kind) => kind === 'exit-accepted')).toHaveLength(1);
}

/** As the bank does: told again until it is heard, for a worker may die before it knows what it has paid. */
const answered = (caseId: string, stage: string, how: { readonly refused?: boolean } = {}) =>
  vi.waitFor(
    async () => {
      await own.answers(caseId, how).catch(() => undefined);
      expect((await place.row(caseId)).stage).toBe(stage);
    },
    { timeout: POLL.timeout, interval: 500 },
  );

describe('workers that are killed between commit and answer', () => {
  afterEach(async () => {
    // Of no account that was closed anything is left.
    const left = await place.ask(
      `select a.number from account a join balance b on b.account = a.number
        where a.state = 'closed' and b.amount <> 0`,
    );
    expect(left).toEqual([]);
  });

  it(
    'at every commit of an exit whose card was closed',
    async () => {
      const who = await own.leaver();
      const caseId = await own.offered(who);
      const story = async () => {
        await own.sign(caseId);
        await reaches(caseId, 'paying');
        await answered(caseId, 'payment failed', { refused: true });
        const bankCard = newCard(who.applicant.name);
        await place.act(caseId, 'change-card', { bankCard, reason: '换卡' });
        await reaches(caseId, 'in review');
        await place.act(caseId, 'review', { approve: true, reason: '已核实' }, REVIEWER);
        await reaches(caseId, 'paying');
        await answered(caseId, 'closed');
      };
      const kinds = [
        ...['withdrawal-payment-failed', 'payout-card-changed', 'exit-in-review'],
        // The look and the second order are one commit.
        'exit-payment-ordered',
      ];
      expect(await killedAtEach(place, secrets, { kinds, story })).toBe(kinds.length);
      await expectOnce(caseId, who, 1);
    },
    LIMIT_MS,
  );

  it(
    'at the commit that keeps an account whose interest the bank has refused',
    async () => {
      const who = await dormant.holder();
      await dormant.earned(who);
      await dormant.carded(who);
      const { caseId, until } = await dormant.noticed(who);
      const story = async () => {
        await dormant.goTo(caseId, addDays(until, 1));
        await reaches(caseId, 'paying');
        await answered(caseId, 'kept', { refused: true });
      };
      const kinds = ['check-answered', 'account-kept'];
      expect(await killedAtEach(place, secrets, { kinds, story })).toBe(kinds.length);
      expect(await place.handle(caseId).result()).toBe('kept');
      expect(await dormant.accountOf(who)).toMatchObject({ state: 'normal' });
      expect(await own.payouts(caseId)).toMatchObject([{ amount: '25.00', state: 'refused' }]);
    },
    LIMIT_MS,
  );
});

describe('a worker that forgets everything', () => {
  it(
    'wherever the case rests goes on from its history, and the same comes of it',
    async () => {
      const again = async () => {
        await place.stopWorker();
        await place.startWorker();
      };
      const who = await own.leaver({ unit: '8000.00', sealedOn: '2026-08-31' });
      const caseId = await own.offered(who);
      await again();
      await own.sign(caseId);
      await place.until(caseId, 'paying');
      await again();
      await own.paid(caseId, 'awaiting gate');
      await again();
      await own.hold(who).then(own.release);
      await own.news(caseId);
      await again();
      await own.goTo(caseId, plainDate('2027-03-01'));
      await place.until(caseId, 'paying');
      await again();
      await own.paid(caseId, 'closed');
      await expectOnce(caseId, who, 2);
    },
    LIMIT_MS,
  );
});
