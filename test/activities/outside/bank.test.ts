/** The bank's client: what a refusal is, what is unknown, and that an instruction leaves once. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { deliver, nothingLeft } from '../../../activities/outside/bank-delivery.ts';
import { type BankInstruction } from '../../../activities/outside/bank-answer.ts';
import {
  type BankClient,
  type BankDebit,
  createBankClient,
} from '../../../activities/outside/bank.ts';
import { BANK_REFUSALS } from '../../../src/domain/bank-refusals.ts';
import { plainDate } from '../../../src/domain/calendar.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { yuan } from '../../../src/domain/money.ts';
import { CODES } from '../../../src/simulators/bank/codes.ts';
import { BANK_FAULT_KINDS, type FaultKind } from '../../../src/simulators/inputs.ts';
import { bankSuite, CENTER, DAY } from '../../simulators/bank-client.ts';
import { simulators } from '../../simulators/start.ts';

const suite = simulators();
const bank = bankSuite(suite);
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  await suite.control('DELETE', '/faults');
  await suite.control('PUT', '/settings', {});
});
afterAll(() => Promise.all(closing.map((close) => close())));

/** One for each test, so that no circuit is open from before. */
function client(): BankClient {
  const made = createBankClient({ url: `${suite.url}/bank` });
  closing.push(made.close);
  return made;
}

const how = (timeoutMs = 5000) => ({ timeoutMs, key: randomUUID() });
const ON = plainDate(DAY);

/** Debits of one person with money enough, and how they come to the bank. */
async function batchOf(count: number, amount = '10.00') {
  const person = await bank.holder({ balance: '5000.00' });
  const items = Array.from({ length: count }, (): BankDebit => ({
    key: randomUUID(),
    mandate: person.mandate,
    card: person.number,
    holder: person.holder,
    amount: yuan(amount),
    text: '2026年1月缴存',
  }));
  const batch = { center: CENTER, batch: randomUUID(), on: ON, items };
  const keys = items.map(({ key }) => key);
  return { person, batch, keys, delivery: { kind: 'debit', batch } as const };
}

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const outcome = await work.then(
    (answer) => answer,
    (error: unknown) => error,
  );
  if (outcome instanceof Fault) return outcome;
  throw new Error(`answered ${JSON.stringify(outcome)}`);
}

const states = (items: readonly BankInstruction[]) => items.map(({ state }) => state);

/** Until nothing is missing: as a caller does that comes back after every fault. */
async function deliverTillThere(asking: BankClient, batch: Awaited<ReturnType<typeof batchOf>>) {
  for (let mayHaveLeft = false; ; mayHaveLeft = true) {
    const delivered = await deliver(asking, batch.delivery, { mayHaveLeft, timeoutMs: 5000 }).catch(
      (error: unknown) => {
        if (!(error instanceof Fault)) throw error;
        return null;
      },
    );
    if (delivered?.missing.length === 0) return;
  }
}

describe('a mandate', () => {
  const request = (person: Awaited<ReturnType<typeof bank.holder>>) => ({
    center: CENTER,
    card: person.number,
    holder: person.holder,
    document: { type: 'resident-id', number: person.document },
    limit: yuan('1000.00'),
  });

  it('is signed, confirmed, changed, looked at and cancelled', async () => {
    const [person, asking] = [await bank.holder(), client()];
    const signed = await asking.signMandate(request(person), how());
    if (signed.result !== 'accepted') throw new Error('refused');
    const { mandate } = signed;
    expect(signed.state).toBe('unconfirmed');
    const code = person.number.slice(-6);
    expect(await asking.confirmMandate({ mandate, code }, how())).toMatchObject({
      state: 'active',
    });
    await asking.changeMandate({ mandate, limit: yuan('2000.00') }, how());
    expect(await asking.findMandate({ mandate }, how())).toMatchObject({
      ...{ mandate, state: 'active', limit: '2000.00', cancelledBy: null },
      cardEnd: person.number.slice(-4),
    });
    await asking.cancelMandate({ mandate }, how());
    expect(await asking.findMandate({ mandate }, how())).toMatchObject({ cancelledBy: 'center' });
    expect(await asking.findMandate({ mandate: 'nobody’s' }, how())).toBeNull();
  });

  it('of somebody else’s card is refused, and that is a value', async () => {
    const person = await bank.holder();
    const signed = await client().signMandate({ ...request(person), holder: '孟轲' }, how());
    expect(signed).toEqual({
      result: 'refused',
      refusal: { reason: 'holder-differs', bankCode: '05' },
      state: null,
    });
  });
});

