/** The list of a run that ends, signed with what became of it and with who had proposed and approved it. */
import { randomUUID } from 'node:crypto';
import { signRunList, type RunListSeal } from '../../src/crypto/run-signature.ts';
import type { Tx } from '../../src/db/pool.ts';
import type { Working } from './kind.ts';

interface Ended {
  readonly outcomes: string;
  readonly items: number;
  readonly excluded: number;
  readonly struck: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  readonly amount: string;
  readonly doneAmount: string;
  readonly startedBy: string;
  readonly approvedBy: string | null;
  readonly approvedAt: number | null;
}

/** @param digest of the list, which was just found to be the frozen one */
export async function sealedList(
  tx: Tx,
  { run, at, deps: { secrets } }: Working,
  digest: string,
): Promise<RunListSeal> {
  const { rows } = await tx.query<Ended>({
    name: 'run-list-ended',
    text: `select run_outcomes(id) as outcomes, items, excluded, struck, done, refused, failed, amount,
                  done_amount as "doneAmount", started_by as "startedBy",
                  approved_by as "approvedBy", approved_at as "approvedAt"
             from run where id = $1`,
    values: [run.id],
  });
  const [ended] = rows;
  if (!ended) throw new Error('the run is gone');
  const { approvedAt, ...counted } = ended;
  const found = {
    ...{ certificate: randomUUID(), digest, ...counted },
    approvedAt: approvedAt === null ? null : new Date(approvedAt).toISOString(),
    endedAt: new Date(at).toISOString(),
  };
  const signed = { run: run.id, center: run.center, day: run.business_on, ...found };
  return { ...found, signature: signRunList(secrets.heads.privateKey, signed) };
}
