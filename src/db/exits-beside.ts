/** Exits and payments after a death of one person, side by side: who waits for whom. */
import type { Tx } from './pool.ts';

export interface OpenExit {
  readonly id: string;
  readonly number: string;
  /** Signed: the agreement rests, or has ended, for it. */
  readonly accepted: boolean;
}

/** The exit of a person that is open and holds the person; null: none does. */
export async function openExitOf(tx: Tx, person: string): Promise<OpenExit | null> {
  const { rows } = await tx.query<OpenExit>({
    name: 'open-exit-of',
    text: `select c.id, c.number, c.accepted_on is not null as accepted
             from "case" c join claim k on k.case_id = c.id and k.released_at is null
            where k.person = $1 and c.type = 'exit' and c.closed_at is null`,
    values: [person],
  });
  return rows[0] ?? null;
}
