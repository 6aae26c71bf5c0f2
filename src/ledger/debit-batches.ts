/** Batches of debits (扣款指令) on their way to the bank: made, looked at again, delivered. Each debit once per attempt. */
import { timestamp, type Db, type Tx } from '../db/pool.ts';
import type { PlainDate } from '../domain/calendar.ts';
import { CYCLE_MONTHS, CYCLES } from '../domain/vocabulary.ts';
import { SAYS_MORE } from './dues.ts';

export interface Planned {
  readonly n: number;
  /** Null: nothing is sent, for this reason. */
  readonly key: string | null;
  readonly reason: string | null;
}

/** The monthly amounts that may be debited, both included, in yuan. */
export interface LimitsOfDistrict {
  /** Null: wherever the district has none of its own. */
  readonly district: string | null;
  readonly min: string;
  readonly max: string;
}

interface BatchWanted {
  readonly run: string;
  readonly center: string;
  /** Items at most. */
  readonly limit: number;
  /** The day on which it is sent. */
  readonly on: PlainDate;
  /** Those of that day; one of them for null. */
  readonly monthly: readonly LimitsOfDistrict[];
}

/** Months of a cycle of the plan `l`; as many as the due has, where it is not known. */
const CYCLE_LENGTH_SQL = `case l.cycle ${CYCLES.map(
  (cycle) => `when '${cycle}' then ${String(CYCLE_MONTHS[cycle])}`,
).join(' ')} else d.months end`;

/**
 * Why a debit must not leave on the day `on`, a parameter, by the rows `a`, `d`, `m`, `w`: the account, due, mandate and
 * limits of that day.
 */
const AGAINST = (amount: string, on: string) => `
  case when a.state <> 'normal' then 'account-sealed'
       when a.source = 'unit' then 'under-unit'
       when d.state = 'void' or d.amount <> ${amount} then 'due-changed'
       when d.state <> 'open' then 'paid-otherwise'
       when d.grace_until < ${on}::date then 'month-over'
       when (select state from agreement g where g.id = d.agreement) <> 'active'
         then 'agreement-not-active'
       when round(${amount} / d.months, 2) not between w.min and w.max then 'outside-limits'
       when m.id is null then 'no-mandate'
       when m.limit_each < ${amount} then
         case when round(${amount} / d.months, 2) * ${CYCLE_LENGTH_SQL} <= m.limit_each
              then 'cycles-over-mandate-limit' else 'over-mandate-limit' end end`;

/** The limits of a day, in the CTE `monthly`, that hold for the due `d`, as `w`. */
const LIMITS_OF_DUE = `
  left join lateral (
    select district, cycle from plan l where l.account = d.account and l.active
     and l.from_month <= d.covers_from order by l.from_month desc limit 1) l on true
  cross join lateral (
    select min, max from monthly y where y.district = l.district or y.district is null
     order by y.district nulls last limit 1) w`;

/**
 * The next items of a run become debits of a new batch; what cannot be debited any more, because
 * something changed since the list was frozen, is told with its reason.
 */
