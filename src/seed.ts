/**
 * Process: fills a database with the demo center, its staff, figures, calendar and a few accounts.
 *
 * It may run at every start: what is there stays as it is, also when somebody changed it.
 */
import { pathToFileURL } from 'node:url';
import type pg from 'pg';
import { parseSeedConfig } from './config.ts';
import { sealText } from './crypto/cipher.ts';
import { lookupHash } from './crypto/lookup.ts';
import { createPersonKeys } from './crypto/person-key.ts';
import { place } from './crypto/places.ts';
import { readSecrets, type Secrets } from './crypto/secrets.ts';
import { findOrCreatePerson } from './db/applicants.ts';
import { refreshMasked } from './db/persons.ts';
import { createPool, timestamp, type Tx } from './db/pool.ts';
import { shipFigures } from './seed/shipped-figures.ts';
import { inTransaction } from './db/transaction.ts';
import { startOf, plainDate } from './domain/calendar.ts';
import { negated, ZERO } from './domain/money.ts';
import { checkDigit } from './ledger/accounts.ts';
import { recordJournals, type Journal } from './ledger/journals.ts';
import { SHIPPED_YEARS } from './policy/calendars/index.ts';
import { SEED_ACCOUNTS, type SeedAccount } from './seed/accounts.ts';
import { SEED_BRANCHES, SEED_CENTERS, SEED_STAFF } from './seed/offices.ts';

const DEMO_CENTER = '210100';
/** Roles of the demo hold from here on. */
const SINCE = '2026-01-01';
/** The day after the last yearly settlement of interest. */
const TAKEN_OVER_ON = plainDate('2026-07-01');

export interface SeedOptions {
  /** Connected as the owner. */
  readonly pool: pg.Pool;
  readonly secrets: Secrets;
}

/** Fills what is missing; any number of times. */
export async function seedDemo({ pool, secrets }: SeedOptions): Promise<void> {
  await inTransaction(
    pool,
    async (tx) => {
      // Two seeds at once come one after the other.
      await tx.query(`select pg_advisory_xact_lock(hashtext('seed demo'))`);
      await seedOffices(tx);
      await seedStaff(tx);
      await shipFigures(tx);
      await seedCalendar(tx);
      for (const account of SEED_ACCOUNTS) await seedAccount(tx, secrets, account);
    },
    { isolation: 'read committed' },
  );
}

async function seedOffices(tx: Tx): Promise<void> {
  for (const center of SEED_CENTERS) {
    const { code, name, shortName, documentPrefix, rule, reconsiderationBody } = center;
    await tx.query(
      `insert into center (code, name, short_name, document_prefix, phone, rule,
         reconsideration_body) values ($1, $2, $3, $4, '12329', $5, $6) on conflict do nothing`,
      [code, name, shortName, documentPrefix, rule, reconsiderationBody],
    );
    await tx.query(
      `insert into central_account (number, center, name, state)
       values ($1, $2, '灵活就业人员集中管理账户', 'normal') on conflict do nothing`,
      [center.centralAccount, code],
    );
  }
  for (const { id, center, name, district, kind } of SEED_BRANCHES) {
    await tx.query(
      `insert into branch (id, center, name, district, kind) values ($1, $2, $3, $4, $5)
       on conflict do nothing`,
      [id, center, name, district, kind],
    );
  }
}

async function seedStaff(tx: Tx): Promise<void> {
  for (const { id, kind, name, center, homeBranch, role, branch, alsoIn = [] } of SEED_STAFF) {
    const inserted = await tx.query(
      `insert into staff (id, subject, kind, name, center, home_branch)
       values ($1, $1, $2, $3, $4, $5) on conflict do nothing`,
      [id, kind, name, center, homeBranch],
    );
    // Rights of people who are there already are somebody else's decision.
    if (inserted.rowCount === 0) continue;
    await tx.query(
      `insert into staff_scope (staff, role, center, branch, valid_from)
       select $1, $2, unnest($3::text[]), $4, $5`,
      [id, role, [center, ...alsoIn], branch, SINCE],
    );
  }
}

