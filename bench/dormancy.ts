/**
 * A dormancy sweep: one account in twenty is empty for months; the list, and what the run does of it,
 * step by step as the product runs it. Cases begin elsewhere: here they are taken to begin at once.
 */
import Table from 'cli-table3';
import pg from 'pg';
import { createOffices } from '../activities/offices.ts';
import type { BankClient } from '../activities/outside/bank.ts';
import { RUN_WORKS } from '../activities/runs/kinds.ts';
import { stepRun } from '../activities/runs/step.ts';
import { createPersonKeys } from '../src/crypto/person-key.ts';
import { generateSecrets, parseSecrets } from '../src/crypto/secrets.ts';
import { createPool } from '../src/db/pool.ts';
import { actOnRun, beginDueRun, findRun } from '../src/db/runs.ts';
import { plainDate } from '../src/domain/calendar.ts';
import { CENTER, fillCenter } from './center.ts';
import { withCluster } from './database.ts';
import { targetLine } from './targets.ts';

const ON = plainDate('2026-11-16');
const AT = Date.parse('2026-11-16T10:00:00+08:00');
/** One in so many is empty. */
const EMPTY_ONE_IN = 20;

export interface DormancyLine {
  readonly accounts: number;
  readonly due: number;
  /** Seconds: the list, and what is done of it. */
  readonly freeze: number;
  readonly sweep: number;
}

type Say = (line: string) => void;

export function dormancyTable(lines: readonly DormancyLine[]): string {
  const table = new Table({
    head: ['accounts', 'due', 'list s', 'sweep s', 'whole s'],
    style: { head: [], border: [] },
  });
  for (const { accounts, due, freeze, sweep } of lines) {
    table.push([
      accounts.toLocaleString('en'),
      due.toLocaleString('en'),
      freeze.toFixed(2),
      sweep.toFixed(2),
      (freeze + sweep).toFixed(2),
    ]);
  }
  const asked = lines.find(({ accounts }) => accounts === 1_000_000);
  const whole = asked && asked.freeze + asked.sweep;
  return `${table.toString()}\n${targetLine('dormancy', whole)}`;
}

export async function benchDormancy(
  sizes: readonly number[],
  say: Say,
): Promise<readonly DormancyLine[]> {
  const lines: DormancyLine[] = [];
  for (const accounts of sizes) lines.push(await measure(accounts, say));
  return lines;
}

const secrets = parseSecrets(generateSecrets());
const personKeys = createPersonKeys(secrets.center);

function measure(accounts: number, say: Say): Promise<DormancyLine> {
  return withCluster('anju_dormancy', async ({ superuser, url }) => {
    say(
      `filling in ${accounts.toLocaleString('en')} accounts, one in ${EMPTY_ONE_IN} of them empty`,
    );
    await fill(superuser, accounts);
    const pool = createPool(url('app'), { name: 'bench-app', max: 4 });
    const api = createPool(url('api'), { name: 'bench-api', max: 1 });
    try {
      return await sweepAll({ pool, api, superuser }, accounts);
    } finally {
      await Promise.all([pool.end(), api.end()]);
    }
  });
}

interface Roles {
  readonly pool: pg.Pool;
  readonly api: pg.Pool;
  readonly superuser: string;
}

/** As a supervisor does it, by the digest of the list. */
async function approve(api: pg.Pool, run: string): Promise<void> {
  const listed = await findRun(api, run);
  if (listed?.state !== 'previewed') throw new Error('the list was not made');
  const { version, digest } = listed;
  const by = { id: 'bench', role: 'supervisor', origin: 'bench', at: AT };
  await actOnRun(api, { run, action: 'approve', version, digest, reason: null, by });
}

async function sweepAll({ pool, api, superuser }: Roles, accounts: number): Promise<DormancyLine> {
  const deps = { pool, secrets, personKeys, offices: createOffices(pool), bank: {} as BankClient };
  const run = await beginDueRun(pool, { kind: 'dormancy-sweep', center: CENTER, on: ON, at: AT });
  if (run === null) throw new Error('the run did not begin');
  const options = { signal: new AbortController().signal, beat: () => undefined };
  const step = () => stepRun(deps, RUN_WORKS, { run, at: AT }, options);
  const freeze = await timed(step);
  await approve(api, run);
  const swept = await asSuperuser(superuser, async (owner) => {
    let sweep = 0;
    for (let state = ''; state !== 'done';) {
      sweep += await timed(async () => {
        ({ state } = await step());
      });
      await owner.query(`update dormancy set noticed_on = $1 where noticed_on is null`, [ON]);
    }
    const { rows } = await owner.query<{ due: number; told: number }>(
      `select (select count(*)::integer from dormancy) as due,
              (select count(*)::integer from outbox where kind = 'start-dormant-closing') as told`,
    );
    return { sweep, due: rows[0]?.due ?? 0, told: rows[0]?.told ?? 0 };
  });
  const { sweep, due, told } = swept;
  if (due !== Math.floor(accounts / EMPTY_ONE_IN) || told !== due) {
    throw new Error(`the sweep is wrong: ${due} listed, ${told} told`);
  }
  return { accounts, due, freeze, sweep };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return (performance.now() - startedAt) / 1000;
}

