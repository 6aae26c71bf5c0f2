/**
 * 合规巡检 as a run: every night the books of a center are asked for each forbidden state; whatever is
 * new becomes a supervised case, once; what is no longer found is told to the case that deals with it.
 */
import { randomUUID, type KeyObject } from 'node:crypto';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { readable } from '../../src/crypto/readable.ts';
import { insertOutboxRows } from '../../src/db/case-papers.ts';
import {
  beginIrregularities,
  freezeIrregularities,
  notFoundAgain,
  seeAgain,
  startsUnderWay,
  type Listed,
} from '../../src/db/irregularities.ts';
import { findHits } from '../../src/db/legality.ts';
import type { Tx } from '../../src/db/pool.ts';
import {
  inRun,
  openItems,
  settleItems,
  type Run,
  type RunItem,
  type Settled,
} from '../../src/db/runs.ts';
import { INVARIANT_NAMES } from '../../src/policy/legality.ts';
import { closingNow } from '../irregularity.ts';
import { TELL_CASE } from '../service-news.ts';
import {
  UNREADABLE,
  type Frozen,
  type Progress,
  type RunDeps,
  type RunWork,
  type Working,
} from './kind.ts';

export const legalityRun: RunWork = { freeze, chunk, close };

/** Cases of one transaction. */
const ITEMS = 100;
/** So many cases may be on their way at once; the run waits for the rest to begin. */
const UNDER_WAY_MAX = 400;
const WAIT_SECONDS = 5;

async function freeze(tx: Tx, run: Run, _deps: RunDeps, at: number): Promise<Frozen> {
  const { center, business_on: on } = run;
  const found: Listed[] = [];
  for (const invariant of INVARIANT_NAMES) {
    const asked = { center, on, at, closingNow: closingNow(), person: null };
    const hits = await findHits(tx, invariant, asked);
    found.push(...hits.map((hit) => ({ ...hit, invariant })));
  }
  await freezeIrregularities(tx, { run: run.id, center, found });
  await seeAgain(tx, run.id, on);
  return {};
}

async function chunk({ deps, run, at }: Working): Promise<Progress> {
  if ((await startsUnderWay(deps.pool, run.center)) >= UNDER_WAY_MAX) {
    return { kind: 'wait', seconds: WAIT_SECONDS };
  }
  const taken = await inRun(deps.pool, run, async (tx) => {
    const items = await openItems(tx, run.id, ITEMS);
    const keys = await keysOf(tx, deps, items);
    const asked = items
      .filter(({ n }) => keys.has(n))
      .map(({ n }) => ({ n, caseId: randomUUID() }));
    const on = run.business_on;
    const begun = await beginIrregularities(tx, { run: run.id, on, rows: asked });
    await insertOutboxRows(
      tx,
      begun.flatMap(({ n, caseId, person, branch }) => {
        const own = keys.get(n);
        if (!own) return [];
        const key = `irregularity/${caseId}/start`;
        const payload = sealJson(own, place.outbox(key), { branch });
        return [{ key, center: run.center, caseId, person, kind: 'start-irregularity', payload }];
      }),
    );
    const isNew = new Set(begun.map(({ n }) => n));
    const settled = items.map(({ n }): Settled => {
      if (!keys.has(n)) return { n, ...UNREADABLE };
      return isNew.has(n)
        ? { n, state: 'done', outcome: 'irregularity-begun' }
        : { n, state: 'refused', outcome: 'known-irregularity' };
    });
    await settleItems(tx, run.id, { settled, at });
    return items.length;
  });
  return taken > 0 ? { kind: 'more' } : { kind: 'end' };
}

/**
 * The keys under which the items' messages are sealed, by item. One whose data cannot be opened is left out: it is
 * listed as failed each night, and stops nobody else.
 */
async function keysOf(
  tx: Tx,
  { personKeys }: RunDeps,
  items: readonly RunItem[],
): Promise<ReadonlyMap<number, KeyObject>> {
  const { rows } = await tx.query<{ n: number; person: string; wrappedKey: string | null }>(
    `select i.n, p.id as person, p.wrapped_key as "wrappedKey"
       from jsonb_to_recordset($1) as i(n integer, person uuid) join person p on p.id = i.person`,
    [JSON.stringify(items.map(({ n, detail }) => ({ n, person: detail['person'] })))],
  );
  return new Map(
    rows.flatMap(({ n, person, wrappedKey }) => {
      const own = readable(() => personKeys.unwrap(person, wrappedKey));
      return own === null ? [] : [[n, own] as const];
    }),
  );
}

/** The case of what is gone looks into the books itself. */
async function close(tx: Tx, run: Run): Promise<object> {
  const gone = await notFoundAgain(tx, run.id);
  await insertOutboxRows(
    tx,
    gone.map(({ caseId, person }) => ({
      ...{ key: `irregularity/${caseId}/look/${run.id}`, center: run.center, caseId, person },
      ...{ kind: TELL_CASE, payload: '' },
    })),
  );
  return { told: gone.length };
}
