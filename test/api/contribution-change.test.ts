/** （四）: a change of the contribution over HTTP before it is sent, and receipts of what was paid. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { addToMonth, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { Fault } from '../../src/domain/fault.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { idNumber } from '../builders.ts';
import { contribution } from '../ledger/entries.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NAME = '张三';
const CARD = { number: '6222020200001240001', holder: NAME, bank: '建设银行' };

let account = { id: '', number: '' };

/** Opened by a clerk; 800.00 a month on the tenth, up to 1600.00 each time. */
beforeAll(async () => {
  const { id: caseId, told } = await startCase(clerk(), { number: idNumber(), name: NAME });
  const person = told.string('person.id');
  const number = '21010002980000000001';
  const { rows } = await place.owner.query<{ id: string; wrapped_key: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, '210100', $2, 'normal', 'flexible', '2026-07-01', $3)
     returning id, (select wrapped_key from person where id = $2)`,
    [number, person, caseId],
  );
  const [made] = rows;
  account = { id: made!.id, number };
  const key = createPersonKeys(place.secrets.center).unwrap(person, made!.wrapped_key);
  const agreement = randomUUID();
  const signed = { retiresOn: '2050-01-10', terms: { changeMonths: 12 } };
  const card = sealJson(key, placeOf.card(number), CARD);
  await place.owner.query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters, hash,
       state, monthly_amount, cycle, debit_day, offered_on, sign_by)
     values ($1, '210100', $2, $3, $4, 't', $5, 'h', 'active', 800, 'month', 10, '2026-07-01',
       '2026-07-16')`,
    [agreement, person, caseId, number, sealJson(key, placeOf.agreement(agreement), signed)],
  );
  await place.owner.query(
    `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card,
       district) values ($1, $2, 800, 'month', 10, '2026-07', $3, '210102')`,
    [number, agreement, card],
  );
  await place.owner.query(
    `insert into mandate (id, center, person, account, agreement, card, limit_each, bank_mandate,
       state, requested_on, confirmed_on)
     values ($1, '210100', $2, $3, $4, $5, 1600, 'WT-change', 'active', '2026-07-01', '2026-07-01')`,
    [randomUUID(), person, number, agreement, card],
  );
  await inTransaction(place.app, async (tx) => {
    const entry = contribution(number, '800.00');
    const [one] = await recordJournals(tx, '210100', [entry]);
    await tx.query(
      `insert into contribution (account, month, amount, journal, paid_on)
       values ($1, '2026-07', 800, $2, '2026-07-10')`,
      [number, one!.journal],
    );
    await tx.query(`update account set paid_to = '2026-07' where number = $1`, [number]);
  });
});

const precheck = (wanted: object, as = clerk(), id = account.id) =>
  as.post('/cases:precheck', {
    body: { type: 'contribution-change', application: { account: id, ...wanted } },
    key: null,
  });