describe('a refusal', () => {
  it('has words for every code of the bank, and is `other` for one that nobody knows', async () => {
    const codes = Object.values(CODES);
    for (const code of [...codes, '90', 'X9']) {
      const { person, batch, keys } = await batchOf(1);
      await client().sendDebits(batch, how());
      await client().findInstructions(keys, how());
      await suite.control('POST', '/bank/returns', { key: keys[0], code });
      const [found] = await client().findInstructions(keys, how());
      if (found?.state !== 'returned') throw new Error('not returned');
      const { reason, bankCode } = found.refusal;
      expect([bankCode, reason === 'other']).toEqual([code, code === 'X9']);
      const { title, remedy } = BANK_REFUSALS[reason];
      expect(title + remedy).toMatch(/^[\u4e00-\u9fff].*。$/);
      expect(await bank.balance(person.number)).toBe('5000.00');
    }
  });
});

describe('an instruction', () => {
  it('is asked for by key, each once, in the order of the question', async () => {
    const { batch, keys } = await batchOf(3);
    const asking = client();
    expect(states(await asking.findInstructions(keys, how()))).toEqual(keys.map(() => 'not-known'));
    const receipt = await asking.sendDebits(batch, how());
    expect(receipt).toEqual({ batch: batch.batch, accepted: 3 });
    const backwards = keys.toReversed();
    const found = await asking.findInstructions(backwards, how());
    expect(found.map(({ key }) => key)).toEqual(backwards);
    expect(found).toMatchObject(
      keys.map(() => ({ state: 'done', amount: '10.00', difference: '0.00' })),
    );
  });

  it('is paid out and may come back', async () => {
    const person = await bank.holder({ balance: '0.00' });
    await suite.control('PUT', '/bank/deposits', { center: CENTER, balance: '500.00' });
    const key = randomUUID();
    const { number: card, holder } = person;
    const items = [{ key, card, holder, amount: yuan('120.00'), text: '提取' }];
    const asking = client();
    await asking.sendPayouts({ center: CENTER, batch: randomUUID(), on: ON, items }, how());
    expect(await asking.findInstructions([key], how())).toMatchObject([
      { kind: 'payout', state: 'done', amount: '120.00' },
    ]);
    await suite.control('POST', '/bank/returns', { key });
    expect(await asking.findInstructions([key], how())).toMatchObject([
      { state: 'returned', refusal: { reason: 'payee-returned' } },
    ]);
  });

  it.each([0, 1001])('is not sent in a batch of %i', async (count) => {
    const { batch } = await batchOf(count);
    await expect(client().sendDebits(batch, how())).rejects.toThrow(RangeError);
  });

  it('goes with 999 others in one request', async () => {
    const { batch, keys, person } = await batchOf(1000, '1.00');
    const asking = client();
    expect(await asking.sendDebits(batch, how(20_000))).toMatchObject({ accepted: 1000 });
    const found = await asking.findInstructions(keys, how(20_000));
    expect(new Set(states(found))).toEqual(new Set(['done']));
    expect(await bank.balance(person.number)).toBe('4000.00');
    const page = await asking.results(
      { center: CENTER, batch: batch.batch, after: '0' },
      how(20_000),
    );
    expect([page.items.length, page.more]).toEqual([1000, false]);
  }, 60_000);

  it('does not stand in any address, nor does its card', async () => {
    const { batch, person } = await batchOf(1);
    await client().sendDebits(batch, how());
    const text = JSON.stringify(await suite.asked());
    expect(text).not.toContain(person.number);
    expect(text).not.toContain(person.holder);
  });
});

/** What the client says at first; then everything must be there once, and no more. */
const READINGS: Readonly<Record<string, { fault?: string; states?: readonly string[] }>> = {
  down: { fault: 'cut-off' },
  '5xx': { fault: 'server-error' },
  garbage: { fault: 'wrong-type' },
  endless: { fault: 'timed-out' },
  huge: { fault: 'too-large' },
  slow: { fault: 'timed-out' },
  late: { fault: 'timed-out' },
  'lost-answer': { fault: 'cut-off' },
  partial: { fault: 'cut-off' },
  'other-request': { fault: 'other-request' },
  redirect: { fault: 'redirected' },
  'error-status': { fault: 'wrong-shape' },
  'timeout-status': { fault: 'server-error' },
  duplicate: {},
  'partial-batch': {},
};

