/** What a breach case reads before it goes on: whether there is one, what became of it since. */
import { openBreachOf, findFact } from './breach-facts.ts';
import { deliveryOf, findBreach, paidFrom, type Delivery } from '../src/db/breaches.ts';
import { isInForce, measuresBy } from '../src/db/measures.ts';
import { plainDate, plainMonth, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { BreachKind, MeasureKind } from '../src/domain/vocabulary.ts';
import {
  findInForce,
  stoppingOf,
  type InForce,
  type Stopping,
} from '../src/ledger/agreements-in-force.ts';
import { cureUntil, resumedOn } from '../src/policy/breach-cure.ts';
import { serviceOrder, type ServiceWay } from '../src/policy/service-order.ts';
import type { Deps } from './deps.ts';
import { dayHeard } from './service-news.ts';

/** What the notice says of the fact; the account by its last four digits. */
export interface BreachFound {
  readonly last4: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly months: number | null;
  readonly cureDays: number;
}

/** What is found when it begins, with the ways of its papers in their order. */
export type BreachBegun = BreachFound & { readonly ways?: readonly ServiceWay[] };

export interface BreachNow {
  /** Of the paper that was issued last; null: still on its way. */
  readonly delivery: {
    readonly state: Delivery['state'];
    readonly way: string;
    readonly code: Delivery['code'];
    readonly on: PlainDate;
  } | null;
  /** When contributions were taken up again, within the cure period. */
  readonly resumedOn: PlainDate | null;
  readonly subsidized: boolean;
  /** Measures of the case in force, with their last day. */
  readonly measures: readonly { readonly kind: MeasureKind; readonly until: PlainDate | null }[];
}

export type AgreementStanding = Pick<InForce, 'state' | 'debitDay' | 'debitUnderWay'> &
  Stopping & { readonly last4: string };

export interface BreachActivities {
  /** @throws Fault 'action-not-permitted' saying why there is none */
  readonly prepareBreach: (ask: {
    readonly caseId: string;
    readonly center: string;
    readonly account: string;
    readonly fact: BreachKind;
    readonly on: PlainDate;
  }) => Promise<BreachBegun>;
  readonly lookAtBreach: (ask: {
    readonly caseId: string;
    /** The kind of paper whose way is asked for. */
    readonly paper: string;
    readonly on: PlainDate;
    /** Last day of the cure period; null: it has not begun. */
    readonly until: PlainDate | null;
  }) => Promise<BreachNow>;
  readonly cureEnds: (ask: {
    readonly servedOn: PlainDate;
    readonly days: number;
  }) => Promise<PlainDate>;
  /** Null: the center has no such account with an agreement in force. */
  readonly agreementStanding: (ask: {
    readonly center: string;
    readonly account: string;
  }) => Promise<AgreementStanding | null>;
}

export function createBreachActivities(deps: Deps): BreachActivities {
  const { pool, offices } = deps;
  return {
    prepareBreach: (ask) => prepare(deps, ask),
    lookAtBreach: (ask) => look(deps, ask),
    cureEnds: async ({ servedOn, days }) => {
      const { calendar } = await offices.read();
      return cureUntil(servedOn, days, calendar);
    },
    agreementStanding: async ({ center, account }) => {
      const found = await findInForce(pool, account);
      if (found?.center !== center) return null;
      const { state, debitDay, debitUnderWay } = found;
      const last4 = found.account.slice(-4);
      return { state, debitDay, debitUnderWay, ...stoppingOf(found), last4 };
    },
  };
}

async function prepare(
  { pool, offices, personKeys }: Deps,
  ask: Parameters<BreachActivities['prepareBreach']>[0],
): Promise<BreachBegun> {
  const { account, center, fact: kind, caseId, on } = ask;
  const standing = await findInForce(pool, account);
  const ours = standing?.center === center ? standing : null;
  const { figures } = await offices.read();
  const found = await findFact(pool, { kind, standing: ours, figures, caseId, on });
  if ('problem' in found || !ours) {
    const { problem, clause } = 'problem' in found ? found : { problem: '', clause: '' };
    throw new Fault('action-not-permitted', problem, { members: { clause } });
  }
  if (found.span === null && (await openBreachOf(pool, ours.account, kind, caseId))) {
    throw new Fault('effect-conflict', '该账户同一情形的违约处置尚未办结，不能重复发起。');
  }
  const { rows } = await pool.query<{ wrapped_key: string | null }>(
    'select wrapped_key from person where id = $1',
    [ours.person],
  );
  const key = personKeys.unwrap(ours.person, rows[0]?.wrapped_key ?? null);
  const { from = null, to = null, months = null } = found.span ?? {};
  const ways = serviceOrder(figures, { center, on });
  const cureDays = found.cureDaysOf(key);
  return { last4: ours.account.slice(-4), from, to, months, cureDays, ways };
}

async function look(
  { pool }: Deps,
  { caseId, paper, on, until }: Parameters<BreachActivities['lookAtBreach']>[0],
): Promise<BreachNow> {
  const breach = await findBreach(pool, caseId);
  if (!breach) throw new Fault('not-found', 'the breach is not in the books');
  const [delivery, measures] = await Promise.all([
    deliveryOf(pool, caseId, paper),
    measuresBy(pool, caseId),
  ]);
  const inForce = measures.filter((one) => isInForce(one, on));
  return {
    delivery: delivery && { ...delivery, on: dayHeard(delivery, breach.noticedOn, on) },
    resumedOn: await resumed(pool, breach, until),
    subsidized: await isSubsidized(pool, breach.account),
    measures: inForce.map(({ kind, until: last }) => ({
      // Written by the rule's own words.
      kind: kind as MeasureKind,
      until: last === null ? null : plainDate(last),
    })),
  };
}

async function resumed(
  pool: Deps['pool'],
  { account, coversFrom }: { readonly account: string; readonly coversFrom: string | null },
  until: PlainDate | null,
): Promise<PlainDate | null> {
  if (coversFrom === null || until === null) return null;
  const paid = await paidFrom(pool, account, coversFrom);
  const months = paid.map(({ month, on }) => ({ month: plainMonth(month), on: plainDate(on) }));
  return resumedOn({ missedFrom: plainMonth(coversFrom), paid: months }, until);
}

async function isSubsidized(pool: Deps['pool'], account: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from posting where account = $1 and source = 'subsidy' and amount > 0 limit 1`,
    [account],
  );
  return (rowCount ?? 0) > 0;
}
