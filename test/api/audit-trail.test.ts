/** The auditor's desk: pages of a long trail, one line with its seal, verification in the background. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sealOnce } from '../../src/db/sealer.ts';
import { auditEvents, type AuditFilter } from '../../src/api/queries/audit.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const auditor = () => place.as('li-shenji');
const of = async (query: string) => (await auditor().get(`/audit/events?${query}`)).list('items');

describe('the audit trail', () => {
  it('is narrowed by several kinds at once, by the role acted in, and by days, both included', async () => {
    const { id, told } = await startCase(clerk());
    await clerk().post(`/cases/${id}/notes`, { body: { text: '来过电话' } });
    const both = await of(`case=${id}&kind=case-received,note-added`);
    expect(new Set(both.map(({ kind }) => kind))).toEqual(new Set(['case-received', 'note-added']));
    expect((await of(`case=${id}&kind=note-added`)).map(({ kind }) => kind)).toEqual([
      'note-added',
    ]);
    const byClerks = await of(`case=${id}&role=clerk`);
    expect(byClerks.length).toBeGreaterThan(0);
    expect(new Set(byClerks.map((one) => one['actorRoleTitle']))).toEqual(new Set(['柜员']));
    expect(await of(`case=${id}&role=operator`)).toEqual([]);
    const day = both[0]!['at'] as string;
    const today = new Date(Date.parse(day) + 8 * 3_600_000).toISOString().slice(0, 10);
    const before = new Date(Date.parse(day) - 16 * 3_600_000).toISOString().slice(0, 10);
    expect(await of(`case=${id}&from=${today}&to=${today}`)).toHaveLength(
      (await of(`case=${id}`)).length,
    );
    expect(await of(`case=${id}&to=${before}`)).toEqual([]);
    expect(both[0]!['caseNumber']).toBe(told.string('number'));
  });

  it('takes neither a number of somebody nor a role or kind that is none', async () => {
    for (const query of ['staff=219900199001010014', 'role=king', 'kind=A', 'kind=a,,b']) {
      expect((await auditor().get(`/audit/events?${query}`)).status, query).toBe(422);
    }
  });

  it('shows one line with before and after masked, and with its place in the chain', async () => {
    const { id } = await startCase(clerk());
    const { id: person } = (
      await place.owner.query<{ id: string }>('select person as id from "case" where id = $1', [id])
    ).rows[0]!;
    await clerk().post(`/persons/${person}:reveal`, { body: { reason: '核对证件' }, key: null });
    const [line] = await of(`person=${person}&kind=person-read`);
    const fresh = await auditor().get(`/audit/events/${String(line!['id'])}`);
    expect(fresh.at('seal')).toBeNull();
    expect(fresh.at('content')).toEqual({ reason: '核对证件' });
    await sealOnce(place.app, place.secrets);
    const sealed = await auditor().get(`/audit/events/${String(line!['id'])}`);
    expect(sealed.string('seal.mac')).toMatch(/^[0-9a-f]{64}$/);
    expect(Number(sealed.string('seal.seq'))).toBeGreaterThan(0);
    expect(sealed.at('sealed')).toBe(true);
    expect((await place.as('dl-zhuguan').get(`/audit/events/${String(line!['id'])}`)).status).toBe(
      404,
    );
    const readings = await of('kind=trail-read');
    expect(readings.map((one) => one['public'])).toContainEqual({ event: line!['id'] });
  });
});

/** Enough that reading all of it would show; a million lines are read by the same plans. */
const MANY = 40_000;
const AT_ONCE = 5_000;
const NONE: Omit<AuditFilter, 'centers'> = {
  person: null,
  case: null,
  staff: null,
  kinds: null,
  role: null,
  from: null,
  before: null,
};

