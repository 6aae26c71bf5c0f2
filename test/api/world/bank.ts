/** A day of the bank with a difference, and a proof that is done and signed, without their runs. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import {
  PROOF_CHECK_NAMES,
  PROOF_CHECKS,
  type ProofCheck,
  type ProofResult,
} from '../../../src/cases/proof-checks.ts';
import { signProof } from '../../../src/crypto/proof-signature.ts';
import type { Secrets } from '../../../src/crypto/secrets.ts';

const DIGEST = '0'.repeat(64);
let turns = 0;

/** A run that is done. @returns its id */
async function doneRun(
  owner: pg.Pool,
  of: { readonly kind: string; readonly center: string; readonly day: string },
  result: object,
): Promise<string> {
  turns += 1;
  const id = `${of.kind}.${of.center}.${of.day}.${turns + 100}`;
  await owner.query(
    `insert into run (id, kind, center, business_on, turn, state, digest, result, started_by,
       started_at, ended_at)
     values ($1, $2, $3, $4, $5, 'done', $6, $7, 'schedule', now(), now())`,
    [id, of.kind, of.center, of.day, turns + 100, DIGEST, JSON.stringify(result)],
  );
  return id;
}

export interface BankThings {
  /** `210100/2026-10-10` */
  readonly bankDay: string;
  readonly difference: string;
}

/** One that came in at the bank and is not in our book. */
export async function bankThings(
  owner: pg.Pool,
  center: string,
  { day = '2026-10-10', amount = '300.00' } = {},
): Promise<BankThings> {
  const run = await doneRun(owner, { kind: 'reconciliation', center, day }, {});
  await owner.query(
    `insert into bank_day (center, day, sha256, lines, opening, received, paid, closing, fetched_at,
       run, book_opening, book_received, book_paid, book_closing)
     values ($1, $2, $3, 1, 0, $4, 0, $4, now(), $5, 0, 0, 0, 0) on conflict do nothing`,
    [center, day, DIGEST, amount, run],
  );
  const serial = `S-${randomUUID().slice(0, 8)}`;
  await owner.query(
    `insert into bank_line (center, day, n, serial, amount, balance, state)
     values ($1, $2, 1, $3, $4, $4, 'missing-here') on conflict do nothing`,
    [center, day, serial, amount],
  );
  const { rows } = await owner.query<{ id: string }>(
    `insert into bank_difference (center, day, kind, subject, line, serial, bank, ours, proposal,
       found_by)
     values ($1, $2, 'missing-here', $3, 1, $4, $5, 0, $6, $7) returning id`,
    [
      ...[center, day, `line/${serial}`, serial, amount],
      ...[JSON.stringify({ reverse: [], receipt: amount }), run],
    ],
  );
  return { bankDay: `${center}/${day}`, difference: rows[0]!.id };
}

export interface ProofMade {
  readonly center: string;
  readonly day: string;
  /** What is wrong, by check. */
  readonly wrong?: Partial<Record<(typeof PROOF_CHECK_NAMES)[number], readonly string[]>>;
}

/** @returns the id of its run */
export async function proofMade(
  owner: pg.Pool,
  secrets: Secrets,
  { center, day, wrong = {} }: ProofMade,
): Promise<string> {
  const checks = PROOF_CHECK_NAMES.map((name): ProofCheck => {
    const broken = wrong[name] ?? [];
    const skipped = name === 'unchanged' ? 'first-proof' : null;
    return {
      ...{ name, title: PROOF_CHECKS[name].title, counted: skipped ? 0 : 120 },
      ok: broken.length > 0 ? false : skipped === null ? true : null,
      ...{ skipped, brokenCount: broken.length, broken },
    };
  });
  const found: Omit<ProofResult, 'signature'> = {
    certificate: randomUUID(),
    verdict: checks.some(({ ok }) => ok === false) ? 'red' : 'green',
    ...{ checks, lastJournal: '240', head: 'a'.repeat(64) },
    chainHead: { seq: '88', mac: 'b'.repeat(64) },
    bank: { day, closing: '98000.00', book: '98000.00' },
  };
  const run = `proof.${center}.${day}.${turns + 101}`;
  const signature = signProof(secrets.heads.privateKey, { run, center, day, ...found });
  return doneRun(owner, { kind: 'proof', center, day }, { ...found, signature });
}
