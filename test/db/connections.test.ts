// Connections: exact values, transactions that repeat, and a server that goes away and comes back.
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseFault, refusalFault } from '../../src/db/database-fault.ts';
import { createPool, timestamp } from '../../src/db/pool.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { bench } from './fixtures.ts';

const suite = bench();

/** As a restart of the server does: every connection of the pool is ended from the other side. */
async function endConnections(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('servers').postgres.superuser });
  await client.connect();
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1',
    [name],
  );
  await client.end();
}

describe('values', () => {
  it('come back exact: money, dates and big numbers as text, instants in milliseconds', async () => {
    const { rows } = await suite.app.query(
      `select 800.10::numeric(18, 2) as amount, 9007199254740993::bigint as big,
              date '2026-11-23' as day, timestamptz '2026-11-23 10:00:00.123+08' as at,
              array[date '2026-11-23', null] as days, array[1.50] as amounts, '{}'::date[] as none`,
    );
    expect(rows).toEqual([
      {
        amount: '800.10',
        big: '9007199254740993',
        day: '2026-11-23',
        at: Date.parse('2026-11-23T10:00:00.123+08:00'),
        days: ['2026-11-23', null],
        amounts: ['1.50'],
        none: [],
      },
    ]);
  });

  it('of instants go in as they came out', async () => {
    const instant = 1_795_399_200_123;
    const { rows } = await suite.app.query('select $1::timestamptz as at', [timestamp(instant)]);
    expect(rows).toEqual([{ at: instant }]);
  });
});

describe('a transaction', () => {
  beforeAll(() => suite.owner.query('create table counter (id integer primary key, n integer)'));
  beforeAll(() => suite.owner.query('grant select, insert, update on counter to anju_app'));

  it('is repeated until those who collided are through', async () => {
    await suite.app.query('insert into counter values (1, 0)');
    await Promise.all(
      Array.from({ length: 8 }, () =>
        inTransaction(suite.app, async (tx) => {
          const { rows } = await tx.query<{ n: number }>('select n from counter where id = 1');
          await tx.query('update counter set n = $1 where id = 1', [rows[0]!.n + 1]);
        }),
      ),
    );
    const { rows } = await suite.app.query('select n from counter where id = 1');
    expect(rows).toEqual([{ n: 8 }]);
  });

  it('is repeated eight times at most', async () => {
    let tries = 0;
    const conflict = inTransaction(suite.app, async (tx) => {
      tries += 1;
      await tx.query(`do $$ begin raise exception 'no' using errcode = '40001'; end $$`);
    });
    await expect(conflict).rejects.toMatchObject({ code: '40001' });
    expect(tries).toBe(9);
  });

  it('that fails leaves nothing behind and gives its connection back', async () => {
    const only = createPool(suite.database.urls.app, { name: 'only-one', max: 1 });
    await expect(
      inTransaction(only, async (tx) => {
        await tx.query('insert into counter values (2, 0)');
        throw new Error('changed my mind');
      }),
    ).rejects.toThrow('changed my mind');
    expect((await only.query('select from counter where id = 2')).rowCount).toBe(0);
    await only.end();
  });
});

describe('a server that goes away', () => {
  const pools: pg.Pool[] = [];
  const open = (name: string, url = suite.database.urls.app) => {
    const pool = createPool(url, { name, max: 2, statementTimeoutMs: 300 });
    pools.push(pool);
    return pool;
  };
  afterAll(() => Promise.all(pools.map((pool) => pool.end())));

  it('fails the query that runs, not the process, and the next query goes through', async () => {
    const pool = open('goes-away');
    const running = inTransaction(pool, async (tx) => {
      await tx.query('select 1');
      await endConnections('goes-away');
      await tx.query('select 2');
    });
    const error = await running.catch((caught: unknown) => caught);
    expect(databaseFault(error)).toMatchObject({ code: 'database-unavailable' });
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  it('while nobody asks is noticed by nobody', async () => {
    const pool = open('idle');
    await pool.query('select 1');
    await endConnections('idle');
    await expect.poll(() => pool.totalCount).toBe(0);
    expect((await pool.query('select 1')).rowCount).toBe(1);
  });

  it('is told apart from one that does not listen, a slow statement and a wrong one', async () => {
    const nobody = open('nobody', 'postgres://a:b@127.0.0.1:1/none');
    const faultOf = async (query: Promise<unknown>) =>
      databaseFault(await query.catch((error: unknown) => error))?.code;
    expect(await faultOf(nobody.query('select 1'))).toBe('database-unavailable');
    const pool = open('slow');
    expect(await faultOf(pool.query('select pg_sleep(5)'))).toBe('database-unavailable');
    expect(await faultOf(pool.query('select 1 / 0'))).toBeUndefined();
    expect(await faultOf(pool.query('select nonsense'))).toBeUndefined();
    expect(await faultOf(Promise.reject(new Error('something else')))).toBeUndefined();
  });

  it.each([
    ['08006', true],
    ['53300', true],
    ['57P01', true],
    ['57P03', true],
    ['40001', true],
    ['40P01', true],
    ['55P03', true],
    ['23505', false],
    ['42501', false],
    ['AJ412', false],
  ])('SQLSTATE %s: unavailable %s', (code, unavailable) => {
    const error = Object.assign(new Error('value "张三" violates'), { code });
    const fault = databaseFault(error);
    expect(fault !== null).toBe(unavailable);
    expect(fault?.message ?? '').not.toContain('张三');
  });

  it('a refusal of an audited function becomes the fault it stands for', () => {
    const refusal = Object.assign(new Error('该待办已经办结。'), { code: 'AJ409' });
    expect(refusalFault(refusal)).toMatchObject({
      code: 'action-not-permitted',
      message: '该待办已经办结。',
    });
    expect(refusalFault(Object.assign(new Error('x'), { code: '23505' }))).toBeNull();
  });
});
