/** A worker that is killed between the commit and its answer, at each step of a withdrawal that moves money. */
import { describe, expect, it } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { workflowBundle } from '../harness/bundle.ts';
import { newCard } from '../harness/mandated.ts';
import { office, REVIEWER } from '../harness/office.ts';
import { withdrawals } from '../harness/withdrawals.ts';
import { startWorkerProcess } from '../harness/worker-process.ts';

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets), taskTimeout: '2 seconds' });
const own = withdrawals(place);
const { drawer, form, start, asked, paying, payouts, balances, journals, inPayment, settled } = own;
const { funded, control } = own;

/** Runs a story on a worker that is killed after it has written that event; another one goes on. */
async function killedAfter<T>(kind: string, act: () => Promise<T>): Promise<T> {
  await place.stopWorker();
  const { died } = await startWorkerProcess({
    address: place.temporal.address,
    namespace: place.temporal.namespace,
    taskQueue: place.temporal.taskQueue,
    databaseUrl: place.db.urls.app,
    secrets,
    outside: place.outside(),
    ...(await workflowBundle()),
    diesAfter: kind,
  });
  const acted = act();
  expect(await died).toBe('SIGKILL');
  await place.startWorker();
  return acted;
}

const kinds = async (caseId: string, kind: string) =>
  (await place.events(caseId)).filter((one) => one === kind);

describe('a worker that is killed', () => {
  it('after it has reserved the money: it is reserved once, instructed once and paid once', async () => {
    await funded();
    const who = await drawer();
    const content = await form(who);
    const { caseId } = await killedAfter('withdrawal-granted', () => start(content));
    await place.until(caseId, 'paying');
    expect(await balances(who)).toEqual({ flexible: '17000.00' });
    expect(await payouts(caseId)).toHaveLength(1);
    expect(await kinds(caseId, 'withdrawal-granted')).toHaveLength(1);
    await settled(caseId);
    expect((await journals(caseId)).map(({ kind }) => kind)).toEqual(['reserve', 'payment']);
    expect(await inPayment(caseId)).toBe('0.00');
  });

  it('after a reviewer’s act has reserved it: the act is done, once', async () => {
    const who = await drawer({ flexible: '300000.00' });
    const caseId = await asked(who, {
      ...{ purpose: 'purchase', amount: '60000.00', period: undefined },
      expense: { amount: '900000.00', on: '2026-10-01', reference: 'GF-9' },
      materials: ['identity-document', 'purchase-contract', 'expense-receipt'],
    });
    await place.until(caseId, 'in review');
    const review = { approve: true, reason: '核对无误' };
    const act = () => place.act(caseId, 'review', review, REVIEWER);
    expect(await killedAfter('withdrawal-granted', act)).toMatchObject({ stage: 'paying' });
    expect(await payouts(caseId)).toHaveLength(1);
    expect(await kinds(caseId, 'withdrawal-reviewed')).toHaveLength(1);
    await settled(caseId);
    expect(await balances(who)).toEqual({ flexible: '240000.00' });
  });

  it('after it has told of the payment: the person is told once', async () => {
    const who = await drawer();
    const caseId = await paying(who);
    await killedAfter('withdrawal-paid', () => settled(caseId));
    expect((await place.row(caseId)).stage).toBe('paid');
    expect(await place.handle(caseId).result()).toBe('paid');
    const told = (await place.papers(caseId)).filter(({ kind }) => kind === 'withdrawal-paid');
    expect(told).toHaveLength(1);
  });

  it('after it has told that the payment failed: the money is in the account, one task is open', async () => {
    const card = newCard();
    const who = await drawer({ card });
    await control('PUT', '/bank/cards', {
      ...{ number: card.number, holder: card.holder, state: 'closed' },
      document: '219900199001010014',
    });
    const caseId = await paying(who, { bankCard: card });
    await killedAfter('withdrawal-payment-failed', () => settled(caseId));
    await place.until(caseId, 'payment failed');
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'mend-payout' }]);
    expect(await balances(who)).toEqual({ flexible: '20000.00' });
    await place.act(caseId, 'withdraw', { reason: '不再提取' });
    expect((await journals(caseId)).map(({ kind }) => kind)).toEqual(['reserve', 'release']);
  });
});
