/**
 * A collection: so many debits out, answers in, posted; the run as the product runs it, step by
 * step, against a bank that answers from memory, so that what is measured is ours.
 */
import Table from 'cli-table3';
import pg from 'pg';
import { createOffices } from '../activities/offices.ts';
import type { BankResult } from '../activities/outside/bank-answer.ts';
import type { BankClient } from '../activities/outside/bank.ts';
import { RUN_WORKS } from '../activities/runs/kinds.ts';
import { stepRun } from '../activities/runs/step.ts';
import { sealJson, sealText } from '../src/crypto/cipher.ts';
import { createPersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import { generateSecrets, parseSecrets } from '../src/crypto/secrets.ts';
import { createPool } from '../src/db/pool.ts';
import { beginDueRun } from '../src/db/runs.ts';
import { plainDate } from '../src/domain/calendar.ts';
import { yuan } from '../src/domain/money.ts';
import { CENTER, fillCenter } from './center.ts';
import { withCluster } from './database.ts';
import { targetLine } from './targets.ts';

const ON = plainDate('2026-11-16');
const AT = Date.parse('2026-11-16T08:00:00+08:00');

export interface CollectionLine {
  readonly accounts: number;
  /** Seconds: the list, out and in. */
  readonly freeze: number;
  readonly send: number;
  readonly book: number;
  readonly whole: number;
}

type Say = (line: string) => void;

export function collectionTable(lines: readonly CollectionLine[]): string {
  const table = new Table({
    head: ['debits', 'list s', 'out s', 'in s', 'whole s', 'µs/debit'],
    style: { head: [], border: [] },
  });
  for (const { accounts, freeze, send, book, whole } of lines) {
    table.push([
      accounts.toLocaleString('en'),
      ...[freeze, send, book, whole].map((seconds) => seconds.toFixed(2)),
      ((whole / accounts) * 1e6).toFixed(0),
    ]);
  }
  const asked = lines.find(({ accounts }) => accounts === 200_000);
  return `${table.toString()}\n${targetLine('collection', asked?.whole)}`;
}

export async function benchCollection(
  sizes: readonly number[],
  say: Say,
): Promise<readonly CollectionLine[]> {
  const lines: CollectionLine[] = [];
  for (const accounts of sizes) lines.push(await measure(accounts, say));
  return lines;
}

const secrets = parseSecrets(generateSecrets());
const personKeys = createPersonKeys(secrets.center);

function measure(accounts: number, say: Say): Promise<CollectionLine> {
  return withCluster('anju_collection', async ({ superuser, url }) => {
    say(`filling in ${accounts.toLocaleString('en')} people who contribute`);
    await fill(superuser, accounts);
    const pool = createPool(url('app'), { name: 'bench-app', max: 4 });
    const line = await collectAll(pool, accounts);
    await pool.end();
    return line;
  });
}

interface MemoryBank {
  readonly client: BankClient;
  /** When the last instruction came, of performance.now(); null: some are still to come. */
  readonly allCameAt: () => number | null;
}

/** Answers what it was told to debit, in pages, as soon as everything has left. */
function memoryBank(expected: number): MemoryBank {
  const told: BankResult[] = [];
  let allCameAt: number | null = null;
  const client = {
    sendDebits: ({ batch, items }: Parameters<BankClient['sendDebits']>[0]) => {
      for (const { key, amount } of items) {
        const serial = `B${told.length}`;
        told.push({
          ...{ key, batch, kind: 'debit', asked: amount, amount, serial, state: 'done' },
          ...{ difference: yuan('0.00'), bookedOn: ON },
        });
      }
      if (told.length >= expected) allCameAt ??= performance.now();
      return Promise.resolve({ batch, accepted: items.length });
    },
    results: ({ after, limit = 1000 }: Parameters<BankClient['results']>[0]) => {
      const from = Number(after);
      const items = told.length < expected ? [] : told.slice(from, from + limit);
      const next = String(from + items.length);
      return Promise.resolve({ items, next, more: from + items.length < told.length });
    },
  } as Partial<BankClient> as BankClient;
  return { client, allCameAt: () => allCameAt };
}

/** A step works for seconds: what leaves and what is booked can fall into one, so the bank says when. */
async function collectAll(pool: pg.Pool, accounts: number): Promise<CollectionLine> {
  const offices = createOffices(pool);
  const bank = memoryBank(accounts);
  const deps = { pool, secrets, personKeys, offices, bank: bank.client };
  const run = await beginDueRun(pool, { kind: 'collection', center: CENTER, on: ON, at: AT });
  if (run === null) throw new Error('the run did not begin');
  const options = { signal: new AbortController().signal, beat: () => undefined };
  const started = performance.now();
  const since = () => (performance.now() - started) / 1000;
  await stepRun(deps, RUN_WORKS, { run, at: AT }, options);
  const freeze = since();
  for (;;) {
    const { state } = await stepRun(deps, RUN_WORKS, { run, at: AT }, options);
    if (state === 'done') break;
  }
  const whole = since();
  const out = ((bank.allCameAt() ?? Number.NaN) - started) / 1000;
  await verify(pool, accounts);
  return { accounts, freeze, send: out - freeze, book: whole - out, whole };
}

async function verify(pool: pg.Pool, accounts: number): Promise<void> {
  const { rows } = await pool.query<{ paid: number; sum: string; all: string }>(
    `select (select count(*)::integer from contribution) as paid,
            (select sum(amount) from balance) as sum, (select sum(amount) from posting) as all`,
  );
  const [books] = rows;
  if (
    books?.paid !== accounts ||
    Number(books.sum) !== accounts * 1600 ||
    Number(books.all) !== 0
  ) {
    throw new Error(`the books are wrong: ${JSON.stringify(books)}`);
  }
}

const PEOPLE = 5_000;

/** Everybody has a key of their own: unwrapping it is part of what is measured. */
async function fill(url: string, accounts: number): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fillCenter(client);
  for (let from = 0; from < accounts; from += PEOPLE) {
    const rows = Array.from({ length: Math.min(PEOPLE, accounts - from) }, (_, at) =>
      contributorRow(from + at + 1),
    );
    await client.query(FILL, [JSON.stringify(rows), CENTER]);
  }
  for (const text of EARLIER) await client.query(text, [CENTER, accounts]);
  await client.query('vacuum analyze');
  await client.end();
}

