/** （四）: a collection under terms that changed, and what it tells the people. */
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openJson } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { lockForChange, putTermsInForce } from '../../src/ledger/amendments.ts';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { firstDebitOfChange } from '../../src/policy/change-months.ts';
import { bench, CENTER } from '../db/fixtures.ts';
import { bankDouble } from './bank-double.ts';
import { contributor, debitKey, type Contributor } from './contributors.ts';
import { runs, shippedFigures } from './fixtures.ts';

const suite = bench();
const bank = bankDouble();
const { start, step, drive, act, items } = runs(suite, { bank: () => bank.client });

beforeAll(async () => {
  await shippedFigures(suite);
  // Told payment by payment from August to October, and not otherwise.
  await suite.owner.query(
    `insert into figure (center, district, name, value, valid_from, valid_to, document_number,
       proposed_by, approved_by)
     values ($1, null, 'contribution-receipt', 'told', '2026-08-01', '2026-10-31', 'x', 'sun', 'zhou')`,
    [CENTER],
  );
});
beforeEach(async () => {
  await suite.owner.query('update plan set active = false');
  await suite.owner.query(
    `update contribution_due set state = 'void', settled_on = due_on, next_on = null
      where state = 'open'`,
  );
  await suite.owner.query(`update debit set state = 'refused' where state in ('planned', 'sent')`);
  await suite.owner.query(`update run_item set state = 'failed' where state = 'sent'`);
  await suite.owner.query(
    `update run set state = 'done', ended_at = now() where state = 'working'`,
  );
});

const instant = (day: string) => Date.parse(`${day}T10:00:00+08:00`);

async function collect(day: string): Promise<string> {
  const run = await start('collection', day);
  const stood = await drive(run, instant(day));
  if (stood.state === 'previewed') {
    await act(run, 'approve');
    await drive(run, instant(day));
  }
  return run;
}

async function itemOf(run: string, { account }: Contributor) {
  return (await items(run)).find((item) => item['account'] === account);
}

async function dueOf({ account }: Contributor, month: string) {
  const { rows } = await suite.owner.query<Record<string, unknown>>(
    'select * from contribution_due where account = $1 and covers_from = $2',
    [account, month],
  );
  return rows[0];
}

/** Another amount and debit day, as a case puts them in force. */
async function changed(
  one: Contributor,
  terms: { fromMonth: string; monthlyAmount: string; debitDay?: number; on: string },
): Promise<readonly string[]> {
  const { account, accountId, agreement, person } = one;
  const amendment = randomUUID();
  await suite.owner.query(
    `insert into amendment (id, center, agreement, account, person, case_id, template_version,
       parameters, hash, state, changes, monthly_amount, cycle, debit_day, offered_on, sign_by,
       signed_on)
     select $1, $2, $3, $4, $5, $6, 'amendment-2026-1', card, 'x', 'offered', '{amount}', $7,
            'month', $8, $9, $9, $9 from plan where account = $4 limit 1`,
    [
      ...[amendment, CENTER, agreement, account, person, randomUUID(), terms.monthlyAmount],
      ...[terms.debitDay ?? 15, terms.on],
    ],
  );
  return inTransaction(
    suite.app,
    async (tx) => {
      await lockForChange(tx, accountId);
      const { debitDay = 15, ...others } = terms;
      return putTermsInForce(tx, {
        ...{ amendment, account, agreement, cycle: 'month', card: null, debitDay },
        ...others,
      });
    },
    { isolation: 'read committed' },
  );
}

