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
import { HELP, parseOptions, type BenchOptions } from './options.ts';
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
  if (options.only.includes('lists')) {
    const lines = await benchLists({ rows: options.rows, rounds: LIST_ROUNDS }, say);
    console.log(listTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/lists.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  }
  if (options.only.includes('ledger')) {
    const lines = await benchLedger({ accounts: Math.max(...options.accounts) }, say);
    console.log(ledgerTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/ledger.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  }
  if (options.only.includes('interest')) {
    const lines = await benchInterest(options.accounts, say);
    console.log(interestTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/interest.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  }
  if (options.only.includes('collection')) {
    const lines = await benchCollection(options.accounts, say);
    console.log(collectionTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/collection.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  }
  if (options.only.includes('dormancy')) {
    const lines = await benchDormancy(options.accounts, say);
    console.log(dormancyTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/dormancy.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  }
  if (options.only.includes('proof')) {
    const lines = await benchProof(options.accounts, say);
    console.log(proofTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/proof.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  }
  if (options.only.includes('opening')) await opening(options);
  if (options.only.includes('parked')) await parked(options);
}

async function opening(options: BenchOptions): Promise<void> {
  const stack = await startBenchStack(options, say);
  try {
    const report = reportOf(await benchOpening(stack, options, say));
    console.log(tableOf(report));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/opening.json`, `${JSON.stringify(report, undefined, 2)}\n`);
    }
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
    console.log(parkedTable(lines));
    if (options.out !== undefined) {
      writeFileSync(`${options.out}/parked.json`, `${JSON.stringify(lines, undefined, 2)}\n`);
    }
  } catch (error) {
    say(await stack.lastWords());
    throw error;
  } finally {
    await stack.stop();
  }
}

await main();