describe('a batch that meets a fault', () => {
  it.each(Object.entries(READINGS))(
    '%s: unknown at first, asked for by key, and debited once in the end',
    async (kind, { fault }) => {
      const made = await batchOf(4);
      await suite.breakIt('bank', { kind: kind as FaultKind, times: 1, delayMs: 60_000 });
      const asking = client();
      const first = asking.sendDebits(made.batch, how(2000));
      if (fault === undefined) await first;
      else {
        const thrown = await faultOf(first);
        expect(thrown.members).toMatchObject({ system: 'bank', reason: fault });
        expect(nothingLeft(thrown)).toBe(false);
        expect(`${thrown.message} ${String(thrown.stack)}`).not.toContain(made.person.number);
      }
      await deliverTillThere(asking, made);
      const found = await asking.findInstructions(made.keys, how());
      expect(states(found)).toEqual(['done', 'done', 'done', 'done']);
      expect(await bank.balance(made.person.number)).toBe('4960.00');
    },
  );

  it('lost answer: done, and not sent again', async () => {
    const made = await batchOf(2);
    await suite.breakIt('bank', { kind: 'lost-answer', times: 1 });
    await faultOf(deliver(client(), made.delivery, { mayHaveLeft: false, timeoutMs: 2000 }));
    const again = await deliver(client(), made.delivery, { mayHaveLeft: true, timeoutMs: 2000 });
    expect([again.sent, again.missing]).toEqual([[], []]);
    expect(again.known.map(({ key }) => key)).toEqual(made.keys);
    const sendings = (await suite.asked()).filter(({ about }) => about === '扣款 2笔 20.00元');
    expect(sendings).toHaveLength(1);
  });

  it('no answer to the question is no reason to send', async () => {
    const made = await batchOf(1);
    await suite.breakIt('bank', { kind: 'down' });
    const told: (readonly string[])[] = [];
    const onLeaving = (keys: readonly string[]) => {
      told.push(keys);
      return Promise.resolve();
    };
    await faultOf(
      deliver(client(), made.delivery, { mayHaveLeft: true, timeoutMs: 500, onLeaving }),
    );
    expect(told).toEqual([]);
    await suite.control('DELETE', '/faults');
    expect(states(await client().findInstructions(made.keys, how()))).toEqual(['not-known']);
  });

  it('partial batch: what was left out is named and sent by itself', async () => {
    const made = await batchOf(5);
    await suite.breakIt('bank', { kind: 'partial-batch', times: 1 });
    const first = await deliver(client(), made.delivery, { mayHaveLeft: false, timeoutMs: 2000 });
    expect(first.missing).toEqual(made.keys.slice(2));
    const second = await deliver(client(), made.delivery, { mayHaveLeft: true, timeoutMs: 2000 });
    expect([second.sent, second.missing]).toEqual([made.keys.slice(2), []]);
    await client().findInstructions(made.keys, how());
    expect(await bank.balance(made.person.number)).toBe('4950.00');
  });

  it('another content under a key is a conflict, and nothing of the batch is taken', async () => {
    const [made, beside] = [await batchOf(1), await batchOf(1)];
    await client().sendDebits(made.batch, how());
    const items = [{ ...made.batch.items[0]!, amount: yuan('11.00') }, ...beside.batch.items];
    const thrown = await faultOf(client().sendDebits({ ...made.batch, items }, how()));
    expect(thrown.code).toBe('effect-conflict');
    expect(states(await client().findInstructions(beside.keys, how()))).toEqual(['not-known']);
  });

  it('a circuit that is open let nothing leave', async () => {
    const made = await batchOf(1);
    await suite.breakIt('bank', { kind: '5xx' });
    const asking = client();
    for (let i = 0; i < 6; i += 1) await faultOf(asking.sendDebits(made.batch, how(300)));
    const thrown = await faultOf(asking.sendDebits(made.batch, how(300)));
    expect(thrown.members).toMatchObject({ reason: 'circuit-open' });
    expect(nothingLeft(thrown)).toBe(true);
    expect(asking.health().state).toBe('open');
  });
});