describe('a page of a long trail', () => {
  beforeAll(async () => {
    // All at one instant of a day for every four hundred, so that the running number decides too.
    for (let from = 1; from <= MANY; from += AT_ONCE) {
      await place.owner.query(
        `insert into event (center, kind, at, actor, actor_role, origin, case_id, person)
       select '210100', (array['task-claimed', 'file-read', 'case-searched'])[1 + n % 3],
              timestamptz '2026-01-01T00:00:00Z' + (n / 400) * interval '1 day',
              'old-' || n % 50, case when n < 20 then 'operator' else 'reviewer' end, 'r',
              case when n % 10 = 0 then gen_random_uuid() end, null
         from generate_series($1::integer, $2::integer) n`,
        [from, from + AT_ONCE - 1],
      );
    }
    await place.owner.query('analyze event');
  }, 120_000);
  afterAll(() => undefined);

  it.each<[string, Partial<AuditFilter>]>([
    ['of everything', {}],
    ['of one kind', { kinds: ['file-read'] }],
    ['of several kinds', { kinds: ['file-read', 'task-claimed', 'calendar-loaded'] }],
    ['of a kind that never happened', { kinds: ['person-forgotten'] }],
    ['of somebody', { staff: 'old-7' }],
    ['of nobody', { staff: 'nobody' }],
    ['of a rare role', { role: 'operator' }],
    ['of a role that did much long ago', { role: 'reviewer', before: '2026-01-20T00:00:00Z' }],
    ['of a day long ago', { from: '2026-01-10T00:00:00Z', before: '2026-01-11T00:00:00Z' }],
    ['of a kind on a day long ago', { kinds: ['file-read'], before: '2026-01-02T00:00:00Z' }],
  ])('%s reads what it shows and little more', async (_, asked) => {
    const filter = { ...NONE, centers: ['210100', '210200'], ...asked };
    expect(await pagesRead(filter)).toBeLessThan(300);
  });

  it('is turned from the first to the last without a line twice or none', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (;;) {
      const told = await auditor().get(
        `/audit/events?limit=100&staff=old-3&to=2026-01-20${cursor}`,
      );
      seen.push(...told.list('items').map(({ id }) => String(id)));
      const next = told.at('nextCursor');
      if (typeof next !== 'string') break;
      cursor = `&cursor=${next}`;
    }
    const { rows } = await place.owner.query<{ id: string }>(
      `select id from event where actor = 'old-3' and at < '2026-01-21T00:00:00+08:00'
        order by at desc, id desc`,
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
    expect(seen.length).toBeGreaterThan(100);
  });
});

/** Blocks the server touched for a page of twenty-one. */
async function pagesRead(filter: AuditFilter): Promise<number> {
  const client = await place.deps.pool.connect();
  try {
    let blocks = -1;
    const explaining = {
      query: async (text: string, values: readonly unknown[]) => {
        const { rows } = await client.query<{ 'QUERY PLAN': readonly [Plan] }>(
          `explain (analyze, buffers, format json) ${text}`,
          [...values],
        );
        const { Plan: plan } = rows[0]!['QUERY PLAN'][0];
        blocks = plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
        return { rows: [] };
      },
    };
    await auditEvents(explaining as never, filter, { limit: 20, after: null });
    return blocks;
  } finally {
    client.release();
  }
}

interface Plan {
  readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number };
}

describe('verification', () => {
  const ended = async (id: string) => {
    for (;;) {
      const told = await auditor().get(`/audit/verifications/${id}`);
      if (told.at('state') !== 'running') return told;
      await delay(50);
    }
  };

  it('goes on after the answer, tells how far it is, and is kept with its result', async () => {
    while ((await sealOnce(place.app, place.secrets)) > 0);
    const started = await auditor().post('/audit/verifications');
    expect(started.status, started.text).toBe(202);
    expect(started.body).toMatchObject({ state: 'running', intact: null, centers: [] });
    expect(started.number('total')).toBeGreaterThan(MANY);
    const again = await place.as('sun-zhuguan').post('/audit/verifications');
    expect(again.string('id')).toBe(started.string('id'));
    const told = await ended(started.string('id'));
    expect(told.body).toMatchObject({
      state: 'done',
      intact: true,
      walked: started.number('total'),
      centers: [{ center: '210100', intact: true, problems: [], problemCount: 0 }],
    });
    const list = await place.as('sun-zhuguan').get('/audit/verifications');
    expect(list.at('items.0.id')).toBe(started.string('id'));
    const [line] = await of('kind=trail-verified');
    expect(line!['public']).toEqual({ sealed: started.number('total'), problems: 0 });
    expect(line!['sentence']).toMatch(/未发现问题/);
    const other = await place.as('dl-zhuguan').get(`/audit/verifications/${started.string('id')}`);
    expect(other.status).toBe(404);
  });

  it('names the line that was changed by whoever holds the whole server', async () => {
    const { rows } = await place.owner.query<{ event: string; seq: string }>(
      `select event, seq from event_seal where center = '210100' and seq = 100`,
    );
    await place.owner.query('alter table event disable trigger append_only');
    await place.owner.query(`update event set actor = 'somebody' where id = $1`, [rows[0]!.event]);
    await place.owner.query('alter table event enable trigger append_only');
    const started = await auditor().post('/audit/verifications');
    const told = await ended(started.string('id'));
    expect(told.at('intact')).toBe(false);
    expect(told.list('centers.0.problems')).toEqual([
      expect.objectContaining({
        seq: '100',
        event: rows[0]!.event,
        kind: 'changed',
        title: '内容被改动',
      }),
    ]);
  });

  it('of a process that died is told as interrupted, and can be asked for anew', async () => {
    const { rows } = await place.owner.query<{ id: string }>(
      `insert into web.verification (id, staff, centers, state, started_at, beat_at)
       values (gen_random_uuid(), 'li-shenji', '{210100}', 'running', now(), now() - interval '31 seconds')
       returning id`,
    );
    const told = await auditor().get(`/audit/verifications/${rows[0]!.id}`);
    expect(told.at('state')).toBe('interrupted');
    const anew = await auditor().post('/audit/verifications');
    expect(anew.string('id')).not.toBe(rows[0]!.id);
    await ended(anew.string('id'));
  });
});
