/** An account with an agreement and a plan in force, months paid, missed and owed, without their runs. */
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { sealJson } from '../../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../../src/crypto/person-key.ts';
import { place as placeOf } from '../../../src/crypto/places.ts';
import { addToMonth, dateAt, monthOf, plainDate } from '../../../src/domain/calendar.ts';
import { inTransaction } from '../../../src/db/transaction.ts';
import { coverMonths } from '../../../src/ledger/contributions.ts';
import { recordJournals } from '../../../src/ledger/journals.ts';
import { idNumber } from '../../builders.ts';
import { contribution } from '../../ledger/entries.ts';
import { startCase } from './cases.ts';
import type { World } from './index.ts';

export const CENTER = '210100';

export interface Contributor {
  readonly id: string;
  readonly number: string;
  readonly person: string;
  readonly agreement: string;
  readonly mandate: string;
  readonly caseId: string;
}

/** So many months from this one; negative: before it. */
export const month = (n: number) => addToMonth(monthOf(dateAt(Date.now())), n);

/** 800.00 a month from five months ago on, on the 15th; nothing is paid yet. */
export async function contributor(place: World, name = '张三'): Promise<Contributor> {
  const clerk = place.as('lin-guiyuan');
  const { id: caseId, told } = await startCase(clerk, { number: idNumber(), name });
  const person = told.string('person.id');
  const { rows } = await place.owner.query<{ id: string; number: string; wrapped_key: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select $1 || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2026-01-05', $3, $4 from central_account c where c.center = $1
     returning id, number, (select wrapped_key from person where id = $2)`,
    [CENTER, person, month(-5), caseId],
  );
  const [made] = rows;
  const { id, number } = made!;
  const key = createPersonKeys(place.secrets.center).unwrap(person, made!.wrapped_key);
  const [agreement, mandate] = [randomUUID(), randomUUID()];
  const signed = { retiresOn: '2060-01-10', terms: { debitAttempts: 3, cureDays: 30 } };
  const card = sealJson(key, placeOf.card(number), {
    ...{ number: '6222020200001240001', holder: name, bank: '建设银行' },
  });
  await place.owner.query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters, hash,
       state, monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on, since)
     values ($1, $2, $3, $4, $5, 'agreement-2026-3', $6, 'h', 'active', 800, 'month', 15,
       '2026-01-05', '2026-01-20', '2026-01-05', '2026-01-05')`,
    [
      ...[agreement, CENTER, person, caseId, number],
      sealJson(key, placeOf.agreement(agreement), signed),
    ],
  );
  await place.owner.query(
    `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card,
       district) values ($1, $2, 800, 'month', 15, $3, $4, '210102')`,
    [number, agreement, month(-5), card],
  );
  await place.owner.query(
    `insert into mandate (id, center, person, account, agreement, card, limit_each, bank_mandate,
       state, requested_on, confirmed_on)
     values ($1, $2, $3, $4, $5, $6, 1600, $7, 'active', '2026-01-05', '2026-01-05')`,
    [mandate, CENTER, person, number, agreement, card, `WT-${number.slice(-6)}`],
  );
  return { id, number, person, agreement, mandate, caseId };
}

/** A month that was paid, with its journal. @returns its journal */
export async function pays(place: World, { number }: Contributor, of: string): Promise<string> {
  const on = `${of}-15`;
  return inTransaction(place.app, async (tx) => {
    const entry = contribution(number, '800.00', { valueDate: plainDate(on) });
    const [done] = await recordJournals(tx, CENTER, [entry]);
    const covers = { account: number, from: of, to: of, months: 1, amount: '800.00' };
    await coverMonths(tx, [{ ...covers, on, journal: done!.journal }]);
    return done!.journal;
  });
}

interface Due {
  readonly month: string;
  readonly state: 'open' | 'missed' | 'void';
  readonly attempts?: number;
  readonly outcome?: string | null;
}

/** What is owed for a month, or was. */
export async function owes(owner: pg.Pool, { number, agreement }: Contributor, due: Due) {
  const { month: of, state, attempts = 0, outcome = null } = due;
  const on = `${of}-15`;
  await owner.query(
    `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement, due_on,
       grace_until, attempts_max, attempts, state, last_outcome, next_on, settled_on)
     values ($1, $2, $2, 1, 800, $3, $4, $4::date + $10::integer, 3, $5, $6, $7, $8, $9)`,
    [
      ...[number, of, agreement, on, attempts, state, outcome],
      ...[state === 'open' ? on : null, state === 'open' ? null : on],
      // What is open can still be paid.
      state === 'open' ? 75 : 10,
    ],
  );
}

/** The due of a month is with the bank, by a run that works. @returns the run */
export async function debits(owner: pg.Pool, of: Contributor, covers: string): Promise<string> {
  const { number, mandate } = of;
  const run = `collection.${CENTER}.${covers}-15.${number.slice(-3)}`;
  await owner.query(
    `insert into run (id, kind, center, business_on, turn, state, items, sent, amount, started_by,
       started_at, frozen_at) values ($1, 'collection', $2, $3, $4, 'preparing', 1, 1, 800,
       'schedule', now(), now())`,
    [run, CENTER, `${covers}-15`, Number(number.slice(-3))],
  );
  await owner.query(
    `insert into run_item (run, n, subject, account, verdict, amount, state)
     values ($1, 1, $2, $2, 'due', 800, 'sent')`,
    [run, number],
  );
  await owner.query(
    `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state)
     values ($1, $2, $3, $4, 1, $5, 800, $6, 1, 1, 'sent')`,
    [`debit/${number}/${covers}/1`, CENTER, number, covers, mandate, run],
  );
  return run;
}

/** Money of nobody, with its journal. @returns its id and the bank's number of it */
export async function inSuspense(
  owner: pg.Pool,
  amount: string,
  { on = `${month(0)}-01`, cause = 'no-virtual-account' } = {},
): Promise<{ readonly id: string; readonly serial: string }> {
  const serial = `B${randomUUID().slice(0, 12)}`;
  const journal = {
    ...{ key: `receipt/${serial}`, kind: 'receipt', valueDate: on, by: 'test' },
    lines: [
      { book: 'bank', amount: `-${amount}` },
      { book: 'suspense', amount },
    ],
  };
  const { rows } = await owner.query<{ id: string }>(
    `insert into suspense_item (center, serial, amount, received_on, cause, journal)
     select $1, $2, $3, $4, $5, l.journal from ledger_post($1, $6) l returning id`,
    [CENTER, serial, amount, on, cause, JSON.stringify([journal])],
  );
  return { id: rows[0]!.id, serial };
}
