/** Breaches (违约) as the books keep them: months missed in a row, the fact, its service, its cure, its end. */
import { LEFT_OUT_AT_LAST_SQL, LEFT_OUT_BY_CENTER_SQL } from '../domain/left-out.ts';
import type { Db, Tx } from './pool.ts';

/** Months missed in a row that nothing paid has followed. */
export interface MissedSpan {
  readonly account: string;
  readonly from: string;
  readonly to: string;
  readonly months: number;
}

/**
 * Of a missed due `d`: the center alone kept it from being debited, by its limits, by a list that left too late, or
 * because its keys and data do not fit. Nothing of it ever reached the bank, and no list left it out for anything of the
 * person's; or, whatever reached it before, center or bank failed it at last.
 */
const LEFT_OUT = `(coalesce(d.left_out, '') in ${LEFT_OUT_AT_LAST_SQL}
  or coalesce(d.left_out, '') in ${LEFT_OUT_BY_CENTER_SQL} and not exists (
    select from debit b where b.account = d.account and b.covers_from = d.covers_from
       and b.state <> 'dropped'))`;

/** Which missed months count: those a person missed, or those that the center alone kept out, too. */
type Counted = 'own' | 'all';
const COUNTED: Readonly<Record<Counted, string>> = {
  own: `and not ${LEFT_OUT}`,
  all: '',
};

const MONTH_NUMBER = (month: string) =>
  `(substr(${month}, 1, 4)::integer * 12 + substr(${month}, 6)::integer)`;

/**
 * The last run of missed months of every account, where no later month was paid. A month that is void,
 * because the agreement was suspended, ends a run; so does one that the center kept out, where those do not
 * count.
 *
 * @param where a condition on `a`, the account
 */
const SPANS = (where: string, counted: Counted) => `
  with missed as (
    select d.account, d.covers_from, d.covers_to, d.months,
           ${MONTH_NUMBER('d.covers_from')} as first, ${MONTH_NUMBER('d.covers_to')} as last
      from contribution_due d join account a on a.number = d.account
     where d.state = 'missed' and ${where} ${COUNTED[counted]}),
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

/** By account, of a whole center: months that the persons missed. */
export function missedSpans(db: Db, center: string): Promise<readonly MissedSpan[]> {
  return spansOf(db, center, 'own');
}

/** The same with months that the center alone kept from being debited. */
export function spansWithLeftOut(db: Db, center: string): Promise<readonly MissedSpan[]> {
  return spansOf(db, center, 'all');
}

async function spansOf(db: Db, center: string, counted: Counted): Promise<readonly MissedSpan[]> {
  const { rows } = await db.query<MissedSpan>({
    name: `missed-spans-${counted}`,
    text: `${SPANS('a.center = $1', counted)} order by s.account`,
    values: [center],
  });
  return rows;
}

/** Of spans that the center alone kept from the bank: by what, by account; where by several things, the last of them. */
export async function keptOutBy(
  db: Db,
  spans: readonly MissedSpan[],
): Promise<ReadonlyMap<string, string>> {
  if (spans.length === 0) return new Map();
  const { rows } = await db.query<{ account: string; reason: string }>({
    name: 'kept-out-by',
    text: `select distinct on (d.account) d.account, d.left_out as reason
             from jsonb_to_recordset($1) as s(account text, "from" text, "to" text)
             join contribution_due d on d.account = s.account
              and d.covers_from between s."from" and s."to"
            where d.state = 'missed' and d.left_out in ${LEFT_OUT_BY_CENTER_SQL}
            order by d.account, d.covers_from desc`,
    values: [JSON.stringify(spans)],
  });
  return new Map(rows.map(({ account, reason }) => [account, reason]));
}

/** Months that the person missed. */
export function missedSpanOf(db: Db, account: string): Promise<MissedSpan | null> {
  return spanOf(db, account, 'own');
}

/** The same with months that the center alone kept from being debited. */
export function spanWithLeftOutOf(db: Db, account: string): Promise<MissedSpan | null> {
  return spanOf(db, account, 'all');
}

async function spanOf(db: Db, account: string, counted: Counted): Promise<MissedSpan | null> {
  const { rows } = await db.query<MissedSpan>({
    name: `missed-span-of-${counted}`,
    text: SPANS('a.number = $1', counted),
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

/** The last day of the cure period was moved. */
export async function updateBreachCure(tx: Tx, caseId: string, until: string): Promise<void> {
  await tx.query({
    name: 'move-breach-cure',
    text: 'update breach set cure_until = $2 where case_id = $1',
    values: [caseId, until],
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
  /** Why it failed; null: it did not. */
  readonly code: string | null;
  /** Instant (ms) at which it was known. */
  readonly at: number;
}

/** Null: it is still on its way, or there is none. */
export async function deliveryOf(db: Db, caseId: string, kind: string): Promise<Delivery | null> {
  const { rows } = await db.query<Delivery>({
    name: 'delivery-of',
    text: `select e.public ->> 'way' as way,
                  case e.kind when 'notice-delivered' then 'delivered' else 'failed' end as state,
                  e.public ->> 'code' as code,
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
