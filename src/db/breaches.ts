/**
 * Breaches (违约) and the measures that came of them, as the books keep them: facts with dates, read by
 * whoever decides about an account or a person. Measures are never changed; an end is a row of its own.
 */
import { timestamp, type Db, type Tx } from './pool.ts';

/** Months missed in a row that nothing paid has followed. */
export interface MissedSpan {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly months: number;
}

const MONTH_NUMBER = (month: string) =>
  `(substr(${month}, 1, 4)::integer * 12 + substr(${month}, 6)::integer)`;

/**
 * The last run of missed months of every account, where no later month was paid. A month that is void,
 * because the agreement was suspended, ends a run.
 *
 * @param where a condition on `a`, the account
 */
const SPANS = (where: string) => `
  with missed as (
    select d.account, d.covers_from, d.covers_to, d.months,
           ${MONTH_NUMBER('d.covers_from')} as first, ${MONTH_NUMBER('d.covers_to')} as last
      from contribution_due d join account a on a.number = d.account
     where d.state = 'missed' and ${where}),
  begun as (
    select m.*, (lag(m.last) over w is distinct from m.first - 1)::integer as begins
      from missed m window w as (partition by m.account order by m.first)),
  numbered as (
    select b.*, sum(b.begins) over (partition by b.account order by b.first) as part from begun b),
  spans as (
    select account, part, min(covers_from) as "from", max(covers_to) as "to",
           sum(months)::integer as months
      from numbered group by account, part),
  latest as (
    select distinct on (account) account, "from", "to", months from spans
     order by account, "to" desc)
  select s.account, s."from", s."to", s.months from latest s
   where not exists (select from contribution c where c.account = s.account
           and c.month > s."to" and c.taken_back is null)`;

/** By account, of a whole center. */
export async function missedSpans(db: Db, center: string): Promise<readonly MissedSpan[]> {
  const { rows } = await db.query<MissedSpan>({
    name: 'missed-spans',
    text: `${SPANS('a.center = $1')} order by s.account`,
    values: [center],
  });
  return rows;
}

export async function missedSpanOf(db: Db, account: string): Promise<MissedSpan | null> {
  const { rows } = await db.query<MissedSpan>({
    name: 'missed-span-of',
    text: SPANS('a.number = $1'),
    values: [account],
  });
  return rows[0] ?? null;
}

export function missedKey({ account, from }: Pick<MissedSpan, 'account' | 'from'>): string {
  return `missed/${account}/${from}`;
}

export interface NewBreach {
  readonly caseId: string;
  readonly key: string;
  readonly center: string;
  readonly branch: string;
  readonly person: string;
  readonly account: string;
  readonly agreement: string;
  readonly kind: string;
  readonly foundBy: string;
  readonly foundOn: string;
  readonly span: Pick<MissedSpan, 'from' | 'to' | 'months'> | null;
}

/** @returns the case that the fact under this key belongs to: this one, or an earlier */
export async function insertBreach(tx: Tx, row: NewBreach): Promise<string> {
  const { rows } = await tx.query<{ case_id: string }>({
    name: 'insert-breach',
    text: `with made as (
             insert into breach (case_id, key, center, branch, person, account, agreement, kind,
               found_by, found_on, covers_from, covers_to, months)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
             on conflict (key) do nothing returning case_id)
           select case_id from made
           union all select case_id from breach where key = $2 limit 1`,
    values: [
      ...[row.caseId, row.key, row.center, row.branch, row.person, row.account, row.agreement],
      ...[row.kind, row.foundBy, row.foundOn],
      ...[row.span?.from ?? null, row.span?.to ?? null, row.span?.months ?? null],
    ],
  });
  return rows[0]?.case_id ?? '';
}

/** What became known of a breach since; what is left out stays. */
export interface BreachNews {
  readonly cureDays?: number;
  readonly noticedOn?: string;
  readonly served?: { readonly on: string; readonly way: string; readonly cureUntil: string };
  readonly ended?: { readonly outcome: string; readonly on: string };
}

export async function updateBreach(tx: Tx, caseId: string, news: BreachNews): Promise<void> {
  const { cureDays = null, noticedOn = null, served, ended } = news;
  await tx.query({
    name: 'update-breach',
    text: `update breach set cure_days = coalesce($2, cure_days),
             noticed_on = coalesce($3, noticed_on), served_on = coalesce($4, served_on),
             served_way = coalesce($5, served_way), cure_until = coalesce($6, cure_until),
             outcome = coalesce($7, outcome), ended_on = coalesce($8, ended_on)
            where case_id = $1`,
    values: [
      ...[caseId, cureDays, noticedOn, served?.on ?? null, served?.way ?? null],
      ...[served?.cureUntil ?? null, ended?.outcome ?? null, ended?.on ?? null],
    ],
  });
}

export interface BreachRow {
  readonly person: string;
  readonly account: string;
  readonly accountId: string;
  readonly agreement: string;
  readonly kind: string;
  readonly coversFrom: string | null;
  readonly noticedOn: string | null;
  readonly cureUntil: string | null;
}

export async function findBreach(db: Db, caseId: string): Promise<BreachRow | null> {
  const { rows } = await db.query<BreachRow>({
    name: 'find-breach',
    text: `select b.person, b.account, a.id as "accountId", b.agreement, b.kind,
                  b.covers_from as "coversFrom", b.noticed_on as "noticedOn",
                  b.cure_until as "cureUntil"
             from breach b join account a on a.number = b.account where b.case_id = $1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

/** Months paid from one on, with the day on which each was. */
export async function paidFrom(
  db: Db,
  account: string,
  month: string,
): Promise<readonly { readonly month: string; readonly on: string }[]> {
  const { rows } = await db.query<{ month: string; on: string }>({
    name: 'paid-from',
    text: `select month, paid_on as "on" from contribution
            where account = $1 and month >= $2 and taken_back is null order by month`,
    values: [account, month],
  });
  return rows;
}

/** The paper of a kind that was issued last in a case, and what is known of its way. */
export interface Delivery {
  readonly way: string;
  readonly state: 'delivered' | 'failed';
  /** Instant (ms) at which it was known. */
  readonly at: number;
}

/** Null: it is still on its way, or there is none. */
export async function deliveryOf(db: Db, caseId: string, kind: string): Promise<Delivery | null> {
  const { rows } = await db.query<Delivery>({
    name: 'delivery-of',
    text: `select e.public ->> 'way' as way,
                  case e.kind when 'notice-delivered' then 'delivered' else 'failed' end as state,
                  (extract(epoch from e.at) * 1000)::double precision as at
             from event e
            where e.case_id = $1 and e.kind in ('notice-delivered', 'notice-failed')
              and e.public ->> 'document' = (
                select d.id::text from document d where d.case_id = $1 and d.kind = $2
                 order by d.issued_at desc, d.number desc limit 1)
            order by e.kind = 'notice-delivered' desc, e.id desc limit 1`,
    values: [caseId, kind],
  });
  return rows[0] ?? null;
}

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
