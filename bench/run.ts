/**
 * `npm run bench`: what the product costs beside the bare engine, on this machine, in one run.
 *
 * It starts everything it needs and leaves nothing behind. Figures of a shared machine are only
 * worth their ratios.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { benchCollection, collectionTable } from './collection.ts';
import { benchDormancy, dormancyTable } from './dormancy.ts';
import { benchInterest, interestTable } from './interest.ts';
import { benchLedger, ledgerTable } from './ledger.ts';
import { benchLists, listTable } from './lists.ts';
import { benchOpening } from './opening.ts';
import { benchProof, proofTable } from './proof.ts';
import { benchParked, parkedTable } from './parked.ts';
import { HELP, parseOptions, sizesOf, type BenchOptions, type Scenario } from './options.ts';
import { reportOf, tableOf } from './report.ts';
import { startBenchStack } from './stack.ts';

/** Pages of each kind that are timed. */
const LIST_ROUNDS = 60;

const say = (line: string) => {
  console.error(line);
};

function optionsOrHelp(): BenchOptions | null {
  try {
    const options = parseOptions(process.argv.slice(2));
    return options.out === undefined ? options : { ...options, out: resolve(options.out) };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : 'unknown'}\n${HELP}`);
    return null;
  }
}

async function main(): Promise<void> {
  const options = optionsOrHelp();
  if (!options) {
    process.exitCode = 2;
    return;
  }
  if (options.out !== undefined) mkdirSync(options.out, { recursive: true });
  for (const name of options.only) await SCENARIO[name](options);
}

/** Each prints its table and the figure it is to reach. */
const SCENARIO: Readonly<Record<Scenario, (options: BenchOptions) => Promise<void>>> = {
  lists: async (options) => {
    const lines = await benchLists({ rows: options.rows, rounds: LIST_ROUNDS }, say);
    tell(options, { name: 'lists', lines, table: listTable(lines, options.rows) });
  },
  ledger: async (options) => {
    const accounts = Math.max(...sizesOf(options, 'ledger'));
    const lines = await benchLedger({ accounts }, say);
    tell(options, { name: 'ledger', lines, table: ledgerTable(lines) });
  },
  interest: async (options) => {
    const lines = await benchInterest(sizesOf(options, 'interest'), say);
    tell(options, { name: 'interest', lines, table: interestTable(lines) });
  },
  collection: async (options) => {
    const lines = await benchCollection(sizesOf(options, 'collection'), say);
    tell(options, { name: 'collection', lines, table: collectionTable(lines) });
  },
  dormancy: async (options) => {
    const lines = await benchDormancy(sizesOf(options, 'dormancy'), say);
    tell(options, { name: 'dormancy', lines, table: dormancyTable(lines) });
  },
  proof: async (options) => {
    const lines = await benchProof(sizesOf(options, 'proof'), say);
    tell(options, { name: 'proof', lines, table: proofTable(lines) });
  },
  opening,
  parked,
};

interface Told {
  readonly name: Scenario;
  /** As JSON into the folder, where one is given. */
  readonly lines: unknown;
  readonly table: string;
}

function tell({ out }: BenchOptions, { name, lines, table }: Told): void {
  console.log(table);
  if (out === undefined) return;
  writeFileSync(`${out}/${name}.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
}

async function opening(options: BenchOptions): Promise<void> {
  const stack = await startBenchStack(options, say);
  try {
    const report = reportOf(await benchOpening(stack, options, say));
    tell(options, { name: 'opening', lines: report, table: tableOf(report) });
  } catch (error) {
    say(await stack.lastWords());
    throw error;
  } finally {
    await stack.stop();
  }
}

async function parked(options: BenchOptions): Promise<void> {
  const stack = await startBenchStack(options, say);
  try {
    const lines = await benchParked(stack, options, say);
    tell(options, { name: 'parked', lines, table: parkedTable(lines) });
  } catch (error) {
    say(await stack.lastWords());
    throw error;
  } finally {
    await stack.stop();
  }
}

await main();
