/** Seals in the database: one table of ways, every seal kept, nobody goes beside it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { placeHold } from '../../src/ledger/holds.ts';
import { moveAccount, sealsOf, type AccountMove } from '../../src/ledger/seals.ts';
import { ACCOUNT_WAY_NAMES, ACCOUNT_WAYS } from '../../src/policy/account-states.ts';
import { bench, CENTER, newPerson } from '../db/fixtures.ts';

const suite = bench();
const OPENED = '2020-01-01';
/** check_violation */
const REFUSED = { code: '23514' };
/** insufficient_privilege */
const DENIED = { code: '42501' };

async function account(source: 'unit' | 'flexible', sealedOn?: string): Promise<string> {
  const person = await newPerson(suite);
  const { rows } = await suite.app.query<{ number: string }>(
    `insert into account (number, center, person, state, source, opened_on, sealed_on)
     select lpad(nextval('account_number')::text, 20, '0'), $1, $2, $3, $4, $5, $6
     returning number`,
    [CENTER, person.id, sealedOn === undefined ? 'normal' : 'sealed', source, OPENED, sealedOn],
  );
  return rows[0]!.number;
}

const move = (number: string, way: AccountMove['way'], on: string, document?: string) =>
  inTransaction(suite.app, (tx) =>
    moveAccount(tx, number, {
      ...{ way, on: plainDate(on), by: 'zhao-zhuguan', case: null },
      ...(document === undefined ? {} : { document }),
    }),
  );

async function standing(number: string) {
  const { rows } = await suite.api.query<Record<string, unknown>>(
    'select state, source, sealed_on, central_account is not null as central from account where number = $1',
    [number],
  );
  return rows[0];
}

describe('the table of ways', () => {
  it('is the same in the database as in the rule', async () => {
    const { rows } = await suite.api.query<{ way: string }>(
      `select concat_ws(' ', way, from_state, from_source, to_state, to_source,
                'seals', coalesce(seals, '-'), 'ends', coalesce(ends, '-')) as way from account_way`,
    );
    const ours = ACCOUNT_WAY_NAMES.flatMap((way) => {
      const { from, to, seals, ends } = ACCOUNT_WAYS[way];
      return from.map(
        ({ state, source }) =>
          `${way} ${state} ${source} ${to.state} ${to.source ?? source} seals ${seals ?? '-'} ends ${ends ?? '-'}`,
      );
    });
    expect(rows.map(({ way }) => way).sort()).toEqual([...ours].sort());
  });

  it('lets nobody by: neither the owner, nor a worker that leaves the function out', async () => {
    const unit = await account('unit');
    const set = (what: string) => `update account set ${what} where number = $1`;
    await expect(suite.owner.query(set(`source = 'flexible'`), [unit])).rejects.toMatchObject({
      ...REFUSED,
      constraint: 'account_way',
    });
    await expect(
      suite.app.query(set(`state = 'sealed', sealed_on = '2026-03-31'`), [unit]),
    ).rejects.toMatchObject(DENIED);
    await suite.owner.query(
      set(`state = 'closed', closed_on = '2026-04-01', close_reason = 'withdrawn'`),
      [unit],
    );
    await expect(
      suite.owner.query(set(`state = 'normal', closed_on = null, close_reason = null`), [unit]),
    ).rejects.toMatchObject(REFUSED);
  });
});

