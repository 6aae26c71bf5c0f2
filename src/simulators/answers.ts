/**
 * What was asked and what was answered.
 *
 * A request id is answered once: asked again with the same content the stored answer is repeated,
 * with other content it is a conflict. Every arrival is written down, also one that a fault left
 * without an answer, so that a test can count what a client really sent.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type Database } from './database.ts';
import { type FaultKind, type System } from './inputs.ts';

export interface Arrival {
  readonly id: string;
  readonly system: string;
  readonly requestId: string | null;
  /** Masked: about whom. */
  readonly about: string | null;
  readonly fault: FaultKind | null;
}

interface Booked {
  readonly answer: unknown;
  /** False: the request id stands for another content, and nothing was booked. */
  readonly same: boolean;
}

const AskedRow = z.object({
  id: z.string(),
  at: z.string(),
  system: z.string(),
  requestId: z.string().nullable(),
  about: z.string().nullable(),
  fault: z.string().nullable(),
  status: z.number().nullable(),
  answer: z.unknown(),
});
export type AskedRow = z.infer<typeof AskedRow>;

const SystemCount = z.object({ system: z.string(), asked: z.number(), answered: z.number() });
export type SystemCount = z.infer<typeof SystemCount>;

export interface Answers {
  /** Writes down an arrival, and what was sent without being booked. */
  readonly arrive: (arrival: Arrival, sent?: Sent) => Promise<void>;
  /** Books an answer, or finds the one that is booked. */
  readonly book: (arrival: Arrival & Content) => Promise<Booked>;
  readonly asked: (filter: AskedFilter) => Promise<readonly AskedRow[]>;
  readonly counts: () => Promise<readonly SystemCount[]>;
}

interface Sent {
  readonly status: number;
  readonly answer: unknown;
}

interface Content {
  readonly requestId: string;
  readonly query: unknown;
  readonly answer: unknown;
  readonly status: number;
}

interface AskedFilter {
  readonly system?: System | undefined;
  readonly requestId?: string | undefined;
  readonly limit: number;
}

const ARRIVE = `
insert into sim.request (id, system, request_id, about, fault, status, answer)
values ($1, $2, $3, $4, $5, $6, $7::text::json)
on conflict (id) do update set status = excluded.status, answer = excluded.answer`;

const BOOK = `
with booked as (
  insert into sim.answered as known (system, request_id, content_hash, answer)
  values ($2, $3, $7, $8::text::json)
  on conflict (system, request_id) do update set times_asked =
    known.times_asked + (known.content_hash = excluded.content_hash)::integer
  returning known.answer, known.content_hash = $7 as same
), logged as (
  insert into sim.request (id, system, request_id, about, fault, status, answer)
  select $1, $2, $3, $4, $5, case when same then $6::integer else 409 end,
    case when same then answer end
  from booked
  on conflict (id) do update set status = excluded.status, answer = excluded.answer
)
select answer, same from booked`;

const ASKED = `
select id, to_char(asked_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS.MS') as at,
  system, request_id as "requestId", about, fault, status, answer
from sim.request
where ($1::text is null or system = $1) and ($2::text is null or request_id = $2)
order by ordinal desc limit $3`;

const COUNTS = `
select system, count(*)::integer as asked, (select count(*)::integer from sim.answered a
  where a.system = r.system) as answered
from sim.request r group by system order by system`;

export function openAnswers({ ask }: Database): Answers {
  return {
    arrive: async ({ id, system, requestId, about, fault }, sent) => {
      const answer = sent ? JSON.stringify(sent.answer) : null;
      const values = [id, system, requestId, about, fault, sent?.status ?? null, answer];
      await ask(ARRIVE, values, 'arrive');
    },
    book: async ({ id, system, requestId, about, fault, query, answer, status }) => {
      const hash = contentHash(query);
      const values = [id, system, requestId, about, fault, status, hash, JSON.stringify(answer)];
      const [row] = await ask(BOOK, values, 'book');
      return { answer: row?.['answer'], same: row?.['same'] === true };
    },
    asked: async ({ system, requestId, limit }) =>
      z.array(AskedRow).parse(await ask(ASKED, [system ?? null, requestId ?? null, limit])),
    counts: async () => z.array(SystemCount).parse(await ask(COUNTS)),
  };
}

/** SHA-256 of a request's content, whatever the order of its fields. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(ordered(content)).digest('hex');
}

function ordered(content: unknown): string {
  return JSON.stringify(content, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
