/**
 * Kills processes of the stack outright while openings are under way, and notes when each of them
 * is back.
 *
 * Kills are spread over the openings: each comes a random moment after so many of them are done.
 * The targets come out of a shuffled bag, so that all of them are met about equally often.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Stack } from '../../src/embedded/stack.ts';
import type { Dice } from './dice.ts';

/** All that a case needs; the sign-in provider is no part of what is recorded. */
export const TARGETS = [
  'worker-cases',
  'worker-runs',
  'api',
  'postgres',
  'temporal',
  'simulators',
] as const;
export type Target = (typeof TARGETS)[number];

/** The supervisor gives up at five in a minute: what dies that often is broken. */
const IN_A_MINUTE_MAX = 3;
const MINUTE_MS = 60_000;
const WITHIN_MS = 1_200;
/** Every so often the next one is killed in the same moment. */
const TOGETHER = 0.2;
const LOOK_EVERY_MS = 25;

export interface Kill {
  readonly target: Target;
  /** ms since the epoch. */
  readonly at: number;
  /** When it was ready again; null while it is not. */
  readyAt: number | null;
}

export interface Killing {
  readonly stack: Stack;
  readonly kills: number;
  readonly openings: number;
  /** Openings done so far. */
  readonly done: () => number;
  readonly dice: Dice;
  readonly onKill: (kill: Kill) => void;
  /** Aborted when the openings are over. */
  readonly signal: AbortSignal;
}

/** @returns what was killed, when all are back or the signal says that it is over */
export async function killAtRandom(killing: Killing): Promise<readonly Kill[]> {
  const { kills, done, dice, signal } = killing;
  const made: Kill[] = [];
  const returns: Promise<void>[] = [];
  let bag: readonly Target[] = [];
  let together = false;
  while (made.length < kills && !signal.aborted) {
    const due = dueAfter(made.length, killing);
    while (!together && done() < due && !isOver(signal)) await pause(LOOK_EVERY_MS, signal);
    if (!together) await pause(dice.next() * WITHIN_MS, signal);
    if (bag.length === 0) bag = dice.shuffled(TARGETS);
    const target = await choose(bag, made, killing);
    if (target === null) break;
    bag = bag.filter((one) => one !== target);
    together = dice.chance(TOGETHER);
    const kill = killOne(target, killing.stack);
    made.push(kill);
    killing.onKill(kill);
    returns.push(untilBack(kill, killing.stack));
  }
  await Promise.all(returns);
  return made;
}

/** How many openings are done before the next kill; the last ones stay for what comes after it. */
export function dueAfter(
  made: number,
  { kills, openings }: Pick<Killing, 'kills' | 'openings'>,
): number {
  return (openings * (made + 1)) / (kills + 2);
}

/** The first, of the bag if possible, that runs and was not killed too often lately. */
async function choose(
  bag: readonly Target[],
  made: readonly Kill[],
  { stack, signal }: Killing,
): Promise<Target | null> {
  while (!signal.aborted) {
    const now = Date.now();
    const found = [...bag, ...TARGETS].find((target) => {
      const mine = made.filter((kill) => kill.target === target);
      const lately = mine.filter(({ at }) => at > now - MINUTE_MS);
      const runs = stack.children.get(target)?.pid() !== undefined;
      return (
        runs && mine.every(({ readyAt }) => readyAt !== null) && lately.length < IN_A_MINUTE_MAX
      );
    });
    if (found) return found;
    await pause(LOOK_EVERY_MS, signal);
  }
  return null;
}

function killOne(target: Target, { children }: Stack): Kill {
  const pid = children.get(target)?.pid();
  if (pid === undefined) throw new Error(`${target} does not run`);
  process.kill(pid, 'SIGKILL');
  return { target, at: Date.now(), readyAt: null };
}

/** The supervisor starts it again; one that never comes back keeps no moment of return. */
async function untilBack(kill: Kill, { children }: Stack): Promise<void> {
  const child = children.get(kill.target);
  const before = child?.restarts() ?? 0;
  const giveUpAt = kill.at + 3 * MINUTE_MS;
  while (Date.now() < giveUpAt) {
    if ((child?.restarts() ?? 0) > before && child?.pid() !== undefined) {
      kill.readyAt = Date.now();
      return;
    }
    await delay(LOOK_EVERY_MS);
  }
}

/** Asked after waiting, when the answer may have changed. */
function isOver(signal: AbortSignal): boolean {
  return signal.aborted;
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
