/**
 * Verification of the audit trail: walks the chain of a center and names every event that was
 * changed, is missing or stands elsewhere, every seal that is gone, and every signed head that
 * the chain contradicts. What is not sealed yet is listed apart: it is no fault.
 */
import type pg from 'pg';
import {
  chainMac,
  chainStart,
  isHeadGenuine,
  sameMac,
  type ChainedEvent,
} from '../crypto/chain.ts';
import { keyOf, type Secrets } from '../crypto/secrets.ts';
import { gapProblem, lostProblem, problem, type ChainProblem } from './chain-problems.ts';
import { readHeads } from './heads.ts';
import type { Tx } from './pool.ts';
import { CHAINED_COLUMNS } from './sealer.ts';
import { inTransaction } from './transaction.ts';

export interface ChainReport {
  readonly center: string;
  /** Seals walked. */
  readonly sealed: number;
  /** Events that wait for the sealer: the first fifty. */
  readonly unsealed: readonly string[];
  readonly unsealedCount: number;
  /** Signed heads compared. */
  readonly heads: number;
  /** Those named, a thousand at most. */
  readonly problems: readonly ChainProblem[];
  readonly problemCount: number;
  /** Where the chain stands; null when it is empty. */
  readonly head: { readonly seq: string; readonly mac: string } | null;
}

/** Seals of one read. */
export const SEALS_AT_ONCE = 2_000;
const UNSEALED_MAX = 50;
/** So many problems at most are compared with each other to tell a moved event from a changed one. */
const COMPARED_MAX = 200;
/** A chain broken from its first event on is not copied into the report. */
const NAMED_MAX = 1_000;

/** Told after every batch: how many seals were walked. @throws whatever shall end the walk */
export type Walked = (seals: number) => Promise<void> | void;

/** Reads one moment of the database; what is sealed meanwhile is left for the next time. */
export async function verifyChain(
  pool: pg.Pool,
  secrets: Secrets,
  center: string,
  {
    heads: headsFolder,
    walked = () => undefined,
  }: { readonly heads: string; readonly walked?: Walked },
): Promise<ChainReport> {
  // Heads are written after their seals are committed, so they are read first.
  const heads = await readHeads(headsFolder, center);
  return inTransaction(
    pool,
    async (tx) => {
      const queue = await readQueue(tx, center);
      const lost = await eventsWithoutSeal(tx, center);
      const walk = await walkChain(tx, { secrets, center, lost, walked });
      const headProblems: ChainProblem[] = [];
      for (const { file, head } of heads) {
        const wrong =
          head?.center === center && isHeadGenuine(secrets.heads.publicKey, head)
            ? await headProblem(tx, head)
            : '不是由本系统签署的';
        if (wrong !== null) {
          const seq = head?.seq ?? null;
          headProblems.push({
            seq,
            event: null,
            kind: 'head-mismatch',
            detail: `${file}: ${wrong}`,
          });
        }
      }
      const { sealed, head } = walk;
      const named = [...walk.problems, ...queue.problems, ...headProblems];
      return {
        center,
        sealed,
        ...queue.waiting,
        heads: heads.length,
        problems: named.slice(0, NAMED_MAX),
        problemCount: named.length + walk.more,
        head,
      };
    },
    { isolation: 'repeatable read' },
  );
}

interface SealRow extends ChainedEvent {
  readonly seq: string;
  readonly event: string;
  readonly key_id: string;
  readonly mac: string;
  readonly there: boolean;
}

interface Suspect {
  readonly row: SealRow;
  /** The seal that stands before it now. */
  readonly previous: string;
}

interface Walk {
  readonly secrets: Secrets;
  readonly center: string;
  readonly lost: readonly ChainedEvent[];
  readonly walked: Walked;
}

async function walkChain(tx: Tx, { secrets, center, lost, walked }: Walk) {
  const problems: ChainProblem[] = [];
  const suspects: Suspect[] = [];
  const found = new Set<string>();
  let previous = chainStart(center);
  let last = 0n;
  let sealed = 0;
  let more = 0;
  const name = (one: ChainProblem): void => {
    if (problems.length < NAMED_MAX) problems.push(one);
    else more += 1;
  };
  for (;;) {
    const rows = await readSeals(tx, center, last);
    for (const row of rows) {
      const seq = BigInt(row.seq);
      const gap = seq - last - 1n;
      const bridge = gap === 1n ? findLost(secrets, lost, { row, previous }) : undefined;
      if (gap > 0n) name(gapProblem(last + 1n, seq - 1n, bridge?.id));
      if (bridge) found.add(bridge.id);
      if (!row.there) name(problem(row, 'missing', '已封链的留痕不见了'));
      // After a gap the seal before is unknown and the row cannot be checked by itself.
      else if (gap === 0n && !fits(secrets, row, previous)) {
        if (suspects.length < NAMED_MAX) suspects.push({ row, previous });
        else more += 1;
      }
      previous = row.mac;
      last = seq;
      sealed += 1;
    }
    await walked(sealed);
    if (rows.length < SEALS_AT_ONCE) break;
  }
  for (const { id } of lost) if (!found.has(id)) name(lostProblem(id));
  const head = sealed === 0 ? null : { seq: String(last), mac: previous };
  return { sealed, head, problems: [...problems, ...judge(secrets, suspects)], more };
}