/** Filling goes past the triggers; it is not what is measured. */
const FILL = [
  'set session_replication_role = replica',
  `insert into branch (id, center, name, kind) values ('hall', '${CENTER}', '大厅', 'hall')`,
  `insert into staff (id, subject, kind, name, center) values ('bench', 'bench', 'person', '测', '${CENTER}')`,
  `insert into staff_scope (staff, role, center, valid_from)
   values ('bench', 'supervisor', '${CENTER}', '2026-01-01')`,
  `insert into person (id, center, wrapped_key, key_id, name, name_hash)
   select lpad(n::text, 32, '0')::uuid, '${CENTER}', 'WRAPPED', 'bench', '', n::text
     from generate_series(1, ROWS) n where n % ${EMPTY_ONE_IN} <> 0`,
  `insert into account (number, center, person, state, source, opened_on, activated_in, paid_to, posted)
   select lpad(n::text, 20, '0'), '${CENTER}', lpad(n::text, 32, '0')::uuid, 'normal', 'flexible',
          '2026-01-05', '2026-01',
          case when n % ${EMPTY_ONE_IN} = 0 then case when n % 2 = 0 then '2026-03' end
               when n % 3 = 0 then '2026-03' else '2026-10' end, true
     from generate_series(1, ROWS) n`,
  `insert into balance (account, source, carried, current, lines)
   select lpad(n::text, 20, '0'), s.source,
          case when s.source = 'flexible' and n % ${EMPTY_ONE_IN} <> 0 then 20000 else 0 end, 0, 0
     from generate_series(1, ROWS) n, (values ('unit'), ('flexible')) s(source)`,
  // What the platform told at the opening, of everybody.
  `insert into "check" (key, case_id, person, system, purpose, status, facts, evidence,
     evidence_hash, asked_at, answered_at)
   select 'check/' || n, lpad(n::text, 32, '0')::uuid, lpad(n::text, 32, '0')::uuid, 'national',
          'OPEN_ACCOUNT', 'ok', '{"nameMatches": true, "documentMatches": true, "answer":
            {"status": "ok", "accounts": [], "loans": [{"center": "210200", "state": "settled"}],
             "fraudFlag": false, "bans": []}}', '', '', '2026-01-05', '2026-01-05'
     from generate_series(1, ROWS) n`,
  'set session_replication_role = origin',
  'vacuum (analyze)',
  'checkpoint',
];

const PEOPLE = 5_000;
const NOBODY = '00000000-0000-4000-8000-000000000000';

async function fill(url: string, accounts: number): Promise<void> {
  await asSuperuser(url, async (client) => {
    await fillCenter(client);
    await fillEmpty(client, Math.floor(accounts / EMPTY_ONE_IN));
    // Nobody opens these: one key stands for all who keep their accounts.
    const { wrapped } = personKeys.wrap(NOBODY, personKeys.newPersonKey());
    for (const text of FILL) {
      await client.query(
        text.replaceAll('ROWS', String(accounts)).replaceAll('WRAPPED', () => wrapped),
      );
    }
  });
}

/** The superuser's own connection: no limit on how long a statement takes. */
async function asSuperuser<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whoever is told has a key of their own: unwrapping it is part of what is measured. */
async function fillEmpty(client: pg.Client, count: number): Promise<void> {
  for (let from = 0; from < count; from += PEOPLE) {
    const rows = Array.from({ length: Math.min(PEOPLE, count - from) }, (_, at) => {
      const n = (from + at + 1) * EMPTY_ONE_IN;
      const hex = String(n).padStart(32, '0');
      const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      const { wrapped, keyId } = personKeys.wrap(id, personKeys.newPersonKey());
      return { id, wrapped, keyId, n };
    });
    await client.query(
      `insert into person (id, center, wrapped_key, key_id, name, name_hash)
       select id, $2, wrapped, "keyId", '', n::text
         from jsonb_to_recordset($1) as r(id uuid, wrapped text, "keyId" text, n integer)`,
      [JSON.stringify(rows), CENTER],
    );
  }
}
