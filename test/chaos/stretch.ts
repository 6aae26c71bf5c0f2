/** A stretch of the money in a chaos run: what it is given, and how processes are killed while it is worked on. */
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

/** One stretch of work while processes are killed, spread over what is done of it. */
export async function underKills<T>(
  { stack, kills, dice, signal, onKill }: MoneyRun,
  { openings, done }: { readonly openings: number; readonly done: () => number },
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly kills: readonly Kill[] }> {
  const over = new AbortController();
  const killing = killAtRandom({
    ...{ stack, kills, dice, onKill, openings, done },
    signal: AbortSignal.any([over.signal, signal]),
  });
  const result = await work().finally(() => {
    over.abort();
  });
  return { result, kills: await killing };
}

/** What a stretch of the money came to. */
export interface Part {
  readonly finding: Finding;
  readonly kills: readonly Kill[];
}
