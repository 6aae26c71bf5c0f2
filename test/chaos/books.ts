/**
 * What the books must say after a run, whatever was killed: the invariants, asked of the product's
 * database, of the simulators' own, of the engine and of the chain of the trail.
 */
import type pg from 'pg';
import type { Secrets } from '../../src/crypto/secrets.ts';
import { verifyChain } from '../../src/db/verify-chain.ts';
import type { Opening } from './opening.ts';

export const CENTER = '210100';

export interface Finding {
  readonly id: string;
  readonly title: string;
  /** What contradicts it; empty when it holds. */
  readonly wrong: readonly string[];
  readonly note?: string;
}

/** Rows of what belongs to people: the demo brings some along. */
export interface Stock {
  readonly person: number;
  readonly account: number;
  readonly agreement: number;
}

export interface Books {
  /** The product's database as its owner. */
  readonly own: pg.Pool;
  /** The simulators' books. */
  readonly outside: pg.Pool;
  readonly secrets: Secrets;
  readonly heads: string;
  /** What was there before the first opening. */
  readonly before: Stock;
  /** Workflows of the namespace by how they ended; open ones are Running. */
  readonly workflows: () => Promise<Readonly<Record<string, number>>>;
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** Rows of a query that finds what is wrong, as lines. */
async function against(pool: pg.Pool, text: string, values: readonly unknown[] = []) {
  const { rows } = await pool.query<Record<string, unknown>>(text, [...values]);
  return (rows as Rows).map((row) => JSON.stringify(row));
}

async function count(pool: pg.Pool, text: string): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(`select count(*)::text as n from ${text}`);
  return Number(rows[0]?.n ?? 0);
}

export async function countStock(own: pg.Pool): Promise<Stock> {
  return {
    person: await count(own, 'person'),
    account: await count(own, 'account'),
    agreement: await count(own, 'agreement'),
  };
}

/** True when nothing is on its way any more: no open case, no message, no event without a seal. */
export async function isCalm({ own, workflows }: Books): Promise<boolean> {
  const open = await own.query(
    `select from "case" where closed_at is null
     union all select from outbox where delivered_at is null
     union all select from inbox where handled_at is null
     union all select from event_unsealed limit 1`,
  );
  if (open.rowCount !== 0) return false;
  return ((await workflows())['Running'] ?? 0) === 0;
}

export async function readBooks(books: Books, openings: readonly Opening[]) {
  return [
    await opened(books),
    await nobodyElses(books, openings),
    await onceEach(books),
    await trail(books),
    await asked(books),
    await delivered(books),
  ];
}

async function opened({ own, workflows }: Books): Promise<Finding> {
  const ended = await workflows();
  const { Completed: completed = 0, ...others } = ended;
  const cases = await count(own, '"case"');
  return {
    id: 'I1',
    title: 'every case that was accepted is opened, and its workflow has completed',
    wrong: [
      ...(await against(
        own,
        `select id as "case", stage, outcome from "case"
          where stage <> 'opened' or outcome <> 'opened' or closed_at is null`,
      )),
      ...(await against(own, 'select case_id as "case", kind from wait where closed_at is null')),
      ...(await against(own, 'select case_id as "case", kind from task where closed_at is null')),
      ...(completed === cases && Object.values(others).every((n) => n === 0)
        ? []
        : [`${cases} cases, and workflows ${JSON.stringify(ended)}`]),
    ],
    note: `${cases} cases`,
  };
}

async function nobodyElses({ own, before }: Books, openings: readonly Opening[]): Promise<Finding> {
  const now = await countStock(own);
  return {
    id: 'I2',
    title: 'no case, person or account that nobody asked for; of each one',
    wrong: [
      ...(['person', 'account', 'agreement'] as const)
        .filter((table) => now[table] - before[table] !== openings.length)
        .map((table) => `${table}: ${before[table]} rows before, ${now[table]} after`),
      ...(await against(
        own,
        `select coalesce(c.id, asked.id) as "case", c.id is not null as "in the books",
           asked.id is not null as "asked for"
           from "case" c full join unnest($1::uuid[]) as asked(id) on asked.id = c.id
          where c.id is null or asked.id is null`,
        [openings.map(({ caseId }) => caseId)],
      )),
      ...(await against(
        own,
        `select person, count(*) as cases from "case" group by person having count(*) <> 1`,
      )),
      ...(await against(
        own,
        `select p.id as person, accounts, agreements, plans, claims, held from person p
           join "case" c on c.person = p.id
           cross join lateral (
             select count(*) filter (where a.state = 'normal') as accounts, count(*) as accounts_ever
               from account a where a.person = p.id) a
           cross join lateral (
             select count(*) filter (where g.state = 'active' and g.account is not null) as agreements,
               count(*) as offers from agreement g where g.person = p.id) g
           cross join lateral (
             select count(*) filter (where l.active) as plans from plan l
               join account a on a.number = l.account where a.person = p.id) l
           cross join lateral (
             select count(*) as claims, count(*) filter (where k.released_at is null) as held
               from claim k where k.person = p.id) k
          where (accounts, accounts_ever, agreements, offers, plans, claims, held)
             <> (1, 1, 1, 1, 1, 1, 0)`,
      )),
    ],
  };
}

