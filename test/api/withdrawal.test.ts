/** （七）、条例24: a withdrawal over HTTP before it is sent, what is wrong with it, and the account's payments. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { WITHDRAWAL_MATERIALS } from '../../src/domain/vocabulary.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { takeover } from '../ledger/entries.ts';
import { startCase, uploaded } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NAME = '张三';
const NUMBER = '21010002980000000002';
const MONTH = monthOf(today());

let account = '';

/** Four months paid in a row, 5,000.00 of the flexible source. */
beforeAll(async () => {
  const { id: caseId, told } = await startCase(clerk(), { number: idNumber(), name: NAME });
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, '210100', $2, 'normal', 'flexible', '2026-07-01', $3) returning id`,
    [NUMBER, told.string('person.id'), caseId],
  );
  account = rows[0]!.id;
  // The opening case of this world is open; what is asked here is not about that.
  await place.owner.query('update claim set released_at = now() where case_id = $1', [caseId]);
  await inTransaction(place.app, async (tx) => {
    const [one] = await recordJournals(tx, '210100', [takeover(NUMBER, '5000.00')]);
    for (const n of [0, 1, 2, 3]) {
      await tx.query(
        `insert into contribution (account, month, amount, journal, paid_on)
         values ($1, $2, 800, $3, '2026-07-10')`,
        [NUMBER, addToMonth(MONTH, -n), one!.journal],
      );
    }
  });
});

const rent = {
  ...{ purpose: 'rent', amount: '3000.00', married: false, ownsHome: false },
  expense: { amount: '9000.00' },
  period: { from: addToMonth(MONTH, -2), to: MONTH },
  bankCard: { number: '6222020500000012345', holder: NAME, bank: '建设银行' },
};
const precheck = (more: object = {}, as = clerk()) =>
  as.post('/cases:precheck', {
    body: { type: 'withdrawal', application: { account, ...rent, ...more } },
    key: null,
  });

describe('before a withdrawal is sent', () => {
  it('says how much, from which source, what is missing, by when and by whom it is decided', async () => {
    const told = await precheck();
    expect(told.body).toMatchObject({
      ready: false,
      refusals: [],
      missing: [
        { code: 'identity-document', pointer: '#/application/evidence' },
        { code: 'no-home-proof', pointer: '#/application/evidence' },
      ],
      withdrawal: {
        ...{ purposeTitle: '支付房租', item: 1, regulation: '2026' },
        ...{ limit: '6000.00', drawable: '5000.00', available: '5000.00', decidedBy: 'clerk' },
        balances: [{ source: 'flexible', amount: '5000.00' }],
      },
    });
  });

  it('with all the scans nothing stands against it', async () => {
    const evidence = ['identity-document', 'no-home-proof'].map((kind) => ({
      ...{ kind, file: randomUUID() },
    }));
    const told = await precheck({ evidence });
    expect(told.body).toMatchObject({
      ready: true,
      withdrawal: { drawn: [{ source: 'flexible', amount: '3000.00' }] },
    });
  });

  it.each([
    [{ amount: '5000.01' }, 'amount-above-balance', '最多可以提取5000.00元'],
    [{ period: { from: MONTH, to: MONTH } }, 'amount-above-limit', '最多可以提取2000.00元'],
    [{ bankCard: { ...rent.bankCard, holder: '李四' } }, 'withdrawal-card-differs', '不是账户本人'],
    [{ ownsHome: true }, 'owns-home', '自有住房'],
  ])('%j is refused by name, with the nearest that would do', async (more, code, text) => {
    const told = await precheck(more);
    const refusals = told.at('refusals') as { code: string; text: string; clauses: unknown[] }[];
    expect(refusals.map((one) => one.code)).toContain(code);
    expect(refusals.find((one) => one.code === code)?.text).toContain(text);
    expect(refusals.every(({ clauses }) => clauses.length > 0)).toBe(true);
  });
});

describe('before a withdrawal that closes the account is sent', () => {
  const MATERIALS = {
    retirement: 'retirement-certificate',
    disability: 'disability-appraisal',
    emigration: 'emigration-proof',
  } as const;
  const leaving = (more: object = {}, purpose: keyof typeof MATERIALS = 'retirement') =>
    clerk().post('/cases:precheck', {
      body: {
        type: 'withdrawal',
        application: {
          ...{ account, purpose, bankCard: rent.bankCard },
          evidence: ['identity-document', MATERIALS[purpose]].map((kind) => ({
            ...{ kind, file: randomUUID() },
          })),
          ...more,
        },
      },
      key: null,
    });

  it.each(['retirement', 'disability', 'emigration'] as const)(
    '%s: everything with its interest, no amount need be named, and what becomes of the account',
    async (purpose) => {
      const told = await leaving({}, purpose);
      expect(told.body).toMatchObject({ ready: true, refusals: [], missing: [] });
      const interest = told.string('withdrawal.interest');
      expect(Number(interest)).toBeGreaterThan(0);
      const all = (5000 + Number(interest)).toFixed(2);
      expect(told.at('withdrawal')).toMatchObject({ amount: all, drawable: all });
      expect(told.string('withdrawal.closing')).toContain('可以同时注销账户');
      expect(told.string('withdrawal.closing')).toContain('受理之日起不再扣款');
    },
  );

  it('less than everything is refused in the words of the case itself', async () => {
    const told = await leaving({ amount: '4999.99' });
    expect(told.at('refusals')).toMatchObject([
      {
        code: 'amount-not-all',
        text: '同时注销账户的，须一次提取全部余额，所填金额少于账户余额。账户余额为5000.00元。',
      },
    ]);
    expect((await leaving({ amount: '5000.00' })).at('refusals')).toEqual([]);
  });

  it('whoever keeps the account names an amount, and is told that it stays', async () => {
    const told = await leaving({ close: false, amount: '4999.99' });
    expect(told.body).toMatchObject({ ready: true, withdrawal: { interest: null } });
    expect(told.string('withdrawal.closing')).toContain('不注销账户');
    for (const [more, pointer] of [
      [{ close: false }, '#/application/amount'],
      [{ purpose: 'rent', close: true, amount: '1.00' }, '#/application/close'],
    ] as const) {
      const wrong = await leaving(more);
      expect(wrong.status).toBe(422);
      const errors = wrong.at('errors') as { pointer: string }[];
      expect(errors.map((one) => one.pointer)).toContain(pointer);
    }
  });

  it('a case of the law that closes nothing says nothing of it', async () => {
    expect((await precheck()).at('withdrawal.closing')).toBeNull();
  });
});

describe('bad input', () => {
  it.each([
    [{ amount: '0.00' }, '#/application/amount'],
    [{ amount: '-1.00' }, '#/application/amount'],
    [{ amount: '100.001' }, '#/application/amount'],
    [{ amount: 100 }, '#/application/amount'],
    [{ purpose: 'gambling' }, '#/application/purpose'],
    [{ period: { from: '2026-13', to: MONTH } }, '#/application/period/from'],
    [{ expense: { amount: '9000.00', on: '2026-02-30' } }, '#/application/expense/on'],
    [{ bankCard: { ...rent.bankCard, number: '12' } }, '#/application/bankCard/number'],
    [
      { evidence: [{ kind: 'employer-proof', file: randomUUID() }] },
      '#/application/evidence/0/kind',
    ],
    [{ account: randomUUID() }, '#/application/account'],
  ])('%j is told at its field', async (more, pointer) => {
    const told = await precheck(more);
    expect(told.status).toBe(422);
    const errors = told.at('errors') as { pointer: string; detail: string }[];
    expect(errors.map((one) => one.pointer)).toContain(pointer);
    // What was typed is not told back.
    expect(JSON.stringify(told.body)).not.toContain(rent.bankCard.number);
  });

  it('an account of another center is not there', async () => {
    const told = await precheck({}, place.as('dl-guiyuan'));
    expect(told.status).toBe(422);
    expect(JSON.stringify(told.at('errors'))).toContain('没有找到该账户');
  });
});

describe('the account', () => {
  it('shows payments and what is reserved, by the last four digits of the card', async () => {
    const { rows } = await place.owner.query<{ person: string; case_id: string }>(
      'select person, opened_by_case as case_id from account where id = $1',
      [account],
    );
    const [{ person, case_id: caseId }] = rows as [(typeof rows)[number]];
    await place.owner.query(
      `insert into withdrawal (case_id, center, person, account, reason, regulation, item, code, amount,
         drawn, decided_on, state)
       values ($1, '210100', $2, $3, 'rent', '2026', 1, '07', 3000, '[]', current_date, 'reserved')`,
      [caseId, person, NUMBER],
    );
    await place.owner.query(
      `insert into payout (key, case_id, n, center, person, account, amount, card, card_last4, run_on,
         created_at, state) values ($1, $2, 1, '210100', $3, $4, 3000,
           (select content from form_content where case_id = $2 limit 1), '2345', current_date, now(),
           'sent')`,
      [`payout/${caseId}/1`, caseId, person, NUMBER],
    );
    const told = await clerk().get(`/accounts/${account}`);
    expect(told.body).toMatchObject({
      reserved: '3000.00',
      payouts: [
        { purposeTitle: '支付房租', amount: '3000.00', cardLast4: '2345', state: 'sent', caseId },
      ],
    });
    expect(JSON.stringify(told.body)).not.toContain(rent.bankCard.number);
  });
});

describe('what is brought', () => {
  it.each(WITHDRAWAL_MATERIALS)(
    'may be uploaded under the name the form asks for: %s',
    async (kind) => {
      await uploaded(clerk(), kind);
    },
  );
});
