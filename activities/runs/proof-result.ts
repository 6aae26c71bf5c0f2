/** What a proof came to: its parts put together, the head of the ledger, the signature. */
import { randomUUID } from 'node:crypto';
import {
  PROOF_CHECK_NAMES,
  PROOF_CHECKS,
  PROOF_NAMED_MAX,
  type ProofCheck,
  type ProofCheckName,
  type ProofResult,
  type ProofSkipped,
} from '../../src/cases/proof-checks.ts';
import { sourceTitle } from '../../src/cases/wording-accounts.ts';
import { ledgerHead, signProof } from '../../src/crypto/proof-signature.ts';
import type { Secrets } from '../../src/crypto/secrets.ts';
import type { Tx } from '../../src/db/pool.ts';
import { partsOf, type KeptPart, type ProofCursor } from '../../src/db/proof-parts.ts';
import type { Run } from '../../src/db/runs.ts';
import { exact } from '../../src/domain/money.ts';
import { interestDaysApart, proveBank } from '../../src/ledger/proof-center.ts';
import { changedJournals } from '../../src/ledger/proof-marks.ts';
import type { Part } from '../../src/ledger/proof-part.ts';
import { journalsTold, rangesOf } from './proof-ranges.ts';

interface Concluding {
  readonly run: Run;
  readonly cursor: ProofCursor;
  readonly secrets: Secrets;
}

export async function concluded(
  tx: Tx,
  { run, cursor, secrets }: Concluding,
): Promise<ProofResult> {
  const kept = await partsOf(tx, run.id);
  const before = cursor.since === null ? null : rangesOf(await partsOf(tx, cursor.since));
  const books = summed(journalsTold(kept).map((told) => told.books));
  const bank = await bankPart(tx, run, { cursor, kept });
  const parts: readonly Part[] = [
    ...kept,
    centerTotal(books),
    await interestPart(tx, run, { cursor, books }),
    ...bySource(books, toldOf(kept, 'central-accounts')),
    await unchanged(tx, run, { now: rangesOf(kept), before }),
    bank,
  ];
  const checks = PROOF_CHECK_NAMES.map((name) => checkOf(name, parts));
  const head = toldOf(kept, 'chain')['head'] as ProofResult['chainHead']; // written by the walk
  const lastJournal = String(cursor.horizon);
  const found = {
    certificate: randomUUID(),
    verdict: checks.some(({ ok }) => ok === false) ? ('red' as const) : ('green' as const),
    checks,
    lastJournal,
    head: ledgerHead({ center: run.center, lastJournal, books, ranges: rangesOf(kept) }),
    chainHead: head,
    bank: bankTold(bank),
  };
  const signed = { run: run.id, center: run.center, day: run.business_on, ...found };
  return { ...found, signature: signProof(secrets.heads.privateKey, signed) };
}

function checkOf(name: ProofCheckName, parts: readonly Part[]): ProofCheck {
  const own = parts.filter((part) => part.name === name);
  const brokenCount = own.reduce((sum, { broken }) => sum + broken, 0);
  const skipped = own.map((part) => skippedOf(part)).find((why) => why !== null) ?? null;
  return {
    name,
    title: PROOF_CHECKS[name].title,
    // What is broken is broken, however much was not looked at.
    ok: brokenCount > 0 ? false : skipped === null ? true : null,
    skipped,
    counted: own.reduce((sum, { counted }) => sum + counted, 0),
    brokenCount,
    broken: own.flatMap(({ named }) => named).slice(0, PROOF_NAMED_MAX),
  };
}

function skippedOf({ told }: Part): ProofSkipped | null {
  const why = told && 'skipped' in told ? told.skipped : undefined;
  return typeof why === 'string' ? (why as ProofSkipped) : null; // written below and by the run
}

function toldOf(parts: readonly KeptPart[], name: string): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(parts.find((part) => part.name === name)?.told ?? {}));
}

type Sums = Readonly<Record<string, string>>;

function summed(all: readonly Sums[]): Sums {
  const sums = new Map<string, string>();
  for (const [key, amount] of all.flatMap((one) => Object.entries(one))) {
    sums.set(
      key,
      exact(sums.get(key) ?? '0')
        .plus(amount)
        .toFixed(2),
    );
  }
  return Object.fromEntries(sums);
}

