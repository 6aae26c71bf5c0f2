/** Empty accounts without contributions (零余额停缴) as the books see them, and the cases that close them. */
import type { Db, Tx } from './pool.ts';

/** One account, as migrations/0200-dormancy.sql finds it. */
export interface DormancyFact {
  /** First month without contribution, YYYY-MM. */
  readonly emptyFrom: string;
  readonly unitMoney: boolean;
  readonly held: boolean;
  readonly inFlight: boolean;
  readonly debitUnderWay: boolean;
  readonly inSuspense: boolean;
  readonly owed: boolean;
  /** Another case has given notice and is not over. */
  readonly noticed: boolean;
  readonly forgotten: boolean;
  /** By the newest complete answer of the national platform about the holder. */
  readonly openLoan: boolean;
  readonly guarantee: boolean;
  /** The day of that answer, YYYY-MM-DD; null: it was never asked. */
  readonly loansAnsweredOn: string | null;
  /** The account is pledged for a loan. */
  readonly pledged: boolean;
}

const FACT = `f.empty_from as "emptyFrom", f.unit_money as "unitMoney", f.held,
  f.in_flight as "inFlight", f.debit_under_way as "debitUnderWay", f.in_suspense as "inSuspense",
  f.owed, f.noticed, f.forgotten, f.open_loan as "openLoan", f.guarantee,
  f.loans_answered_on as "loansAnsweredOn", f.pledged`;

interface Asked {
  readonly center: string;
  /** Number of the account. */
  readonly account: string;
  /** Last month that may be the first without contribution. */
  readonly month: string;
  readonly caseId: string;
}

/** Whatever it holds. Null: it is closed, or was paid for later months. */
export async function dormancyFact(db: Db, asked: Asked): Promise<DormancyFact | null> {
  const { rows } = await db.query<DormancyFact>({
    name: 'dormancy-fact',
    text: `select ${FACT} from dormancy_facts($1, $2, $2, $3, $4) f`,
    values: [asked.center, asked.account, asked.month, asked.caseId],
  });
  return rows[0] ?? null;
}

export interface EmptyAccount {
  readonly number: string;
  readonly center: string;
  readonly person: string;
  readonly branch: string;
  readonly state: string;
  readonly paidTo: string | null;
  readonly activatedIn: string | null;
  /** Yuan, of all sources but the unit's. */
  readonly balance: string;
}

const ACCOUNT = `
  select a.number, a.center, a.person, a.state, a.paid_to as "paidTo",
         a.activated_in as "activatedIn",
         coalesce(c.branch, (select b.id from branch b where b.center = a.center and b.active
                              order by b.kind = 'hall' desc, b.id limit 1)) as branch,
         (select coalesce(sum(b.amount), 0)::numeric(18, 2) from balance b
           where b.account = a.number and b.source <> 'unit') as balance
    from account a left join "case" c on c.id = a.opened_by_case`;

/** By its opaque id. */
export async function findEmptyAccount(db: Db, id: string): Promise<EmptyAccount | null> {
  const { rows } = await db.query<EmptyAccount>({
    name: 'find-empty-account',
    text: `${ACCOUNT} where a.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

export interface NewDormancy {
  readonly caseId: string;
  readonly center: string;
  readonly branch: string;
  readonly person: string;
  readonly account: string;
  readonly emptyFrom: string;
  readonly foundBy: string;
  readonly foundOn: string;
}

/** @returns the case the account is with: this one, or the one that has given notice already */
export async function insertDormancy(tx: Tx, row: NewDormancy): Promise<string> {
  const { rows } = await tx.query<{ case_id: string }>({
    name: 'insert-dormancy',
    text: `with made as (
             insert into dormancy (case_id, center, branch, person, account, empty_from, found_by,
               found_on)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict do nothing returning case_id)
           select case_id from made
           union all
           select case_id from dormancy
            where account = $5 and (ended_on is null or found_by = $7) limit 1`,
    values: [
      ...[row.caseId, row.center, row.branch, row.person, row.account, row.emptyFrom],
      ...[row.foundBy, row.foundOn],
    ],
  });
  return rows[0]?.case_id ?? '';
}

/** What became known since; what is left out stays. */
export interface DormancyNews {
  readonly noticedOn?: string;
  readonly served?: { readonly on: string; readonly way: string; readonly until: string };
  readonly ended?: { readonly outcome: string; readonly on: string };
}

export async function updateDormancy(tx: Tx, caseId: string, news: DormancyNews): Promise<void> {
  const { noticedOn = null, served, ended } = news;
  await tx.query({
    name: 'update-dormancy',
    text: `update dormancy set noticed_on = coalesce($2, noticed_on),
             served_on = coalesce($3, served_on), served_way = coalesce($4, served_way),
             notice_until = coalesce($5, notice_until), outcome = coalesce($6, outcome),
             ended_on = coalesce($7, ended_on)
            where case_id = $1`,
    values: [
      ...[caseId, noticedOn, served?.on ?? null, served?.way ?? null, served?.until ?? null],
      ...[ended?.outcome ?? null, ended?.on ?? null],
    ],
  });
}

/** The last day of the notice was moved. */
export async function moveDormancyNotice(tx: Tx, caseId: string, until: string): Promise<void> {
  await tx.query({
    name: 'move-dormancy-notice',
    text: 'update dormancy set notice_until = $2 where case_id = $1',
    values: [caseId, until],
  });
}

export interface DormancyRow {
  readonly account: string;
  readonly emptyFrom: string;
  readonly noticedOn: string | null;
}

export async function findDormancy(db: Db, caseId: string): Promise<DormancyRow | null> {
  const { rows } = await db.query<DormancyRow>({
    name: 'find-dormancy',
    text: `select account, empty_from as "emptyFrom", noticed_on as "noticedOn"
             from dormancy where case_id = $1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

/** Yuan of interest that was credited to an account since a day, of all sources but the unit's. */
export async function interestCredited(db: Db, account: string, since: string): Promise<string> {
  const { rows } = await db.query<{ amount: string }>({
    name: 'interest-credited-since',
    text: `select coalesce(sum(p.amount), 0)::numeric(18, 2) as amount
             from posting p join journal j on j.id = p.journal
            where p.account = $1 and p.source <> 'unit' and j.kind = 'interest'
              and p.value_date >= $2`,
    values: [account, since],
  });
  return rows[0]?.amount ?? '0.00';
}

export interface KnownCardRow {
  /** Sealed at `place.card(account)`. */
  readonly card: string;
  readonly wrappedKey: string | null;
}

/** The card of the newest mandate that the bank has confirmed, and did not end itself; null: there is none. */
export async function cardOnFile(db: Db, account: string): Promise<KnownCardRow | null> {
  const { rows } = await db.query<KnownCardRow>({
    name: 'dormancy-card-on-file',
    text: `select m.card, p.wrapped_key as "wrappedKey"
             from mandate m join person p on p.id = m.person
            where m.account = $1 and m.confirmed_on is not null
              and m.ended_by is distinct from 'bank'
            order by m.n desc limit 1`,
    values: [account],
  });
  return rows[0] ?? null;
}
