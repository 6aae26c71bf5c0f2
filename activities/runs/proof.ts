/**
 * The nightly proof (账务核验) as a run: stretches of accounts and journals and what holds for a
 * center as a whole, each an item; what came of it is signed and printed as a certificate.
 *
 * @source 住房公积金管理条例 第二十一条; 通知（征求意见稿）（五）
 */
import { walkChainSince, type ChainPlace } from '../../src/db/chain-since.ts';
import { settleLate } from '../../src/db/bank-days.ts';
import {
  accountBounds,
  freezeProof,
  keepParts,
  lastBankDay,
  lastGreenProof,
  partsOf,
  proofHorizon,
  type ProofCursor,
  type ProofItem,
} from '../../src/db/proof-parts.ts';
import {
  findRun,
  inRun,
  keepCursor,
  openItems,
  settleItems,
  type Run,
  type RunItem,
} from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { proveAccounts } from '../../src/ledger/proof-accounts.ts';
import {
  CENTER_CHECKS,
  proveCenter,
  proveCentral,
  type CenterCheck,
} from '../../src/ledger/proof-center.ts';
import { proveFacts } from '../../src/ledger/proof-facts.ts';
import { proveJournals } from '../../src/ledger/proof-journals.ts';
import type { JournalRange, Part } from '../../src/ledger/proof-part.ts';
import type { ClosedPlace, Frozen, Progress, RunWork, Working } from './kind.ts';
import { digestsOf, ranges, rangesOf, stretches } from './proof-ranges.ts';
import { concluded } from './proof-result.ts';

/** Accounts of one item: a second's work. */
const ACCOUNTS = 50_000;
/** Items read side by side: what the database has processors for, and the counter needs one, too. */
const AT_ONCE = 2;

export const proofRun: RunWork = { prepare, freeze, chunk, close };

async function prepare({ deps, run, at }: Working): Promise<Progress> {
  await inRun(deps.pool, run, async (tx) => {
    await settleLate(tx, run.center, at);
    const bankDay = await lastBankDay(tx, run.center, run.business_on);
    const since = (await lastGreenProof(tx, run.center))?.id ?? null;
    const cursor: ProofCursor = { bankDay, since, horizon: await proofHorizon(tx) };
    await keepCursor(tx, run.id, cursor);
  });
  return { kind: 'more' };
}

async function freeze(tx: Tx, run: Run): Promise<Frozen> {
  const { horizon, since } = await cursorOf(tx, run.id);
  const known = since === null ? [] : rangesOf(await partsOf(tx, since));
  const bounds = await accountBounds(tx, run.center, ACCOUNTS);
  const accounts = ['', ...bounds].map((after, at): ProofItem => ({
    subject: `accounts/${at + 1}`,
    detail: { after, until: bounds[at] ?? null },
  }));
  const journals = stretches(ranges(known, horizon)).map((some, at): ProofItem => ({
    subject: `journals/${at + 1}`,
    detail: { ranges: some, known: digestsOf(some, known) },
  }));
  const whole = [...CENTER_CHECKS, 'payouts', 'central-accounts', 'chain', 'engine'].map(
    (name): ProofItem => ({
      subject: `center/${name}`,
      detail: {},
    }),
  );
  await freezeProof(tx, run.id, [...accounts, ...journals, ...whole]);
  return {};
}

async function cursorOf(tx: Tx, run: string): Promise<ProofCursor> {
  const cursor = (await findRun(tx, run))?.cursor;
  const { horizon, bankDay, since } = cursor ?? {};
  return {
    horizon: Number(horizon),
    bankDay: typeof bankDay === 'string' ? bankDay : null,
    since: typeof since === 'string' ? since : null,
  };
}

