/** Dated figures: proposed by one supervisor, decided by another. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface NewFigure {
  readonly center: string;
  /** null: the whole center. */
  readonly district: string | null;
  readonly name: string;
  readonly value: string;
  /** First day in force, not before today. */
  readonly validFrom: string;
  readonly documentNumber: string;
  readonly reason: string;
}

/** @throws Fault 'not-authorized', 'input-invalid' (retroactive) */
export async function proposeFigure(
  db: Db,
  { id, figure, by }: { readonly id: string; readonly figure: NewFigure; readonly by: Acting },
): Promise<void> {
  const { center, district, name, value, validFrom, documentNumber, reason } = figure;
  await refusing(
    db.query(
      `select api_propose_figure($5, row($6, $7, $8, $9, $10, $11, $12)::new_figure, ${ACTOR})`,
      [...actorParams(by), id, center, district, name, value, validFrom, documentNumber, reason],
    ),
  );
}

export interface FigureVerdict {
  readonly proposal: string;
  readonly approve: boolean;
  readonly reason: string;
  readonly by: Acting;
}

/**
 * Approved, the figure comes into force on its day and the one before ends on the eve.
 *
 * @throws Fault 'not-found', 'not-authorized', 'same-person', 'action-not-permitted' (decided
 *   already, retroactive by now, or a figure of that day exists)
 */
export async function decideFigure(
  db: Db,
  { proposal, approve, reason, by }: FigureVerdict,
): Promise<void> {
  await refusing(
    db.query(`select api_decide_figure($5, $6, $7, ${ACTOR})`, [
      ...actorParams(by),
      proposal,
      approve,
      reason,
    ]),
  );
}