describe('（四）a change from the first month that is not settled', () => {
  it('the month before is debited under the old terms, the next one under the new', async () => {
    const one = await contributor(suite, { paidTo: '2026-01' });
    const february = await collect('2026-02-13');
    expect(await itemOf(february, one)).toMatchObject({ amount: '800.00' });
    bank.pay(debitKey(one, '2026-02'), '2026-02-13');
    await drive(february, instant('2026-02-13'));
    await changed(one, { fromMonth: '2026-03', monthlyAmount: '1000.00', on: '2026-02-20' });
    const march = await collect('2026-03-13');
    expect(await itemOf(march, one)).toMatchObject({ amount: '1000.00' });
  });

  it('what was refused and is not with the bank is owed anew, under a key of its own', async () => {
    const one = await contributor(suite, { paidTo: '2026-03' });
    const first = await collect('2026-04-15');
    bank.refuse(debitKey(one, '2026-04'), '2026-04-15', 'insufficient-funds');
    await drive(first, instant('2026-04-15'));
    expect(await dueOf(one, '2026-04')).toMatchObject({ state: 'open', amount: '800.00' });
    const terms = { fromMonth: '2026-04', monthlyAmount: '300.00', on: '2026-04-16' };
    expect(await changed(one, terms)).toEqual(['2026-04']);
    expect(await dueOf(one, '2026-04')).toMatchObject({ state: 'void', next_on: null });
    const again = await collect('2026-04-17');
    expect(await itemOf(again, one)).toMatchObject({ amount: '300.00', detail: { attempt: 2 } });
    expect(await dueOf(one, '2026-04')).toMatchObject({ state: 'open', attempts_max: 4 });
    bank.pay(debitKey(one, '2026-04', 2), '2026-04-17');
    await drive(again, instant('2026-04-17'));
    expect(await dueOf(one, '2026-04')).toMatchObject({ state: 'paid', amount: '300.00' });
  });

  it('changed on the last day of a month to the first day, both months are debited in one go, as the paper says', async () => {
    const one = await contributor(suite, { paidTo: '2026-05' });
    const first = await collect('2026-06-15');
    bank.refuse(debitKey(one, '2026-06'), '2026-06-15', 'insufficient-funds');
    await drive(first, instant('2026-06-15'));
    const terms = { fromMonth: '2026-06', monthlyAmount: '1000.00', debitDay: 1 };
    expect(await changed(one, { ...terms, on: '2026-06-30' })).toEqual(['2026-06']);
    const promised = firstDebitOfChange({
      ...{ on: plainDate('2026-06-30'), fromMonth: plainMonth('2026-06'), rule: 'previous' },
      ...{ retiresOn: plainDate('2060-01-01'), holidays: [], workdays: [] },
      terms: { monthlyAmount: yuan('1000.00'), cycle: 'month', debitDay: 1 },
    });
    expect(promised).toEqual({ debitOn: '2026-07-01', coversTo: '2026-07', amount: '2000.00' });
    const july = await collect('2026-07-01');
    expect(await itemOf(july, one)).toMatchObject({
      ...{ amount: '2000.00', state: 'sent' },
      detail: { coversFrom: '2026-06', coversTo: '2026-07' },
    });
  });

  it('a list that was frozen with the old amount sends nothing of it', async () => {
    const one = await contributor(suite, { paidTo: '2026-04' });
    const run = await start('collection', '2026-05-15');
    await step(run, instant('2026-05-15'));
    expect(await itemOf(run, one)).toMatchObject({ amount: '800.00', state: 'open' });
    await changed(one, { fromMonth: '2026-05', monthlyAmount: '900.00', on: '2026-05-15' });
    await drive(run, instant('2026-05-15'));
    expect(await itemOf(run, one)).toMatchObject({ state: 'refused', outcome: 'due-changed' });
    expect(bank.has().has(debitKey(one, '2026-05'))).toBe(false);
  });
});

/** Opened by a case, as a rule: notices are papers of it. */
async function withCase(one: Contributor): Promise<string> {
  const id = randomUUID();
  await suite.owner.query(
    `insert into "case" (id, number, center, branch, type, person, channel, submitted_by, opened_at,
       stage, version, updated_at)
     values ($1, 'K' || nextval('case_number'), $2, 'sy-hall', 'account-opening', $3, 'hall', 'lin',
       now(), 'opened', 1, now())`,
    [id, CENTER, one.person],
  );
  await suite.owner.query('update account set opened_by_case = $2 where number = $1', [
    one.account,
    id,
  ]);
  return id;
}

interface Paper {
  readonly kind: string;
  readonly key: string;
  readonly params: Readonly<Record<string, unknown>>;
}

