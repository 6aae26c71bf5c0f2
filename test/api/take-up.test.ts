/** 单位转灵活 and 恢复缴存 over the interface: told before they are sent, and every step of the account after. */
import { describe, expect, it } from 'vitest';
import { addDays, addToMonth, lastDayOf, monthOf } from '../../src/domain/calendar.ts';
import { application, idNumber, reachesAge, today } from '../builders.ts';
import { startCase, uploaded } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const month = () => monthOf(today());
let accounts = 0;

/** An account of somebody the center knows. */
async function account(
  state: 'normal' | 'sealed',
  source: 'unit' | 'flexible',
  paidTo: string,
  number = idNumber(),
) {
  const { told } = await startCase(clerk(), { number });
  accounts += 1;
  const printed = `2101000197${String(accounts).padStart(10, '0')}`;
  await place.owner.query(
    `insert into account (number, center, person, state, source, opened_on, sealed_on, paid_to)
     values ($1, '210100', $2, $3, $4, '2020-01-01', $5, $6)`,
    [printed, told.string('person.id'), state, source, state === 'sealed' ? today() : null, paidTo],
  );
  await place.owner.query(
    `insert into balance (account, source) values ($1, 'unit'), ($1, 'flexible')`,
    [printed],
  );
  return { number, printed };
}

async function asked(type: string, printed: string, number: string, more: object = {}) {
  const files = { 'identity-document': await uploaded(clerk()) };
  const body = {
    type,
    application: { account: printed, ...application({ number, files }, { ...more }) },
  };
  return clerk().post('/cases:precheck', { body, key: null });
}

describe('before an account goes on', () => {
  it('its months are told: which is the first, how many lie between, until when nothing breaks', async () => {
    const { number, printed } = await account('sealed', 'unit', addToMonth(month(), -1));
    const told = await asked('conversion-to-flexible', printed, number);
    expect(told.body).toMatchObject({
      ...{ ready: true, missing: [], refusals: [] },
      takeUp: {
        ...{ last4: printed.slice(-4), outcome: 'granted', firstMonth: month(), gapMonths: 0 },
        ...{ continuity: 'kept', continuityText: '连续缴存不中断', toleratedGap: 1 },
        keptThrough: lastDayOf(addToMonth(month(), 1)),
      },
    });
  });

  it('a gap that breaks the run is told, and refuses nothing', async () => {
    const { number, printed } = await account('sealed', 'unit', addToMonth(month(), -4));
    const told = await asked('conversion-to-flexible', printed, number);
    expect(told.body).toMatchObject({
      ready: true,
      takeUp: { continuity: 'broken', gapMonths: 3, firstMonth: month() },
    });
  });

  it('a unit that has not sealed it is told as a wait', async () => {
    const { number, printed } = await account('normal', 'unit', month());
    const told = await asked('conversion-to-flexible', printed, number);
    expect(told.at('takeUp.outcome')).toBe('await-unit');
    expect(told.at('refusals')).toEqual([]);
  });

  it.each([
    ['conversion-to-flexible', 'unit'],
    ['resumption', 'flexible'],
  ] as const)(
    '%s refused for age says from which day waiting alone helps',
    async (type, source) => {
      const young = reachesAge(18, 10);
      const { number, printed } = await account('sealed', source, month(), young);
      const told = await asked(type, printed, number);
      expect(told.at('ready')).toBe(false);
      const dated = told.list('refusals').filter(({ earliestOn }) => earliestOn !== null);
      expect(dated).toMatchObject([{ earliestOn: addDays(today(), 10) }]);
    },
  );

  it.each([
    ['conversion-to-flexible', 'unit'],
    ['resumption', 'flexible'],
  ] as const)(
    '%s refused for two reasons dates the one that waiting ends',
    async (type, source) => {
      const number = reachesAge(18, 10);
      const { printed } = await account('sealed', source, month(), number);
      const told = await asked(type, printed, number, { drawsPension: true });
      expect(told.list('refusals').map(({ code, earliestOn }) => [code, earliestOn])).toEqual([
        ['minor-without-own-income', addDays(today(), 10)],
        ['pensioner', null],
      ]);
    },
  );

  it('the wrong one of the two is refused with the other named', async () => {
    const { number, printed } = await account('sealed', 'flexible', month());
    const told = await asked('conversion-to-flexible', printed, number);
    expect(told.at('refusals.0')).toMatchObject({
      code: 'of-holder',
      remedy: expect.stringContaining('恢复缴存') as string,
    });
    expect((await asked('resumption', printed, number)).at('refusals')).toEqual([]);
  });

  it('of an account of somebody else nothing is told but that', async () => {
    const mine = await account('sealed', 'unit', month());
    const other = await account('sealed', 'unit', month());
    const told = await asked('conversion-to-flexible', other.printed, mine.number);
    expect(told.body).toMatchObject({
      ready: false,
      refusals: [{ code: 'account-not-own' }],
      takeUp: null,
    });
  });

  it('an account that is not there is an error of its field', async () => {
    const told = await asked('conversion-to-flexible', '21010001970000099999', idNumber());
    expect(told.status).toBe(422);
    expect(told.at('errors.0')).toMatchObject({ pointer: '#/application/account' });
  });
});

describe('an account', () => {
  it('tells every step it took, the latest first, by whom and on what', async () => {
    const { printed } = await account('normal', 'unit', month());
    const sealed = { way: 'unit-sealed', on: today(), by: 'DW000042', document: 'U-1' };
    await place.owner.query('select account_move($1, $2)', [printed, JSON.stringify(sealed)]);
    const back = { way: 'unit-unsealed', on: today(), by: 'DW000042', document: 'U-2' };
    await place.owner.query('select account_move($1, $2)', [printed, JSON.stringify(back)]);
    const { rows } = await place.owner.query<{ id: string }>(
      'select id from account where number = $1',
      [printed],
    );
    const told = await clerk().get(`/accounts/${rows[0]!.id}`);
    expect(told.at('steps')).toMatchObject([
      { way: 'unit-unsealed', wayTitle: '单位办理启封', document: 'U-2', by: 'DW000042' },
      { way: 'unit-sealed', standingTitle: '单位缴存，封存', on: today() },
    ]);
  });
});