describe('what the bank does with an instruction', () => {
  it('wrong amount: told as a difference, in the result and by key', async () => {
    const made = await batchOf(2);
    await suite.breakIt('bank', { kind: 'wrong-amount', about: made.keys[1]! });
    const asking = client();
    await asking.sendDebits(made.batch, how());
    const differing = { state: 'done', asked: '10.00', amount: '9.99', difference: '-0.01' };
    const page = await asking.results(
      { center: CENTER, batch: made.batch.batch, after: '0' },
      how(),
    );
    expect(page.items).toMatchObject([{ difference: '0.00' }, differing]);
    expect(await asking.findInstructions([made.keys[1]!], how())).toMatchObject([differing]);
    expect(await bank.balance(made.person.number)).toBe('4980.01');
  });

  it('refusing cards: no money moves, and the refusal has words', async () => {
    const made = await batchOf(1);
    await suite.breakIt('bank', { kind: 'refuse-cards' });
    await client().sendDebits(made.batch, how());
    expect(await client().findInstructions(made.keys, how())).toMatchObject([
      { state: 'refused', refusal: { reason: 'card-refused', bankCode: '57' } },
    ]);
    expect(await bank.balance(made.person.number)).toBe('5000.00');
  });

  it('late results: taken at once, carried out later, and asked for meanwhile', async () => {
    const made = await batchOf(1);
    await suite.breakIt('bank', { kind: 'late-results', delayMs: 1000 });
    const asking = client();
    await asking.sendDebits(made.batch, how());
    expect(states(await asking.findInstructions(made.keys, how()))).toEqual(['processing']);
    await expect
      .poll(async () => states(await asking.findInstructions(made.keys, how())), {
        timeout: 10_000,
      })
      .toEqual(['done']);
  });

  it('never answered: taken, in no list of results, and processed whenever it is asked for', async () => {
    const made = await batchOf(2);
    await suite.breakIt('bank', { kind: 'never-answered', about: made.keys[1]! });
    const asking = client();
    await asking.sendDebits(made.batch, how());
    await suite.control('DELETE', '/faults');
    const found = states(await asking.findInstructions(made.keys, how()));
    expect(found).toEqual(['done', 'processing']);
    const page = await asking.results(
      { center: CENTER, batch: made.batch.batch, after: '0' },
      how(),
    );
    expect(page.items.map(({ key }) => key)).toEqual([made.keys[0]]);
    expect(await bank.balance(made.person.number)).toBe('4990.00');
  });

  it('another amount that it says it was told: no difference, and not what we told it', async () => {
    const made = await batchOf(1);
    await suite.breakIt('bank', { kind: 'asked-differs' });
    await client().sendDebits(made.batch, how());
    expect(await client().findInstructions(made.keys, how())).toMatchObject([
      { state: 'done', asked: '9.99', amount: '9.99', difference: '0.00' },
    ]);
  });

  it('refused, then done: told as both, in that order', async () => {
    const made = await batchOf(1);
    await suite.breakIt('bank', { kind: 'refused-then-done' });
    const asking = client();
    await asking.sendDebits(made.batch, how());
    expect(states(await asking.findInstructions(made.keys, how()))).toEqual(['done']);
    const page = await asking.results(
      { center: CENTER, batch: made.batch.batch, after: '0' },
      how(),
    );
    expect(states(page.items)).toEqual(['refused', 'done']);
    expect(await bank.balance(made.person.number)).toBe('4990.00');
  });

  it.each(['duplicate-result', 'out-of-order'] as const)(
    '%s: every result once, however the pages come',
    async (kind) => {
      const made = await batchOf(5);
      const asking = client();
      await asking.sendDebits(made.batch, how());
      await asking.findInstructions(made.keys, how());
      await suite.control('POST', '/bank/returns', { key: made.keys[0] });
      await suite.breakIt('bank', { kind });
      const found: string[] = [];
      let after = '0';
      for (let more = true; more;) {
        const page = await asking.results(
          { center: CENTER, batch: made.batch.batch, after, limit: 4 },
          how(),
        );
        found.push(...page.items.map(({ key, state }) => `${key} ${state}`));
        ({ next: after, more } = page);
      }
      const wanted = [...made.keys.map((key) => `${key} done`), `${made.keys[0]!} returned`];
      expect(found.sort()).toEqual(wanted.sort());
    },
  );

  it('has a reading for each of the bank’s own faults', () => {
    expect([...BANK_FAULT_KINDS].sort()).toEqual(
      ['wrong-amount', 'refuse-cards', 'late-results', 'partial-batch']
        .concat(['never-answered', 'asked-differs', 'refused-then-done'])
        .concat(['duplicate-result', 'out-of-order'])
        .sort(),
    );
  });
});

describe('money that comes in by itself', () => {
  it('is told with its text and virtual account, since a cursor', async () => {
    const asking = client();
    const { next } = await asking.incoming({ center: CENTER, after: '0' }, how());
    const transfer = {
      ...{ center: CENTER, amount: '800.00', payer: '荀况', payerAccount: '6217000000000000001' },
      ...{ text: '补缴', virtualAccount: 'V-7' },
    };
    await suite.control('POST', '/bank/transfers', transfer);
    const page = await asking.incoming({ center: CENTER, after: next }, how());
    expect(page.items).toMatchObject([{ amount: '800.00', text: '补缴', virtualAccount: 'V-7' }]);
    expect((await asking.incoming({ center: CENTER, after: page.next }, how())).items).toEqual([]);
  });
});
