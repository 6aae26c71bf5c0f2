/**
 * Lists over a million cases: what a page costs in the database, by who asks and for what.
 *
 * The table is filled by SQL with what the lists read (stages, waits, tasks, branches, days);
 * ciphertext columns hold a placeholder, since lists only carry them along.
 */
import Table from 'cli-table3';
import pg from 'pg';
import type { Grant } from '../src/api/caller.ts';
import {
  caseIds,
  COUNT_MAX,
  findCase,
  listCases,
  type CaseFilter,
  type Seen,
} from '../src/api/queries/cases.ts';
import { nextTask } from '../src/api/queries/next-task.ts';
import { countTasks, listTasks } from '../src/api/queries/tasks.ts';
import { createPool } from '../src/db/pool.ts';
import { withDatabase } from './database.ts';
import { targetLine } from './targets.ts';

const DATABASE = 'anju_lists';
const TODAY = '2026-11-23';
const CENTER = '210100';

export interface ListLine {
  readonly question: string;
  readonly p50: number;
  readonly p95: number;
}

interface ListSettings {
  /** How many cases; a million unless somebody is in a hurry. */
  readonly rows: number;
  readonly rounds: number;
}

export async function benchLists(
  { rows, rounds }: ListSettings,
  say: (line: string) => void,
): Promise<readonly ListLine[]> {
  return withDatabase({ name: DATABASE, durable: false }, async (url) => {
    say(`filling in ${rows.toLocaleString('en')} cases`);
    await fill(url('owner'), rows);
    const api = createPool(url('api'), { name: 'bench-api', max: 4 });
    const lines = await ask(api, { rows, rounds });
    await api.end();
    return lines;
  });
}

export function listTable(lines: readonly ListLine[], rows: number): string {
  const table = new Table({ head: ['page', 'p50 ms', 'p95 ms'], style: { head: [], border: [] } });
  for (const { question, p50, p95 } of lines) {
    table.push([question, p50.toFixed(1), p95.toFixed(1)]);
  }
  const slowest = rows < 1_000_000 ? undefined : Math.max(...lines.map(({ p95 }) => p95));
  return `${table.toString()}\n${targetLine('list', slowest)}`;
}

/** Filling is not what is measured, and takes longer than the product lets a statement take. */
async function fill(ownerUrl: string, rows: number): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  await client.query('set statement_timeout = 0');
  for (const statement of FILL) await client.query(statement.replaceAll('ROWS', String(rows)));
  await client.end();
}

/** One in ten is open; half of the open ones wait and have a task. Newest last, a minute apart. */
const FILL = [
  'alter table "case" disable trigger user; alter table task disable trigger user',
  `insert into person (id, center, key_id, key_destroyed_at, name, name_hash)
   select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '${CENTER}', 'bench', now(),
     '', n::text from generate_series(1, ROWS / 10) n`,
  `insert into "case" (id, number, center, branch, type, person, stage, version, channel,
     submitted_by, opened_at, accepted_on, due_on, promised_on, closed_at, outcome, updated_at)
   select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'K' || lpad(n::text, 15, '0'),
     '${CENTER}', (array['sy-hall', 'sy-bank', 'sy-online'])[n % 3 + 1], 'account-opening',
     ('00000000-0000-4000-8000-' || lpad((n % (ROWS / 10) + 1)::text, 12, '0'))::uuid,
     case when n % 10 > 0 then 'opened' when n % 20 = 0 then 'deferred' else 'incomplete' end, 3,
     'counter', (array['lin-guiyuan', 'wang-guiyuan'])[n % 2 + 1], at, at::date,
     (at + interval '10 days')::date, (at + interval '5 days')::date,
     case when n % 10 > 0 then at + interval '1 hour' end, case when n % 10 > 0 then 'opened' end, at
   from (select n, timestamptz '${TODAY} 16:00+08' - (ROWS - n) * interval '1 minute' as at
     from generate_series(1, ROWS) n) made`,
  `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
   select id, case stage when 'deferred' then 'remote-seal' else 'supplement' end, opened_at,
     opened_at + interval '30 days', 'liaoning-14', '{申请人}', '补齐材料'
   from "case" where closed_at is null and random() < 0.5`,
  `insert into task (id, case_id, center, branch, kind, role, opened_at, opened_on, working_days, due_on)
   select gen_random_uuid(), id, center, branch, 'supplement', 'clerk', opened_at, opened_at::date, 5,
     promised_on from "case" where stage = 'incomplete' and closed_at is null`,
  'analyze',
];