async function seedCalendar(tx: Tx): Promise<void> {
  for (const { year, document, holidays, workdays } of SHIPPED_YEARS) {
    const inserted = await tx.query(
      `insert into calendar_year (year, document_number) values ($1, $2) on conflict do nothing`,
      [year, document],
    );
    if (inserted.rowCount === 0) continue;
    await tx.query(
      `insert into calendar_day (day, year, working, name)
       select day, $1::integer, false, '放假' from unnest($2::date[]) day
       union all select day, $1::integer, true, '调休上班' from unnest($3::date[]) day`,
      [year, holidays, workdays],
    );
  }
}

async function seedAccount(tx: Tx, secrets: Secrets, account: SeedAccount): Promise<void> {
  const { name, document, bornOn, sex } = account;
  const known = await tx.query(
    'select from identity_document where center = $1 and number_hash = $2',
    [DEMO_CENTER, lookupHash(secrets.lookup, 'document', document.number)],
  );
  if (known.rowCount !== 0) return;
  const person = await findOrCreatePerson(
    tx,
    { personKeys: createPersonKeys(secrets.center), lookup: secrets.lookup },
    {
      center: DEMO_CENTER,
      name,
      documents: [{ ...document, validUntil: null }],
      bornOn,
      sex,
      phone: null,
      address: null,
    },
  );
  await refreshMasked(tx, person);
  const number = await insertAccount(tx, person.id, account);
  await tx.query(
    `insert into event (center, person, kind, at, actor, actor_role, origin, public, content)
     values ($1, $2, 'account-taken-over', $3, 'system', 'system', 'seed', $4, $5)`,
    [
      DEMO_CENTER,
      person.id,
      timestamp(startOf(plainDate(SINCE))),
      JSON.stringify({ account: number, state: account.state, source: account.source }),
      sealText(person.key, place.event(null, person.id), '{}'),
    ],
  );
}

async function insertAccount(tx: Tx, person: string, account: SeedAccount): Promise<string> {
  const { state, source, openedOn, sealedOn, closedOn, paidTo, balance } = account;
  const { rows } = await tx.query<{ n: string; central: string }>(
    `select nextval('account_number') as n, number as central from central_account
      where center = $1`,
    [DEMO_CENTER],
  );
  const { n = '', central = '' } = rows[0] ?? {};
  // Kind 01: opened under a unit, 02: as a flexible worker.
  const body = `${DEMO_CENTER}${source === 'unit' ? '01' : '02'}${n.padStart(11, '0')}`;
  const number = body + checkDigit(body);
  await tx.query(
    `insert into account (number, center, central_account, person, state, source, close_reason,
       opened_on, sealed_on, closed_on, activated_in, paid_to, posted)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, true)`,
    [
      number,
      DEMO_CENTER,
      source === 'unit' ? null : central,
      person,
      state,
      source,
      state === 'closed' ? 'withdrawn' : null,
      openedOn,
      sealedOn,
      closedOn,
      openedOn.slice(0, 7),
      paidTo,
    ],
  );
  await tx.query(`insert into balance (account, source) values ($1, 'unit'), ($1, 'flexible')`, [
    number,
  ]);
  if (balance !== ZERO) await recordJournals(tx, DEMO_CENTER, [takeover(number, account)]);
  return number;
}

/** What an account brought along: settled through 30 June, so all of it 上年结转. */
function takeover(number: string, { source, balance }: SeedAccount): Journal {
  return {
    key: `takeover/${number}`,
    kind: 'takeover',
    valueDate: TAKEN_OVER_ON,
    by: 'seed',
    lines: [
      { book: 'bank', amount: negated(balance) },
      { book: 'personal', account: number, source, amount: balance, carried: balance },
    ],
  };
}

async function run(): Promise<void> {
  const { ownerUrl, secretsFile } = parseSeedConfig(process.env);
  const pool = createPool(ownerUrl, { name: 'anju-seed', max: 1 });
  try {
    await seedDemo({ pool, secrets: readSecrets(secretsFile) });
    console.log('The demo center is there.');
  } finally {
    await pool.end();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run();
