// The schema itself: every column says what it is, roles can do what they should and no more.
import { describe, expect, it } from 'vitest';
import { bench, newCase } from './fixtures.ts';

/** insufficient_privilege */
const DENIED = { code: '42501' };
const OURS = `table_schema in ('public', 'web')`;

describe('the schema', () => {
  const suite = bench();

  it('says of every column what it is', async () => {
    const { rows } = await suite.owner.query<{ name: string }>(
      `select format('%s.%s.%s', c.table_schema, c.table_name, c.column_name) as name
         from information_schema.columns c
        where ${OURS} and coalesce(col_description(
          format('%I.%I', c.table_schema, c.table_name)::regclass, c.ordinal_position), '') = ''`,
    );
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  it('says of every table what it is', async () => {
    const { rows } = await suite.owner.query<{ name: string }>(
      `select t.table_name as name from information_schema.tables t
        where ${OURS} and coalesce(obj_description(
          format('%I.%I', t.table_schema, t.table_name)::regclass), '') = ''`,
    );
    expect(rows.map(({ name }) => name)).toEqual([]);
  });

  it('names the codes of JGJ/T 320 where there are some', async () => {
    const { rows } = await suite.owner.query<{ name: string; text: string }>(
      `select a.attrelid::regclass || '.' || a.attname as name,
              col_description(a.attrelid, a.attnum) as text
         from pg_attribute a
        where a.attrelid in ('account'::regclass, 'identity_document'::regclass,
                             'central_account'::regclass)
          and col_description(a.attrelid, a.attnum) like '%JGJ/T 320%'`,
    );
    const texts = Object.fromEntries(rows.map(({ name, text }) => [name, text]));
    expect(texts['account.state']).toMatch(/A\.6.*01 正常.*02 封存.*06 冻结/);
    expect(texts['account.close_reason']).toMatch(/03 合并销户.*04 外部转出销户.*05 提取销户/);
    expect(texts['identity_document.type']).toMatch(/A\.1.*01 身份证.*03 护照.*04.*99 其他/);
    expect(texts['central_account.state']).toMatch(/A\.4/);
  });

  it('is what this release needs', async () => {
    const { pendingMigrations } = await import('../../src/db/migrate.ts');
    expect(await pendingMigrations(suite.api)).toEqual([]);
  });
});

describe('the API’s role', () => {
  const suite = bench();

  async function tables(): Promise<readonly string[]> {
    const { rows } = await suite.owner.query<{ name: string }>(
      `select quote_ident(table_name) as name from information_schema.tables
        where table_schema = 'public'`,
    );
    return rows.map(({ name }) => name);
  }

  it('is refused every insert, update, delete and truncate on every business table', async () => {
    const names = await tables();
    expect(names.length).toBeGreaterThan(30);
    const { rows } = await suite.owner.query<{ name: string; what: string }>(
      `select t.name, r.what from unnest($1::text[]) as t(name),
              unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) r(what)
        where has_table_privilege('anju_api', 'public.' || t.name, r.what)
           or (r.what in ('insert', 'update')
               and has_any_column_privilege('anju_api', 'public.' || t.name, r.what))`,
      [names],
    );
    expect(rows).toEqual([]);
    // The catalog says so; the server says so too.
    for (const name of names) {
      for (const change of [
        `insert into ${name} default values`,
        `delete from ${name}`,
        `truncate ${name}`,
      ]) {
        await expect(suite.api.query(change), change).rejects.toMatchObject(DENIED);
      }
    }
  });

  it.each([
    ['name', 'person'],
    ['phone', 'person'],
    ['address', 'person'],
    ['born_on', 'person'],
    ['number', 'identity_document'],
    ['content', 'form_content'],
    ['evidence', '"check"'],
    ['content', 'document'],
    ['content', 'person_document'],
    ['parameters', 'agreement'],
    ['card', 'plan'],
    ['card', 'mandate'],
    ['next_card', 'mandate'],
    ['wrapped_key', 'file'],
    ['payload', 'outbox'],
    ['payload', 'inbox'],
    ['content', 'operation_row'],
  ])('cannot select %s of %s, which tells who somebody is', async (column, table) => {
    const select = `select ${column} from ${table}`;
    await expect(suite.api.query(select)).rejects.toMatchObject(DENIED);
    await expect(suite.app.query(select)).resolves.toBeDefined();
  });

  it('writes its own schema, which workers only clear', async () => {
    await suite.api.query(
      `insert into web.saved_view (id, staff, center, name, query)
       values (gen_random_uuid(), 'lin', '210100', '我的', '{}')`,
    );
    await expect(suite.app.query('delete from web.saved_view')).rejects.toMatchObject(DENIED);
    expect((await suite.api.query('delete from web.saved_view')).rowCount).toBe(1);
  });

  it('may call the audited functions and none of their parts', async () => {
    const { rows } = await suite.owner.query<{ name: string; open: boolean; api: boolean }>(
      `select p.proname as name, has_function_privilege('anju_api', p.oid, 'execute') as api,
              exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
                       where grantee = 0) as open
         from pg_proc p
        where p.pronamespace = 'public'::regnamespace
          and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
    );
    /** Reckon from what they are given and from what the role reads anyway. */
    const reckoning = [
      'is_working_day',
      'working_day_after',
      'calendar_provisional',
      'shanghai_date',
      'case_aside',
      'cases_holding',
      'interest_cents',
      'interest_reckon',
      'journal_title',
      'interest_due',
      'interest_settled',
      'interest_digest',
      'interest_digest_line',
      'run_digest',
      'run_outcomes',
      'notice_facts',
    ];
    for (const { name, open, api } of rows) {
      expect(open, name).toBe(false);
      expect(api, name).toBe(name.startsWith('api_') || reckoning.includes(name));
    }
    expect(rows.filter(({ name }) => name.startsWith('api_')).length).toBeGreaterThan(12);
  });

  it('reads what is personal through one function, which writes it down first', async () => {
    const { rows } = await suite.owner.query<{ name: string; api: boolean; source: string }>(
      `select p.proname as name, has_function_privilege('anju_api', p.oid, 'execute') as api,
              coalesce(p.prosrc, '') || coalesce(pg_get_function_sqlbody(p.oid), '') as source
         from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prokind = 'f'`,
    );
    const doors = rows.filter(({ name }) => /^api_(read|reveal|open)_/.test(name));
    expect(doors.map(({ name }) => name)).toEqual(['api_read_personal']);
    expect(doors[0]!.source).toMatch(/record_event[\s\S]+return found_row\.row/);
    // Whatever else the API may call and names a key, takes it in and gives none out.
    const SECRET = /wrapped_key|\.evidence|\.parameters|form_content|person_document\b/;
    const others = rows.filter(
      ({ name, api, source }) => api && SECRET.test(source) && !doors.some((d) => d.name === name),
    );
    expect(others.map(({ name }) => name).sort()).toEqual([
      'api_add_file',
      'api_issue_person_document',
      'api_keep_center_key',
      'api_make_payment_slip',
      'api_propose_bulk_repair',
      'api_receive_message',
      'api_receive_unasked',
      'api_record_rendering',
      'api_start_operation',
    ]);
    for (const part of [
      'find_person_whole',
      'find_case_content',
      'find_file_content',
      'find_person_document',
    ]) {
      await expect(
        suite.api.query(`select ${part}(null::personal_read, null::actor)`),
        part,
      ).rejects.toMatchObject(DENIED);
    }
  });

  it('calls no function whose search path somebody else could bend', async () => {
    const { rows } = await suite.owner.query<{ name: string }>(
      `select proname as name from pg_proc
        where pronamespace = 'public'::regnamespace and prosecdef
          and not (coalesce(proconfig, '{}') @> array['search_path=public, pg_temp'])`,
    );
    expect(rows).toEqual([]);
  });
});

/** Append-only tables, each with a column that an update could name. */
const APPEND_ONLY = [
  ['event', 'kind'],
  ['event_seal', 'mac'],
  ['decision', 'outcome'],
  ['"check"', 'status'],
  ['form_content', 'sent_by'],
  ['document', 'kind'],
  ['calendar_past', 'document_number'],
  ['person_document', 'kind'],
  ['document_rendering', 'sha256'],
] as const;

describe('the trail and what a decision rests on', () => {
  const suite = bench();

  it.each(APPEND_ONLY)(
    '%s is not changed by workers or API, and by nobody else',
    async (table, column) => {
      const changes = [
        `update ${table} set ${column} = ${column}`,
        `delete from ${table}`,
        `truncate ${table}`,
      ];
      for (const change of changes) {
        await expect(suite.app.query(change), change).rejects.toMatchObject(DENIED);
        await expect(suite.api.query(change), change).rejects.toMatchObject(DENIED);
      }
      // The owner holds every right and is stopped all the same, on an empty table by nothing but truncate.
      await expect(suite.owner.query(`truncate ${table}`)).rejects.toMatchObject({
        ...DENIED,
        message: `table ${table.replaceAll('"', '')} is append-only`,
      });
    },
  );

  it('an event that is there is neither changed nor deleted by its owner', async () => {
    await newCase(suite);
    for (const change of [`update event set kind = 'other'`, 'delete from event']) {
      await expect(suite.owner.query(change)).rejects.toThrow('table event is append-only');
    }
    const { rows } = await suite.owner.query('select kind from event');
    expect(rows).toEqual([{ kind: 'case-opened' }]);
  });
});