const CLERK = seen('lin-guiyuan', { role: 'clerk', center: CENTER, branch: 'sy-hall' });
const SUPERVISOR = seen('sun-zhuguan', { role: 'supervisor', center: CENTER, branch: null });
const NOTHING: CaseFilter = { today: TODAY, at: `${TODAY}T08:00:00.000Z` };
const FIRST = { limit: 50, after: null };

function seen(id: string, grant: Grant): Seen {
  const caller = {
    id,
    kind: 'person',
    name: id,
    center: CENTER,
    homeBranch: grant.branch,
    scopes: [],
  } as const;
  return { caller: { ...caller, grants: [grant] }, grants: [grant] };
}

type Question = readonly [title: string, ask: (api: pg.Pool, round: number) => Promise<unknown>];

/** Somewhere in the middle of the list, elsewhere in each round. */
function deep(round: number) {
  const at = new Date(Date.parse(`${TODAY}T08:00:00Z`) - (round + 1) * 7_000 * 60_000);
  return { limit: 50, after: [at.toISOString(), '00000000-0000-4000-9000-000000000000'] };
}

function questions(rows: number): readonly Question[] {
  const cases =
    (by: Seen, filter: Partial<CaseFilter>): Question[1] =>
    (api) =>
      listCases(api, by, { ...NOTHING, ...filter }, FIRST);
  return [
    ['cases of a branch, first page', cases(CLERK, {})],
    ['cases of a center, first page', cases(SUPERVISOR, {})],
    [
      'cases of a center, page far down',
      (api, round) => listCases(api, SUPERVISOR, NOTHING, deep(round)),
    ],
    [
      'cases of a branch, page far down',
      (api, round) => listCases(api, CLERK, NOTHING, deep(round)),
    ],
    ['open cases of a branch', cases(CLERK, { open: true })],
    ['overdue cases of a center', cases(SUPERVISOR, { overdue: true })],
    ['cases at one stage', cases(SUPERVISOR, { stages: ['deferred'] })],
    ['cases that wait for one thing', cases(SUPERVISOR, { waitingFor: 'remote-seal' })],
    ['cases that somebody took in', cases(SUPERVISOR, { submittedBy: 'wang-guiyuan' })],
    [
      'one case',
      (api, round) => {
        const n = String(((round * 7_919) % rows) + 1).padStart(12, '0');
        return findCase(api, SUPERVISOR.caller, SUPERVISOR.grants, `00000000-0000-4000-9000-${n}`);
      },
    ],
    ['tasks of a branch', (api) => listTasks(api, CLERK, { today: TODAY }, FIRST)],
    ['the next task', (api) => nextTask(api, CLERK, TODAY)],
    [
      'a followed view with hardly anything in it',
      (api) => caseIds(api, SUPERVISOR, { ...NOTHING, waitingFor: 'signature' }, COUNT_MAX + 1),
    ],
    ['counts of tasks', (api) => countTasks(api, CLERK, TODAY)],
  ];
}

async function ask(api: pg.Pool, { rows, rounds }: ListSettings): Promise<readonly ListLine[]> {
  const lines: ListLine[] = [];
  for (const [question, once] of questions(rows)) {
    await once(api, 0);
    const times: number[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      const startedAt = performance.now();
      await once(api, round);
      times.push(performance.now() - startedAt);
    }
    times.sort((left, right) => left - right);
    const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))];
    lines.push({ question, p50: at(0.5) ?? 0, p95: at(0.95) ?? 0 });
  }
  return lines;
}
