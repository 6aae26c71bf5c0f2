/** Dice that fall the same way for the same seed: each player throws their own. */

export interface Dice {
  /** At least 0, below 1. */
  readonly next: () => number;
  readonly chance: (probability: number) => boolean;
  /** A new order of the same things. */
  readonly shuffled: <T>(things: readonly T[]) => readonly T[];
}

/** Mulberry32: small, even, good for choosing what to break. */
export function dice(seed: number, player: string): Dice {
  let state = Array.from(player).reduce(
    (sum, letter) => mixed(sum ^ (letter.codePointAt(0) ?? 0)),
    seed,
  );
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    return mixed(state) / 2 ** 32;
  };
  return {
    next,
    chance: (probability) => next() < probability,
    shuffled: (things) =>
      things
        .map((thing) => ({ thing, at: next() }))
        .sort((left, right) => left.at - right.at)
        .map(({ thing }) => thing),
  };
}

function mixed(value: number): number {
  let mix = Math.imul(value ^ (value >>> 15), value | 1);
  mix ^= mix + Math.imul(mix ^ (mix >>> 7), mix | 61);
  return (mix ^ (mix >>> 14)) >>> 0;
}