function total(amounts: readonly string[]): string {
  return amounts.reduce((sum, amount) => sum.plus(amount), exact(0)).toFixed(2);
}

function centerTotal(books: Sums): Part {
  const rest = total(Object.values(books));
  const named = rest === '0.00' ? [] : [rest];
  const counted = Object.keys(books).length;
  return { name: 'center-total', counted, broken: named.length, named };
}

/** What was charged is what was credited; only where it is not are the days looked for. */
async function interestPart(
  tx: Tx,
  { center }: Run,
  { cursor: { horizon }, books }: { readonly cursor: ProofCursor; readonly books: Sums },
): Promise<Part> {
  const rest = exact(books['interest-payable'] ?? '0');
  const named = rest.isZero() ? [] : await interestDaysApart(tx, center, horizon);
  return { name: 'interest-payable', counted: 1, broken: named.length, named };
}

const PERSONAL = 'personal/';

/** What the ledger has of each source beside what the accounts have of it. */
function bySource(books: Sums, told: Readonly<Record<string, unknown>>): readonly Part[] {
  const stored = (told['sources'] ?? {}) as Sums; // written by proveCentral
  const booked = Object.entries(books).filter(([book]) => book.startsWith(PERSONAL));
  const ledger = new Map(booked.map(([book, sum]) => [book.slice(PERSONAL.length), sum]));
  const sources = [...new Set([...ledger.keys(), ...Object.keys(stored)])].sort();
  const differs = sources.filter(
    (source) => !exact(ledger.get(source) ?? '0').equals(stored[source] ?? '0'),
  );
  const whole = total([...ledger.values()]) === total(Object.values(stored));
  const named = whole ? [] : ['住房公积金总额'];
  return [
    {
      name: 'sources',
      counted: sources.length,
      broken: differs.length,
      named: differs.map((source) => sourceTitle(source)),
    },
    { name: 'central-accounts', counted: 1, broken: named.length, named },
  ];
}

/** Ranges of which it is looked up which journals were changed; of more it is not one journal's matter. */
const RANGES_LOOKED_AT = 20;

/** Of ranges that were proved before and have another digest now the journals; the range where nobody knows. */
async function unchanged(
  tx: Tx,
  { center }: Run,
  { now, before }: { readonly now: Ranges; readonly before: Ranges | null },
): Promise<Part> {
  const name = 'unchanged';
  if (before === null) {
    return { name, counted: 0, broken: 0, named: [], told: { skipped: 'first-proof' } };
  }
  const digests = new Map(now.map(({ from, to, digest }) => [`${from}-${to}`, digest]));
  const changed = before.filter(({ from, to, digest }) => digests.get(`${from}-${to}`) !== digest);
  const named: string[] = [];
  let broken = 0;
  for (const [at, { from, to, digest }] of changed.entries()) {
    const asked = { range: [from, to], digest } as const;
    const found = at < RANGES_LOOKED_AT ? await changedJournals(tx, center, asked) : null;
    broken += found?.broken ?? 1;
    named.push(...(found?.named ?? [`${from}-${to}`]));
  }
  return {
    name,
    counted: before.length,
    broken,
    named: named.slice(0, PROOF_NAMED_MAX),
  };
}

type Ranges = ReturnType<typeof rangesOf>;

async function bankPart(
  tx: Tx,
  { center }: Run,
  { cursor, kept }: { readonly cursor: ProofCursor; readonly kept: readonly KeptPart[] },
): Promise<Part> {
  const { bankDay: day, horizon } = cursor;
  if (day === null) {
    return { name: 'bank', counted: 0, broken: 0, named: [], told: { skipped: 'no-statement' } };
  }
  const booked = summed(journalsTold(kept).map((told) => told.bank));
  const [part] = await proveBank(tx, { center, horizon, day, booked });
  if (!part) throw new Error('the bank was not proved');
  return part;
}

function bankTold({ told }: Part): ProofResult['bank'] {
  if (!told || !('day' in told && 'closing' in told && 'book' in told)) return null;
  return { day: String(told.day), closing: String(told.closing), book: String(told.book) };
}
