/**
 * A ledger of a year of monthly contributions, one journal each, written as collections write them:
 * month by month, each with its debit and the month it paid. Filling goes past the triggers; it is not
 * what is measured.
 */
import pg from 'pg';

export const CENTER = '210100';
export const MONTHS = 12;
/** Every contribution is a debit of the bank and a credit of the account. */
export const LINES = 2 * MONTHS;

const FILL = [
  'set session_replication_role = replica',
  `insert into center (code, name, short_name, document_prefix, rule, reconsideration_body)
   values ('${CENTER}', '甲中心', '甲', '甲', '甲规', '甲府')`,
  `insert into person (id, center, key_id, key_destroyed_at, name, name_hash)
   values ('00000000-0000-4000-8000-000000000000', '${CENTER}', 'bench', now(), '', 'bench')`,
  'drop index account_one_open_per_person',
  `insert into central_account (number, center, name, state)
   values (lpad('9', 20, '0'), '${CENTER}', '集中账户', 'normal')`,
  `insert into account (number, center, central_account, person, state, source, opened_on, posted)
   select lpad((n + 1000)::text, 20, '0'), '${CENTER}', lpad('9', 20, '0'),
     '00000000-0000-4000-8000-000000000000', 'normal', 'flexible', date '2026-07-01', true
     from generate_series(1, ROWS) n`,
  `insert into journal (center, key, kind, value_date, document, recorded_by, lines, digest)
   select '${CENTER}', 'contribution/debit/a/' || m || '/' || n, 'contribution',
     date '2026-07-01' + (m - 1) * 30 + n % 28, 'S' || m || '-' || n, 'bench', 2,
     sha256(convert_to(m || '/' || n, 'UTF8'))
     from generate_series(1, ${MONTHS}) m, generate_series(1, ROWS) n order by m, n % 28, n`,
  `insert into posting (journal, line, center, book, account, source, value_date, amount, carried, current)
   select j.id, line, '${CENTER}', case line when 1 then 'bank' else 'personal' end,
     case line when 2 then lpad((a.n + 1000)::text, 20, '0') end,
     case line when 2 then 'flexible' end, j.value_date,
     case line when 1 then -1 else 1 end * (500 + a.n % 797),
     case line when 2 then 0 end, case line when 2 then 500 + a.n % 797 end
     from journal j, lateral (select split_part(j.key, '/', 5)::integer as n) a,
       generate_series(1, 2) line order by j.id, line`,
  `insert into contribution (account, month, amount, journal, paid_on)
   select lpad((split_part(key, '/', 5)::integer + 1000)::text, 20, '0'),
     to_char(date '2026-06-01' + split_part(key, '/', 4)::integer * interval '1 month', 'YYYY-MM'),
     500 + split_part(key, '/', 5)::integer % 797, id, value_date from journal order by id`,
  `insert into debit (key, center, account, covers_from, attempt, mandate, amount, run, n, batch, state,
     outcome, serial, moved, booked_on, journal)
   select substr(j.key, length('contribution/') + 1), '${CENTER}', c.account, c.month, 1,
     '00000000-0000-4000-8000-000000000000', c.amount, 'bench', j.id, 1, 'paid', 'paid', j.document,
     c.amount, j.value_date, j.id
     from journal j join contribution c on c.journal = j.id order by j.id`,
  `insert into balance (account, source, carried, current, lines)
   select account, source, sum(carried), sum(current), count(*) from posting
    where account is not null group by account, source order by account`,
  `insert into balance (account, source) select number, 'unit' from account order by number`,
  'set session_replication_role = origin',
  'vacuum (analyze)',
  'checkpoint',
];

/** @param url of the superuser */
export async function fillLedger(url: string, accounts: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const text of FILL) await client.query(text.replaceAll('ROWS', String(accounts)));
  } finally {
    await client.end();
  }
}
