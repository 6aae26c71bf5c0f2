/**
 * Which faults are switched on, kept in the books so that a restart does not mend anything.
 *
 * A fault belongs to a system, or to a system and one document number or address, so that several
 * tests can share one simulator. The dice have a seed: a run can be repeated.
 */
import { z } from 'zod';
import { type Database } from './database.ts';
import {
  BANK_FAULT_KINDS,
  FAULT_KINDS,
  SYSTEMS,
  type FaultKind,
  type FaultOrder,
  type System,
} from './inputs.ts';

const Fault = z.object({
  system: z.enum(SYSTEMS),
  about: z.string(),
  kind: z.enum([...FAULT_KINDS, ...BANK_FAULT_KINDS]),
  probability: z.number(),
  delayMs: z.number(),
  times: z.number().nullable(),
  /** The day on which it is over. */
  until: z.string().nullable(),
  /** How often it has struck. */
  struck: z.number(),
  since: z.string(),
});
export type Fault = z.infer<typeof Fault>;

export interface Faults {
  /**
   * The fault that strikes now, if one does; it is counted.
   *
   * @param strikes which kinds can strike here; all, unless told otherwise
   */
  readonly draw: (
    system: System,
    about: readonly string[],
    strikes?: (kind: FaultKind) => boolean,
  ) => Promise<Fault | null>;
  readonly on: () => readonly Fault[];
  readonly breakIt: (system: System, order: FaultOrder) => Promise<void>;
  /** Mends a system, or all of them. */
  readonly mend: (system: System | null, about?: string) => Promise<void>;
  /** Reads the books again, after a reset. */
  readonly reload: () => Promise<void>;
}

/** @param today the simulators' day, on which a fault may be over */
export async function openFaults(
  { ask }: Database,
  seed: number,
  today: () => string,
): Promise<Faults> {
  const faults = new Map<string, Fault>();
  const dice = createDice(seed);

  async function reload(): Promise<void> {
    const rows = await ask(`select system, about, kind, probability, delay_ms as "delayMs", times,
      to_char(until, 'YYYY-MM-DD') as until, struck, to_char(since at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') as since
      from sim.fault order by system, about`);
    faults.clear();
    for (const fault of z.array(Fault).parse(rows)) faults.set(keyOf(fault), fault);
  }

  async function strike(fault: Fault): Promise<Fault> {
    const times = fault.times === null ? null : fault.times - 1;
    const key = keyOf(fault);
    if (times === 0) faults.delete(key);
    else faults.set(key, { ...fault, times, struck: fault.struck + 1 });
    await ask(
      times === 0
        ? 'delete from sim.fault where system = $1 and about = $2'
        : `update sim.fault set times = times - 1, struck = struck + 1
           where system = $1 and about = $2`,
      [fault.system, fault.about],
    );
    return fault;
  }

  await reload();
  return {
    draw: async (system, about, strikes = () => true) => {
      if (faults.size === 0) return null;
      const found = [...about, '']
        .map((one) => faults.get(keyOf({ system, about: one })))
        .find((fault) => fault !== undefined && strikes(fault.kind) && !isOver(fault, today()));
      return found && dice() < found.probability ? strike(found) : null;
    },
    on: () => [...faults.values()].filter((fault) => !isOver(fault, today())),
    breakIt: async (system, { about, kind, probability, delayMs, times, until }) => {
      await ask(
        `insert into sim.fault (system, about, kind, probability, delay_ms, times, until)
         values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (system, about) do update set kind = excluded.kind, struck = 0,
           probability = excluded.probability, delay_ms = excluded.delay_ms,
           times = excluded.times, until = excluded.until, since = excluded.since`,
        [system, about, kind, probability, delayMs, times, until],
      );
      await reload();
    },
    mend: async (system, about) => {
      await ask(
        `delete from sim.fault where ($1::text is null or system = $1)
           and ($2::text is null or about = $2)`,
        [system, about ?? null],
      );
      await reload();
    },
    reload,
  };
}

function isOver({ until }: Fault, today: string): boolean {
  return until !== null && today >= until;
}

function keyOf({ system, about }: Pick<Fault, 'system' | 'about'>): string {
  return `${system}\n${about}`;
}

/** Mulberry32: small, seeded, good enough for dice. */
function createDice(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
