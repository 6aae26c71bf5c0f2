/** The list of a dormancy sweep (零余额停缴排查), set-based, and what it looks at again before it acts. */
import { patient, patiently } from './bank-days.ts';
import type { Db, Tx } from './pool.ts';

export interface Sweep {
  readonly run: string;
  readonly center: string;
  /** Full months without contribution that it takes, and from which on the holder is warned. */
  readonly months: number;
  readonly warnedFrom: number;
  /** The month of the sweep's day, YYYY-MM. */
  readonly month: string;
  readonly on: string;
  /** As interest_reckon takes them. */
  readonly rates: string;
  readonly divisor: number;
}

const MONTH_NUMBER = (month: string) =>
  `(substr(${month}, 1, 4)::integer * 12 + substr(${month}, 6)::integer)`;

/** What stands in the way of an account, in the order in which its holder hears it; null: nothing. */
const OBSTACLE = `case
    when f.noticed then 'noticed'
    when f.withdrawn then 'withdrawn-before'
    when f.forgotten then 'person-forgotten'
    when f.unit_money then 'unit-money'
    when f.open_loan then 'open-loan'
    when f.guarantee or f.pledged then 'guarantee'
    when f.held then 'held'
    when f.in_flight then 'case-in-flight'
    when f.debit_under_way then 'debit-under-way'
    when f.in_suspense then 'in-suspense'
    when f.owed then 'owed'
  end`;

/**
 * Writes the list: whoever is due, whoever is near and warned, who not and why.
 *
 * Whoever has earned interest that was not credited is listed with it: it is paid out before the account is
 * closed. It is reckoned for those alone that ever had a posting: who never had one has earned nothing.
 */
export async function freezeDormancy(tx: Tx, sweep: Sweep): Promise<void> {
  const { run, center, months, warnedFrom, month, on, rates, divisor } = sweep;
  await patiently(tx);
  const text = `with found as materialized (
       select f.*, ${MONTH_NUMBER('$5::text')} - ${MONTH_NUMBER('f.empty_from')} as empty_months,
              ${OBSTACLE} as obstacle
         from dormancy_facts($2, repeat('0', 20), repeat('9', 20),
                to_char(to_date($5, 'YYYY-MM') - make_interval(months => $4), 'YYYY-MM'), null) f),
     reckoned as (
       select f.account, f.account_id, f.empty_from, f.empty_months,
              coalesce(f.obstacle, case
                when f.empty_months < $3 and exists (select from document d
                  where d.key = 'dormancy-warning/' || f.account_id || '/' || f.empty_from || '/'
                                || f.empty_months) then 'not-yet' end) as reason,
              case when f.obstacle is null and f.empty_months >= $3 and exists (select from balance b
                     where b.account = f.account and b.lines > 0)
                   then (select sum(i.interest) from interest_reckon($2, f.account, f.account, $6,
                           $7, $8) i) end as interest
         from found f),
     -- Interest that can be paid to nobody keeps the account, as on the day of the closing (InterestTo): who is
     -- bound to be kept is not noticed again and again.
     judged as (
       select r.account, r.account_id, r.empty_from, r.empty_months, r.interest,
              coalesce(r.reason, case when r.interest > 0 then case
                when exists (select from measure x join account a on a.number = r.account
                       where x.person = a.person and x.kind = 'ban' and x.until_on is not null
                         and x.from_on <= $6::date and x.until_on >= $6::date
                         and not exists (select from measure_end e
                           where e.measure = x.id and e.ended_on <= $6::date)) then 'banned'
                when not exists (select from mandate m where m.account = r.account
                       and m.confirmed_on is not null and m.ended_by is distinct from 'bank')
                  then 'no-card' end end) as reason
         from reckoned r)
     insert into run_item (run, n, subject, account, verdict, reason, detail)
     select $1, row_number() over (order by r.reason is not null, r.empty_months < $3, r.account),
            r.account, r.account, case when r.reason is null then 'due' else 'excluded' end,
            r.reason,
            jsonb_build_object('what', case when r.empty_months < $3 then 'warn' else 'close' end,
              'emptyFrom', r.empty_from, 'emptyMonths', r.empty_months,
              'accountId', r.account_id, 'possibleFrom',
              to_char(to_date(r.empty_from, 'YYYY-MM') + make_interval(months => $3), 'YYYY-MM-DD'))
              || case when r.interest > 0
                   then jsonb_build_object('interest', r.interest::numeric(18, 2)::text)
                   else '{}' end
       from judged r`;
  await tx.query(patient(text, [run, center, months, warnedFrom, month, on, rates, divisor]));
}

export interface StillDormant {
  readonly emptyFrom: string;
  /** What came in the way since; null: nothing. */
  readonly reason: string | null;
  readonly person: string;
  readonly wrappedKey: string | null;
}

