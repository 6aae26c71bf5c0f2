/** Every fault of the outside systems against the clients: no wrong decision, and an end to it. */
import { createHash, randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { createBankClient } from '../../../activities/outside/bank.ts';
import { createIdentityClient } from '../../../activities/outside/identity.ts';
import { createNationalClient } from '../../../activities/outside/national.ts';
import { createNoticesClient } from '../../../activities/outside/notices.ts';
import { plainDate } from '../../../src/domain/calendar.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { yuan } from '../../../src/domain/money.ts';
import { FAULT_KINDS, SYSTEMS, type System } from '../../../src/simulators/inputs.ts';
import { GARBAGE_FORMS } from '../../../src/simulators/misbehave.ts';
import { simulators } from '../../simulators/start.ts';

const suite = simulators();
const NAME = '司马相如';
const PHONE = '13822223333';
const closing: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

interface Try {
  readonly timeoutMs: number;
  readonly key: string;
  readonly attempts?: number;
}

/** A client of its own for each test, so that no circuit is open from before. */
function ask(system: System, number: string) {
  const options = { url: `${suite.url}/${system}` };
  const document = { type: 'resident-id', number };
  if (system === 'national') {
    const client = createNationalClient(options);
    closing.push(client.close);
    const person = { name: NAME, documents: [document] };
    return (how: Try) =>
      client.check({ purpose: 'OPEN_ACCOUNT', consent: 'consent-1', person }, how);
  }
  if (system === 'identity') {
    const client = createIdentityClient(options);
    closing.push(client.close);
    const bornOn = plainDate('1990-01-01');
    return (how: Try) => client.verify({ name: NAME, document, bornOn, sex: 'M' }, how);
  }
  if (system === 'bank') {
    const client = createBankClient(options);
    closing.push(client.close);
    const card = createHash('sha256').update(number).digest().readUIntBE(0, 6) % 1e12;
    const mandate = {
      center: '210100',
      card: `622202${String(card).padStart(12, '0')}`,
      holder: NAME,
      document,
      limit: yuan('1000.00'),
    };
    return (how: Try) => client.signMandate(mandate, how);
  }
  const client = createNoticesClient(options);
  closing.push(client.close);
  return (how: Try) =>
    client.send({ channel: 'sms', to: number, template: 't', text: `致${NAME}` }, how);
}

async function faultOf(asking: Promise<unknown>): Promise<Fault> {
  const outcome = await asking.then(
    (answer) => answer,
    (error: unknown) => error,
  );
  if (outcome instanceof Fault) return outcome;
  throw new Error(`answered ${JSON.stringify(outcome)}`);
}

/** What the first attempt ends with; a status is an answer. */
type Outcome = { readonly status: string } | { readonly reason: string } | 'answered';
const UNREADABLE = { reason: 'wrong-shape' };
const OUTCOMES: Readonly<Record<(typeof FAULT_KINDS)[number], Readonly<Record<System, Outcome>>>> =
  {
    slow: all({ reason: 'timed-out' }),
    down: all({ reason: 'cut-off' }),
    '5xx': all({ reason: 'server-error' }),
    garbage: all({ reason: 'wrong-type' }),
    endless: all({ reason: 'timed-out' }),
    duplicate: all('answered'),
    late: all({ reason: 'timed-out' }),
    partial: { ...all({ reason: 'cut-off' }), national: { status: 'partial' } },
    'other-person': { ...all({ reason: 'other-request' }), national: 'answered' },
    'other-request': all({ reason: 'other-request' }),
    'lost-answer': all({ reason: 'cut-off' }),
    'timeout-status': { ...all({ reason: 'server-error' }), national: { status: 'timeout' } },
    'error-status': {
      national: { status: 'error' },
      identity: UNREADABLE,
      notices: UNREADABLE,
      bank: UNREADABLE,
    },
    redirect: all({ reason: 'redirected' }),
    huge: all({ reason: 'too-large' }),
  };

function all(outcome: Outcome): Record<System, Outcome> {
  return { national: outcome, identity: outcome, notices: outcome, bank: outcome };
}

describe.each(SYSTEMS)('%s', (system) => {
  it.each(FAULT_KINDS)(
    '%s: no wrong answer at first, the true one with the same key',
    async (kind) => {
      const number = randomUUID().slice(0, 18);
      const accounts = [{ center: '110100', state: 'normal' }];
      await suite.prepare({ name: NAME, documents: [{ type: 'x', number }], accounts });
      await suite.breakIt(system, { kind, about: number, times: 1, delayMs: 60_000 });
      const asking = ask(system, number);
      const key = randomUUID();
      const outcome = OUTCOMES[kind][system];

      // A bank keeps books: it may take longer than a register, and is waited for.
      const first = asking({ timeoutMs: system === 'bank' ? 2000 : 400, key });
      if (outcome === 'answered') {
        expect(await first).toMatchObject(
          kind === 'other-person' ? { nameMatches: false, documentMatches: false } : {},
        );
      } else if ('status' in outcome) {
        expect(await first).toMatchObject({ answer: outcome });
      } else {
        const fault = await faultOf(first);
        expect(fault.members).toMatchObject({ system, reason: outcome.reason });
        expect(`${fault.message} ${JSON.stringify(fault)} ${String(fault.stack)}`).not.toMatch(
          new RegExp(`${NAME}|${number}`),
        );
        expect(fault.cause).toBeUndefined();
      }

      const second = await asking({ timeoutMs: 5000, key });
      if (system === 'national') {
        const answer = { status: 'ok', accounts: [{ center: '110100', state: 'normal' }] };
        expect(second).toMatchObject({ nameMatches: true, documentMatches: true, answer });
      } else {
        const answers = {
          identity: { result: 'match' },
          notices: { accepted: true },
          bank: { result: 'accepted', state: 'unconfirmed' },
        };
        expect(second).toMatchObject(answers[system]);
      }
      const arrivals = await suite.asked({ requestId: key });
      expect(arrivals.map(({ fault }) => fault)).toEqual([null, kind]);
      expect(await suite.asked({ requestId: `${key}-other` })).toEqual([]);
    },
  );

  it('garbage in any form is a fault, never an empty list and never a match', async () => {
    const number = randomUUID().slice(0, 18);
    await suite.breakIt(system, { kind: 'garbage', about: number });
    for (let form = 0; form < GARBAGE_FORMS; form += 1) {
      const fault = await faultOf(ask(system, number)({ timeoutMs: 2000, key: randomUUID() }));
      expect(fault.code).toBe('outside-answer-unusable');
    }
    await suite.control('DELETE', `/faults/${system}`);
  });

  it('tries again within a call, under one key, as often as it may', async () => {
    const number = randomUUID().slice(0, 18);
    await suite.breakIt(system, { kind: '5xx', about: number, times: 2 });
    const key = randomUUID();
    await ask(system, number)({ timeoutMs: 20_000, key, attempts: 3 });
    expect(await suite.asked({ requestId: key })).toHaveLength(3);
    await suite.breakIt(system, { kind: '5xx', about: number });
    const next = randomUUID();
    await faultOf(ask(system, number)({ timeoutMs: 20_000, key: next, attempts: 3 }));
    expect(await suite.asked({ requestId: next })).toHaveLength(3);
    await suite.control('DELETE', `/faults/${system}`);
  });

  it('does not try again what the system refuses: a key that stands for another content', async () => {
    const key = randomUUID();
    await ask(system, '1')({ timeoutMs: 5000, key });
    const fault = await faultOf(ask(system, '2')({ timeoutMs: 5000, key, attempts: 3 }));
    expect([fault.code, fault.members]).toEqual([
      'effect-conflict',
      { system, reason: 'key-conflict', status: 409 },
    ]);
    expect(await suite.asked({ requestId: key })).toHaveLength(2);
  });

  it('gives one answer to many that ask at once with one key', async () => {
    const number = randomUUID().slice(0, 18);
    const asking = ask(system, number);
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => asking({ timeoutMs: 10_000, key })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});

describe('an answer that comes twice', () => {
  it('is never taken for the answer to the next question', async () => {
    const client = createNationalClient({
      url: `${suite.url}/national`,
      limits: { requestsMax: 1 },
    });
    closing.push(client.close);
    await suite.prepare({
      name: NAME,
      documents: [{ type: 'x', number: 'T1' }],
      accounts: [{ center: '110100', state: 'normal' }],
    });
    await suite.breakIt('national', { kind: 'duplicate', about: 'T2' });
    const check = (number: string) =>
      client
        .check(
          {
            purpose: 'OPEN_ACCOUNT',
            consent: 'c',
            person: { name: NAME, documents: [{ type: 'x', number }] },
          },
          { timeoutMs: 10_000, key: randomUUID(), attempts: 4 },
        )
        .then(({ answer }) => answer.accounts.length);
    // T2 has no account, T1 has one: mixed up, somebody would be opened a second account.
    const asked = Array.from({ length: 20 }, (_, i) => (i % 2 === 0 ? 'T2' : 'T1'));
    const found = await Promise.all(asked.map(check));
    expect(found).toEqual(asked.map((number) => (number === 'T1' ? 1 : 0)));
    await suite.control('DELETE', '/faults');
  });
});

describe('what became of a notice', () => {
  it('is asked by its key, and is unknown when it was never sent', async () => {
    const client = createNoticesClient({ url: `${suite.url}/notices` });
    closing.push(client.close);
    const [sent, never] = [randomUUID(), randomUUID()];
    const notice = { channel: 'sms', to: PHONE, template: 't', text: 'x' } as const;
    await client.send(notice, { timeoutMs: 5000, key: sent });
    const states = [];
    for (const key of [sent, never]) {
      states.push((await client.status({ timeoutMs: 5000, key })).state);
    }
    expect(states).toEqual(['delivered', 'unknown']);
  });
});
