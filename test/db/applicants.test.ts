/** Who is entered by an application, and whom it cannot change: the holder of an account. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openText } from '../../src/crypto/cipher.ts';
import { lookupHash } from '../../src/crypto/lookup.ts';
import { place } from '../../src/crypto/places.ts';
import {
  findOrCreatePerson,
  type FoundPerson,
  type StatedPerson,
} from '../../src/db/applicants.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { bench, CENTER, newCase, newNumber } from './fixtures.ts';

const suite = bench();
let accounts = 8_000;

const FIRST = { name: '张三', phone: '13800000000', address: '沈阳市某街1号' };
const LATER = { name: '张叁', phone: '13900000000', address: '沈阳市别街2号' };

function states(number: string, told: Partial<StatedPerson>): Promise<FoundPerson> {
  const deps = { personKeys: suite.personKeys, lookup: suite.secrets.lookup };
  const documents = [{ type: 'resident-id', number, validUntil: null }];
  const stated = { center: CENTER, documents, bornOn: '1990-01-01', sex: 'M', ...FIRST, ...told };
  return inTransaction(suite.app, (tx) => findOrCreatePerson(tx, deps, stated));
}

async function account({ id }: FoundPerson, state: 'sealed' | 'closed'): Promise<void> {
  accounts += 1;
  await suite.owner.query(
    `insert into account (number, center, person, state, source, opened_on, closed_on, close_reason,
       sealed_on)
     values ($1, $2, $3, $4, 'flexible', '2020-01-05', $5, $6, $7)`,
    [
      ...[`2101000200000000${String(accounts)}`, CENTER, id, state],
      ...(state === 'closed' ? ['2021-01-05', 'exit', null] : [null, null, '2021-01-05']),
    ],
  );
}

async function booksOf({ id, key }: FoundPerson) {
  const { rows } = await suite.owner.query<Record<'name' | 'phone' | 'address', string | null>>(
    'select name, phone, address from person where id = $1',
    [id],
  );
  const { name, phone, address } = rows[0]!;
  const clear = (column: 'name' | 'phone' | 'address', sealed: string | null) =>
    sealed === null ? null : openText(key, place.person(id, column), sealed);
  return {
    name: clear('name', name),
    phone: clear('phone', phone),
    address: clear('address', address),
  };
}

const hashes = async ({ id }: FoundPerson) => {
  const { rows } = await suite.owner.query<{ name_hash: string; phone_hash: string }>(
    'select name_hash, phone_hash from person where id = $1',
    [id],
  );
  return rows[0]!;
};

describe('what an application states of a person', () => {
  it('is what the books say of whoever has no account, the latest wins', async () => {
    const number = newNumber();
    await states(number, {});
    expect(await booksOf(await states(number, LATER))).toEqual(LATER);
  });

  it('overwrites nothing of whoever holds an account, sealed or not', async () => {
    const number = newNumber();
    const person = await states(number, {});
    await account(person, 'sealed');
    expect((await states(number, LATER)).id).toBe(person.id);
    expect(await booksOf(person)).toEqual(FIRST);
    const { lookup } = suite.secrets;
    expect(await hashes(person)).toEqual({
      name_hash: lookupHash(lookup, 'name', FIRST.name),
      phone_hash: lookupHash(lookup, 'phone', FIRST.phone),
    });
  });

  it('overwrites nothing while another open case holds the person, and everything again after it', async () => {
    const number = newNumber();
    const person = await states(number, {});
    const { id: caseId } = await newCase(suite);
    await suite.owner.query('insert into claim (person, case_id, since) values ($1, $2, now())', [
      ...[person.id, caseId],
    ]);
    expect((await states(number, { ...LATER, statedBy: randomUUID() })).id).toBe(person.id);
    expect((await states(number, LATER)).id).toBe(person.id);
    expect(await booksOf(person)).toEqual(FIRST);
    await states(number, { phone: LATER.phone, statedBy: caseId });
    expect(await booksOf(person)).toMatchObject({ phone: LATER.phone });
    await suite.owner.query('update claim set released_at = now() where case_id = $1', [caseId]);
    await states(number, { ...LATER, statedBy: randomUUID() });
    expect(await booksOf(person)).toEqual(LATER);
  });

  it('adds what the books do not have of the holder', async () => {
    const number = newNumber();
    const person = await states(number, { phone: null, address: null });
    await account(person, 'sealed');
    await states(number, LATER);
    expect(await booksOf(person)).toEqual({ ...LATER, name: FIRST.name });
  });

  it('counts again once every account is closed', async () => {
    const number = newNumber();
    const person = await states(number, {});
    await account(person, 'closed');
    await states(number, LATER);
    expect(await booksOf(person)).toEqual(LATER);
  });
});