describe('before a change is sent', () => {
  it('says from which month, what is debited first, and that nobody else has to agree', async () => {
    const told = await precheck({ debitDay: 12 });
    expect(told.body).toMatchObject({
      ready: true,
      change: {
        ...{ changes: ['debit-day'], changesText: '扣款日', fromMonth: '2026-08' },
        before: { debitDay: 10 },
        after: { debitDay: 12, monthlyAmount: '800.00', cycleTitle: '按月' },
        cardInUse: { bank: CARD.bank, last4: CARD.number.slice(-4) },
      },
    });
    expect(JSON.stringify(told.body)).not.toContain(CARD.number);
  });

  it('says what the bank has to do', async () => {
    expect((await precheck({ monthlyAmount: '2000.00' })).at('change')).toMatchObject({
      ...{ bank: 'limit', limitEach: '1600.00' },
    });
    const bankCard = { ...CARD, number: '6222020200001240009' };
    expect((await precheck({ bankCard })).at('change')).toMatchObject({ bank: 'card' });
  });

  it('says every reason against it, with the clause and the nearest that would do', async () => {
    const told = await precheck({ monthlyAmount: '207.99', debitDay: 28 });
    expect(told.body).toMatchObject({
      ready: false,
      refusals: [
        { code: 'change-amount-outside-limits', clauses: [{ id: 'liaoning-4' }] },
        { code: 'debit-day-not-offered' },
      ],
    });
    expect(told.string('refusals.0.text')).toContain('最接近的是223.00元');
    const bankCard = { ...CARD, holder: '李四' };
    expect((await precheck({ bankCard })).at('refusals.0')).toMatchObject({
      code: 'card-holder-differs',
    });
  });

  it.each([
    [{}, '#/application'],
    [{ monthlyAmount: '0' }, '#/application/monthlyAmount'],
    [{ monthlyAmount: '1,000.00' }, '#/application/monthlyAmount'],
    [{ monthlyAmount: '800.001' }, '#/application/monthlyAmount'],
    [{ monthlyAmount: 800 }, '#/application/monthlyAmount'],
    [{ cycle: 'week' }, '#/application/cycle'],
    [{ debitDay: 31 }, '#/application/debitDay'],
    [{ debitDay: 12, wish: 'x' }, '#/application/wish'],
    [{ bankCard: { ...CARD, number: '12' } }, '#/application/bankCard/number'],
  ])('%j cannot be read, at %s', async (wanted, pointer) => {
    const told = await precheck(wanted);
    expect(told.status).toBe(422);
    expect(told.string('errors.0.pointer')).toBe(pointer);
  });

  it.each(['-1.00', '0.00'])('%s is an amount, and outside the limits', async (monthlyAmount) => {
    expect((await precheck({ monthlyAmount })).at('refusals.0')).toMatchObject({
      code: 'change-amount-outside-limits',
    });
  });

  it('an account that is not there, or is another’s, is an error of the field', async () => {
    for (const told of [
      await precheck({ debitDay: 12 }, clerk(), randomUUID()),
      await precheck({ debitDay: 12 }, place.as('channel-bank')),
    ]) {
      expect(told.status).toBe(422);
      expect(told.string('errors.0.pointer')).toBe('#/application/account');
    }
  });
});

