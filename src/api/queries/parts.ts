/** Reading what hangs on a case. Whoever calls has checked that the case may be seen. */
import type pg from 'pg';
import type { SortKey } from '../cursor.ts';
import type { WaitRow } from './cases.ts';

export async function waitsOf(pool: pg.Pool, caseId: string): Promise<readonly WaitRow[]> {
  const { rows } = await pool.query<WaitRow>(
    `select id, kind, since, until, clause, ended_by, shortened_by, detail, closed_at
     from wait where case_id = $1 order by id`,
    [caseId],
  );
  return rows;
}

export interface EventRow {
  readonly id: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly person: string | null;
  readonly kind: string;
  readonly at: number;
  readonly actor: string;
  readonly actor_name: string | null;
  readonly actor_role: string;
  readonly origin: string;
  readonly public: Readonly<Record<string, unknown>>;
  readonly content: string | null;
  readonly wrapped_key: string | null;
  readonly sealed: boolean;
}

export const EVENT_COLUMNS = `e.id, e.center, e.case_id, e.person, e.kind, e.at, e.actor,
  s.name as actor_name, e.actor_role, e.origin, e.public, e.content,
  coalesce(p.wrapped_key, k.wrapped_key) as wrapped_key,
  exists (select from event_seal l where l.event = e.id) as sealed`;
export const EVENT_SOURCE = `from event e left join staff s on s.id = e.actor
  left join person p on p.id = e.person
  left join center_key k on k.center = e.center and e.person is null`;

export interface EventFilter {
  readonly newestFirst: boolean;
  /** Only what was written after this event. */
  readonly since: string | null;
  /** Only these; null: all. */
  readonly kinds: readonly string[] | null;
  /** Kinds of a group, or with `others` every kind but these; null: all. */
  readonly group: { readonly kinds: readonly string[]; readonly others: boolean } | null;
}

export async function eventsOf(
  pool: pg.Pool,
  caseId: string,
  { newestFirst, since, kinds, group }: EventFilter,
  { limit, after }: { readonly limit: number; readonly after: SortKey | null },
): Promise<readonly EventRow[]> {
  const [beyond, order] = newestFirst ? ['<', 'desc'] : ['>', 'asc'];
  const { rows } = await pool.query<EventRow>(
    `select ${EVENT_COLUMNS} ${EVENT_SOURCE}
     where e.case_id = $1 and ($2::bigint is null or e.id ${beyond} $2)
       and ($4::bigint is null or e.id > $4)
       and ($5::text[] is null or (e.kind = any ($5)) <> $6::boolean)
       and ($7::text[] is null or e.kind = any ($7))
     order by e.id ${order} limit $3`,
    [
      ...[caseId, after?.[0] ?? null, limit + 1, since],
      ...[group?.kinds ?? null, group?.others ?? false, kinds],
    ],
  );
  return rows;
}

export interface DecisionRow {
  readonly id: string;
  readonly key: string;
  readonly rule: string;
  readonly rule_version: string;
  readonly outcome: string;
  readonly clauses: readonly string[];
  readonly record: string;
  readonly record_hash: string;
  readonly decided_on: string;
  readonly decided_at: number;
  readonly decided_by: string;
  readonly person: string;
  readonly wrapped_key: string | null;
}

/** Newest first. */
export async function decisionsOf(pool: pg.Pool, caseId: string): Promise<readonly DecisionRow[]> {
  const { rows } = await pool.query<DecisionRow>(
    `select d.id, d.key, d.rule, d.rule_version, d.outcome, d.clauses, d.record, d.record_hash,
       d.decided_on, d.decided_at, d.decided_by, d.person, p.wrapped_key
     from decision d join person p on p.id = d.person
     where d.case_id = $1 order by d.id desc`,
    [caseId],
  );
  return rows;
}

export async function findDecision(
  pool: pg.Pool,
  caseId: string,
  id: string,
): Promise<DecisionRow | null> {
  const all = await decisionsOf(pool, caseId);
  return all.find((decision) => decision.id === id) ?? null;
}

export interface CheckRow {
  readonly id: string;
  readonly system: string;
  readonly purpose: string;
  readonly status: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly evidence_hash: string;
  readonly asked_at: number;
  readonly answered_at: number;
  readonly entered_by: string | null;
  readonly confirmed_by: string | null;
}

/** Newest first; the evidence itself stays sealed where it is. */
export async function checksOf(pool: pg.Pool, caseId: string): Promise<readonly CheckRow[]> {
  const { rows } = await pool.query<CheckRow>(
    `select id, system, purpose, status, facts, evidence_hash, asked_at, answered_at, entered_by,
       confirmed_by
     from "check" where case_id = $1 order by id desc`,
    [caseId],
  );
  return rows;
}

export interface DocumentRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly template: string;
  readonly content_hash: string;
  readonly issued_on: string;
  readonly issued_at: number;
  readonly person: string;
  readonly wrapped_key: string | null;
  readonly center: string;
}

const DOCUMENT_COLUMNS = `d.id, d.kind, d.number, d.template, d.content_hash,
  d.issued_on, d.issued_at, d.person, p.wrapped_key, p.center`;

/** Newest first. */
export async function documentsOf(pool: pg.Pool, caseId: string): Promise<readonly DocumentRow[]> {
  const { rows } = await pool.query<DocumentRow>(
    `select ${DOCUMENT_COLUMNS} from document d join person p on p.id = d.person
     where d.case_id = $1 order by d.issued_at desc, d.id`,
    [caseId],
  );
  return rows;
}

export async function findDocument(
  pool: pg.Pool,
  caseId: string,
  id: string,
): Promise<DocumentRow | null> {
  const { rows } = await pool.query<DocumentRow>(
    `select ${DOCUMENT_COLUMNS} from document d join person p on p.id = d.person
     where d.case_id = $1 and d.id = $2`,
    [caseId, id],
  );
  return rows[0] ?? null;
}

/** The agreement that a case offered last; its hash is what is signed. */
export interface AgreementRow {
  readonly hash: string;
  readonly template: string;
  readonly state: string;
  readonly offeredOn: string;
  readonly signBy: string;
  readonly signedOn: string | null;
}

export async function agreementOf(pool: pg.Pool, caseId: string): Promise<AgreementRow | null> {
  const { rows } = await pool.query<AgreementRow>(
    `select hash, template_version as template, state, offered_on as "offeredOn",
            sign_by as "signBy", signed_on as "signedOn"
       from (select id, hash, template_version, state, offered_on, sign_by, signed_on
               from agreement where case_id = $1
             union all
             select id, hash, template_version, state, offered_on, sign_by, signed_on
               from amendment where case_id = $1) a
      order by state in ('offered', 'active') desc, offered_on desc, id limit 1`,
    [caseId],
  );
  return rows[0] ?? null;
}
