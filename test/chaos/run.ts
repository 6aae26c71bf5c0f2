/**
 * `npm run chaos`: opens accounts on a stack of its own while its processes are killed at random,
 * then compares the books, the trail, the outside systems and what clients were told.
 *
 * Ends with 1 when anything was lost, doubled or stuck; the logs are kept then.
 */
import { runChaos } from './chaos.ts';
import { HELP, parseOptions, type ChaosOptions } from './options.ts';
import { holds, textOf } from './report.ts';

function optionsOrHelp(): ChaosOptions | null {
  try {
    return parseOptions(process.argv.slice(2));
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : 'unknown'}\n${HELP}`);
    return null;
  }
}

const options = optionsOrHelp();
const ending = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    ending.abort(new Error('ended by a signal'));
  });
}

async function main({ openings, kills, parallel, seed }: ChaosOptions): Promise<void> {
  console.error(`${openings} openings, ${parallel} at once, ${kills} kills, --seed ${seed}`);
  const say = (line: string) => {
    console.error(line);
  };
  const asked = { openings, kills, parallel, seed };
  const result = await runChaos(asked, { say, signal: ending.signal });
  console.log(textOf(result));
  if (!holds(result)) {
    console.log(`logs: ${result.folder}`);
    process.exitCode = 1;
  }
}

if (options) {
  await main(options).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : 'unknown';
    console.error(ending.signal.aborted ? 'ended; nothing is left running' : why);
    process.exitCode = 1;
  });
} else {
  process.exitCode = 2;
}