/** The seals behind a place, in their order, each with its event. */
export async function readSeals(
  tx: Tx,
  center: string,
  after: bigint,
): Promise<readonly SealRow[]> {
  const { rows } = await tx.query<SealRow>(
    `select s.seq::text, s.event::text, s.key_id, s.mac, e.id is not null as there,
            ${CHAINED_COLUMNS}
       from event_seal s left join event e on e.id = s.event
      where s.center = $1 and s.seq > $2 order by s.seq limit ${SEALS_AT_ONCE}`,
    [center, String(after)],
  );
  return rows;
}

/** Is it the seal of its event behind that seal? */
export function fits(secrets: Secrets, row: SealRow, previous: string): boolean {
  const key = secrets.chain.keys.get(row.key_id);
  return key !== undefined && sameMac(chainMac(key, previous, row), row.mac);
}

/** The event whose seal is gone: with it between, the next seal fits again. */
function findLost(
  secrets: Secrets,
  lost: readonly ChainedEvent[],
  { row, previous }: Suspect,
): ChainedEvent | undefined {
  const keys = [...secrets.chain.keys.values()];
  return lost.find((event) =>
    keys.some((key) => fits(secrets, row, chainMac(key, previous, event))),
  );
}

/** A row that fits behind another seal, or another row that fits here, was moved; else changed. */
function judge(secrets: Secrets, suspects: readonly Suspect[]): readonly ChainProblem[] {
  const compared = suspects.slice(0, COMPARED_MAX);
  const seals = new Set(compared.flatMap(({ row, previous }) => [previous, row.mac]));
  return suspects.map(({ row, previous }) => {
    const moved =
      [...seals].some((seal) => fits(secrets, row, seal)) ||
      compared.some((other) => other.row !== row && isSealOf(secrets, row, other.row, previous));
    return moved
      ? problem(row, 'reordered', '该条留痕是真实的，但封链时在另一位置')
      : problem(row, 'changed', '该条留痕，或它之前的封链，与封链时不符');
  });
}

/** Is the seal of this row the seal of another event at this place? */
function isSealOf(secrets: Secrets, row: SealRow, other: SealRow, previous: string): boolean {
  if (!secrets.chain.keys.has(row.key_id)) return false;
  return sameMac(chainMac(keyOf(secrets.chain, row.key_id), previous, other), row.mac);
}

async function readQueue(tx: Tx, center: string) {
  const { rows } = await tx.query<{ event: string; there: boolean }>(
    `select q.event::text, e.id is not null as there
       from event_unsealed q left join event e on e.id = q.event
      where q.center = $1 order by q.event`,
    [center],
  );
  const waiting = rows.filter(({ there }) => there).map(({ event }) => event);
  const gone = rows.filter(({ there }) => !there);
  return {
    waiting: { unsealed: waiting.slice(0, UNSEALED_MAX), unsealedCount: waiting.length },
    problems: gone.map(({ event }): ChainProblem => {
      return { seq: null, event, kind: 'missing', detail: '尚未封链的留痕不见了' };
    }),
  };
}

/** Events that were sealed once, because they left the queue, and have no seal now. */
async function eventsWithoutSeal(tx: Tx, center: string): Promise<readonly ChainedEvent[]> {
  const { rows } = await tx.query<ChainedEvent>(
    `select ${CHAINED_COLUMNS} from event e
      where e.center = $1 and not exists (select from event_seal s where s.event = e.id)
        and not exists (select from event_unsealed q where q.event = e.id)
      order by e.id limit ${COMPARED_MAX}`,
    [center],
  );
  return rows;
}

interface HeadPlace {
  readonly center: string;
  readonly seq: string;
  readonly mac: string;
}

async function headProblem(tx: Tx, { center, seq, mac }: HeadPlace): Promise<string | null> {
  const { rows } = await tx.query<{ mac: string }>(
    'select mac from event_seal where center = $1 and seq = $2',
    [center, seq],
  );
  const standing = rows[0];
  if (!standing) return `签署时链上有${seq}条封链，现在没有第${seq}条`;
  return sameMac(standing.mac, mac) ? null : `第${seq}条封链与签署时不同`;
}