export async function planBatch(
  tx: Tx,
  { run, center, limit, on, monthly }: BatchWanted,
): Promise<{ readonly batch: number; readonly items: readonly Planned[] } | null> {
  const { rows: next } = await tx.query<{ batch: number }>(
    'select coalesce(max(batch), 0) + 1 as batch from debit_batch where run = $1',
    [run],
  );
  const batch = next[0]?.batch ?? 1;
  const { rows: items } = await tx.query<Planned>({
    name: 'plan-debits',
    text: `with item as (
             select i.n, i.account, i.amount, i.detail from run_item i
              where i.run = $1 and i.verdict = 'due' and i.state = 'open' order by i.n limit $4),
           monthly as (
             select * from jsonb_to_recordset($5) as l(district text, min numeric, max numeric)),
           looked as (
             select i.*, i.detail->>'coversFrom' as covers_from, m.id as mandate,
                    (i.detail->>'attempt')::integer as attempt,
                    'debit/' || (i.detail->>'accountId') || '/' || (i.detail->>'coversFrom') || '/'
                      || (i.detail->>'attempt') as key,
                    ${AGAINST('i.amount', '$6')} as reason
               from item i join account a on a.number = i.account
               join contribution_due d on d.account = i.account
                and d.covers_from = i.detail->>'coversFrom'
               ${LIMITS_OF_DUE}
               left join mandate m on m.account = i.account and m.state = 'active'
                  for update of d),
           put as (
             insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n,
                 batch)
             select key, $2, account, covers_from, attempt, mandate, amount, $1, n, $3
               from looked where reason is null),
           counted as (
             update contribution_due d set attempts = l.attempt
               from looked l where l.reason is null and d.account = l.account
                and d.covers_from = l.covers_from),
           left_out as (
             update contribution_due d set left_out = l.reason
               from looked l where l.reason is not null and d.account = l.account
                and d.covers_from = l.covers_from and ${SAYS_MORE('l.reason')}),
           batched as (
             insert into debit_batch (run, batch) select $1, $3
              where exists (select from looked where reason is null))
           select n, case when reason is null then key end as key, reason from looked order by n`,
    values: [run, center, batch, limit, JSON.stringify(monthly), on],
  });
  return items.length === 0 ? null : { batch, items };
}

/** What the bank must be told of a debit; card and holder are sealed. */
export interface DebitToSend {
  readonly key: string;
  /** Its item in the run. */
  readonly n: number;
  readonly account: string;
  readonly person: string;
  readonly wrappedKey: string | null;
  readonly card: string;
  readonly bankMandate: string;
  readonly amount: string;
  readonly coversFrom: string;
  readonly coversTo: string;
}

export interface BatchToSend {
  readonly batch: number;
  readonly mayHaveLeft: boolean;
  readonly debits: readonly DebitToSend[];
}

/** The first batch of a run that the bank does not have yet. */
export async function batchToSend(db: Db, run: string): Promise<BatchToSend | null> {
  const { rows } = await db.query<{ batch: number; mayHaveLeft: boolean }>({
    name: 'batch-to-send',
    text: `select batch, may_have_left as "mayHaveLeft" from debit_batch
            where run = $1 and not delivered order by batch limit 1`,
    values: [run],
  });
  const [open] = rows;
  if (!open) return null;
  const { rows: debits } = await db.query<DebitToSend>({
    name: 'debits-to-send',
    text: `select b.key, b.n, b.account, m.person, p.wrapped_key as "wrappedKey", m.card,
                  m.bank_mandate as "bankMandate", b.amount, d.covers_from as "coversFrom",
                  d.covers_to as "coversTo"
             from debit b join mandate m on m.id = b.mandate join person p on p.id = m.person
             join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
            where b.run = $1 and b.batch = $2 and b.state <> 'dropped' order by b.n`,
    values: [run, open.batch],
  });
  return { ...open, debits };
}

interface DropWanted extends Pick<BatchWanted, 'run' | 'on' | 'monthly'> {
  readonly batch: number;
}

/**
 * Of a batch that has certainly not left: what must not be debited any more is taken out of it (dropped), because
 * it was made on an earlier day, or something changed since. It counts as no attempt.
 *
 * @returns the items that were taken out, with their reasons
 */
export async function dropFromBatch(
  tx: Tx,
  { run, batch, on, monthly }: DropWanted,
): Promise<readonly { readonly n: number; readonly reason: string }[]> {
  const { rows } = await tx.query<{ n: number; reason: string }>({
    name: 'drop-from-batch',
    text: `with monthly as (
             select * from jsonb_to_recordset($3) as l(district text, min numeric, max numeric)),
           looked as (
             select b.n, b.key, b.account, b.covers_from, d.state, ${AGAINST('b.amount', '$4')} as reason
               from debit b join account a on a.number = b.account
               join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
               ${LIMITS_OF_DUE}
               left join mandate m on m.id = b.mandate and m.state = 'active'
              where b.run = $1 and b.batch = $2 and b.state = 'planned' for update of b, d),
           dropped as (
             update debit b set state = 'dropped', outcome = l.reason
               from looked l where l.reason is not null and b.key = l.key),
           again as (
             update contribution_due d set attempts_max = d.attempts_max + 1,
                    left_out = case when ${SAYS_MORE('l.reason')} then l.reason else d.left_out end
               from looked l where l.reason is not null and d.account = l.account
                and d.covers_from = l.covers_from and d.state = 'open')
           select n, reason from looked where reason is not null order by n`,
    values: [run, batch, JSON.stringify(monthly), on],
  });
  return rows;
}

