/** Choices for running cases that a figure touches: asked for by one supervisor, decided by another. */
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { Db } from './pool.ts';

export interface NewChoice {
  readonly id: string;
  readonly proposal: string;
  readonly class: string;
  readonly pick: string;
  readonly cases: readonly string[];
  readonly reason: string;
  readonly by: Acting;
}

/** @throws Fault 'not-found', 'action-not-permitted' (in force already, or chosen already) */
export async function proposeChoice(db: Db, choice: NewChoice): Promise<void> {
  const { id, proposal, class: of, pick, cases, reason, by } = choice;
  await refusing(
    db.query(`select api_propose_figure_choice($5, $6, $7, $8, $9, $10, ${ACTOR})`, [
      ...actorParams(by),
      ...[id, proposal, of, pick, cases, reason],
    ]),
  );
}

/** @throws Fault 'same-person', 'not-found', 'action-not-permitted' */
export async function decideChoice(
  db: Db,
  verdict: {
    readonly choice: string;
    readonly approve: boolean;
    readonly reason: string;
    readonly by: Acting;
  },
): Promise<void> {
  const { choice, approve, reason, by } = verdict;
  await refusing(
    db.query(`select api_decide_figure_choice($5, $6, $7, ${ACTOR})`, [
      ...actorParams(by),
      ...[choice, approve, reason],
    ]),
  );
}

/** The first says what shall be, the second the same. @throws Fault 'same-person', 'not-found' */
export async function chooseSingly(
  db: Db,
  one: {
    readonly choice: string;
    readonly caseId: string;
    readonly pick: string;
    readonly reason: string;
    readonly by: Acting;
  },
): Promise<void> {
  const { choice, caseId, pick, reason, by } = one;
  await refusing(
    db.query(`select api_choose_figure_singly($5, $6, $7, $8, ${ACTOR})`, [
      ...actorParams(by),
      ...[choice, caseId, pick, reason],
    ]),
  );
}

export interface KeptRow {
  readonly center: string;
  readonly district: string | null;
  readonly name: string;
  readonly from: string;
}

/** The figures that a running case does not follow: those for which the old one was kept. */
export async function figuresKept(db: Db, caseId: string): Promise<readonly KeptRow[]> {
  const { rows } = await db.query<KeptRow>({
    name: 'figures-kept',
    text: 'select center, district, name, valid_from as "from" from figures_kept($1)',
    values: [caseId],
  });
  return rows;
}

/** A choice with its cases, as the API shows it. */
export interface ChoiceRow {
  readonly id: string;
  readonly class: string;
  readonly pick: string;
  readonly cases: number;
  readonly reason: string;
  readonly askedBy: string;
  readonly askedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly approved: boolean | null;
  readonly decisionReason: string | null;
  readonly listed: readonly {
    readonly caseId: string;
    readonly number: string;
    readonly own: string | null;
    readonly ownBy: string | null;
    readonly secondBy: string | null;
  }[];
}

/** Every choice for a change, the declined ones too, in their order. */
export async function choicesOf(db: Db, proposal: string): Promise<readonly ChoiceRow[]> {
  const { rows } = await db.query<ChoiceRow>({
    name: 'figure-choices-of',
    text: `select c.id, c.class, c.pick, c.cases, c.reason, c.asked_by as "askedBy",
                  (extract(epoch from c.asked_at) * 1000)::float8 as "askedAt",
                  c.decided_by as "decidedBy",
                  (extract(epoch from c.decided_at) * 1000)::float8 as "decidedAt", c.approved,
                  c.decision_reason as "decisionReason",
                  (select coalesce(jsonb_agg(jsonb_build_object('caseId', k.case_id,
                            'number', b.number, 'own', k.own, 'ownBy', k.own_by,
                            'secondBy', k.second_by) order by b.number), '[]')
                     from figure_choice_case k join "case" b on b.id = k.case_id
                    where k.choice = c.id) as listed
             from figure_choice c where c.proposal = $1 order by c.asked_at, c.id`,
    values: [proposal],
  });
  return rows;
}
