/** An account with an agreement and a plan in force, written into the books of the desk. */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../../src/crypto/person-key.ts';
import { place as placeOf } from '../../../src/crypto/places.ts';
import { dateAt } from '../../../src/domain/calendar.ts';
import type { Desk } from './desk.ts';
import { opened } from './stories.ts';

const CENTER = '210100';

export type Contributor = Record<'id' | 'number' | 'person' | 'agreement', string>;

/** Open since July; 800.00 a month from this month on, debited on the 15th. */
export async function contributor(place: Desk, name: string): Promise<Contributor> {
  const month = dateAt(Date.now()).slice(0, 7);
  const clerk = await place.api('lin-guiyuan');
  const started = await opened(clerk, { number: place.newNumber(), name });
  const person = (await clerk.get(`/cases/${started}`)).string('person.id');
  const { rows } = await place.owner().query<{ id: string; number: string; wrapped: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select '210100' || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2026-07-01', $4, $3 from central_account c where c.center = $1
     returning id, number, (select wrapped_key from person where id = $2) as wrapped`,
    [CENTER, person, started, month],
  );
  const { id, number, wrapped } = rows[0]!;
  const key = createPersonKeys(place.secrets().center).unwrap(person, wrapped);
  const agreement = randomUUID();
  const terms = { retiresOn: '2060-01-01', terms: { debitAttempts: 3, cureDays: 30 } };
  const sealedTerms = sealJson(key, placeOf.agreement(agreement), terms);
  await place.owner().query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters,
       hash, state, monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on)
     values ($1, $2, $3, $4, $5, 'agreement-2026-3', $6, 'x', 'active', 800, 'month', 15,
       '2026-07-01', '2026-07-16', '2026-07-01')`,
    [agreement, CENTER, person, started, number, sealedTerms],
  );
  await place.owner().query(
    `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card)
     values ($1, $2, 800, 'month', 15, $3, $4)`,
    [number, agreement, month, sealJson(key, placeOf.card(number), {})],
  );
  return { id, number, person, agreement };
}
