/** Workers killed after every commit of a payment after a death: every heir is paid once, nothing is left. */
import { expect, it, vi } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { deaths } from '../harness/deaths.ts';
import { killedAtEach } from '../harness/doomed.ts';
import { CLERK, office } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' });
leftInOrder(place);
const own = deaths(place);
const LIMIT_MS = 600_000;
const POLL = { timeout: 150_000, interval: 50 };

const reaches = (caseId: string, stage: string, payments = 0) =>
  vi.waitFor(async () => {
    expect((await place.row(caseId)).stage).toBe(stage);
    expect((await own.payouts(caseId)).length).toBeGreaterThanOrEqual(payments);
  }, POLL);

/** As the bank does: told again until it is heard, for a worker may die before it knows what it has paid. */
const answered = (caseId: string, stage: string, payments = 0) =>
  vi.waitFor(
    async () => {
      const ordered = (await own.payouts(caseId)).length;
      if (ordered < payments || payments === 0) await own.answers(caseId).catch(() => undefined);
      expect((await place.row(caseId)).stage).toBe(stage);
      expect((await own.payouts(caseId)).length).toBeGreaterThanOrEqual(payments);
    },
    { timeout: POLL.timeout, interval: 500 },
  );

it(
  'workers killed at every commit: two heirs are paid once each, the account closes with nothing in it',
  async () => {
    const who = await own.leaver({ flexible: '10000.00' });
    const heirs = [own.heir('李四', 2), own.heir('张甲', 1)];
    const form = await own.form(who, heirs);
    let caseId = '';
    const story = async () => {
      ({ caseId } = await place.start('death-payout', form, CLERK));
      await reaches(caseId, 'in review');
      // What the books say is what the reviewer read; the worker that comes up may know less.
      const { version } = await place.row(caseId);
      await own.review(caseId, true, version);
      await reaches(caseId, 'paying', 1);
      await answered(caseId, 'paying', 2);
      await answered(caseId, 'closed');
    };
    const kinds = [
      ...['death-asked', 'death-in-review', 'death-reviewed', 'death-shared'],
      ...['death-payment-ordered', 'death-paid', 'death-payment-ordered', 'death-paid'],
      'account-closed',
    ];
    expect(await killedAtEach(place, secrets, { kinds, story })).toBe(kinds.length);
    expect(await place.handle(caseId).result()).toBe('closed');
    expect((await own.payouts(caseId)).map(({ amount, state }) => [amount, state])).toEqual([
      ['6666.67', 'paid'],
      ['3333.33', 'paid'],
    ]);
    expect(await own.accountOf(who)).toMatchObject({ state: 'closed', money: '0.00' });
    const kindsOfPapers = await own.kinds(caseId);
    expect(kindsOfPapers.filter((kind) => kind === 'death-paid')).toHaveLength(2);
    expect(kindsOfPapers.filter((kind) => kind === 'death-decision')).toHaveLength(1);
  },
  LIMIT_MS,
);
