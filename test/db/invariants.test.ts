// What no two transactions may break together: one person, one account, one agreement, one claim.
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { findOrCreatePerson, type FoundPerson } from '../../src/db/applicants.ts';
import { takeClaim } from '../../src/db/case-work.ts';
import { inTransaction, type Isolation } from '../../src/db/transaction.ts';
import { bench, CENTER, newCase, newNumber, newPerson, NOW } from './fixtures.ts';

const suite = bench();
const UNIQUE = { code: '23505' };
const ISOLATIONS: readonly Isolation[] = ['read committed', 'serializable'];

function fulfilled(outcomes: readonly PromiseSettledResult<unknown>[]) {
  return outcomes.filter(({ status }) => status === 'fulfilled').length;
}

async function openAccount(
  person: string,
  isolation: Isolation,
  state = 'normal',
): Promise<string> {
  return inTransaction(
    suite.app,
    async (tx) => {
      const { rows } = await tx.query<{ number: string }>(
        `insert into account (number, center, person, state, source, opened_on, sealed_on, closed_on,
           close_reason)
         select lpad(nextval('account_number')::text, 20, '0'), $1, $2, $3, 'flexible', '2026-11-23',
                case when $3 = 'sealed' then date '2026-11-23' end,
                case when $3 = 'closed' then date '2026-11-23' end,
                case when $3 = 'closed' then 'withdrawn' end
         returning number`,
        [CENTER, person, state],
      );
      return rows[0]!.number;
    },
    { isolation },
  );
}

async function activeAgreement(person: FoundPerson, isolation: Isolation): Promise<void> {
  await inTransaction(
    suite.app,
    (tx) =>
      tx.query(
        `insert into agreement (id, center, person, case_id, template_version, parameters, hash,
           state, monthly_amount, cycle, debit_day, offered_on, sign_by)
         values ($1, $2, $3, $4, 't', $5, 'h', 'active', 800.00, 'month', 5, '2026-11-23',
           '2026-12-08')`,
        [randomUUID(), CENTER, person.id, randomUUID(), sealJson(person.key, 'agreement:x', {})],
      ),
    { isolation },
  );
}

describe('第十三条 每个职工只能有一个住房公积金账户', () => {
  it.each(ISOLATIONS)('of sixteen openings at once one is done (%s)', async (isolation) => {
    const person = await newPerson(suite);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, () => openAccount(person.id, isolation)),
    );
    expect(fulfilled(outcomes)).toBe(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject(UNIQUE);
    }
  });

  it('a sealed account counts, a closed one does not', async () => {
    const person = await newPerson(suite);
    await openAccount(person.id, 'serializable', 'closed');
    const account = await openAccount(person.id, 'serializable', 'sealed');
    await expect(openAccount(person.id, 'serializable')).rejects.toMatchObject(UNIQUE);
    await suite.app.query(
      `update account set state = 'closed', closed_on = '2026-11-23', close_reason = 'withdrawn'
        where number = $1`,
      [account],
    );
    await openAccount(person.id, 'serializable');
  });

  it('of sixteen agreements put in force at once one is', async () => {
    for (const isolation of ISOLATIONS) {
      const person = await newPerson(suite);
      const outcomes = await Promise.allSettled(
        Array.from({ length: 16 }, () => activeAgreement(person, isolation)),
      );
      expect(fulfilled(outcomes)).toBe(1);
    }
  });
});

describe('one person', () => {
  const deps = { personKeys: suite.personKeys, lookup: suite.secrets.lookup };
  const stated = (numbers: readonly string[]) => ({
    center: CENTER,
    name: '李四',
    documents: numbers.map((number) => ({ type: 'passport', number, validUntil: null })),
    bornOn: null,
    sex: null,
    phone: null,
    address: null,
  });
  const enter = (numbers: readonly string[], isolation: Isolation = 'serializable') =>
    inTransaction(suite.app, (tx) => findOrCreatePerson(tx, deps, stated(numbers)), { isolation });

  it.each(ISOLATIONS)('is entered once by twelve applications at once (%s)', async (isolation) => {
    const number = newNumber();
    const persons = await Promise.all(Array.from({ length: 12 }, () => enter([number], isolation)));
    expect(new Set(persons.map(({ id }) => id)).size).toBe(1);
    expect(persons.every(({ key }) => key.equals(persons[0]!.key))).toBe(true);
  });

  it('is found by any of their numbers, and numbers of two persons are a conflict', async () => {
    const [first, second, third] = [newNumber(), newNumber(), newNumber()];
    const person = await enter([first]);
    expect((await enter([second, first])).id).toBe(person.id);
    expect((await enter([second])).id).toBe(person.id);
    await enter([third]);
    await expect(enter([second, third])).rejects.toMatchObject({ code: 'person-conflict' });
  });
});

describe('a claim on a person', () => {
  it('is held by one of many cases that reach for it at once', async () => {
    const { person } = await newCase(suite);
    const cases = await Promise.all(Array.from({ length: 6 }, () => newCase(suite)));
    const holders = await Promise.all(
      cases.map(({ id: caseId }) =>
        inTransaction(suite.app, (tx) => takeClaim(tx, { person: person.id, caseId, at: NOW })),
      ),
    );
    expect(holders.filter((holder) => holder === null)).toHaveLength(1);
    expect(new Set(holders.filter((holder) => holder !== null)).size).toBe(1);
  });
});

describe('what is personal', () => {
  it('is refused by the database in plain text, wherever it would rest', async () => {
    const { rows } = await suite.owner.query<{ name: string }>(
      `select format('%s.%s', c.table_name, c.column_name) as name
         from information_schema.columns c where c.domain_name = 'sealed' order by name`,
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'agreement.parameters',
      'agreement.signature',
      'amendment.parameters',
      'amendment.signature',
      'case_pause.note',
      'check.evidence',
      'decision.record',
      'document.content',
      'draft.content',
      'event.content',
      'form_content.content',
      'form_content.masked',
      'identity_document.number',
      'identity_document.valid_until',
      'inbox.payload',
      'mandate.card',
      'mandate.masked',
      'mandate.next_card',
      'mandate.next_masked',
      'note.content',
      'operation_row.content',
      'outbox.payload',
      'payout.card',
      'person.address',
      'person.born_on',
      'person.masked',
      'person.name',
      'person.phone',
      'person.sex',
      'person_document.content',
      'personal_change.after',
      'personal_change.before',
      'personal_change.masked',
      'plan.card',
      'repair.reason',
      'repair.second_reason',
      'suspense_item.note',
      'suspense_item.payer',
    ]);
    for (const text of ['张三', '219900199003072316', '{"a":1}', 'v1.short']) {
      await expect(suite.owner.query('select $1::text::sealed', [text])).rejects.toMatchObject({
        code: '23514',
      });
    }
  });
});
