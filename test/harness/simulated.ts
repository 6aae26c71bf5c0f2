/** The world outside, as a story arranges it: people, their accounts elsewhere, and what is broken. */
import { demoPeople } from '../../src/simulators/people.ts';
import type { BookedPerson, FaultOrder, System } from '../../src/simulators/inputs.ts';
import { idNumber, type Applicant } from '../builders.ts';

type Known = Partial<Omit<BookedPerson, 'accounts' | 'loans'>> & {
  readonly accounts?: readonly Account[];
  readonly loans?: readonly object[];
};
interface Account {
  readonly center: string;
  readonly state: 'normal' | 'sealed' | 'frozen' | 'closed';
  readonly source?: 'unit' | 'flexible' | 'unknown';
  readonly centerName?: string;
}

export interface Asked {
  readonly system: string;
  readonly requestId: string | null;
  readonly fault: string | null;
}

export interface SimulatedWorld {
  /** A person the outside world knows something about. */
  readonly person: (known?: Known, stated?: Partial<Applicant>) => Promise<Applicant>;
  /** One of the prepared people, by what the check finds of them. */
  readonly demo: (code: string) => Applicant;
  readonly account: (person: Applicant, account: Account) => Promise<void>;
  /** Breaks a system for one person, or for everybody. */
  readonly breaks: (
    system: System,
    kind: FaultOrder['kind'],
    only?: { readonly person?: Applicant; readonly times?: number },
  ) => Promise<void>;
  /** Mends a system, for one person or for everybody. */
  readonly mends: (system: System, person?: Applicant) => Promise<void>;
  /** The bank takes so long to answer what it is told of a card. */
  readonly answersLate: (card: string, delayMs: number) => Promise<void>;
  /** How the debits of an account stand at the bank: accepted, done, refused … */
  readonly debits: (accountId: string) => Promise<readonly string[]>;
  /** What a center has at the bank, yuan. */
  readonly funds: (center: string, balance: string) => Promise<void>;
  /** What a system was asked for a case, the latest first. */
  readonly asked: (system: System, caseId: string) => Promise<readonly Asked[]>;
  /** Notices that were taken, the latest first; the address is masked. */
  readonly messages: () => Promise<readonly { channel: string; about: string; template: string }[]>;
}

/** @param token of the control interface, where it asks for one */
export function simulatedWorld(url: () => string, token?: string): SimulatedWorld {
  const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url()}/control${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the simulators answered ${response.status} to ${path}`);
    const text = await response.text();
    return text === '' ? null : (JSON.parse(text) as unknown);
  };
  return {
    person: async (known = {}, stated = {}) => {
      const person = { name: '王小明', type: 'resident-id', number: idNumber(), ...stated };
      const { name, type, number } = person;
      await control('PUT', '/people', { documents: [{ type, number }], name, ...known });
      return person;
    },
    demo: (code) => {
      const found = demoPeople().find((one) => one.code === code);
      if (!found) throw new Error(`nobody shows ${code}`);
      return { name: found.name, ...found.document };
    },
    answersLate: async (card, delayMs) => {
      await control('PUT', '/faults/bank', { kind: 'late-results', about: card, delayMs });
    },
    debits: async (accountId) => {
      const found = await control('GET', '/bank/instructions?limit=100');
      const { items } = found as { items: { key: string; state: string }[] };
      return items.flatMap(({ key, state }) =>
        key.startsWith(`debit/${accountId}/`) ? [state] : [],
      );
    },
    funds: async (center, balance) => {
      await control('PUT', '/bank/deposits', { center, balance });
    },
    account: async ({ number }, account) => {
      await control('PUT', '/accounts', { number, ...account });
    },
    breaks: async (system, kind, { person, times } = {}) => {
      await control('PUT', `/faults/${system}`, {
        kind,
        about: person?.number ?? '',
        times: times ?? null,
      });
    },
    mends: async (system, person) => {
      if (!person) {
        await control('DELETE', `/faults/${system}`);
        return;
      }
      // A fault that does nothing takes the place of the one that is on.
      const harmless = { kind: 'slow', delayMs: 0, about: person.number };
      await control('PUT', `/faults/${system}`, harmless);
    },
    messages: async () => {
      const { items } = (await control('GET', '/messages?limit=1000')) as {
        items: { channel: string; about: string; template: string }[];
      };
      return items;
    },
    asked: async (system, caseId) => {
      const query = new URLSearchParams({ system, limit: '1000' }).toString();
      const { items } = (await control('GET', `/requests?${query}`)) as { items: Asked[] };
      return items.filter(({ requestId }) => requestId?.startsWith(caseId) === true);
    },
  };
}
