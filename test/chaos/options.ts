/** What a chaos run is asked for on its command line. */
import { parseArgs } from 'node:util';

export interface ChaosOptions {
  readonly openings: number;
  /** The same seed draws the same kills, hang-ups and pauses; their moments are the machine's. */
  readonly seed: number;
  readonly kills: number;
  /** Openings under way at once. */
  readonly parallel: number;
}

export const HELP = `npm run chaos -- [--openings 200] [--kills 40] [--parallel 8] [--seed N]`;

/** @throws Error naming the option that cannot be used */
export function parseOptions(args: readonly string[]): ChaosOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      openings: { type: 'string', default: '200' },
      kills: { type: 'string', default: '40' },
      parallel: { type: 'string', default: '8' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
    },
  });
  return {
    openings: whole('--openings', values.openings, 1),
    kills: whole('--kills', values.kills, 0),
    parallel: whole('--parallel', values.parallel, 1),
    seed: whole('--seed', values.seed, 0),
  };
}

function whole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) throw new Error(`${option}: ${text} is no count`);
  return value;
}