/** By account: those that hold nothing still. Whoever is not among them holds money, or was paid. */
export async function stillDormant(
  tx: Tx,
  asked: {
    readonly center: string;
    readonly accounts: readonly string[];
    readonly month: string;
  },
): Promise<ReadonlyMap<string, StillDormant>> {
  const { rows } = await tx.query<StillDormant & { account: string }>({
    name: 'still-dormant',
    text: `select f.account, f.empty_from as "emptyFrom", ${OBSTACLE} as reason, f.person,
                  p.wrapped_key as "wrappedKey"
             from unnest($2::text[]) as a(number)
            cross join lateral dormancy_facts($1, a.number, a.number, $3, null) f
             join person p on p.id = f.person`,
    values: [asked.center, asked.accounts, asked.month],
  });
  return new Map(rows.map(({ account, ...row }) => [account, row]));
}

/** Cases of closings that have not begun yet. */
export async function startsUnderWay(db: Db, center: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>({
    name: 'dormancy-starts',
    text: `select count(*)::integer as n from dormancy
            where center = $1 and noticed_on is null and ended_on is null`,
    values: [center],
  });
  return rows[0]?.n ?? 0;
}

/** Open cases whose account was paid since it was found. */
export async function paidSince(
  tx: Tx,
  center: string,
): Promise<
  readonly { readonly caseId: string; readonly person: string; readonly month: string }[]
> {
  const { rows } = await tx.query<{ caseId: string; person: string; month: string }>({
    name: 'dormancy-paid-since',
    text: `select d.case_id as "caseId", d.person, max(c.month) as month
             from dormancy d join contribution c on c.account = d.account
            where d.center = $1 and d.ended_on is null and d.noticed_on is not null
              and c.month >= d.empty_from and c.taken_back is null
            group by d.case_id, d.person`,
    values: [center],
  });
  return rows;
}

/** What the warnings before a closing came to. */
export interface Warnings {
  /** Accounts that were warned in the time that is looked at. */
  readonly warned: number;
  /** Of those: into which was paid since, for a month that had been empty. */
  readonly keptAfterWarning: number;
}

/** Each account once, however often it was warned. */
export async function warningsOf(
  tx: Tx,
  asked: { readonly center: string; readonly from: string; readonly on: string },
): Promise<Warnings> {
  const { rows } = await tx.query<Warnings>({
    name: 'dormancy-warnings',
    text: `select count(distinct a.number)::integer as warned,
                  (count(distinct a.number) filter (where exists (
                     select from contribution c
                      where c.account = a.number and c.taken_back is null
                        and c.month >= split_part(d.key, '/', 3)
                        and c.paid_on between d.issued_on and $3)))::integer as "keptAfterWarning"
             from document d join account a on a.id = split_part(d.key, '/', 2)::uuid
            where d.kind = 'dormancy-warning' and d.issued_on between $2 and $3 and a.center = $1`,
    values: [asked.center, asked.from, asked.on],
  });
  return rows[0] ?? { warned: 0, keptAfterWarning: 0 };
}

export interface Beginning {
  readonly caseId: string;
  readonly account: string;
  readonly emptyFrom: string;
}

export interface Begun {
  readonly caseId: string;
  readonly accountId: string;
  readonly person: string;
  readonly branch: string;
  readonly wrappedKey: string | null;
}

/**
 * Puts accounts into the book, each under its case's id, at the branch that opened it, else at the hall.
 *
 * @returns those that are new: an account whose notice runs has its case
 */
export async function beginDormancies(
  tx: Tx,
  {
    run,
    on,
    rows: given,
  }: { readonly run: string; readonly on: string; readonly rows: readonly Beginning[] },
): Promise<readonly Begun[]> {
  const { rows } = await tx.query<Begun>({
    name: 'begin-dormancies',
    text: `with asked as (
             select * from jsonb_to_recordset($3) as g("caseId" uuid, account text, "emptyFrom" text)),
           known as (
             select g."caseId", g."emptyFrom", a.number, a.id, a.center, a.person, p.wrapped_key,
                    coalesce(c.branch, (select b.id from branch b
                      where b.center = a.center and b.active
                      order by b.kind = 'hall' desc, b.id limit 1)) as branch
               from asked g join account a on a.number = g.account
               join person p on p.id = a.person left join "case" c on c.id = a.opened_by_case),
           made as (
             insert into dormancy (case_id, center, branch, person, account, empty_from, found_by,
               found_on)
             select "caseId", center, branch, person, number, "emptyFrom", $1, $2 from known
             on conflict do nothing returning case_id)
           select k."caseId", k.id as "accountId", k.person, k.branch, k.wrapped_key as "wrappedKey"
             from made m join known k on k."caseId" = m.case_id`,
    values: [run, on, JSON.stringify(given)],
  });
  return rows;
}
