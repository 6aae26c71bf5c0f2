/** Days of the deposits of the caller's centers: sums, lines, differences, and the journals of both. */
import type pg from 'pg';
import type { Seen } from './cases.ts';
import { CENTER_VISIBLE, scopeParams } from './scope.ts';

export interface BankDayRow {
  readonly center: string;
  readonly day: string;
  readonly state: string;
  readonly version: number;
  readonly sha256: string;
  readonly lines: number;
  readonly opening: string;
  readonly received: string;
  readonly paid: string;
  readonly closing: string;
  readonly fetchedAt: number;
  readonly run: string | null;
  readonly bookOpening: string | null;
  readonly bookReceived: string | null;
  readonly bookPaid: string | null;
  readonly bookClosing: string | null;
  readonly closedBy: string | null;
  readonly closedAt: number | null;
  readonly open: number;
  readonly explained: number;
  readonly all: number;
  /** The first day before it that is open; null: none. */
  readonly earlier: string | null;
}

const DAY = `x.center, x.day, x.state, x.version, x.sha256, x.lines, x.opening, x.received, x.paid,
  x.closing, x.fetched_at as "fetchedAt", x.run, x.book_opening as "bookOpening",
  x.book_received as "bookReceived", x.book_paid as "bookPaid", x.book_closing as "bookClosing",
  x.closed_by as "closedBy", x.closed_at as "closedAt", d.open, d.explained, d.all,
  (select min(e.day) from bank_day e
    where e.center = x.center and e.day < x.day and e.state = 'open') as earlier`;
const FOUND = `cross join lateral (
  select count(*) filter (where b.state in ('open', 'proposed'))::int as open,
         count(*) filter (where b.state = 'explained')::int as explained, count(*)::int as all
    from bank_difference b where b.center = x.center and b.day = x.day) d`;

export interface BankDayFilter {
  readonly center: string | null;
  readonly state: string | null;
}

