/** People who contribute: account, agreement in force, plan and mandate, as an opening leaves them. */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { CENTER, newPerson, type Bench } from '../db/fixtures.ts';

export interface Contributor {
  readonly account: string;
  readonly accountId: string;
  readonly person: string;
  readonly agreement: string;
  readonly mandate: string;
}

interface Wanted {
  readonly openedOn?: string;
  /** The account goes on under an agreement of a later day. */
  readonly inForceOn?: string;
  readonly fromMonth?: string;
  readonly paidTo?: string | null;
  readonly monthlyAmount?: string;
  readonly cycle?: string;
  readonly debitDay?: number;
  readonly retiresOn?: string;
  readonly mandate?: 'active' | 'none';
  readonly limitEach?: string;
  /** Ended: no run of the collection may find it, not even for a moment. */
  readonly plan?: 'active' | 'ended';
}

let cards = 0;

export async function contributor(suite: Bench, wanted: Wanted = {}): Promise<Contributor> {
  const { openedOn = '2026-01-05', fromMonth = '2026-01', paidTo = null } = wanted;
  const { monthlyAmount = '800.00', cycle = 'month', debitDay = 15 } = wanted;
  const { retiresOn = '2060-01-01', mandate = 'active', limitEach = '100000.00' } = wanted;
  const { plan = 'active' } = wanted;
  const { id: person, key } = await newPerson(suite);
  const { rows } = await suite.owner.query<{ number: string; id: string }>(
    `insert into account (number, center, person, state, source, opened_on, activated_in, paid_to)
     select lpad(nextval('account_number')::text, 20, '0'), $1, $2, 'normal', 'flexible', $3, $4, $5
     returning number, id`,
    [CENTER, person, openedOn, fromMonth, paidTo],
  );
  const { number: account, id: accountId } = rows[0]!;
  const agreement = randomUUID();
  const parameters = { retiresOn, terms: { debitAttempts: 3, cureDays: 30 } };
  await suite.owner.query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters, hash,
       state, monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on, since)
     values ($1, $2, $3, $4, $5, 'agreement-2026-3', $6, 'x', 'active', $7, $8, $9, $10, $10, $10,
       $10)`,
    [
      ...[agreement, CENTER, person, randomUUID(), account],
      ...[sealJson(key, place.agreement(agreement), parameters), monthlyAmount, cycle, debitDay],
      wanted.inForceOn ?? openedOn,
    ],
  );
  cards += 1;
  const card = {
    number: `62229901${String(cards).padStart(8, '0')}`,
    holder: '荀况',
    bank: '工行',
  };
  const sealedCard = sealJson(key, place.card(account), card);
  await suite.owner.query(
    `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card, active)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [account, agreement, monthlyAmount, cycle, debitDay, fromMonth, sealedCard, plan === 'active'],
  );
  const mandateId = randomUUID();
  if (mandate === 'active') {
    await suite.owner.query(
      `insert into mandate (id, center, person, account, agreement, card, limit_each, bank_mandate,
         state, requested_on, confirmed_on)
       values ($1, $2, $3, $4, $5, $6, $7, $8, 'active', $9, $9)`,
      [
        ...[mandateId, CENTER, person, account, agreement, sealedCard, limitEach],
        ...[`WT${mandateId}`, openedOn],
      ],
    );
  }
  return { account, accountId, person, agreement, mandate: mandateId };
}

export function debitKey({ accountId }: Contributor, month: string, attempt = 1): string {
  return `debit/${accountId}/${month}/${String(attempt)}`;
}
