/**
 * Open cases are told when something of their person's affairs changed beside them: an account moved
 * to a unit or was sealed, a hold came or went. They look into the books, so that the message says nothing.
 */
import type { Tx } from '../src/db/pool.ts';
import { TELL_CASE } from './service-news.ts';

export interface PersonNews {
  readonly center: string;
  readonly person: string;
  /** What happened, as a key: told once however often it is told. */
  readonly because: string;
  /** The case that did it itself; null: none did. */
  readonly by: string | null;
}

/** The types that listen for it: each has a handler of `news`. */
const LISTENING: readonly string[] = [
  'dormant-closing',
  'conversion-to-flexible',
  'exit',
  'withdrawal',
];

/** Part of the transaction of the change; the relay tells them. A case looks each time it wakes, too. */
export async function tellCasesOf(
  tx: Tx,
  { center, person, because, by }: PersonNews,
): Promise<void> {
  await tx.query({
    name: 'tell-cases-of',
    text: `insert into outbox (key, center, case_id, person, kind, payload)
           select 'news/' || c.id || '/' || $3, c.center, c.id, c.person, $4, ''
             from "case" c
            where c.center = $1 and c.person = $2 and c.closed_at is null and c.type = any($5)
              and c.id is distinct from $6::uuid
           on conflict (key) do nothing`,
    values: [center, person, because, TELL_CASE, LISTENING, by],
  });
}