/** The newest day first. */
export async function listBankDayRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
  filter: BankDayFilter,
  { limit, after }: { readonly limit: number; readonly after: readonly (string | null)[] | null },
): Promise<readonly BankDayRow[]> {
  const { rows } = await pool.query<BankDayRow>(
    `select ${DAY} from bank_day x ${FOUND}
      where ${CENTER_VISIBLE} and ($5::text is null or x.center = $5)
        and ($6::text is null or x.state = $6)
        and ($7::date is null or (x.day, x.center) < ($7, $8))
      order by x.day desc, x.center desc limit $9`,
    [
      ...scopeParams(caller, grants),
      ...[filter.center, filter.state, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    ],
  );
  return rows;
}

export async function findBankDay(
  pool: pg.Pool,
  { caller, grants }: Seen,
  { center, day }: { readonly center: string; readonly day: string },
): Promise<BankDayRow | null> {
  const { rows } = await pool.query<BankDayRow>(
    `select ${DAY} from bank_day x ${FOUND}
      where ${CENTER_VISIBLE} and x.center = $5 and x.day = $6`,
    [...scopeParams(caller, grants), center, day],
  );
  return rows[0] ?? null;
}

export interface BankLineRow {
  readonly n: number;
  readonly serial: string;
  readonly key: string | null;
  readonly amount: string;
  readonly balance: string;
  readonly virtualAccount: string | null;
  readonly kind: string;
  readonly state: string;
  readonly journals: readonly string[];
}

export async function listBankLineRows(
  pool: pg.Pool,
  { center, day, state }: { center: string; day: string; state: string | null },
  { limit, after }: { readonly limit: number; readonly after: number },
): Promise<readonly BankLineRow[]> {
  const { rows } = await pool.query<BankLineRow>(
    `select n, serial, key, amount, balance, virtual_account as "virtualAccount", kind, state,
            journals::text[] as journals
       from bank_line where center = $1 and day = $2 and ($3::text is null or state = $3) and n > $4
      order by n limit $5`,
    [center, day, state, after, limit + 1],
  );
  return rows;
}

export interface DifferenceRow {
  readonly id: string;
  readonly center: string;
  readonly day: string;
  readonly dayState: string;
  readonly kind: string;
  readonly state: string;
  readonly version: number;
  readonly line: number | null;
  /** What the bank says the line is; null: there is no line. */
  readonly lineKind: string | null;
  readonly serial: string | null;
  readonly key: string | null;
  readonly journals: readonly string[];
  readonly bank: string;
  readonly ours: string;
  readonly amount: string;
  readonly proposal: {
    readonly reverse: readonly number[];
    readonly receipt: string | null;
    readonly income?: string;
    readonly nature?: 'interest' | 'fee';
  } | null;
  readonly reason: string | null;
  readonly note: string | null;
  /** Why the last posting that was proposed was declined; null: none was. */
  readonly declinedReason: string | null;
  readonly declinedNote: string | null;
  readonly proposedBy: string | null;
  readonly settledBy: string | null;
  readonly settledAt: number | null;
  readonly goneOn: string | null;
  readonly posted: readonly string[];
  /** What its posting would leave to be recovered; null: nothing, or it is not to be posted any more. */
  readonly lacks: string | null;
}

const DIFFERENCE = `x.id, x.center, x.day, b.state as "dayState", x.kind, x.state, x.version, x.line,
  (select l.kind from bank_line l
    where l.center = x.center and l.day = x.day and l.n = x.line) as "lineKind",
  x.serial, x.key, x.journals::text[] as journals, x.bank, x.ours, x.amount, x.proposal, x.reason,
  x.note, x.declined_reason as "declinedReason", x.declined_note as "declinedNote", x.proposed_by as "proposedBy", x.settled_by as "settledBy", x.settled_at as "settledAt",
  x.gone_on as "goneOn", x.posted::text[] as posted,
  case when x.state in ('open', 'explained', 'proposed')
    then nullif(api_bank_posting_lacks(x.center, x.proposal), '0.00') end as lacks`;
const FROM = 'bank_difference x join bank_day b on b.center = x.center and b.day = x.day';

/** What is left first. A day has a handful; beyond a thousand its sums tell more. */
export async function differencesOf(
  pool: pg.Pool,
  { center, day }: { readonly center: string; readonly day: string },
): Promise<readonly DifferenceRow[]> {
  const { rows } = await pool.query<DifferenceRow>(
    `select ${DIFFERENCE} from ${FROM} where x.center = $1 and x.day = $2
      order by array_position(array['proposed', 'open', 'explained', 'posted', 'gone'], x.state),
        x.line nulls first, x.subject limit 1000`,
    [center, day],
  );
  return rows;
}

export async function findDifference(
  pool: pg.Pool,
  { caller, grants }: Seen,
  id: string,
): Promise<DifferenceRow | null> {
  const { rows } = await pool.query<DifferenceRow>(
    `select ${DIFFERENCE} from ${FROM} where ${CENTER_VISIBLE} and x.id = $5`,
    [...scopeParams(caller, grants), id],
  );
  return rows[0] ?? null;
}

export interface BankJournalRow {
  readonly id: string;
  readonly kindTitle: string;
  readonly amount: string;
  readonly case: string | null;
  readonly caseNumber: string | null;
  readonly account: string | null;
}

/** The way from a line of the bank to the account and the case. */
export async function journalsNamed(
  pool: pg.Pool,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BankJournalRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<BankJournalRow>(
    `select j.id, journal_title(j.kind, j.key) as "kindTitle", c.id as "case", c.number as "caseNumber",
            coalesce((select sum(-p.amount) from posting p
                       where p.journal = j.id and p.book = 'bank'), 0)::numeric(18, 2) as amount,
            (select a.id from posting p join account a on a.number = p.account
              where p.journal = j.id and p.account is not null order by p.line limit 1) as account
       from journal j join journal_kind k on k.code = j.kind left join "case" c on c.id = j.case_id
      where j.id = any ($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}
