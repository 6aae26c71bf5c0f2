/** The table of mandates: one that lives per account, states that are whole, and who may write. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { recordConfirmed, recordEnded, recordSigned } from '../../src/db/mandate-records.ts';
import {
  activeMandates,
  endMandateOfClosed,
  requestMandate,
  sealMaskedCard,
} from '../../src/db/mandates.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { bench, CENTER, newCase } from './fixtures.ts';

const suite = bench();
const CARD = { number: '6222020200001234567', holder: '张三', bank: '建设银行' };
const ON = '2026-11-23';

let numbers = 0;

/** An account with an agreement in force. */
async function account() {
  const { id: caseId, person } = await newCase(suite);
  const agreement = randomUUID();
  numbers += 1;
  const number = `2101000298${String(numbers).padStart(10, '0')}`;
  await suite.owner.query(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, $2, $3, 'normal', 'flexible', $4, $5)`,
    [number, CENTER, person.id, ON, caseId],
  );
  await suite.owner.query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters, hash,
       state, monthly_amount, cycle, debit_day, offered_on, sign_by)
     values ($1, $2, $3, $4, $5, 't', $6, 'h', 'active', 800, 'month', 10, $7, $7)`,
    [
      agreement,
      CENTER,
      person.id,
      caseId,
      number,
      sealJson(person.key, place.agreement(agreement), {}),
      ON,
    ],
  );
  return { account: number, agreement, caseId, person: person.id, key: person.key };
}

async function requested(of: Awaited<ReturnType<typeof account>>): Promise<string> {
  const id = randomUUID();
  await inTransaction(suite.app, (tx) =>
    requestMandate(tx, {
      id,
      center: CENTER,
      ...of,
      card: CARD,
      limitEach: '1600.00',
      requestedOn: ON,
    }),
  );
  return id;
}

const numbered = (id: string, of: Awaited<ReturnType<typeof account>>) => ({
  ...{ id, bankMandate: `WT-${id}` },
  masked: sealMaskedCard(of.key, of.account, CARD),
});

async function confirmed(of: Awaited<ReturnType<typeof account>>): Promise<string> {
  const id = await requested(of);
  await inTransaction(suite.app, async (tx) => {
    await recordSigned(tx, numbered(id, of));
    await recordConfirmed(tx, { id, on: ON });
  });
  return id;
}

describe('a mandate', () => {
  it('is one per account while it lives, whoever asks for another', async () => {
    const of = await account();
    const first = await requested(of);
    const constraint = { constraint: 'mandate_one_live_per_account' };
    await expect(requested(of)).rejects.toMatchObject(constraint);
    await inTransaction(suite.app, (tx) => recordSigned(tx, numbered(first, of)));
    await expect(requested(of)).rejects.toMatchObject(constraint);
    await inTransaction(suite.app, (tx) =>
      recordEnded(tx, {
        id: first,
        state: 'cancelled',
        reason: 'holder-asked',
        by: 'holder',
        on: ON,
      }),
    );
    await requested(of);
  });

  it('leaves with its message to the bank, or not at all', async () => {
    const of = await account();
    const id = await requested(of);
    const { rows } = await suite.app.query(
      `select kind, case_id, person from outbox where key = $1`,
      [`mandate/${id}`],
    );
    expect(rows).toEqual([{ kind: 'mandate-sign', case_id: of.caseId, person: of.person }]);
    await expect(requested(of)).rejects.toThrow();
    const all = await suite.app.query(`select from outbox where person = $1`, [of.person]);
    expect(all.rowCount).toBe(1);
  });

  it('is debited only when it is in force, and of many accounts all in one answer', async () => {
    const made = await Promise.all([account(), account(), account()]);
    const [one, two, three] = [await confirmed(made[0]), await confirmed(made[1]), made[2]];
    await requested(three);
    const found = await activeMandates(
      suite.app,
      made.map((of) => of.account),
    );
    const byId = new Map(found.map((mandate) => [mandate.id, mandate]));
    expect(new Set(byId.keys())).toEqual(new Set([one, two]));
    expect(byId.get(one)).toMatchObject({ limitEach: '1600.00', bankMandate: `WT-${one}` });
  });

  it('ends with its account, and the bank hears of one it has numbered', async () => {
    const [known, unknown] = [await account(), await account()];
    const id = await confirmed(known);
    await requested(unknown);
    for (const of of [known, unknown]) {
      await inTransaction(suite.app, (tx) => endMandateOfClosed(tx, { ...of, on: ON }));
    }
    const { rows } = await suite.app.query<{ key: string }>(
      `select key from outbox where kind = 'mandate-cancel' and person = any ($1)`,
      [[known.person, unknown.person]],
    );
    expect(rows).toEqual([{ key: `mandate/${id}/close` }]);
    expect(await activeMandates(suite.app, [known.account])).toEqual([]);
  });

  it.each([
    ['in force without the cardholder', `state = 'active', bank_mandate = 'X1', under_way = null`],
    ['signed without the bank’s number', `state = 'unconfirmed', under_way = null`],
    ['over without a day', `state = 'cancelled'`],
    ['asked for and not on its way', `under_way = null`],
    ['good for nothing', `limit_each = 0`],
  ])('is never %s', async (_words, change) => {
    const id = await requested(await account());
    const changing = suite.app.query(`update mandate set ${change} where id = $1`, [id]);
    // check_violation
    await expect(changing).rejects.toMatchObject({ code: '23514' });
  });

  it('is never deleted by a worker', async () => {
    await expect(suite.app.query('delete from mandate')).rejects.toMatchObject({ code: '42501' });
  });
});
