/**
 * Interest of deposits (存款计息) over the ledger, for any number of accounts at once.
 *
 * The sums are taken in the database (migrations/0111-interest-functions.sql), each sub-ledger on
 * its own, from its last settlement or its first posting on, by value dates; how, and what becomes
 * of lines that come in late, stands in docs/interest.md. Nothing here reads a clock.
 *
 * @source 住房公积金管理条例 第二十一条; 通知（征求意见稿）（五）
 */
import { addDays, plainDate, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import type { Yuan } from '../domain/money.ts';
import type { Db, Tx } from '../db/pool.ts';
import { sqlState } from '../db/database-fault.ts';
import type { InterestRates, InterestTerms } from '../policy/interest-terms.ts';
import type { MoneySource } from './chart.ts';
import { ledgerFault } from './journals.ts';

/** Accounts of a center by number, both ends included. */
export interface AccountRange {
  readonly center: string;
  readonly first: string;
  readonly last: string;
}

/** Interest of one sub-ledger over a period. */
export interface Accrued {
  readonly source: MoneySource;
  /** The first day counted. */
  readonly from: PlainDate;
  /** The first day not counted. */
  readonly to: PlainDate;
  /** true: what came in late for days settled before is part of it. */
  readonly corrected: boolean;
  /** Yuan times days (积数) of 上年结转 and of 当年归集. */
  readonly accumulationCarried: string;
  readonly accumulationCurrent: string;
  /** Rounded half up once; negative when corrections outweigh it. */
  readonly interest: Yuan;
}

export interface AccruedInterest {
  readonly sources: readonly Accrued[];
  /** By which it was reckoned. */
  readonly rates: readonly InterestRates[];
  readonly divisor: number;
}

const ACCRUED = `i.source, i.since as "from", i.until as "to", i.corrected, i.interest,
  i.accumulation_carried as "accumulationCarried", i.accumulation_current as "accumulationCurrent"`;

/** A day without a rate earns nothing we know of: that is not the same as nothing. */
interface Covered {
  readonly covered: boolean;
}

/** @throws Error when no rate is in force on a day that is counted */
function known<T extends Covered>(rows: readonly T[]): readonly Omit<T, 'covered'>[] {
  return rows.map(({ covered, ...row }) => {
    if (!covered) throw new Error('no rate is in force on a day that is counted');
    return row;
  });
}

/**
 * What an account has earned and was not credited yet, at the beginning of a day (算头不算尾): the
 * same that would be credited if it were closed on it. Nothing for an account that is closed.
 *
 * @throws Error when no rate is in force on a day that is counted
 */
export async function accruedOf(
  db: Db,
  account: string,
  on: PlainDate,
  { rates, divisor }: InterestTerms,
): Promise<AccruedInterest> {
  const { rows } = await db.query<Accrued & Covered>({
    name: 'interest-accrued',
    text: `select ${ACCRUED}, i.covered
             from account a,
                  interest_reckon(a.center, a.number, a.number, $2, $3, $4) i
            where a.number = $1 order by i.source`,
    values: [account, on, JSON.stringify(rates), divisor],
  });
  return { sources: known(rows), rates, divisor };
}

/** What a settlement credits to one sub-ledger. */
export interface Due extends Accrued {
  readonly account: string;
  /** What of 当年归集 becomes 上年结转. */
  readonly rolled: Yuan;
}

export interface Preview {
  readonly dues: readonly Due[];
  readonly accounts: number;
  /** Yuan, all together. */
  readonly interest: Yuan;
  /** One figure for all of it: `settle` can be held to it. */
  readonly digest: string;
}

/** The yearly settlement (年度结息) at the end of 30 June. */
export interface YearlySettlement extends AccountRange {
  readonly year: number;
  readonly terms: InterestTerms;
}

/**
 * What `settle` would credit, by the same function; what is settled already is not repeated.
 *
 * @throws Error when no rate is in force on a day that is counted
 */
export async function previewSettlement(db: Db, settlement: YearlySettlement): Promise<Preview> {
  const { center, first, last } = settlement;
  const { rows } = await db.query<Due & Covered & { sums: Omit<Preview, 'dues'> }>({
    name: 'interest-preview',
    text: `with due as materialized (select * from interest_due($1, $2, $3, $4)),
             sums as (
               select jsonb_build_object('accounts', count(distinct account),
                        'interest', coalesce(sum(interest), 0)::numeric(18, 2)::text,
                        'digest', interest_digest(array(select d::interest_due from due d
                          union all
                          select s from interest_settled($2, $3,
                            ($4::jsonb->>'settledOn')::date, false) s))) as sums
                 from due)
           select sums, i.account, i.rolled, ${ACCRUED}, coalesce(i.covered, true) as covered
             from sums left join due i on true order by i.account, i.source`,
    values: [center, first, last, JSON.stringify(sqlTerms(settlement))],
  });
  const sums = rows[0]?.sums;
  if (!sums) throw new Error('a preview has no sums');
  // Where nothing is due there is one row, of the sums alone.
  const dues = known(rows.filter(({ account }) => (account as string | null) !== null));
  return { dues: dues.map(({ sums: _, ...due }) => due), ...sums };
}

/** What a settlement of a range would come to, without its lines. */
export interface PreviewSums extends Omit<Preview, 'dues'> {
  /** false: no rate is in force on a day that is counted, and nothing can be settled. */
  readonly covered: boolean;
}

/** What `previewSettlement` comes to, for a range of any size. */
export async function sumSettlement(db: Db, settlement: YearlySettlement): Promise<PreviewSums> {
  const { center, first, last } = settlement;
  const { rows } = await db.query<PreviewSums>({
    name: 'interest-sums',
    text: `select count(distinct d.account)::integer as accounts,
             coalesce(sum(d.interest), 0)::numeric(18, 2) as interest,
             coalesce(bool_and(d.covered), true) as covered,
             interest_digest(coalesce(array_agg(d) filter (where d.account is not null), '{}')
               || array(select s from interest_settled($2, $3, ($4::jsonb->>'settledOn')::date,
                    false) s)) as digest
             from interest_due($1, $2, $3, $4) d`,
    values: [center, first, last, JSON.stringify(sqlTerms(settlement))],
  });
  const [sums] = rows;
  if (!sums) throw new Error('a preview has no sums');
  return sums;
}

export interface SettlementEntry {
  /** A staff id or the name of a process. */
  readonly by: string;
  /** Key of the journal that charges the interest of the whole range (计提利息). */
  readonly charge: string;
  readonly run?: string;
  readonly caseId?: string;
}

export interface Settled {
  /** Accounts that were settled now: none when it ran before. */
  readonly fresh: number;
  /** Yuan, of these. */
  readonly interest: Yuan;
  /** Of everything settled in the range for that day, now or before. */
  readonly digest: string;
}

/**
 * Credits the interest of a year and carries everything over (结转), once: accounts that are settled
 * up to that day are left alone. With `previewed`, only when it comes to just that.
 *
 * @throws Fault 'version-conflict' when it does not come to what was previewed; nothing is settled
 */
export async function settle(
  tx: Tx,
  settlement: YearlySettlement,
  entry: SettlementEntry & { readonly previewed?: string },
): Promise<Settled> {
  return settling(tx, settlement, sqlTerms(settlement), entry);
}

export interface Closing {
  readonly account: string;
  readonly on: PlainDate;
  readonly terms: InterestTerms;
  /** Of this source alone; left out: of the whole account. */
  readonly source?: MoneySource;
}

/**
 * Credits what the account earned before the day of its closing (销户结息), once for that day. Years
 * that ended before and were not settled are settled first, each at its own end.
 *
 * @returns what was credited to each sub-ledger at the closing itself
 * @throws Fault 'not-found', 'account-closed'
 */
export async function settleAtClosing(
  tx: Tx,
  { account, on, terms, source }: Closing,
  entry: Omit<SettlementEntry, 'charge'>,
): Promise<readonly Due[]> {
  const range = await closingRange(tx, account);
  for (const year of await unsettledYears(tx, account, on)) {
    const charge = await freeCharge(tx, range.center, `interest-charge/${year}/${account}`);
    await settling(tx, range, sqlTerms({ ...range, year, terms }), { ...entry, charge });
  }
  const closingOf = `interest-charge/closing/${account}/${on}${source === undefined ? '' : `/${source}`}`;
  const charge = await freeCharge(tx, range.center, closingOf);
  const { rates, divisor } = terms;
  const closing = {
    ...{ settledOn: on, until: on, closing: true, rates, divisor },
    ...(source !== undefined && { source }),
  };
  await settling(tx, range, closing, { ...entry, charge });
  const { rows } = await tx.query<Due>(
    `select i.account, i.rolled, ${ACCRUED} from interest_settled($1, $1, $2, true) i
      order by i.source`,
    [account, on],
  );
  return rows;
}

/**
 * A charge stays when the interest it was for is taken back (its share goes back by a journal of its own), so
 * that what is settled again is charged under a key of its own: the interest's own journal has a turn, too.
 * Nothing that is settled already is charged again, whatever the key; the account's row is held.
 */
async function freeCharge(tx: Tx, center: string, key: string): Promise<string> {
  const { rows } = await tx.query<{ key: string }>({
    name: 'free-interest-charge',
    text: `select k.key from generate_series(1, 1000) n
            cross join lateral (select case n when 1 then $2 else $2 || '/' || n end as key) k
            where not exists (select from journal j where j.center = $1 and j.key = k.key)
            order by n limit 1`,
    values: [center, key],
  });
  const [free] = rows;
  if (!free) throw new Error('interest of one account was charged a thousand times for one day');
  return free.key;
}

/** Whoever settles an account has its row first, then reads. */
async function closingRange(tx: Tx, account: string): Promise<AccountRange> {
  const { rows } = await tx.query<{ center: string; state: string }>(
    'select center, state from account where number = $1 for no key update',
    [account],
  );
  const [found] = rows;
  if (!found) throw new Fault('not-found', '没有这个账户。');
  if (found.state === 'closed') throw new Fault('account-closed', '该账户已经销户。');
  return { center: found.center, first: account, last: account };
}

/** Years whose 30 June lies before the day and after all that was settled. */
async function unsettledYears(tx: Tx, account: string, on: PlainDate): Promise<readonly number[]> {
  const { rows } = await tx.query<{ year: number }>(
    `select y::integer as year
       from (select coalesce(
               (select max(settled_on) from settlement s where s.account = $1
                   and not exists (select from journal r where r.reverses = s.journal)),
               (select min(value_date) from posting where account = $1)) as since) known,
            generate_series(extract(year from since), extract(year from $2::date)) y
      where make_date(y::integer, 6, 30) >= since and make_date(y::integer, 6, 30) < $2
      order by y`,
    [account, on],
  );
  return rows.map(({ year }) => year);
}

interface SqlTerms extends Pick<InterestTerms, 'rates' | 'divisor'> {
  readonly settledOn: PlainDate;
  readonly until: PlainDate;
  readonly closing: boolean;
  readonly source?: MoneySource;
}

function sqlTerms({ year, terms }: YearlySettlement): SqlTerms {
  const settledOn = plainDate(`${year}-06-30`);
  const { rates, divisor, settlementDayCounted } = terms;
  const until = settlementDayCounted ? addDays(settledOn, 1) : settledOn;
  return { settledOn, until, closing: false, rates, divisor };
}

async function settling(
  tx: Tx,
  { center, first, last }: AccountRange,
  terms: SqlTerms,
  { charge, previewed, ...entry }: SettlementEntry & { readonly previewed?: string },
): Promise<Settled> {
  try {
    const { rows } = await tx.query<Settled>({
      name: 'interest-settle',
      text: `select fresh, interest, digest from interest_settle($1, $2, $3, $4, $5, $6)`,
      values: [
        center,
        first,
        last,
        JSON.stringify(terms),
        JSON.stringify({ ...entry, charge }),
        previewed ?? null,
      ],
    });
    const [settled] = rows;
    if (!settled) throw new Error('a settlement has no sums');
    return settled;
  } catch (error) {
    throw settlementFault(error) ?? error;
  }
}

function settlementFault(error: unknown): Fault | null {
  if (sqlState(error) !== 'AJ426') return ledgerFault(error);
  return new Fault('version-conflict', '结息结果与预览不一致，须重新预览。', { cause: error });
}
