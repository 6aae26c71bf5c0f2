/**
 * What money is to leave when a wait is over by the clock: leaving (退出销户) after its regret and at its half-year
 * gate, interest of empty accounts (零余额销户) after the notice. By the same visibility as the list of cases.
 */
import type pg from 'pg';
import type { DataChange } from '../../domain/data-changes.ts';
import { WAIT_LAST_DAY } from './case-conditions.ts';
import type { Seen } from './cases.ts';
import { CASE_VISIBLE, scopeParams } from './scope.ts';

export interface LeaverRow {
  readonly case_id: string;
  readonly center: string;
  readonly account: string;
  /** The first day after the wait. */
  readonly on: string;
  readonly wait: 'exit-gate' | 'exit-regret';
  /** Of a gate: what it is counted from; null: not told with the wait. */
  readonly told_from: string | null;
  readonly unit_sealed_on: string | null;
  /** Null: the account is not sealed as a whole. */
  readonly sealed_on: string | null;
  /** A unit pays into it. */
  readonly employed: boolean;
  /** What the books hold today refuses it on that day: a hold, a debt, money of no source, a ban. */
  readonly opposed: boolean;
}

const LEAVING_DAY = `(${WAIT_LAST_DAY} + 1)`;
/** Of account `a` on the day after the wait; loans and cases are asked for on the day itself. A hold whose term is over binds until it is released. */
const OPPOSED = `(
  exists (select from hold h where h.account = a.number and h.released_on is null)
  or exists (select from receivable r where r.account = a.number and r.state = 'open')
  or exists (select from balance b where b.account = a.number and b.source = 'unclassified'
       and b.amount > 0)
  or exists (select from measure m where m.person = a.person and m.kind = 'ban'
       and m.from_on <= ${LEAVING_DAY} and m.until_on >= ${LEAVING_DAY}
       and not exists (select from measure_end e
         where e.measure = m.id and e.ended_on <= ${LEAVING_DAY})))`;

/** Leaving that waits for the half year, or can still be regretted. */
export async function leaverRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
): Promise<readonly LeaverRow[]> {
  const { rows } = await pool.query<LeaverRow>(
    `select c.id as case_id, a.center, a.number as account, (${WAIT_LAST_DAY} + 1)::text as on,
            w.kind as wait, w.detail->>'sealedOn' as told_from,
            a.source = 'unit' and a.state = 'normal' as employed,
            (select s.sealed_on::text from seal s where s.account = a.number and s.source = 'unit'
                and s.ended_on is null) as unit_sealed_on,
            a.sealed_on::text as sealed_on, ${OPPOSED} as opposed
       from wait w join "case" c on c.id = w.case_id
       join account a on a.person = c.person and a.center = c.center and a.state <> 'closed'
      where w.kind in ('exit-gate', 'exit-regret') and w.closed_at is null and c.closed_at is null
        and ${CASE_VISIBLE}`,
    [...scopeParams(caller, grants)],
  );
  return rows;
}

/** As migrations/0430-notices-ahead.sql tells them; yuan as text. */
export interface NoticeFacts {
  readonly emptyFrom: string;
  readonly unitMoney: boolean;
  readonly openLoan: boolean;
  readonly guarantee: boolean;
  readonly held: boolean;
  readonly inFlight: boolean;
  readonly debitUnderWay: boolean;
  readonly inSuspense: boolean;
  readonly owed: boolean;
  /** The bank has confirmed a card of the holder. */
  readonly carded: boolean;
  readonly banned: boolean;
  readonly changes: readonly DataChange[];
  /** In the account, of all sources but the unit's; of it, interest that was credited since the notice. */
  readonly balance: string;
  readonly credited: string;
}

export interface NoticeRow {
  readonly case_id: string;
  readonly center: string;
  readonly account: string;
  /** The first day after the notice. */
  readonly on: string;
  readonly empty_from: string;
  readonly noticed_on: string;
  /** Null: it is closed, or was paid for later months. */
  readonly facts: NoticeFacts | null;
}

/** Notices of empty accounts that run, and what stands against the closing by what the books hold today. */
export async function noticeRows(
  pool: pg.Pool,
  { caller, grants }: Seen,
): Promise<readonly NoticeRow[]> {
  const { rows } = await pool.query<NoticeRow>(
    `select c.id as case_id, d.center, d.account, (${WAIT_LAST_DAY} + 1)::text as on,
            d.empty_from, d.noticed_on::text as noticed_on,
            notice_facts(c.id, ${WAIT_LAST_DAY} + 1) as facts
       from wait w join "case" c on c.id = w.case_id join dormancy d on d.case_id = c.id
      where w.kind = 'dormancy-notice' and w.closed_at is null and c.closed_at is null
        and d.ended_on is null and ${CASE_VISIBLE}`,
    [...scopeParams(caller, grants)],
  );
  return rows;
}
