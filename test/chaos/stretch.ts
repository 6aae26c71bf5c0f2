/** A stretch of the money in a chaos run: what it is given, and how processes are killed while it is worked on. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../../src/embedded/stack.ts';
import type { Finding } from './books.ts';
import type { Dice } from './dice.ts';
import { killAtRandom, type Kill } from './killer.ts';
import type { Opening } from './opening.ts';
import type { Proving } from './proof.ts';

export interface MoneyRun extends Proving {
  readonly stack: Stack;
  readonly kills: number;
  readonly dice: Dice;
  readonly openings: readonly Opening[];
  readonly say: (line: string) => void;
  readonly onKill: (kill: Kill) => void;
}

export interface Payable {
  /** Its opaque id, its number, and which opening it comes from. */
  readonly id: string;
  readonly account: string;
  readonly n: number;
  readonly amount: string;
}

/** A quick machine would be done before the first kill: so long it is waited for. */
const FIRST_KILL_WITHIN_MS = 10_000;

/**
 * One stretch of work while processes are killed, spread over what is done of it.
 *
 * @param work given a gate that opens with the first kill: what comes behind it is done among what was killed
 */
export async function underKills<T>(
  { stack, kills, dice, signal, onKill }: MoneyRun,
  { openings, done }: { readonly openings: number; readonly done: () => number },
  work: (firstKill: () => Promise<unknown>) => Promise<T>,
): Promise<{ readonly result: T; readonly kills: readonly Kill[] }> {
  const over = new AbortController();
  const first = Promise.withResolvers<null>();
  const firstKill = () =>
    kills === 0 ? Promise.resolve() : Promise.race([first.promise, delay(FIRST_KILL_WITHIN_MS)]);
  const killing = killAtRandom({
    ...{ stack, kills, dice, openings, done },
    onKill: (kill) => {
      first.resolve(null);
      onKill(kill);
    },
    signal: AbortSignal.any([over.signal, signal]),
  });
  try {
    const result = await work(firstKill);
    await firstKill();
    over.abort();
    return { result, kills: await killing };
  } finally {
    over.abort();
  }
}

/** What a stretch of the money came to. */
export interface Part {
  readonly finding: Finding;
  readonly kills: readonly Kill[];
}
