/**
 * A small model of one account, in whole cents and apart from the product's code: what it has by
 * source and part, what holds it, what it earned, what its holder owes.
 */
export interface Moved {
  readonly journal: string;
  readonly kind: 'in' | 'out' | 'other';
  readonly source: number;
  readonly carried: number;
  readonly current: number;
  readonly day: number;
  /** The month it paid; null: none. */
  readonly month: string | null;
  reversed: boolean;
}

interface Line {
  readonly source: number;
  readonly cents: number;
  /** The first day on which it earns. */
  readonly from: number;
}

export interface Debt {
  readonly journal: string;
  readonly cents: number;
  left: number;
}

/** Yearly rate 1.5 % of 360 days: cents times days, times this, are a cent of interest. */
const RATE = { over: 15n, under: 360_000n };

/** Half a cent and more is a cent, away from zero on both sides. */
function rounded(product: bigint): number {
  const sign = product < 0n ? -1n : 1n;
  const doubled = 2n * sign * product * RATE.over + RATE.under;
  return Number((sign * doubled) / (2n * RATE.under));
}

export class Model {
  readonly parts: { carried: number; current: number }[];
  readonly holds: { readonly id: string; readonly cents: number; released: boolean }[] = [];
  readonly moved: Moved[] = [];
  readonly debts: Debt[] = [];
  private readonly lines: Line[] = [];
  /** Cents times days that were settled so far, by source. */
  private readonly settled: bigint[];

  constructor(sources: number) {
    this.parts = Array.from({ length: sources }, () => ({ carried: 0, current: 0 }));
    this.settled = Array.from({ length: sources }, () => 0n);
  }

  total(): number {
    return this.parts.reduce((sum, { carried, current }) => sum + carried + current, 0);
  }

  held(): number {
    return this.holds.reduce((sum, hold) => sum + (hold.released ? 0 : hold.cents), 0);
  }

  months(): readonly string[] {
    return this.moved
      .flatMap(({ month, reversed }) => (month === null || reversed ? [] : [month]))
      .toSorted();
  }

  /** What a debit takes from each part; null: there is not enough. */
  split(source: number, cents: number, currentFirst: boolean): [number, number] | null {
    const part = this.parts[source]!;
    if (cents > part.carried + part.current) return null;
    const first = Math.min(cents, currentFirst ? part.current : part.carried);
    return currentFirst ? [cents - first, first] : [first, cents - first];
  }

  add(
    source: number,
    { carried, current, from }: { carried: number; current: number; from: number },
  ) {
    const part = this.parts[source]!;
    part.carried += carried;
    part.current += current;
    this.lines.push({ source, cents: carried + current, from });
  }

  apply(moved: Omit<Moved, 'reversed'>): void {
    const { source, carried, current, day } = moved;
    this.add(source, { carried, current, from: day });
    this.moved.push({ ...moved, reversed: false });
  }

  /**
   * Settles up to a day that is not counted; what is credited earns from the next.
   *
   * @returns false where more would have to be taken back than there is: the model ends there
   */
  settle(until: number): boolean {
    const due = this.parts.map((_, source) => this.earned(source, until) - this.settled[source]!);
    const interest = due.map(rounded);
    if (this.parts.some((part, n) => part.carried + part.current + interest[n]! < 0)) return false;
    for (const [source, part] of this.parts.entries()) {
      this.settled[source]! += due[source]!;
      const rolled = part.current;
      this.add(source, {
        ...{ carried: rolled + interest[source]!, current: -rolled, from: until + 1 },
      });
    }
    return true;
  }

  private earned(source: number, until: number): bigint {
    return this.lines.reduce(
      (sum, line) =>
        line.source === source && line.from < until
          ? sum + BigInt(line.cents) * BigInt(until - line.from)
          : sum,
      0n,
    );
  }
}
