/** Speaks to a suite's simulated bank the way the product does, without the product's client. */
import { randomUUID } from 'node:crypto';
import { type SuiteSimulators } from './start.ts';

export const CENTER = '210100';
/** Over for long: what is sent for it runs at once. */
export const DAY = '2026-01-05';

export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

export interface BankSuite {
  readonly post: (path: string, body: object) => Promise<Answered>;
  /** A card with its holder, and a mandate on it that is in force. */
  readonly holder: (known?: Partial<Holder>) => Promise<Holder & { readonly mandate: string }>;
  readonly card: (card: object) => Promise<void>;
  readonly balance: (number: string) => Promise<string>;
  readonly deposit: () => Promise<string>;
  readonly debit: (items: readonly object[], batch?: string) => Promise<Answered>;
  readonly payOut: (items: readonly object[], batch?: string) => Promise<Answered>;
  readonly find: (...keys: string[]) => Promise<readonly Record<string, unknown>[]>;
}

export interface Holder {
  readonly number: string;
  readonly holder: string;
  readonly document: string;
  readonly balance: string;
  readonly limit: string;
}

let cards = 0;

export function bankSuite(suite: SuiteSimulators): BankSuite {
  const post = async (path: string, body: object): Promise<Answered> => {
    const response = await fetch(`${suite.url}/bank/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ requestId: randomUUID(), ...body }),
    });
    return { status: response.status, body: (await response.json()) as Answered['body'] };
  };
  const card = async (change: object) => {
    await suite.control('PUT', '/bank/cards', change);
  };
  const batchOf = (items: readonly object[], batch: string) => ({
    ...{ center: CENTER, batch, day: DAY },
    items: items.map((item) => ({ text: '缴存', ...item })),
  });
  return {
    post,
    card,
    holder: async (known = {}) => {
      cards += 1;
      const person = {
        number: `62229900${String(cards).padStart(10, '0')}`,
        holder: '荀况',
        document: `D${cards}`,
        balance: '5000.00',
        limit: '3000.00',
        ...known,
      };
      const { limit, ...own } = person;
      await card(own);
      const signed = await post('/mandates', {
        center: CENTER,
        card: person.number,
        holder: person.holder,
        document: { type: 'resident-id', number: person.document },
        limit,
      });
      const mandate = String(signed.body['mandate']);
      await post('/mandates/confirmations', { mandate, code: person.number.slice(-6) });
      return { ...person, mandate };
    },
    balance: async (number) => {
      const found = await suite.control('POST', '/bank/cards/search', { number });
      return (found as { items: { balance: string }[] }).items[0]?.balance ?? 'no card';
    },
    deposit: async () => {
      const { items } = (await suite.control('GET', '/bank/deposits')) as {
        items: { center: string; balance: string }[];
      };
      return items.find(({ center }) => center === CENTER)?.balance ?? 'no account';
    },
    debit: (items, batch = randomUUID()) => post('/debits', batchOf(items, batch)),
    payOut: (items, batch = randomUUID()) => post('/payouts', batchOf(items, batch)),
    find: async (...keys) => {
      const { body } = await post('/instructions/queries', { keys });
      return body['items'] as Record<string, unknown>[];
    },
  };
}
