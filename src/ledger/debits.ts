/** What the bank was told to debit (扣款指令), and what it answered. Each once per attempt. */
import { timestamp, type Db, type Tx } from '../db/pool.ts';

/** A debit that the bank answers for, locked, with the due it is for. */
export interface DebitAnswered {
  readonly key: string;
  readonly account: string;
  readonly accountState: string;
  readonly run: string;
  /** The day for which that run made its list. */
  readonly listedOn: string;
  readonly n: number;
  readonly amount: string;
  readonly state: string;
  readonly journal: string | null;
  /** The bank's number of what was booked of it; null: nothing has moved. */
  readonly serial: string | null;
  readonly coversFrom: string;
  readonly coversTo: string;
  readonly months: number;
  readonly dueState: string;
  readonly attempts: number;
  readonly attemptsMax: number;
  readonly graceUntil: string;
  /** A month of it is paid already, by whatever came in. */
  readonly covered: boolean;
}

/** By key; the accounts first, in their order, as whoever moves money takes them. */
export async function debitsAnswered(
  tx: Tx,
  center: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, DebitAnswered>> {
  await tx.query({
    name: 'lock-debited-accounts',
    text: `select 1 from account where number in (select account from debit where key = any($1))
            order by number for no key update`,
    values: [keys],
  });
  const { rows } = await tx.query<DebitAnswered>({
    name: 'debits-answered',
    text: `select b.key, b.account, a.state as "accountState", b.run,
                  (select r.business_on from run r where r.id = b.run) as "listedOn", b.n, b.amount, b.state,
                  b.journal, b.serial, d.covers_from as "coversFrom", d.covers_to as "coversTo", d.months,
                  d.state as "dueState", d.attempts, d.attempts_max as "attemptsMax",
                  d.grace_until as "graceUntil",
                  exists (select from contribution c where c.account = b.account
                     and c.taken_back is null and c.month between d.covers_from and d.covers_to)
                    as covered
             from debit b join account a on a.number = b.account
             join contribution_due d on d.account = b.account and d.covers_from = b.covers_from
            where b.key = any($1) and b.center = $2 for update of b, d`,
    values: [keys, center],
  });
  return new Map(rows.map((row) => [row.key, row]));
}

export interface DebitEnd {
  readonly key: string;
  readonly state: 'paid' | 'refused' | 'to-suspense' | 'returned';
  readonly outcome: string;
  readonly serial: string | null;
  readonly moved: string | null;
  readonly bookedOn: string;
  readonly journal: string | null;
  /** Of one that brought no month: when it is tried again; null: never. */
  readonly nextOn: string | null;
}

/** Days the bank has to answer, from the one on which it had an instruction. */
export const ANSWER_DAYS = 3;

/** The bank took longer over the debit of `d` and `x` than it has, beyond the last day: no further one could be made. */
const ANSWERED_TOO_LATE = `x.state = 'refused' and x."bookedOn" > d.grace_until
  and d.attempts < d.attempts_max and x.had + ${String(ANSWER_DAYS)} < d.grace_until`;

/**
 * Writes how debits ended, and what it means for what they were for. One for which the bank moved another amount than
 * it was told counts as no attempt.
 *
 * @param at when it was known (ms)
 */
export async function endDebits(tx: Tx, ends: readonly DebitEnd[], at: number): Promise<void> {
  if (ends.length === 0) return;
  await tx.query({
    name: 'end-debits',
    text: `with e as (
             select * from jsonb_to_recordset($1) as e(key text, state text, outcome text,
               serial text, moved numeric, "bookedOn" date, journal bigint, "nextOn" date)),
           ended as (
             update debit b set state = e.state, outcome = e.outcome,
                    serial = coalesce(e.serial, b.serial), moved = coalesce(e.moved, b.moved),
                    booked_on = e."bookedOn", journal = coalesce(e.journal, b.journal),
                    answered_at = $2
               from e where b.key = e.key
             returning b.account, b.covers_from, e.state, e.outcome, e."bookedOn", e."nextOn",
                   (select shanghai_date(t.delivered_at) from debit_batch t
                     where t.run = b.run and t.batch = b.batch) as had)
           update contribution_due d
              set state = case when x.state = 'paid' then 'paid'
                               when x.state = 'returned' then 'missed' else d.state end,
                  settled_on = case when x.state in ('paid', 'returned') then x."bookedOn"
                                    else d.settled_on end,
                  next_on = case when d.state <> 'open' then null
                                 when x.state = 'refused' or x.outcome = 'amount-differs'
                                   then x."nextOn" end,
                  attempts_max = d.attempts_max
                    + (d.state = 'open' and x.outcome = 'amount-differs')::integer,
                  left_out = case when d.state = 'open' and ${ANSWERED_TOO_LATE} then 'unanswered'
                                  else d.left_out end,
                  last_outcome = x.outcome
             from ended x where d.account = x.account and d.covers_from = x.covers_from`,
    values: [JSON.stringify(ends), timestamp(at)],
  });
}

export async function readCursor(db: Db, center: string, list: string): Promise<string> {
  const { rows } = await db.query<{ cursor: string }>(
    'select cursor from bank_cursor where center = $1 and list = $2',
    [center, list],
  );
  return rows[0]?.cursor ?? '0';
}

interface ListOfBank {
  readonly center: string;
  readonly list: string;
}

/** Whoever books of that list goes one after the other, until the transaction ends. */
export async function holdCursor(tx: Tx, { center, list }: ListOfBank): Promise<void> {
  await tx.query(
    `insert into bank_cursor (center, list, cursor) values ($1, $2, '0') on conflict do nothing`,
    [center, list],
  );
  await tx.query('select 1 from bank_cursor where center = $1 and list = $2 for update', [
    center,
    list,
  ]);
}

/** @returns false when somebody else read on meanwhile: what was read is theirs to book */
export async function moveCursor(
  tx: Tx,
  { center, list }: ListOfBank,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<boolean> {
  await holdCursor(tx, { center, list });
  const { rowCount } = await tx.query(
    'update bank_cursor set cursor = $4 where center = $1 and list = $2 and cursor = $3',
    [center, list, from, to],
  );
  return rowCount === 1;
}

/** Whose debit it is; null: nobody's we know. */
export async function centerOfDebit(tx: Tx, key: string): Promise<string | null> {
  const { rows } = await tx.query<{ center: string }>('select center from debit where key = $1', [
    key,
  ]);
  return rows[0]?.center ?? null;
}
