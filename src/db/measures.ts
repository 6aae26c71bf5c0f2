/**
 * Measures against a breach (处置措施): facts with dates on accounts and persons, read by whoever decides
 * about them. A measure is never changed; an end is a row of its own.
 */
import { timestamp, type Db, type Tx } from './pool.ts';

export interface NewMeasure {
  readonly id: string;
  readonly center: string;
  readonly person: string;
  readonly account: string | null;
  readonly caseId: string;
  readonly kind: string;
  readonly term: string;
  readonly clause: string;
  readonly from: string;
  readonly until: string | null;
  readonly fromMonth: string | null;
  readonly by: string;
  /** Instant (ms). */
  readonly at: number;
}

/** Once per case and kind, whoever asks again. */
export async function insertMeasure(tx: Tx, row: NewMeasure): Promise<void> {
  await tx.query({
    name: 'insert-measure',
    text: `insert into measure (id, key, center, person, account, case_id, kind, term, clause,
             from_on, until_on, from_month, taken_by, at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
           on conflict (key) do nothing`,
    values: [
      ...[row.id, `${row.caseId}/${row.kind}`, row.center, row.person, row.account, row.caseId],
      ...[row.kind, row.term, row.clause, row.from, row.until, row.fromMonth, row.by],
      timestamp(row.at),
    ],
  });
}

export interface MeasureEnd {
  readonly caseId: string;
  /** Null: every measure of the case. */
  readonly kind: string | null;
  readonly on: string;
  readonly why: 'lifted' | 'revoked';
  readonly by: string;
  readonly at: number;
}

/** @returns the kinds that were in force until then */
export async function endMeasures(tx: Tx, end: MeasureEnd): Promise<readonly string[]> {
  const { rows } = await tx.query<{ kind: string }>({
    name: 'end-measures',
    text: `with ended as (
             insert into measure_end (measure, ended_on, why, case_id, ended_by, at)
             select id, $3, $4, $1, $5, $6 from measure
              where case_id = $1 and ($2::text is null or kind = $2)
                and (until_on is null or until_on >= $3)
             on conflict do nothing returning measure)
           select m.kind from ended e join measure m on m.id = e.measure order by m.kind`,
    values: [end.caseId, end.kind, end.on, end.why, end.by, timestamp(end.at)],
  });
  return rows.map(({ kind }) => kind);
}

export interface MeasureRow {
  readonly id: string;
  readonly account: string | null;
  readonly caseId: string;
  readonly kind: string;
  readonly term: string;
  readonly clause: string;
  readonly from: string;
  readonly until: string | null;
  readonly fromMonth: string | null;
  readonly endedOn: string | null;
  readonly why: string | null;
}

const MEASURES = `select m.id, m.account, m.case_id as "caseId", m.kind, m.term, m.clause,
         m.from_on as "from", m.until_on as "until", m.from_month as "fromMonth",
         e.ended_on as "endedOn", e.why
    from measure m left join measure_end e on e.measure = m.id`;

/** Every measure that was ever taken on a person, by its first day. */
export async function measuresOn(db: Db, person: string): Promise<readonly MeasureRow[]> {
  const { rows } = await db.query<MeasureRow>({
    name: 'measures-on',
    text: `${MEASURES} where m.person = $1 order by m.from_on, m.id`,
    values: [person],
  });
  return rows;
}

/** Those of a case. */
export async function measuresBy(db: Db, caseId: string): Promise<readonly MeasureRow[]> {
  const { rows } = await db.query<MeasureRow>({
    name: 'measures-by',
    text: `${MEASURES} where m.case_id = $1 order by m.from_on, m.id`,
    values: [caseId],
  });
  return rows;
}

/** In force through its last day, or until the day on which it was ended. */
export function isInForce(
  { from, until, endedOn }: Pick<MeasureRow, 'from' | 'until' | 'endedOn'>,
  on: string,
): boolean {
  return from <= on && (until === null || until >= on) && (endedOn === null || endedOn > on);
}

/** The month from which months in a row count anew, by the last measure that says so; null: none does. */
export async function continuityResetOf(
  db: Db,
  account: string,
  on: string,
): Promise<string | null> {
  const { rows } = await db.query<{ month: string | null }>({
    name: 'continuity-reset-of',
    text: `select max(m.from_month) as month
             from measure m left join measure_end e on e.measure = m.id
            where m.account = $1 and m.kind = 'continuity-reset' and m.from_on <= $2
              and (e.ended_on is null or e.ended_on > $2)`,
    values: [account, on],
  });
  return rows[0]?.month ?? null;
}

/** Last days of the bans on a person that this center decided, in force on a day. */
export async function bansOn(db: Db, person: string, on: string): Promise<readonly string[]> {
  const measures = await measuresOn(db, person);
  return measures.flatMap((one) =>
    one.kind === 'ban' && one.until !== null && isInForce(one, on) ? [one.until] : [],
  );
}
