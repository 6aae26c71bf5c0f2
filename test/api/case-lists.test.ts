/** A page of a long list: what the database reads for it, by who asks and for what. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '../../src/api/caller.ts';
import { listCases, type CaseFilter, type Seen } from '../../src/api/queries/cases.ts';
import { listTasks } from '../../src/api/queries/tasks.ts';
import { world } from './world/index.ts';

const place = world();
/** Enough that reading all of it would show; a million cases are read by the same plans. */
const MANY = 60_000;
const TODAY = '2026-11-23';
const AT = `${TODAY}T08:00:00.000Z`;
/** Blocks of 8 kB for a page of fifty rows with their waits: a few for each row. */
const BLOCKS_MAX = 2_000;

/** In one statement: on a busy machine all of them would take longer than a statement may. */
const AT_ONCE = 5_000;

const BEFORE = [
  'alter table "case" disable trigger user; alter table task disable trigger user',
  `insert into person (id, center, key_id, key_destroyed_at, name, name_hash)
   select ('00000000-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, '210100', 'many', now(), '',
     n::text from generate_series(1, ${String(MANY / 10)}) n`,
];
/** One in ten is open, every other of them waits. The newest last, a minute apart. */
const CASES = `insert into "case" (id, number, center, branch, type, person, stage, version, channel,
     submitted_by, opened_at, accepted_on, due_on, promised_on, closed_at, outcome, updated_at)
   select ('00000000-0000-4000-9000-' || lpad(n::text, 12, '0'))::uuid, 'K' || lpad(n::text, 15, '0'),
     '210100', (array['sy-hall', 'sy-bank'])[n % 2 + 1], 'account-opening',
     ('00000000-0000-4000-8000-' || lpad((n % ${String(MANY / 10)} + 1)::text, 12, '0'))::uuid,
     case when n % 10 > 0 then 'opened' when n % 20 = 0 then 'deferred' else 'incomplete' end, 3,
     'counter', 'lin-guiyuan', at, at::date, (at + interval '10 days')::date,
     (at + interval '5 days')::date, case when n % 10 > 0 then at end,
     case when n % 10 > 0 then 'opened' end, at
   from (select n, timestamptz '${AT}' - (${String(MANY)} - n) * interval '1 minute' as at
     from generate_series($1::integer, $2::integer) n) made`;
const AFTER = [
  `insert into wait (case_id, kind, since, until, clause, ended_by, shortened_by)
   select id, case stage when 'deferred' then 'remote-seal' else 'supplement' end, opened_at,
     opened_at + interval '30 days', 'a-clause', '{申请人}', '补齐材料'
   from "case" where closed_at is null and number like 'K000%'`,
  `insert into task (id, case_id, center, branch, kind, role, opened_at, opened_on, working_days, due_on)
   select gen_random_uuid(), id, center, branch, 'supplement', 'clerk', opened_at, opened_at::date, 5,
     promised_on from "case" where stage = 'incomplete' and closed_at is null and number like 'K000%'`,
  'alter table "case" enable trigger user; alter table task enable trigger user',
  'analyze',
];

const seen = (id: string, grant: Grant): Seen => {
  const caller = { id, name: id, center: '210100', homeBranch: grant.branch } as const;
  return { caller: { ...caller, kind: 'person', grants: [grant], scopes: [] }, grants: [grant] };
};
const CLERK = seen('lin-guiyuan', { role: 'clerk', center: '210100', branch: 'sy-hall' });
const SUPERVISOR = seen('sun-zhuguan', { role: 'supervisor', center: '210100', branch: null });
const FIRST = { limit: 50, after: null };
const DEEP = {
  limit: 50,
  after: ['2026-10-28T00:00:00.000Z', '00000000-0000-4000-9000-000000000000'],
};

describe('a page of a long list', () => {
  beforeAll(async () => {
    for (const statement of BEFORE) await place.owner.query(statement);
    for (let from = 1; from <= MANY; from += AT_ONCE) {
      await place.owner.query(CASES, [from, from + AT_ONCE - 1]);
    }
    for (const statement of AFTER) await place.owner.query(statement);
  }, 120_000);

  it.each<[string, Seen, Partial<CaseFilter>, typeof FIRST | typeof DEEP]>([
    ['of a branch', CLERK, {}, FIRST],
    ['of a center', SUPERVISOR, {}, FIRST],
    ['far down a center', SUPERVISOR, {}, DEEP],
    ['far down a branch', CLERK, {}, DEEP],
    ['of what is open', CLERK, { open: true }, FIRST],
    ['at one stage', SUPERVISOR, { stages: ['deferred'] }, FIRST],
    ['of what waits for one thing', SUPERVISOR, { waitingFor: 'remote-seal' }, FIRST],
    ['of what somebody took in', SUPERVISOR, { submittedBy: 'lin-guiyuan' }, FIRST],
  ])('%s reads what it shows and little more', async (_, by, filter, page) => {
    const asked = { today: TODAY, at: AT, ...filter };
    const blocks = await blocksOf((pool) => listCases(pool, by, asked, page));
    expect(blocks).toBeLessThan(BLOCKS_MAX);
  });

  it('of tasks does, too', async () => {
    const blocks = await blocksOf((pool) => listTasks(pool, CLERK, { today: TODAY }, FIRST));
    expect(blocks).toBeLessThan(BLOCKS_MAX);
  });
});

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}

/** Blocks the server touched for what is asked. */
async function blocksOf(ask: (pool: never) => Promise<unknown>): Promise<number> {
  let blocks = -1;
  const explaining = {
    query: async (text: string, values: readonly unknown[]) => {
      const { rows } = await place.deps.pool.query<{ 'QUERY PLAN': readonly [Plan] }>(
        `explain (analyze, buffers, format json) ${text}`,
        [...values],
      );
      const { Plan: plan } = rows[0]!['QUERY PLAN'][0];
      blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
      return { rows: [] };
    },
  };
  await ask(explaining as never);
  return blocks;
}
