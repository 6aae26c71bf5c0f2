/** Checks, decisions, documents and outgoing messages of a case: statements for a transaction. */
import { timestamp, type Tx } from './pool.ts';
import type { Writer } from './together.ts';

export interface CheckRow {
  readonly key: string;
  readonly system: string;
  readonly purpose: string;
  readonly status: string;
  readonly facts: object;
  readonly evidence: string;
  readonly evidenceHash: string;
  readonly askedAt: number;
  readonly answeredAt: number;
  readonly enteredBy: string | null;
  readonly confirmedBy: string | null;
}

interface About {
  readonly caseId: string;
  readonly person: string;
}

/** In their order. The same answer, delivered twice, is stored once. */
export async function insertChecks(
  to: Writer,
  about: About,
  rows: readonly CheckRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await to.query({
    name: 'insert-checks',
    text: `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
             evidence_hash, asked_at, answered_at, entered_by, confirmed_by)
           select key, $1, $2, system, purpose, status, facts, evidence, "evidenceHash", "askedAt",
             "answeredAt", "enteredBy", "confirmedBy"
             from jsonb_to_recordset($3) as c(n integer, key text, system text, purpose text,
               status text, facts jsonb, evidence text, "evidenceHash" text, "askedAt" timestamptz,
               "answeredAt" timestamptz, "enteredBy" text, "confirmedBy" text)
            order by n
           on conflict (key) do nothing`,
    values: [
      about.caseId,
      about.person,
      JSON.stringify(
        rows.map((row, n) => ({
          n,
          ...row,
          askedAt: timestamp(row.askedAt),
          answeredAt: timestamp(row.answeredAt),
        })),
      ),
    ],
  });
}

export interface DecisionRow {
  readonly key: string;
  readonly rule: string;
  readonly version: string;
  readonly outcome: string;
  readonly clauses: readonly string[];
  readonly record: string;
  readonly recordHash: string;
  readonly on: string;
  readonly at: number;
  readonly by: string;
}

export async function insertDecision(to: Writer, about: About, row: DecisionRow): Promise<void> {
  await to.query({
    name: 'insert-decision',
    text: `insert into decision (key, case_id, person, rule, rule_version, outcome, clauses, record,
             record_hash, decided_on, decided_at, decided_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    values: [
      row.key,
      about.caseId,
      about.person,
      row.rule,
      row.version,
      row.outcome,
      row.clauses,
      row.record,
      row.recordHash,
      row.on,
      timestamp(row.at),
      row.by,
    ],
  });
}

export interface DocumentRow {
  readonly id: string;
  readonly key: string;
  readonly kind: string;
  readonly template: string;
  readonly content: string;
  readonly contentHash: string;
}

/** What the documents of one change have in common. */
export interface Issued {
  /** Characters in front of the year in their numbers. */
  readonly prefix: string;
  readonly on: string;
  readonly at: number;
}

/** In their order; each number is the center's prefix, the year, and a running number. */
export async function insertDocuments(
  to: Writer,
  about: About,
  { prefix, on, at }: Issued,
  rows: readonly DocumentRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await to.query({
    name: 'insert-documents',
    text: `insert into document (id, key, case_id, person, kind, number, template, content,
             content_hash, issued_on, issued_at)
           select id, key, $1, $2, kind, $3 || lpad(number, greatest(7, length(number)), '0') || '号',
             template, content, "contentHash", $4, $5
             from (select d.*, nextval('document_number')::text as number
                     from (select * from jsonb_to_recordset($6) as row(n integer, id uuid, key text,
                             kind text, template text, content text, "contentHash" text)
                            order by n) as d) as numbered`,
    values: [
      about.caseId,
      about.person,
      `${prefix}〔${on.slice(0, 4)}〕`,
      on,
      timestamp(at),
      JSON.stringify(rows.map((row, n) => ({ n, ...row }))),
    ],
  });
}

export interface OutboxRow {
  readonly key: string;
  readonly center: string;
  /** Null: no case opened what it is about. */
  readonly caseId: string | null;
  readonly person: string;
  readonly kind: string;
  readonly payload: string;
}

export async function insertOutbox(to: Writer, row: OutboxRow): Promise<void> {
  await to.query({
    name: 'insert-outbox',
    text: `insert into outbox (key, center, case_id, person, kind, payload)
           values ($1, $2, $3, $4, $5, $6) on conflict (key) do nothing`,
    values: [row.key, row.center, row.caseId, row.person, row.kind, row.payload],
  });
}

/** Many at once, in one statement. */
export async function insertOutboxRows(tx: Tx, rows: readonly OutboxRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.query({
    name: 'insert-outbox-rows',
    text: `insert into outbox (key, center, case_id, person, kind, payload)
           select key, center, "caseId", person, kind, payload
             from jsonb_to_recordset($1) as r(key text, center text, "caseId" uuid, person uuid,
               kind text, payload sealed)
           on conflict (key) do nothing`,
    values: [JSON.stringify(rows)],
  });
}
