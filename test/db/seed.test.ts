// The demo: filled once, left alone afterwards, and in agreement with the national demo books.
import { describe, expect, it } from 'vitest';
import { openMasked, type MaskedRow } from '../../src/db/persons.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { createPool } from '../../src/db/pool.ts';
import { seedDemo } from '../../src/seed.ts';
import { SEED_ACCOUNTS } from '../../src/seed/accounts.ts';
import { SEED_STAFF } from '../../src/seed/offices.ts';
import { DEMO_CHANNELS, DEMO_PEOPLE, DEMO_SENDERS } from '../../src/embedded/provider/people.ts';
import { SHIPPED_FIGURES } from '../../src/policy/centers/index.ts';
import { checkDigit } from '../../src/ledger/accounts.ts';
import { demoPeople } from '../../src/simulators/people.ts';
import { database } from '../harness/database.ts';

describe('the demo', () => {
  const suite = database();
  const secrets = parseSecrets(generateSecrets());

  const TABLES = ['center', 'branch', 'staff', 'staff_scope', 'figure', 'calendar_year'];
  const MORE = ['calendar_day', 'person', 'identity_document', 'account', 'balance', 'event'];

  async function counts(): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    for (const table of [...TABLES, ...MORE]) {
      const { rows } = await suite.owner.query<{ n: string }>(`select count(*) as n from ${table}`);
      found[table] = rows[0]!.n;
    }
    return found;
  }

  it('is filled once, however often and at how many places it starts', async () => {
    const pool = createPool(suite.urls.owner, { name: 'seed', max: 4 });
    await Promise.all([seedDemo({ pool, secrets }), seedDemo({ pool, secrets })]);
    const first = await counts();
    await suite.owner.query(
      `update staff_scope set valid_to = '2026-11-22' where staff = 'li-shenji'`,
    );
    await suite.owner.query(`update person set phone_hash = 'changed'`);
    await seedDemo({ pool, secrets });
    expect(await counts()).toEqual(first);
    const { rows } = await suite.owner.query<{ n: string }>(
      `select count(*) as n from person where phone_hash = 'changed'`,
    );
    expect(rows[0]?.n).toBe(String(SEED_ACCOUNTS.length));
    expect(Number(first['figure'])).toBe(SHIPPED_FIGURES.length);
    await pool.end();
  });

  it('has everybody who can sign in', () => {
    const ids = SEED_STAFF.map(({ id }) => id);
    for (const { id, name } of DEMO_PEOPLE) {
      expect(SEED_STAFF.find((staff) => staff.id === id)?.name).toBe(name);
    }
    expect(ids).toEqual(expect.arrayContaining([...DEMO_CHANNELS, ...DEMO_SENDERS]));
    expect(ids).toHaveLength(DEMO_PEOPLE.length + DEMO_CHANNELS.length + DEMO_SENDERS.length);
  });

  it('knows of the accounts here what the national books know of them', () => {
    const people = demoPeople('210100');
    for (const account of SEED_ACCOUNTS) {
      const { name, document, bornOn, sex, booked } = people.find(
        ({ code }) => code === account.code,
      )!;
      expect(account).toMatchObject({ name, document, bornOn, sex });
      const here = booked.accounts.find(({ center }) => center === '210100')!;
      expect(account.source).toBe(here.source);
      // Frozen is a hold on an account, not one of its states.
      expect(account.state).toBe(here.state === 'frozen' ? 'normal' : here.state);
      expect(account.openedOn).toBe(here.openedOn);
      expect(account.paidTo).toBe(here.paidTo);
      expect(account.balance !== '0.00').toBe(here.hasBalance);
    }
  });

  it('numbers its accounts like all others, and shows their holders masked', async () => {
    const { rows } = await suite.api.query<MaskedRow & { number: string }>(
      `select p.id, p.wrapped_key, p.masked, a.number from account a join person p on p.id = a.person
        order by a.number`,
    );
    expect(rows).toHaveLength(SEED_ACCOUNTS.length);
    const keys = createPersonKeys(secrets.center);
    for (const row of rows) {
      expect(checkDigit(row.number.slice(0, 19))).toBe(row.number.slice(19));
      expect(openMasked(keys, row)?.name).toMatch(/^.＊$/u);
    }
  });
});
