/** （三）: what units say of their people's accounts: early, late, twice, contradictory, or of nobody. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import { handleIncoming } from '../../activities/inbox.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { receive } from '../../src/db/inbox.ts';
import { addDays, plainDate } from '../../src/domain/calendar.ts';
import { sealsOf } from '../../src/ledger/seals.ts';
import { today } from '../builders.ts';
import { actor, office } from '../harness/office.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const UNIT = 'DW000042';
let accounts = 0;

/** An account that a unit pays, of somebody whose opening stands at the desk. */
async function employed(): Promise<string> {
  const { caseId } = await place.apply();
  accounts += 1;
  const number = `2101000199${String(accounts).padStart(10, '0')}`;
  await place.db.owner.query(
    `insert into account (number, center, person, state, source, opened_on)
     select $1, '210100', person, 'normal', 'unit', '2020-01-01' from "case" where id = $2`,
    [number, caseId],
  );
  return number;
}

async function senders() {
  await place.db.owner.query(
    `insert into staff (id, subject, kind, name, center) values
       ('units', 'units', 'channel', '单位业务系统', '210100'),
       ('window', 'window', 'channel', '代办网点', '210100') on conflict do nothing`,
  );
  await place.db.owner.query(
    `insert into staff_scope (staff, role, center, branch, valid_from)
     select s, 'channel', '210100', b, '2026-01-01'
       from (values ('units', null), ('window', 'sy-hall')) as v(s, b)
      where not exists (select from staff_scope g where g.staff = s)`,
  );
}

const keys = () => createPersonKeys(place.secrets.center);

async function say(
  event: 'sealed' | 'unsealed',
  account: string,
  on: string,
  { serial = randomUUID(), sender = 'units' } = {},
) {
  await senders();
  await receive(
    place.db.api,
    { personKeys: keys(), center: place.secrets.center },
    {
      ...{ serial, kind: 'unit-event', about: account, answers: null },
      content: { event, account, on, unit: UNIT },
      ...{ by: { ...actor('channel', sender, null), at: Date.now() }, centers: ['210100'] },
    },
  );
  return serial;
}

const heard = () =>
  handleIncoming({
    ...{ pool: place.pool, secrets: place.secrets, personKeys: keys() },
    offices: createOffices(place.pool),
  });
async function heardAgain() {
  await place.db.owner.query(
    `update inbox set available_at = '-infinity' where handled_at is null and kind = 'unit-event'`,
  );
  await heard();
}
const seals = (account: string) => sealsOf(place.pool, account);
async function standing(account: string) {
  const [row] = await place.ask<{ state: string; sealed_on: string | null }>(
    'select state, sealed_on from account where number = $1',
    account,
  );
  return row;
}
const unhandled = (account: string) =>
  place.ask<{ last_error: string; unasked: boolean }>(
    'select last_error, unasked from inbox where about = $1 and handled_at is null',
    account,
  );

describe('a seal of a unit', () => {
  it('seals the account from the day it says, once however often it is told', async () => {
    const account = await employed();
    const serial = await say('sealed', account, '2026-03-31');
    await say('sealed', account, '2026-03-31', { serial });
    await heard();
    await say('sealed', account, '2026-03-31');
    await heard();
    expect(await standing(account)).toEqual({ state: 'sealed', sealed_on: '2026-03-31' });
    expect(await seals(account)).toMatchObject([
      { source: 'unit', sealedOn: '2026-03-31', by: UNIT, document: serial, endedOn: null },
    ]);
    const events = await place.ask(
      `select e.kind, e.public ->> 'on' as on from event e join account a on a.person = e.person
        where a.number = $1 and e.kind like 'account-%'`,
      account,
    );
    expect(events).toEqual([{ kind: 'account-sealed', on: '2026-03-31' }]);
    expect(await unhandled(account)).toEqual([]);
  });

  it('that ends before it began is in order again, whichever came first', async () => {
    const account = await employed();
    await say('unsealed', account, '2026-05-08');
    await heard();
    expect(await standing(account)).toMatchObject({ state: 'normal' });
    expect(await unhandled(account)).toMatchObject([{ last_error: 'action-not-permitted' }]);
    await say('sealed', account, '2026-03-31');
    await heard();
    await heard();
    expect(await standing(account)).toEqual({ state: 'normal', sealed_on: null });
    expect(await seals(account)).toMatchObject([
      { sealedOn: '2026-03-31', endedOn: '2026-05-08', endHow: 'unit-unsealed' },
    ]);
    expect(await unhandled(account)).toEqual([]);
  });

  it('of a later time begins the half year anew', async () => {
    const account = await employed();
    await say('sealed', account, '2026-03-31');
    await heard();
    await say('unsealed', account, '2026-05-08');
    await heard();
    await say('sealed', account, '2026-06-30');
    await heard();
    expect(await standing(account)).toEqual({ state: 'sealed', sealed_on: '2026-06-30' });
    expect(await seals(account)).toHaveLength(2);
  });

  it.each([
    ['the day before the last unsealing', '2026-05-07', false],
    ['the day of the last unsealing', '2026-05-08', true],
    ['tomorrow', addDays(today(), 1), false],
    ['today', today(), true],
  ] as const)('of %s, %s, counts: %s', async (_, on, counts) => {
    const account = await employed();
    await say('sealed', account, '2026-03-31');
    await heard();
    await say('unsealed', account, '2026-05-08');
    await heard();
    await say('sealed', account, on);
    await heard();
    expect((await standing(account))?.state).toBe(counts ? 'sealed' : 'normal');
    expect(await unhandled(account)).toHaveLength(counts ? 0 : 1);
  });
});

describe('what does not fit', () => {
  it('is never lost: of an account nobody knows it is tried, and then a supervisor’s', async () => {
    const account = '21010001990000009999';
    await say('sealed', account, '2026-03-31');
    await heard();
    expect(await unhandled(account)).toEqual([{ last_error: 'not-found', unasked: true }]);
    for (let tries = 0; tries < 20; tries += 1) await heardAgain();
    expect(await unhandled(account)).toEqual([{ last_error: 'not-found', unasked: false }]);
    const { rows } = await place.db.owner.query(
      `select sender, kind from inbox where about = $1 and handled_at is null and not unasked
          and case_id is null`,
      [account],
    );
    expect(rows).toEqual([{ sender: 'units', kind: 'unit-event' }]);
  });

  it('of a sender who serves one branch, or another center, moves nothing', async () => {
    const account = await employed();
    await say('sealed', account, '2026-03-31', { sender: 'window' });
    await heard();
    expect(await standing(account)).toMatchObject({ state: 'normal' });
    expect(await unhandled(account)).toMatchObject([{ last_error: 'not-found' }]);
  });

  it('leaves a flexible account as it is', async () => {
    const account = await employed();
    await say('sealed', account, plainDate('2026-03-31'));
    await heard();
    await place.db.owner.query(
      `select account_move($1, '{"way":"converted-to-flexible","on":"2026-04-10","by":"t"}')`,
      [account],
    );
    await say('unsealed', account, '2026-05-08');
    await heard();
    expect(await standing(account)).toMatchObject({ state: 'normal' });
    expect(await seals(account)).toMatchObject([{ source: 'unit', endedOn: null }]);
  });
});
