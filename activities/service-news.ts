/** Cases whose deadlines run from the day a paper arrives are told that it did, or did not. */
import type { Delivery } from '../src/db/breaches.ts';
import { NEWS } from '../src/cases/messages.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import type { Tx } from '../src/db/pool.ts';
import { dateAt, plainDate, type PlainDate } from '../src/domain/calendar.ts';
import { BANK_ANSWERED } from './wake-changes.ts';

/** The day on which it was told, within the days on which the paper can have arrived. */
export function dayHeard(
  { at }: Pick<Delivery, 'at'>,
  noticedOn: string | null,
  today: PlainDate,
): PlainDate {
  const day = dateAt(at);
  if (day > today) return today;
  return noticedOn !== null && day < noticedOn ? plainDate(noticedOn) : day;
}

interface Told {
  readonly key: string;
  readonly center: string;
  readonly case_id: string | null;
  readonly person: string | null;
}

/** The kind of message by which a case is told to look. */
export const TELL_CASE = 'tell-case';

/** The signals that tell a case to look, by the kind of the message: it says nothing itself. */
export const SIGNALS: Readonly<Record<string, string>> = {
  [TELL_CASE]: NEWS,
  'bank-answered': BANK_ANSWERED,
};

/** The types that listen for it. */
const LISTENING: readonly string[] = ['breach', 'dormant-closing'];

/** Written with the event itself: the case looks into the books, so that the message says nothing. */
export async function tellOfService(
  tx: Tx,
  { key, center, case_id: caseId, person }: Told,
  event: string,
): Promise<void> {
  if (event !== 'notice-delivered' && event !== 'notice-failed') return;
  if (caseId === null || person === null) return;
  const { rows } = await tx.query<{ type: string }>('select type from "case" where id = $1', [
    caseId,
  ]);
  if (!LISTENING.includes(rows[0]?.type ?? '')) return;
  await insertOutbox(tx, {
    ...{ key: `${key}:${event}`, center, caseId, person, kind: TELL_CASE },
    payload: '',
  });
}