describe('a seal', () => {
  it('says why, since when, by whom and on which document, and ends once', async () => {
    const number = await account('unit');
    await move(number, 'unit-sealed', '2026-03-31', 'DW-2026-0331');
    expect(await standing(number)).toMatchObject({ state: 'sealed', sealed_on: '2026-03-31' });
    await move(number, 'unit-unsealed', '2026-05-08', 'DW-2026-0508');
    expect(await standing(number)).toMatchObject({ state: 'normal', sealed_on: null });
    await move(number, 'unit-sealed', '2026-05-08');
    expect(await sealsOf(suite.api, number)).toEqual([
      {
        ...{ source: 'unit', sealedOn: '2026-05-08', how: 'unit-sealed', by: 'zhao-zhuguan' },
        ...{ caseId: null, document: null, endedOn: null, endHow: null, endedBy: null },
        ...{ endCase: null, endDocument: null },
      },
      {
        ...{ source: 'unit', sealedOn: '2026-03-31', how: 'unit-sealed', by: 'zhao-zhuguan' },
        ...{ caseId: null, document: 'DW-2026-0331', endedOn: '2026-05-08' },
        ...{ endHow: 'unit-unsealed', endedBy: 'zhao-zhuguan', endCase: null },
        endDocument: 'DW-2026-0508',
      },
    ]);
  });

  it('of the unit’s portion stays when its holder becomes flexible, and ends when a unit pays again', async () => {
    await suite.owner.query(
      `insert into central_account (number, center, name, state)
       values (lpad($1, 20, '0'), $1, '集中账户', 'normal') on conflict do nothing`,
      [CENTER],
    );
    const number = await account('unit');
    await move(number, 'unit-sealed', '2026-03-31');
    await move(number, 'converted-to-flexible', '2026-04-10');
    expect(await standing(number)).toEqual({
      ...{ state: 'normal', source: 'flexible', sealed_on: null, central: true },
    });
    expect(await sealsOf(suite.api, number)).toMatchObject([
      { source: 'unit', sealedOn: '2026-03-31', endedOn: null },
    ]);
    await move(number, 'agreement-ended', '2026-11-22');
    expect(await standing(number)).toMatchObject({ state: 'sealed', sealed_on: '2026-11-22' });
    await move(number, 'converted-to-employee', '2026-12-10');
    expect(await standing(number)).toEqual({
      ...{ state: 'normal', source: 'unit', sealed_on: null, central: false },
    });
    expect(await sealsOf(suite.api, number)).toMatchObject([
      { source: 'flexible', sealedOn: '2026-11-22', endedOn: null },
      { source: 'unit', sealedOn: '2026-03-31', endedOn: '2026-12-10' },
    ]);
    // Back again: what was sealed when the unit took over is contributed to anew.
    await move(number, 'unit-sealed', '2027-01-31');
    await move(number, 'converted-to-flexible', '2027-02-10');
    expect(await sealsOf(suite.api, number)).toMatchObject([
      { source: 'unit', sealedOn: '2027-01-31', endedOn: null },
      { source: 'flexible', sealedOn: '2026-11-22', endedOn: '2027-02-10' },
      { source: 'unit', sealedOn: '2026-03-31', endedOn: '2026-12-10' },
    ]);
  });

  it('begins on no day before the last one, nor before the opening', async () => {
    const number = await account('unit');
    await expect(move(number, 'unit-sealed', '2019-12-31')).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await move(number, 'unit-sealed', '2026-03-31');
    await expect(move(number, 'unit-unsealed', '2026-03-30')).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await move(number, 'unit-unsealed', '2026-03-31');
    await expect(move(number, 'unit-unsealed', '2026-04-01')).rejects.toMatchObject({
      code: 'action-not-permitted',
    });
    await expect(move('9'.repeat(20), 'unit-sealed', '2026-04-01')).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it('is kept for ever: nobody changes its day or takes it away', async () => {
    const number = await account('unit', '2026-03-31');
    expect(await sealsOf(suite.api, number)).toMatchObject([
      { source: 'unit', sealedOn: '2026-03-31', how: 'taken-over' },
    ]);
    for (const text of [
      `update seal set sealed_on = '2025-03-31' where account = $1`,
      `update seal set how = 'unit-sealed' where account = $1`,
      'delete from seal where account = $1',
    ]) {
      await expect(suite.owner.query(text, [number])).rejects.toMatchObject(DENIED);
    }
    await expect(
      suite.owner.query(`update account set sealed_on = '2025-03-31' where number = $1`, [number]),
    ).rejects.toMatchObject({ ...REFUSED, constraint: 'account_sealed_on' });
  });

  it('stands with a sealed account and with no other', async () => {
    const number = await account('flexible');
    for (const text of [
      `update account set state = 'sealed' where number = $1`,
      `update account set sealed_on = '2026-03-31' where number = $1`,
    ]) {
      await expect(suite.owner.query(text, [number])).rejects.toMatchObject({
        ...REFUSED,
        constraint: 'account_sealed_on',
      });
    }
  });
});

describe('销户', () => {
  it('is refused while a hold is in force, however small', async () => {
    const number = await account('flexible');
    await inTransaction(suite.app, (tx) =>
      placeHold(tx, {
        ...{ id: randomUUID(), account: number, kind: 'court', amount: '0.01' as never },
        ...{ document: '执1号', placedOn: plainDate('2026-11-20'), by: 'test' },
      }),
    );
    const close = suite.app.query(
      `update account set state = 'closed', closed_on = '2026-11-23', close_reason = 'withdrawn'
        where number = $1`,
      [number],
    );
    await expect(close).rejects.toMatchObject({ ...REFUSED, constraint: 'account_held' });
  });
});
