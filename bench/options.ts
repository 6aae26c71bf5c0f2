/** What a run of the bench is asked for on its command line. */
import { parseArgs } from 'node:util';

export const SCENARIOS = [
  'opening',
  'lists',
  'ledger',
  'interest',
  'collection',
  'dormancy',
  'proof',
  'parked',
] as const;
export type Scenario = (typeof SCENARIOS)[number];

/** Filling in those that wait takes an hour: only when it is asked for. */
const USUAL = SCENARIOS.filter((name) => name !== 'parked');

/** Accounts of each; a year of monthly contributions of half a million is 12,000,000 postings. */
const SIZES = {
  ledger: [100_000],
  interest: [10_000, 100_000, 1_000_000],
  collection: [200_000],
  dormancy: [1_000_000],
  proof: [500_000],
} as const satisfies Partial<Record<Scenario, readonly number[]>>;

export function sizesOf({ accounts }: BenchOptions, of: keyof typeof SIZES): readonly number[] {
  return accounts ?? SIZES[of];
}

export interface BenchOptions {
  readonly only: readonly Scenario[];
  /** How many clients work at once, one measurement each. */
  readonly clients: readonly number[];
  /** Length of one measurement. */
  readonly seconds: number;
  /** How often every measurement is made; each round turns the order around. */
  readonly rounds: number;
  /** Cases in the table that lists are read from. */
  readonly rows: number;
  /**
   * Accounts that money is recorded on, interest settled for, contributions debited from, swept, the
   * ledger proved of; null: of each the size that its target was set for.
   */
  readonly accounts: readonly number[] | null;
  /** Cases that wait while a new one is timed. */
  readonly parked: number;
  /** Folder for the result as JSON, and for profiles. */
  readonly out: string | undefined;
  /** Also runs the worker of outgoing messages and seals beside the cases. */
  readonly runs: boolean;
  /** Writes CPU profiles of both workers into `out`. */
  readonly profile: boolean;
}

export const HELP = `npm run bench -- [--only opening,lists,ledger,interest,collection,dormancy,proof,parked] [--clients 1,16,64] [--seconds 15]
             [--rounds 2] [--rows 1000000] [--accounts 10000,100000 (left out: the sizes of the targets, half an hour)] [--parked 100000] [--out FOLDER] [--runs] [--profile]`;

/** @throws Error naming the option that cannot be used */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      clients: { type: 'string', default: '1,16,64' },
      seconds: { type: 'string', default: '15' },
      rounds: { type: 'string', default: '2' },
      rows: { type: 'string', default: '1000000' },
      accounts: { type: 'string' },
      parked: { type: 'string', default: '100000' },
      out: { type: 'string' },
      runs: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
    },
  });
  if (values.profile && values.out === undefined) throw new Error('--profile needs --out');
  return {
    only: values.only === undefined ? USUAL : values.only.split(',').map(scenario),
    clients: values.clients.split(',').map((text) => positive('--clients', text)),
    seconds: positive('--seconds', values.seconds),
    rounds: positive('--rounds', values.rounds),
    rows: positive('--rows', values.rows),
    accounts: values.accounts?.split(',').map((text) => positive('--accounts', text)) ?? null,
    parked: positive('--parked', values.parked),
    out: values.out,
    runs: values.runs,
    profile: values.profile,
  };
}

function scenario(text: string): Scenario {
  const found = SCENARIOS.find((name) => name === text);
  if (!found) throw new Error(`--only knows ${SCENARIOS.join(', ')}`);
  return found;
}

function positive(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new Error(`${option}: ${text} is no count`);
  return value;
}