/**
 * Of a batch: instructions that cannot be written, because card or key cannot be opened, are taken out of it
 * (dropped), count as no attempt, and are owed still. None of them has left.
 */
export async function dropUnreadable(
  tx: Tx,
  { run, batch, items }: { run: string; batch: number; items: readonly number[] },
): Promise<void> {
  await tx.query({
    name: 'drop-unreadable',
    text: `with dropped as (
             update debit set state = 'dropped', outcome = 'data-unreadable'
              where run = $1 and batch = $2 and n = any ($3) and state = 'planned'
             returning account, covers_from)
           update contribution_due d set attempts_max = d.attempts_max + 1,
                  left_out = case when ${SAYS_MORE("'data-unreadable'")} then 'data-unreadable'
                                  else d.left_out end
             from dropped l where d.account = l.account and d.covers_from = l.covers_from
              and d.state = 'open'`,
    values: [run, batch, items],
  });
}

/** A try to send a batch. */
export interface Leaving {
  readonly tries: number;
  /** Nobody had tried before, or it certainly had not left. */
  readonly first: boolean;
}

/** Written before anything is sent: from then on the bank is asked first. */
export async function markLeaving(db: Db, run: string, batch: number): Promise<Leaving> {
  const { rows } = await db.query<Leaving>({
    name: 'batch-leaving',
    text: `with was as (
             select may_have_left from debit_batch where run = $1 and batch = $2 for update)
           update debit_batch set may_have_left = true, tries = tries + 1 from was
            where run = $1 and batch = $2
           returning tries, not was.may_have_left as first`,
    values: [run, batch],
  });
  const [leaving] = rows;
  if (!leaving) throw new Error('there is no such batch');
  return leaving;
}

/** The try never reached the bank, and nobody else has tried since or before: it has not left. */
export async function markStayed(
  db: Db,
  { run, batch, tries }: { readonly run: string; readonly batch: number; readonly tries: number },
): Promise<void> {
  await db.query({
    name: 'batch-stayed',
    text: `update debit_batch set may_have_left = false
            where run = $1 and batch = $2 and tries = $3 and not delivered`,
    values: [run, batch, tries],
  });
}

/** @param at from then on the bank has its days to answer (instant, ms) */
export async function markDelivered(
  tx: Tx,
  { run, batch, at }: { readonly run: string; readonly batch: number; readonly at: number },
): Promise<void> {
  await tx.query(
    'update debit_batch set delivered = true, delivered_at = $3 where run = $1 and batch = $2',
    [run, batch, timestamp(at)],
  );
  await tx.query(
    `update debit set state = 'sent' where run = $1 and batch = $2 and state = 'planned'`,
    [run, batch],
  );
}

/**
 * Whether a run that has sent all of its list need not wait any longer for what the bank has not answered: the day on
 * which the bank had the last of it is over, or it was made for an earlier day and the next day waits to be caught up.
 * Nobody else's debits wait for those.
 */
export async function isWaitOver(
  db: Db,
  { run, on }: { readonly run: string; readonly on: PlainDate },
): Promise<boolean> {
  const { rows } = await db.query<{ over: boolean }>({
    name: 'is-wait-over',
    text: `select coalesce((select max(shanghai_date(t.delivered_at)) < $2::date from debit_batch t
                             where t.run = r.id), true)
                  or r.business_on < $2::date and exists (
                    select from run_catch_up c where c.kind = r.kind and c.center = r.center
                       and c.state = 'waiting') as over
             from run r where r.id = $1`,
    values: [run, on],
  });
  return rows[0]?.over ?? false;
}
