/** Undoing an opening with everything that followed (撤销开户): what it would come to, and doing just that. */
import { ACTOR, actorParams, type Acting } from '../db/acting.ts';
import { refusing } from '../db/database-fault.ts';
import type { Db, Tx } from '../db/pool.ts';
import { Fault } from '../domain/fault.ts';
import type { PlainDate } from '../domain/calendar.ts';
import { exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import {
  reasonsAgainstUndo,
  UNDO_REASONS,
  undoDetail,
  type UndoFacts,
} from '../policy/opening-undo.ts';
import { ledgerFault } from './journals.ts';
import type { ReversalPlan } from './reversals.ts';

/** What `opening_undo_plan` of the database tells (migrations/0420-openings-undone.sql). */
export interface OpeningUndo extends Omit<UndoFacts, 'chainBroken'> {
  readonly openingCase: string;
  readonly account: string;
  readonly accountId: string;
  readonly center: string;
  readonly paidTo: string | null;
  /** Versions of the plan that are carried out. */
  readonly plans: number;
  readonly mandate: string | null;
  /** What is owed or was missed. */
  readonly dues: number;
  /** Months paid. */
  readonly months: number;
  /** Yuan. */
  readonly balance: string;
  readonly plan: Omit<ReversalPlan, 'root'>;
  readonly digest: string;
  /** The case that has undone it, its day and journals; absent: it was not undone. */
  readonly undoneBy?: string;
  readonly undoneOn?: PlainDate;
  readonly journals?: readonly string[];
}

export function undoFacts({ plan, ...facts }: OpeningUndo): UndoFacts {
  return { ...facts, chainBroken: plan.stays.length > 0 || plan.lacks !== '0.00' };
}

export interface UndoneMoney {
  /** Yuan that was paid in: the bank has it, and it stands in suspense. */
  readonly toSuspense: Yuan;
  /** Subsidies, back to their fund. */
  readonly toFund: Yuan;
  /** Interest that was credited, taken back. */
  readonly interest: Yuan;
}

/** Where the money of the account goes. */
export function undoneMoney({ plan }: Pick<OpeningUndo, 'plan'>): UndoneMoney {
  const of = (...kinds: readonly string[]) => {
    const lines = plan.steps.filter(({ kind }) => kinds.includes(kind)).flatMap((one) => one.lines);
    const own = lines.filter(({ account }) => account !== null);
    return yuan(own.reduce((all, { amount }) => all.minus(exact(amount)), exact(ZERO)).toFixed(2));
  };
  return {
    ...{ toSuspense: of('contribution', 'assignment'), toFund: of('subsidy') },
    interest: of('interest'),
  };
}

/** Of the account that a case opened; null: it opened none. */
export async function readUndo(db: Db, openingCase: string): Promise<OpeningUndo | null> {
  const { rows } = await db.query<{ told: OpeningUndo | null }>({
    name: 'opening-undo-plan',
    text: 'select opening_undo_plan($1) as told',
    values: [openingCase],
  });
  return rows[0]?.told ?? null;
}

/** @throws Fault 'not-found', 'not-authorized' */
export async function previewUndo(db: Db, caseId: string, by: Acting): Promise<OpeningUndo> {
  const { rows } = await refusing(
    db.query<{ told: OpeningUndo }>(`select api_preview_undo($5, ${ACTOR}) as told`, [
      ...actorParams(by),
      caseId,
    ]),
  );
  const [row] = rows;
  if (!row) throw new Error('a preview has no row');
  return row.told;
}

/** @throws Fault 'action-not-permitted' with what stands against it and what to do first */
export function expectUndoable(undo: OpeningUndo): void {
  const facts = undoFacts(undo);
  const [first, ...others] = reasonsAgainstUndo(facts);
  if (first === undefined) return;
  const words = [first, ...others].map((reason) => {
    const { text, remedy } = UNDO_REASONS[reason];
    const detail = undoDetail(facts, reason);
    return detail === '' ? `${text}${remedy}` : `${text}（${detail}）${remedy}`;
  });
  throw new Fault('action-not-permitted', words.join(''));
}

export interface UndoAsked {
  readonly caseId: string;
  readonly openingCase: string;
  /** Of what was looked at. */
  readonly digest: string;
  readonly on: PlainDate;
  readonly by: Acting;
}

/**
 * Everything posted to the account is taken back; it has no money and owes nothing afterwards.
 *
 * @returns the journals that were recorded
 * @throws Fault 'version-conflict' when it is not what was looked at any more
 */
export async function takeOpeningBack(tx: Tx, asked: UndoAsked): Promise<readonly string[]> {
  const { caseId, openingCase, digest, on, by } = asked;
  const taking = tx
    .query<{ made: readonly string[] }>(
      `select array(select unnest(undo_opening($5, $6, $7, $8, ${ACTOR}))::text) as made`,
      [...actorParams(by), ...[caseId, openingCase, digest, on]],
    )
    .catch((error: unknown) => {
      throw ledgerFault(error) ?? error;
    });
  const { rows } = await refusing(taking);
  return rows[0]?.made ?? [];
}