describe('an account is named by its printed number', () => {
  const number = () => account.number;
  const STRANGE = { pointer: '#/application/account' };

  it('as by its id, also as it stands on paper', async () => {
    const byId = await precheck({ debitDay: 12 });
    const spaced = number().replace(/(.{4})/g, '$1 ');
    const wide = Array.from(number(), (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
    for (const named of [number(), spaced, wide.join('')]) {
      expect((await precheck({ debitDay: 12 }, clerk(), named)).body).toEqual(byId.body);
    }
  });

  it.each(['contribution-change', 'agreement-change', 'breach'])(
    'and goes on as the id, so that the number of a %s reaches nobody else',
    async (type) => {
      const start = vi
        .spyOn(place.engine, 'start')
        .mockRejectedValue(new Fault('engine-unavailable', 'stopped by the test'));
      const more = {
        'contribution-change': { debitDay: 12 },
        'agreement-change': {
          ...{ change: 'suspend', ground: 'holder-asked', reason: '本人申请' },
          file: randomUUID(),
        },
        breach: { fact: 'missed-contributions', reason: '连续漏缴' },
      }[type];
      await clerk().post('/cases', { body: { type, application: { account: number(), ...more } } });
      expect(start).toHaveBeenCalledOnce();
      const content = start.mock.calls[0]![1].content;
      start.mockRestore();
      expect(content).toMatchObject({ account: account.id });
      expect(JSON.stringify(content)).not.toContain(number());
    },
  );

  it('one of another center looks like one that is not there', async () => {
    const told = [
      await precheck({ debitDay: 12 }, clerk(), '21010002980000009999'),
      await precheck({ debitDay: 12 }, place.as('dl-guiyuan'), number()),
      await precheck({ debitDay: 12 }, place.as('dl-guiyuan'), account.id),
      await precheck({ debitDay: 12 }, place.as('channel-bank'), number()),
    ];
    for (const one of told) {
      expect(one.status).toBe(422);
      expect(one.list('errors')).toEqual([
        { ...STRANGE, detail: expect.stringContaining('20位') as string },
      ]);
    }
  });

  it.each(['', '2101', '2101000298000000000x', '210100029800000000011', 'K202611230000001'])(
    '%j is no number of an account',
    async (named) => {
      const told = await precheck({ debitDay: 12 }, clerk(), named);
      expect(told.status).toBe(422);
      expect(told.list('errors')).toEqual([{ ...STRANGE, detail: '请填写20位个人账号' }]);
    },
  );

  it('and the opening tells which account it led to', async () => {
    const [row] = (
      await place.owner.query<{ opened_by_case: string }>(
        'select opened_by_case from account where id = $1',
        [account.id],
      )
    ).rows;
    const told = await clerk().get(`/cases/${row!.opened_by_case}`);
    expect(told.at('account')).toEqual({ ...account, stateTitle: '正常' });
    const { told: other } = await startCase(clerk());
    expect(other.at('account')).toBeNull();
  });
});

describe('the versions of a plan', () => {
  const versions = async () => {
    const told = await clerk().get(`/accounts/${account.id}`);
    return told.list('agreement.versions').map((one) => [one['fromMonth'], one['standing']]);
  };
  const agreed = (from: string, active = true) =>
    place.owner.query(
      `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card,
         district, active)
       select account, agreement, monthly_amount, cycle, debit_day, $2, card, district, $3
         from plan where account = $1 order by n limit 1`,
      [account.number, from, active],
    );

  it('are all told: past, in force, to come, and replaced', async () => {
    const month = monthOf(dateAt(place.deps.now()));
    const [before, next] = [addToMonth(month, -1), addToMonth(month, 1)];
    await agreed(before);
    await agreed(month, false);
    await agreed(next);
    expect(await versions()).toEqual([
      [next, 'future'],
      [month, 'ended'],
      [before, 'now'],
      ['2026-07', 'past'],
    ]);
    // From its first month on it is the one that counts.
    await agreed(month);
    expect(await versions()).toEqual([
      [month, 'now'],
      [next, 'future'],
      [month, 'ended'],
      [before, 'past'],
      ['2026-07', 'past'],
    ]);
    const told = await clerk().get(`/accounts/${account.id}`);
    expect(told.list('plans').map(({ standing }) => standing)).toEqual([
      ...['past', 'past', 'now', 'future'],
    ]);
    await place.owner.query(`delete from plan where account = $1 and from_month <> '2026-07'`, [
      account.number,
    ]);
  });
});

describe('a receipt', () => {
  const print = (from: string, to: string, key?: string) =>
    clerk().post(`/accounts/${account.id}/receipts`, { body: { from, to }, ...(key && { key }) });

  it('is printed for the months that are paid, once for a key, and read as PDF', async () => {
    const key = randomUUID();
    const told = await print('2026-07', '2026-12', key);
    expect(told.status).toBe(201);
    expect(told.body).toMatchObject({ kind: 'contribution-receipt', title: '缴存回执' });
    const again = await print('2026-07', '2026-12', key);
    expect(again.string('number')).toBe(told.string('number'));
    const pdf = await clerk().get(told.string('href').replace('/api/v1', ''));
    expect(pdf.status).toBe(200);
  });

  it.each([
    ['2026-08', '2026-12', '#/from'],
    ['2026-12', '2026-08', '#/to'],
    ['2026-13', '2026-12', '#/from'],
  ])('from %s to %s is refused at %s', async (from, to, pointer) => {
    const told = await print(from, to);
    expect(told.status).toBe(422);
    expect(told.string('errors.0.pointer')).toBe(pointer);
  });
});