function contributorRow(n: number) {
  const hex = n.toString(16).padStart(12, '0');
  const id = (kind: number) => `00000000-0000-4000-800${kind}-${hex}`;
  const [person, agreement] = [id(1), id(2)];
  const key = personKeys.newPersonKey();
  const { wrapped, keyId } = personKeys.wrap(person, key);
  const account = String(n).padStart(20, '0');
  const card = { number: `6222${String(n).padStart(12, '0')}`, holder: '荀况', bank: '工行' };
  const parameters = { retiresOn: '2060-01-01', terms: { debitAttempts: 3 } };
  return {
    ...{ person, agreement, account, wrapped, keyId, mandate: id(3) },
    name: sealText(key, place.person(person, 'name'), '荀况'),
    card: sealJson(key, place.card(account), card),
    parameters: sealJson(key, place.agreement(agreement), parameters),
  };
}

const FILL = `
with r as (
  select * from jsonb_to_recordset($1) as r(person uuid, agreement uuid, account text, wrapped text,
    "keyId" text, mandate uuid, name text, card text, parameters text)),
p as (
  insert into person (id, center, wrapped_key, key_id, name, name_hash)
    select person, $2, wrapped, "keyId", name, account from r),
a as (
  insert into account (number, center, person, state, source, opened_on, activated_in, paid_to)
    select account, $2, person, 'normal', 'flexible', '2026-01-05', '2026-01', '2026-10' from r),
g as (
  insert into agreement (id, center, person, case_id, account, template_version, parameters, hash,
      state, monthly_amount, cycle, debit_day, offered_on, sign_by, signed_on)
    select agreement, $2, person, agreement, account, 'agreement-2026-3', parameters, 'x', 'active',
           800, 'month', 16, '2026-01-05', '2026-01-05', '2026-01-05' from r),
l as (
  insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card)
    select account, agreement, 800, 'month', 16, '2026-01', card from r)
insert into mandate (id, center, person, account, agreement, card, limit_each, bank_mandate, state,
    requested_on, confirmed_on)
  select mandate, $2, person, account, agreement, card, 1600, 'WT' || account, 'active',
         '2026-01-05', '2026-01-05' from r`;

/** Everybody has contributed before: one line each, as though one journal had brought it. */
const EARLIER = [
  `insert into journal (center, key, kind, value_date, recorded_by, lines, digest)
     values ($1, 'bench/earlier', 'contribution', '2026-10-16', 'bench', $2::integer + 1, '')`,
  `insert into posting (journal, line, center, book, account, source, value_date, amount, carried, current)
     select j.id, row_number() over (order by a.number), $1, 'personal', a.number, 'flexible',
            j.value_date, 800, 0, 800
       from journal j, account a where j.key = 'bench/earlier' and $2::integer > 0
     union all
     select id, lines, $1, 'bank', null, null, value_date, -800 * $2::integer, null, null from journal`,
];
