/** Simulators of a suite's own, with books in the suite's database. */
import { afterAll, beforeAll } from 'vitest';
import { type BookedPerson, type FaultOrder, type System } from '../../src/simulators/inputs.ts';
import { startSimulators, type Simulators } from '../../src/simulators/main.ts';
import { database } from '../harness/database.ts';

export interface SuiteSimulators {
  readonly url: string;
  /** Their books. */
  readonly databaseUrl: string;
  /** Stops them and starts new ones on the same books. */
  readonly restart: () => Promise<void>;
  /** Speaks to the control API; answers what it answers, or the status when there is no body. */
  readonly control: (method: string, path: string, body?: unknown) => Promise<unknown>;
  readonly breakIt: (system: System, order: Partial<FaultOrder>) => Promise<void>;
  readonly prepare: (person: PreparedPerson) => Promise<void>;
  readonly asked: (filter?: Readonly<Record<string, string>>) => Promise<readonly Asked[]>;
}

type PreparedPerson = Pick<BookedPerson, 'documents' | 'name'> & Record<string, unknown>;

interface Asked {
  readonly system: string;
  readonly requestId: string | null;
  readonly about: string | null;
  readonly fault: string | null;
  readonly status: number | null;
  readonly answer: unknown;
}

/** Call it once at the top of a suite. */
export function simulators(): SuiteSimulators {
  const suite = database();
  let running: Simulators | undefined;
  const start = async () => {
    running = await startSimulators({ port: 0, databaseUrl: suite.urls.owner });
  };
  beforeAll(start);
  afterAll(async () => {
    await running?.close();
  });
  const url = () => running?.url ?? '';
  const control: SuiteSimulators['control'] = async (method, path, body) => {
    const response = await fetch(`${url()}/control${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return text === '' ? response.status : (JSON.parse(text) as unknown);
  };
  return {
    get url() {
      return url();
    },
    get databaseUrl() {
      return suite.urls.owner;
    },
    restart: async () => {
      await running?.close();
      await start();
    },
    control,
    breakIt: async (system, order) => {
      await control('PUT', `/faults/${system}`, order);
    },
    prepare: async (person) => {
      await control('PUT', '/people', person);
    },
    asked: async (filter = {}) => {
      const query = new URLSearchParams({ limit: '1000', ...filter }).toString();
      const { items } = (await control('GET', `/requests?${query}`)) as { items: Asked[] };
      return items;
    },
  };
}
