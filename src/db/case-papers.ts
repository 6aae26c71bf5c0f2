/** Checks, decisions, documents and outgoing messages of a case: statements for a transaction. */
import { timestamp, type Tx } from './pool.ts';

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

/** The same answer, delivered twice, is stored once. */
export async function insertCheck(tx: Tx, about: About, row: CheckRow): Promise<void> {
  await tx.query({
    name: 'insert-check',
    text: `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
             evidence_hash, asked_at, answered_at, entered_by, confirmed_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
           on conflict (key) do nothing`,
    values: [
      row.key,
      about.caseId,
      about.person,
      row.system,
      row.purpose,
      row.status,
      JSON.stringify(row.facts),
      row.evidence,
      row.evidenceHash,
      timestamp(row.askedAt),
      timestamp(row.answeredAt),
      row.enteredBy,
      row.confirmedBy,
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

export async function insertDecision(tx: Tx, about: About, row: DecisionRow): Promise<void> {
  await tx.query({
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
  readonly number: string;
  readonly template: string;
  readonly content: string;
  readonly contentHash: string;
  readonly on: string;
  readonly at: number;
}

/** A printed number: the center's prefix, the year, a running number. */
export async function nextDocumentNumber(tx: Tx, prefix: string, on: string): Promise<string> {
  const { rows } = await tx.query<{ n: string }>({
    name: 'next-document-number',
    text: `select nextval('document_number') as n`,
  });
  return `${prefix}〔${on.slice(0, 4)}〕${(rows[0]?.n ?? '').padStart(7, '0')}号`;
}

export async function insertDocument(tx: Tx, about: About, row: DocumentRow): Promise<void> {
  await tx.query({
    name: 'insert-document',
    text: `insert into document (id, key, case_id, person, kind, number, template, content,
             content_hash, issued_on, issued_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      row.id,
      row.key,
      about.caseId,
      about.person,
      row.kind,
      row.number,
      row.template,
      row.content,
      row.contentHash,
      row.on,
      timestamp(row.at),
    ],
  });
}

/** The printed numbers of a case's documents by kind, the newest of each. */
export async function issuedNumbers(
  tx: Tx,
  caseId: string,
): Promise<Readonly<Record<string, string>>> {
  const { rows } = await tx.query<{ kind: string; number: string }>({
    name: 'issued-numbers',
    text: 'select kind, number from document where case_id = $1 order by issued_at, number',
    values: [caseId],
  });
  return Object.fromEntries(rows.map(({ kind, number }) => [kind, number]));
}

export interface OutboxRow {
  readonly key: string;
  readonly center: string;
  readonly caseId: string;
  readonly person: string;
  readonly kind: string;
  readonly payload: string;
}

export async function insertOutbox(tx: Tx, row: OutboxRow): Promise<void> {
  await tx.query({
    name: 'insert-outbox',
    text: `insert into outbox (key, center, case_id, person, kind, payload)
           values ($1, $2, $3, $4, $5, $6) on conflict (key) do nothing`,
    values: [row.key, row.center, row.caseId, row.person, row.kind, row.payload],
  });
}