async function papers(caseId: string): Promise<readonly Paper[]> {
  const { rows } = await suite.owner.query<Record<string, string>>(
    `select d.id, d.kind, d.key, d.content, d.person, p.wrapped_key from document d
       join person p on p.id = d.person
       join outbox o on o.key = d.key and o.kind = 'notice'
      where d.case_id = $1 order by d.issued_at, d.key`,
    [caseId],
  );
  return rows.map(
    ({ id = '', kind = '', key = '', content = '', person = '', wrapped_key = '' }) => ({
      kind,
      key,
      params: openJson(
        suite.personKeys.unwrap(person, wrapped_key),
        place.document(id),
        content,
      ) as Paper['params'],
    }),
  );
}

describe('what the people are told', () => {
  it('a debit that was refused, why, and when the bank is asked again: once for each', async () => {
    const one = await contributor(suite, { paidTo: '2026-05' });
    const caseId = await withCase(one);
    const run = await collect('2026-06-15');
    bank.refuse(debitKey(one, '2026-06'), '2026-06-15', 'insufficient-funds');
    await drive(run, instant('2026-06-15'));
    await drive(run, instant('2026-06-15'));
    expect(await papers(caseId)).toMatchObject([
      {
        kind: 'debit-refused',
        params: {
          ...{ from: '2026-06', to: '2026-06', amount: '800.00', refusedOn: '2026-06-15' },
          ...{ nextOn: '2026-06-18', until: '2026-06-30', reason: '银行卡余额不足' },
          ...{ business: '缴存', accountLast4: one.account.slice(-4) },
        },
      },
    ]);
  });

  it('a card that no later try helps: that the bank is not asked again', async () => {
    const one = await contributor(suite, { paidTo: '2026-06' });
    const caseId = await withCase(one);
    const run = await collect('2026-07-15');
    bank.refuse(debitKey(one, '2026-07'), '2026-07-15', 'card-closed');
    await drive(run, instant('2026-07-15'));
    expect(await papers(caseId)).toMatchObject([{ params: { nextOn: null } }]);
  });

  it.each([
    ['not-told', []],
    ['told', ['contribution-receipt']],
  ])('money that came, where the figure says %s: %j', async (value, kinds) => {
    const one = await contributor(suite, {
      ...{ paidTo: value === 'told' ? '2026-07' : '2026-10', cycle: 'quarter' },
    });
    const caseId = await withCase(one);
    const [month, day] = value === 'told' ? ['2026-08', '2026-08-14'] : ['2026-11', '2026-11-13'];
    const run = await collect(day);
    bank.pay(debitKey(one, month), day);
    await drive(run, instant(day));
    const told = await papers(caseId);
    expect(told.map(({ kind }) => kind)).toEqual(kinds);
    if (value === 'told') {
      expect(told[0]?.params).toMatchObject({
        total: '2400.00',
        months: [
          { month: '2026-08' },
          { month: '2026-09' },
          { month: '2026-10', amount: '800.00' },
        ],
      });
    }
  });

  it('what is owed and about to be missed: from five days before the end on, once', async () => {
    const one = await contributor(suite, { paidTo: '2026-08', mandate: 'none' });
    const caseId = await withCase(one);
    await collect('2026-09-15');
    await collect('2026-09-24');
    expect(await papers(caseId)).toEqual([]);
    await collect('2026-09-25');
    await collect('2026-09-28');
    expect(await papers(caseId)).toMatchObject([
      {
        kind: 'payment-reminder',
        params: { from: '2026-09', until: '2026-09-30', amount: '800.00', cureDays: 30 },
      },
    ]);
  });

  it('nobody who was taken over without a case, and nobody who paid', async () => {
    const one = await contributor(suite, { paidTo: '2026-09' });
    const run = await collect('2026-10-15');
    bank.refuse(debitKey(one, '2026-10'), '2026-10-15', 'insufficient-funds');
    await drive(run, instant('2026-10-15'));
    const { rows } = await suite.owner.query('select 1 from document where person = $1', [
      one.person,
    ]);
    expect(rows).toEqual([]);
  });
});
