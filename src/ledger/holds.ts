/**
 * Holds on an account (冻结): the whole of it, or an amount that may exceed the balance and then
 * catches later money. What is available is max(0, balance − holds); deposits always come in.
 *
 * @source 住房公积金基础数据标准 JGJ/T 320-2014 A.5 14 冻结, 15 解冻
 */
import type { PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { exact, yuan, ZERO, type Yuan } from '../domain/money.ts';
import type { HoldKind } from '../domain/vocabulary.ts';
import { constraintOf } from '../db/database-fault.ts';
import type { Db, Tx } from '../db/pool.ts';
import { ledgerFault } from './journals.ts';

export interface NewHold {
  /** Chosen by the caller: placing it twice is placing it once. */
  readonly id: string;
  readonly account: string;
  readonly kind: HoldKind;
  /** Yuan; left out: the whole account. */
  readonly amount?: Yuan;
  /** Number of the document that orders it. */
  readonly document: string;
  readonly placedOn: PlainDate;
  /** Last day ordered; a hold ends by its release, never by itself. */
  readonly until?: PlainDate;
  readonly by: string;
  /** The case it is placed by. */
  readonly case?: string;
  /** The body that orders it, as its document names it. */
  readonly orderedBy?: string;
}

/** @throws Fault 'account-closed'; 'effect-conflict' when the order holds the account already */
export async function placeHold(tx: Tx, { id, account, ...hold }: NewHold): Promise<void> {
  await refusing(tx.query('select ledger_hold($1, $2, $3)', [id, account, JSON.stringify(hold)]));
}

export interface Release {
  readonly releasedOn: PlainDate;
  readonly by: string;
  readonly document: string;
}

/** @throws Fault 'not-found' */
export async function releaseHold(tx: Tx, id: string, release: Release): Promise<void> {
  await refusing(tx.query('select ledger_release_hold($1, $2)', [id, JSON.stringify(release)]));
}

export interface Renewal {
  readonly document: string;
  readonly until: PlainDate;
  readonly renewedOn: PlainDate;
  readonly by: string;
}

/** Another last day by another order (续冻). @throws Fault 'not-found' when it was released */
export async function renewHold(tx: Tx, id: string, renewal: Renewal): Promise<void> {
  await refusing(tx.query('select ledger_renew_hold($1, $2)', [id, JSON.stringify(renewal)]));
}

async function refusing(query: Promise<unknown>): Promise<void> {
  try {
    await query;
  } catch (error) {
    if (constraintOf(error) === 'hold_ordered_once') {
      throw new Fault('effect-conflict', '该文号的冻结已经登记，正在执行。', { cause: error });
    }
    throw ledgerFault(error) ?? error;
  }
}

/** What a debit may take: nothing under a hold of the whole, else what the holds leave over. */
export function availableOf(balance: Yuan, holds: readonly (Yuan | null)[]): Yuan {
  if (holds.includes(null)) return ZERO;
  const held = holds.reduce((sum, amount) => sum.plus(amount ?? 0), exact(0));
  const left = exact(balance).minus(held);
  return left.isNegative() ? ZERO : yuan(left.toFixed(2));
}

export interface Hold {
  readonly id: string;
  readonly kind: HoldKind;
  /** What it keeps: what was ordered less what was deducted from under it; null: the whole account. */
  readonly amount: Yuan | null;
  /** What was ordered; null: the whole account. */
  readonly ordered: Yuan | null;
  readonly document: string;
  readonly placedOn: PlainDate;
  readonly until: PlainDate | null;
  readonly releasedOn: PlainDate | null;
  readonly releaseDocument: string | null;
  readonly caseId: string | null;
  readonly orderedBy: string | null;
  /** In their order. */
  readonly renewals: readonly {
    readonly document: string;
    readonly until: PlainDate;
    readonly renewedOn: PlainDate;
  }[];
}

/**
 * Every hold the account ever had, those in force first.
 *
 * @param at an ISO instant: as they stood then, by what was written down; left out: now
 */
export async function holdsOf(
  db: Db,
  account: string,
  at: string | null = null,
): Promise<readonly Hold[]> {
  const { rows } = await db.query<Hold>(
    `with stood as (
       select h.*, $2::timestamptz is null or s.released as released, s.terms,
              case when $2::timestamptz is null then h.until else s.until end as last_day,
              case when $2::timestamptz is null then h.amount else coalesce(s.amount, h.ordered) end
                as kept
         from hold h
        cross join lateral (
          select count(*) filter (where t.what = 'placed') > 0 as placed,
                 count(*) filter (where t.what = 'released') > 0 as released,
                 count(*) filter (where t.what = 'renewed')::integer as terms,
                 (array_agg(t.until order by t.id desc))[1] as until,
                 (array_agg(t.amount order by t.id desc) filter (where t.what = 'amount'))[1]
                   as amount
            from hold_step t where t.hold = h.id
             and ($2::timestamptz is null or t.recorded_at <= $2)) s
        where h.account = $1 and s.placed)
     select id, kind, kept as amount, ordered, document, placed_on as "placedOn", last_day as until,
            case when released then released_on end as "releasedOn",
            case when released then release_document end as "releaseDocument",
            case_id as "caseId", ordered_by as "orderedBy",
            coalesce((select jsonb_agg(jsonb_build_object('document', r.document, 'until', r.until,
                        'renewedOn', r.renewed_on) order by r.n)
               from (select * from hold_renewal r where r.hold = stood.id
                      order by r.n limit stood.terms) r), '[]') as renewals
       from stood
      order by (case when released then released_on end) is not null, placed_on desc, id`,
    [account, at],
  );
  return rows;
}

export interface HoldStanding {
  readonly number: string;
  readonly center: string;
  readonly state: 'normal' | 'sealed' | 'closed';
  /** All its money, in yuan. */
  readonly total: Yuan;
  /** Amounts of the holds in force; null: the whole account. */
  readonly holds: readonly (Yuan | null)[];
  /** An order of the asked number holds it, or extended what holds it. */
  readonly known: boolean;
}

/** How an account stands that is about to be held, or is; null: there is none. */
export async function holdStanding(
  db: Db,
  { account, document }: { readonly account: string; readonly document: string },
): Promise<HoldStanding | null> {
  const { rows } = await db.query<HoldStanding>({
    name: 'hold-standing',
    text: `select a.number, a.center, a.state,
                  coalesce((select sum(b.amount) from balance b where b.account = a.number), 0.00)
                    as total,
                  (select coalesce(jsonb_agg(h.amount::text), '[]') from hold h
                    where h.account = a.number and h.released_on is null) as holds,
                  exists (select from hold h where h.account = a.number and h.released_on is null
                    and (order_number(h.document) = order_number($2)
                      or exists (select from hold_renewal r where r.hold = h.id
                           and order_number(r.document) = order_number($2)))) as known
             from account a where a.id = $1`,
    values: [account, document],
  });
  return rows[0] ?? null;
}