async function chunk(working: Working): Promise<Progress> {
  const { deps, run, at } = working;
  const items = await inRun(deps.pool, run, (tx) => openItems(tx, run.id, AT_ONCE));
  if (items.length === 0) return { kind: 'end' };
  const found = await Promise.all(
    items.map(async (item) => ({ item, parts: await prove(working, item) })),
  );
  await inRun(deps.pool, run, async (tx) => {
    const parts = found.flatMap(({ item: { n }, parts: some }) =>
      some.map((part) => ({ n, ...part })),
    );
    await keepParts(tx, run.id, parts);
    const settled = found.map(({ item: { n }, parts: some }) =>
      some.some(({ broken }) => broken > 0)
        ? ({ n, state: 'failed', outcome: 'broken' } as const)
        : ({ n, state: 'done', outcome: 'whole' } as const),
    );
    await settleItems(tx, run.id, { settled, at });
  });
  return { kind: 'more' };
}

async function prove(working: Working, item: RunItem): Promise<readonly Part[]> {
  const { deps, run } = working;
  if (item.subject === 'center/engine') return proveEngine(working);
  // One moment of the books for each item, whatever is recorded meanwhile.
  return inTransaction(deps.pool, (tx) => proveIn(tx, working, item), {
    isolation: 'repeatable read',
  }).catch((error: unknown) => {
    throw new Error(`${item.subject} of ${run.id} could not be proved`, { cause: error });
  });
}

async function proveIn(
  tx: Tx,
  { deps, run }: Working,
  { subject, detail }: RunItem,
): Promise<readonly Part[]> {
  const [kind, name] = subject.split('/');
  if (kind === 'accounts') {
    const until = detail['until'];
    return proveAccounts(tx, run.center, {
      after: String(detail['after']),
      until: typeof until === 'string' ? until : null,
    });
  }
  if (kind === 'journals') {
    const some = detail['ranges'] as readonly JournalRange[]; // as frozen
    const known = detail['known'] as readonly (string | null)[] | undefined; // a list of before has none
    return proveJournals(tx, run.center, some, known ?? some.map(() => null));
  }
  const { horizon, since } = await cursorOf(tx, run.id);
  if (name === 'central-accounts') return proveCentral(tx, run.center, horizon);
  if (name === 'payouts') return proveFacts(tx, run.center);
  if (name === 'chain') {
    const before = since === null ? null : await chainHeadOf(tx, since);
    const { head, ...walked } = await walkChainSince(tx, deps.secrets, {
      center: run.center,
      since: before,
    });
    return [{ name: 'chain', ...walked, told: { head } }];
  }
  return proveCenter(tx, run.center, name as CenterCheck); // the only ones left in the list
}

async function chainHeadOf(tx: Tx, run: string): Promise<ChainPlace | null> {
  const { rows } = await tx.query<{ head: ChainPlace | null }>(
    `select result->'chainHead' as head from run where id = $1`,
    [run],
  );
  return rows[0]?.head ?? null;
}

async function proveEngine({ deps, run, at }: Working): Promise<readonly Part[]> {
  const closedSince = await inTransaction(deps.pool, (tx) => closedLookedAt(tx, run.center), {
    isolation: 'read committed',
  });
  if (!deps.engine) {
    // Whoever reaches the engine next begins where somebody last did.
    const told = { skipped: 'no-engine', closedUntil: closedSince };
    return [{ name: 'engine', counted: 0, broken: 0, named: [], told }];
  }
  const { whole, closedUntil, notKept, ...found } = await deps.engine.compare({
    ...{ center: run.center, at, closedSince },
  });
  const skipped = !whole ? 'too-many' : notKept > 0 ? 'not-kept' : null;
  const told = { closedUntil, ...(skipped !== null && { skipped }) };
  return [{ name: 'engine', ...found, told }];
}

/** How far the last green proof came with the closed cases; its end, where it does not say. */
async function closedLookedAt(tx: Tx, center: string): Promise<ClosedPlace | number | null> {
  const green = await lastGreenProof(tx, center);
  if (green === null) return null;
  const part = (await partsOf(tx, green.id)).find(({ name }) => name === 'engine');
  const { closedUntil } = (part?.told ?? {}) as { closedUntil?: ClosedPlace | number | null }; // as kept above
  return closedUntil ?? green.endedAt;
}

async function close(tx: Tx, run: Run, { deps }: Working): Promise<object> {
  return concluded(tx, { run, cursor: await cursorOf(tx, run.id), secrets: deps.secrets });
}
