/**
 * The statements of a case's change: each writes one thing, inside the caller's transaction.
 *
 * Whatever is personal arrives here as ciphertext. Instants come from the case, never from now().
 */
import { CALENDAR_STAMP } from './calendar.ts';
import { timestamp, type Tx } from './pool.ts';
import type { Statement, Writer } from './together.ts';

export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly branch: string;
  readonly type: string;
  readonly person: string;
  readonly stage: string;
  readonly version: number;
  readonly channel: string;
  readonly submitted_by: string;
  readonly parties: Readonly<Record<string, string | readonly string[]>>;
  readonly accepted_on: string | null;
  readonly promised_on: string | null;
  /** Under which the person's own key is wrapped. */
  readonly wrapped_key: string | null;
  /** The form in force, sealed under the same key; null when the case has none of its own. */
  readonly content: string | null;
  readonly content_version: number | null;
  /** The printed numbers of its documents by kind, the newest of each. */
  readonly issued: Readonly<Record<string, string>>;
  /** Of the working-day calendar as it is now. */
  readonly calendar: number;
}

/** The case with its person's wrapped key and the form in force, or null. */
export async function findCase(tx: Tx, caseId: string): Promise<CaseRow | null> {
  const { rows } = await tx.query<CaseRow>({
    name: 'find-case',
    text: `select c.id, c.number, c.center, c.branch, c.type, c.person, c.stage, c.version,
             c.channel, c.submitted_by, c.parties, c.accepted_on, c.promised_on, p.wrapped_key,
             f.content, f.version as content_version,
             (select coalesce(jsonb_object_agg(d.kind, d.number order by d.issued_at, d.number),
                '{}') from document d where d.case_id = c.id) as issued,
             ${CALENDAR_STAMP} as calendar
             from "case" c join person p on p.id = c.person
             left join lateral (select content, version, person from form_content
               where case_id = c.id order by version desc limit 1) f on f.person = c.person
            where c.id = $1`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

export async function nextCaseNumber(
  tx: Tx,
  prefix: string,
  on: string,
): Promise<{ readonly number: string; readonly calendar: number }> {
  const { rows } = await tx.query<{ n: string; calendar: number }>({
    name: 'next-case-number',
    text: `select nextval('case_number') as n, ${CALENDAR_STAMP} as calendar`,
  });
  const { n = '', calendar = 0 } = rows[0] ?? {};
  return { number: `${prefix}${on.replaceAll('-', '')}${n.padStart(7, '0')}`, calendar };
}

export interface NewCaseRow {
  readonly id: string;
  readonly number: string;
  readonly center: string;
  readonly branch: string;
  readonly type: string;
  readonly person: string;
  readonly channel: string;
  readonly submittedBy: string;
  readonly at: number;
  readonly operation: string | null;
}

/** A case where nothing has happened yet. */
export async function insertCase(to: Writer, row: NewCaseRow): Promise<void> {
  await to.query(newCase(row, null));
}

/** The case as its first change leaves it. */
export function newCase(row: NewCaseRow, first: CaseUpdate | null): Statement {
  return {
    name: 'insert-case',
    text: `insert into "case" (id, number, center, branch, type, person, channel, submitted_by,
             opened_at, operation, stage, version, detail, parties, accepted_on, regulation, due_on,
             promised_on, promised_days, promised_provisional, outcome, updated_at, closed_at)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
             $19, $20, $21, $9, $22)`,
    values: [
      row.id,
      row.number,
      row.center,
      row.branch,
      row.type,
      row.person,
      row.channel,
      row.submittedBy,
      timestamp(row.at),
      row.operation,
      first?.stage ?? 'received',
      first === null ? 0 : 1,
      JSON.stringify(first?.detail ?? {}),
      JSON.stringify({ submitter: row.submittedBy, ...first?.parties }),
      first?.acceptedOn ?? null,
      first?.regulation ?? null,
      first?.dueOn ?? null,
      first?.promise?.on ?? null,
      first?.promise?.days ?? null,
      first?.promise?.provisional ?? false,
      first?.outcome ?? null,
      first?.outcome == null ? null : timestamp(first.at),
    ],
  };
}

/** What the center promised on its own: so many working days, and the day that comes of them. */
export interface PromiseGiven {
  readonly days: number;
  readonly on: string;
  /** It runs into a year whose calendar is not loaded (暂定). */
  readonly provisional: boolean;
}

export interface CaseUpdate {
  readonly id: string;
  readonly expected: number;
  readonly at: number;
  readonly person: string;
  readonly stage: string | null;
  readonly detail: object | null;
  readonly parties: object;
  /** Where it goes; null: it stays. */
  readonly branch: string | null;
  readonly acceptedOn: string | null;
  readonly regulation: string | null;
  /** `infinity`: from now on there is none. */
  readonly dueOn: string | null;
  readonly promise: PromiseGiven | null;
  readonly outcome: string | null;
}

/** Writes one row, or none when somebody else was first. */
export function caseUpdate(update: CaseUpdate): Statement {
  return {
    name: 'update-case',
    text: `update "case" set
             version = version + 1, updated_at = $3, person = $4,
             stage = coalesce($5, stage), detail = coalesce($6, detail),
             parties = parties || $7,
             accepted_on = coalesce($8, accepted_on), regulation = coalesce($9, regulation),
             due_on = nullif(coalesce($10, due_on), 'infinity'), promised_on = coalesce($11, promised_on),
             promised_days = coalesce($12, promised_days),
             promised_provisional = coalesce($13, promised_provisional),
             outcome = coalesce($14, outcome), branch = coalesce($15, branch),
             closed_at = case when $14::text is null then closed_at else $3 end
           where id = $1 and version = $2`,
    values: [
      update.id,
      update.expected,
      timestamp(update.at),
      update.person,
      update.stage,
      update.detail === null ? null : JSON.stringify(update.detail),
      JSON.stringify(update.parties),
      update.acceptedOn,
      update.regulation,
      update.dueOn,
      update.promise?.on ?? null,
      update.promise?.days ?? null,
      update.promise?.provisional ?? null,
      update.outcome,
      update.branch,
    ],
  };
}

export interface EventRow {
  readonly kind: string;
  readonly actor: string;
  readonly role: string;
  readonly origin: string;
  readonly public: object;
  readonly content: string | null;
}

/** Lines of the audit trail, in order; the sealer links them into the chain. */
export async function insertEvents(
  to: Writer,
  about: { center: string; caseId: string | null; person: string; at: number },
  events: readonly EventRow[],
): Promise<void> {
  if (events.length === 0) return;
  await to.query({
    name: 'insert-events',
    text: `insert into event (center, case_id, person, kind, at, actor, actor_role, origin, public,
             content)
           select $1, $2, $3, kind, $4, actor, role, origin, public, content
             from jsonb_to_recordset($5) as e(n integer, kind text, actor text, role text,
               origin text, public jsonb, content text) order by n`,
    values: [
      about.center,
      about.caseId,
      about.person,
      timestamp(about.at),
      JSON.stringify(events.map((event, n) => ({ n, ...event }))),
    ],
  });
}

export async function insertFormContent(
  to: Writer,
  row: {
    caseId: string;
    version: number;
    person: string;
    content: string;
    /** What may be shown of it without a reason. */
    masked: string;
    sentBy: string;
    at: number;
  },
): Promise<void> {
  await to.query({
    name: 'insert-form-content',
    text: `insert into form_content (case_id, version, person, content, masked, sent_by, sent_at)
           values ($1, $2, $3, $4, $5, $6, $7)`,
    values: [
      row.caseId,
      row.version,
      row.person,
      row.content,
      row.masked,
      row.sentBy,
      timestamp(row.at),
    ],
  });
}

/** Another case, or something this case proposes; saying it again changes nothing. */
export async function insertLink(
  to: Writer,
  link: { caseId: string; kind: string; other: string; detail?: object; at: number },
): Promise<void> {
  await to.query({
    name: 'insert-case-link',
    text: `insert into case_link (case_id, kind, other, detail, at) values ($1, $2, $3, $4, $5)
           on conflict do nothing`,
    values: [
      link.caseId,
      link.kind,
      link.other,
      JSON.stringify(link.detail ?? {}),
      timestamp(link.at),
    ],
  });
}