async function onceEach({ own }: Books): Promise<Finding> {
  return {
    id: 'I5',
    title: 'one account, one document of each kind and one effect for each version of a case',
    wrong: [
      ...(await against(
        own,
        `select c.id as "case", count(a.number) as accounts
           from "case" c left join account a on a.opened_by_case = c.id
          group by c.id having count(a.number) <> 1`,
      )),
      ...(await against(
        own,
        `select c.id as "case", c.version, count(e.key) as effects,
             count(distinct e.result->>'version') as versions
           from "case" c left join effect e on e.case_id = c.id
          group by c.id having count(e.key) <> c.version
             or count(distinct e.result->>'version') <> c.version
             or max((e.result->>'version')::integer) <> c.version`,
      )),
      ...(await against(
        own,
        `select c.id as "case", string_agg(d.kind, ' ' order by d.kind) as documents
           from "case" c left join document d on d.case_id = c.id group by c.id
          having string_agg(d.kind, ' ' order by d.kind)
             is distinct from 'acceptance account-opened agreement receipt'`,
      )),
      ...(await against(
        own,
        `select account, count(*) as ledgers from balance group by account
          having count(*) <> 2`,
      )),
    ],
  };
}

/** What happens once in every opening, in this order. */
const ONCE = [
  'case-received',
  'application-accepted',
  'agreement-offered',
  'agreement-signed',
  'account-opened',
  'notice-sent',
  'notice-delivered',
];

async function trail({ own, secrets, heads }: Books): Promise<Finding> {
  const events = await count(own, `event where center = '${CENTER}'`);
  const chain = await verifyChain(own, secrets, CENTER, { heads });
  const linked = chain.sealed + chain.unsealedCount;
  return {
    id: 'I7',
    title: 'every step stands in the trail, once and in order, and the chain is whole',
    wrong: [
      ...(await against(
        own,
        `select c.id as "case", array_agg(e.kind order by e.id) as trail
           from "case" c left join event e on e.case_id = c.id and e.kind = any ($1)
          group by c.id having array_agg(e.kind order by e.id) is distinct from $1`,
        [ONCE],
      )),
      ...(await against(
        own,
        `select c.id as "case", answered, checks, systems from "case" c
           cross join lateral (select count(*) as answered from event e
                                where e.case_id = c.id and e.kind = 'check-answered') e
           cross join lateral (select count(*) as checks, count(distinct k.system) as systems
                                 from "check" k where k.case_id = c.id) k
          where answered <> checks or systems <> 2`,
      )),
      ...chain.problems.map((problem) => JSON.stringify(problem)),
      ...(linked >= events ? [] : [`${events} events, ${linked} sealed or about to be`]),
    ],
    note: `${chain.sealed} events sealed`,
  };
}

async function asked({ own, outside }: Books): Promise<Finding> {
  const { rows } = await own.query<{ key: string }>(
    `select key from "check"
     union all select key from outbox where kind = 'notice' or kind like 'mandate-%'`,
  );
  const parked = await own.query<{ id: string }>(
    `select distinct case_id as id from event where kind = 'case-parked'`,
  );
  const most = await outside.query<{ most: number; repeated: number }>(
    `select coalesce(max(times_asked), 0) as most,
       count(*) filter (where times_asked > 1)::integer as repeated from sim.answered`,
  );
  return {
    id: 'I8',
    title: 'a question is repeated only under its own id and with its own content',
    wrong: [
      ...(await against(
        outside,
        'select system, request_id, status from sim.request where status <> 200 and status <> 202',
      )),
      // Whoever parked asks anew: an answer that came too late for the first question is left over.
      ...(await against(
        outside,
        `select a.system, a.request_id, k.key is not null as "in our books"
           from sim.answered a full join unnest($1::text[]) as k(key) on k.key = a.request_id
          where a.request_id is null
             or k.key is null and split_part(a.request_id, ':', 1) <> all ($2::text[])`,
        [rows.map(({ key }) => key), parked.rows.map(({ id }) => id)],
      )),
    ],
    note: `${most.rows[0]?.repeated ?? 0} asked again, at most ${most.rows[0]?.most ?? 0} times; ${parked.rows.length} cases parked meanwhile`,
  };
}

async function delivered({ own, outside }: Books): Promise<Finding> {
  const notices = await own.query<{ key: string }>(`select key from outbox where kind = 'notice'`);
  return {
    id: 'outbox',
    title: 'every message was delivered, and the receiver has each of them once',
    wrong: [
      ...(await against(
        own,
        `select key, kind, attempts, last_error from outbox
          where delivered_at is null or parked_at is not null`,
      )),
      ...(await against(
        outside,
        `select coalesce(m.message_id, k.key) as message, m.message_id is not null as "sent",
           k.key is not null as "wanted"
           from sim.message m full join unnest($1::text[]) as k(key) on k.key = m.message_id
          where m.message_id is null or k.key is null`,
        [notices.rows.map(({ key }) => key)],
      )),
      // What is told of them by itself came once under each serial number, and was dealt with.
      ...(await against(
        own,
        `select sender, serial, about, last_error from inbox
          where handled_at is null or case_id is null`,
      )),
    ],
    note: `${notices.rows.length} notices, ${await count(own, 'inbox')} receipts`,
  };
}
