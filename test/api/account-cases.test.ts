/** 冻结、零余额销户、灵活转单位: what supervisors begin about an account over HTTP, and who may do what then. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { uploaded } from './world/cases.ts';
import { contributor, type Contributor } from './world/contributor.ts';
import { world } from './world/index.ts';

const place = world();
const sun = () => place.as('sun-zhuguan');
let holder: Contributor;
let file = '';

beforeAll(async () => {
  holder = await contributor(place);
  file = await uploaded(sun());
});

const TYPES = ['hold', 'dormant-closing', 'conversion-to-employee'] as const;
type Type = (typeof TYPES)[number];

const FORMS: Readonly<Record<Type, () => Record<string, unknown>>> = {
  hold: () => ({
    ...{ account: holder.number, kind: 'court', amount: '1500.50', orderedBy: '沈河区人民法院' },
    ...{ placedOn: '2026-11-20', holdUntil: '2027-11-19', orderNumber: '（2026）辽0102执1234号' },
    ...{ file, reason: '协助执行通知书' },
  }),
  'dormant-closing': () => ({ account: holder.number, reason: '零余额停缴已满六个月' }),
  'conversion-to-employee': () => ({
    ...{ account: holder.number, unit: 'DW000042', firstMonth: '2026-12' },
    ...{ file, reason: '单位报送的录用清单' },
  }),
};

const NUMBERS: Readonly<Record<Type, RegExp>> = {
  hold: /^D/,
  'dormant-closing': /^L/,
  'conversion-to-employee': /^E/,
};
/** Whoever may act in the stage a case of this type begins in, and by which act. */
const FIRST_ACTS: Readonly<Record<Type, Readonly<Record<string, readonly string[]>>>> = {
  hold: {
    'sun-zhuguan': [],
    'zhou-zhuguan': ['confirm', 'decline'],
    'qian-shenpi': ['confirm', 'decline'],
    'lin-guiyuan': [],
    'li-shenji': [],
  },
  'dormant-closing': {
    'sun-zhuguan': ['record-delivery', 'announce', 'serve-again', 'recheck', 'withdraw'],
    'zhou-zhuguan': ['record-delivery', 'announce', 'serve-again', 'recheck', 'withdraw'],
    'lin-guiyuan': ['record-delivery', 'announce', 'serve-again', 'recheck'],
    'li-shenji': [],
  },
  'conversion-to-employee': {
    'sun-zhuguan': ['withdraw'],
    'zhou-zhuguan': ['approve', 'decline', 'withdraw'],
    'lin-guiyuan': [],
    'li-shenji': [],
  },
};

const send = (type: Type, more: object = {}, as = sun()) =>
  as.post('/cases', {
    body: { type, branch: 'sy-hall', application: { ...FORMS[type](), ...more } },
  });
const precheck = (type: Type, more: object = {}, as = sun()) =>
  as.post('/cases:precheck', {
    body: { type, branch: 'sy-hall', application: { ...FORMS[type](), ...more } },
    key: null,
  });

describe.each(TYPES)('a %s', (type) => {
  it('is begun by a supervisor, about the holder of the account, under a number of its kind', async () => {
    const told = await send(type);
    expect(told.status, told.text).toBe(201);
    expect(told.body).toMatchObject({
      ...{ type, person: { id: holder.person }, submittedBy: 'sun-zhuguan', outcome: null },
    });
    expect(told.string('number')).toMatch(NUMBERS[type]);
    expect(told.text).not.toContain(holder.number);
  });

  it('lets each do what the stage permits, and nobody look at his or her own', async () => {
    const id = (await send(type)).string('id');
    for (const [who, permitted] of Object.entries(FIRST_ACTS[type])) {
      const shown = await place.as(who).get(`/cases/${id}`);
      const own = ({ action, allowed }: Record<string, unknown>) =>
        allowed === true && !String(action).includes('hand') && action !== 'move-wait';
      const may = shown.list('actions').filter(own);
      expect([who, may.map(({ action }) => action)]).toEqual([who, permitted]);
    }
  });

  it.each(['lin-guiyuan', 'zhao-fuhe', 'li-shenji', 'channel-bank'])(
    'is begun by no %s, before it is sent nor when it is',
    async (who) => {
      for (const told of [
        await precheck(type, {}, place.as(who)),
        await send(type, {}, place.as(who)),
      ]) {
        expect([403, 422]).toContain(told.status);
        expect(told.status === 403 ? 'not-authorized' : told.string('errors.0.pointer')).toBe(
          told.status === 403 ? told.string('code') : '#/branch',
        );
      }
    },
  );

  it('is looked at before it is sent: the form, and that the account is there', async () => {
    const told = await precheck(type);
    expect([told.status, told.at('ready'), told.at('refusals')]).toEqual([200, true, []]);
    for (const account of [randomUUID(), '21010002980000009999']) {
      for (const wrong of [await precheck(type, { account }), await send(type, { account })]) {
        expect(wrong.status).toBe(422);
        expect(wrong.string('errors.0.pointer')).toBe('#/application/account');
      }
    }
    const others = await place.as('dl-zhuguan').post('/cases:precheck', {
      body: { type, application: FORMS[type]() },
      key: null,
    });
    expect(others.string('errors.0.pointer')).toBe('#/application/account');
  });
});

describe('what cannot be read', () => {
  it.each<readonly [Type, object, string]>([
    ['hold', { kind: 'whim' }, 'kind'],
    ['hold', { amount: '0.00' }, 'amount'],
    ['hold', { amount: '-1.00' }, 'amount'],
    ['hold', { orderNumber: '' }, 'orderNumber'],
    ['hold', { orderedBy: undefined }, 'orderedBy'],
    ['hold', { file: undefined }, 'file'],
    ['hold', { placedOn: '2026-02-30' }, 'placedOn'],
    ['dormant-closing', { reason: '' }, 'reason'],
    ['dormant-closing', { emptyFrom: '2026-01' }, 'emptyFrom'],
    ['conversion-to-employee', { unit: '某公司' }, 'unit'],
    ['conversion-to-employee', { firstMonth: '2026-13' }, 'firstMonth'],
    ['conversion-to-employee', { file: undefined }, 'file'],
    ['conversion-to-employee', { reason: undefined }, 'reason'],
  ])('of a %s, %j, is told at its field', async (type, more, field) => {
    for (const told of [await precheck(type, more), await send(type, more)]) {
      expect(told.status).toBe(422);
      expect(told.string('errors.0.pointer')).toBe(`#/application/${field}`);
    }
  });
});

describe('a hold that was placed', () => {
  it('is confirmed by another, with a reason, and never by whoever placed it', async () => {
    const placed = await send('hold');
    const act = (action: string, as = sun(), body: object = { reason: '与通知书相符' }) =>
      as.post(`/cases/${placed.string('id')}/actions/${action}`, {
        body,
        version: placed.number('version'),
      });
    const own = await act('confirm');
    expect(own.status).toBe(409);
    expect((await act('confirm', place.as('zhou-zhuguan'), {})).status).toBe(422);
    expect((await act('release', place.as('zhou-zhuguan'))).status).not.toBe(200);
    const done = await act('confirm', place.as('zhou-zhuguan'));
    expect(done.status, done.text).toBe(200);
  });
});

describe('a deduction from under a hold', () => {
  /** In force, whatever the engine says of it. */
  async function inForce(kind: 'court' | 'dispute') {
    const placed = await send('hold', { kind });
    const id = placed.string('id');
    await place.owner.query(
      `update "case" set stage = 'in force', detail = jsonb_build_object('hold', $2::text)
        where id = $1`,
      [id, kind],
    );
    return { id, version: placed.number('version') };
  }
  const ORDER = {
    ...{ amount: '1500.50', orderNumber: '（2026）辽0102执1234号之一', orderedOn: '2026-11-21' },
    ...{ orderedBy: '沈河区人民法院', reason: '执行裁定书' },
    payee: { holder: '沈河区人民法院案款专户', bank: '某某银行', number: '6222020000001234567' },
  };
  const deduct = async ({ id, version }: { id: string; version: number }, more: object = {}) =>
    place.as('lin-guiyuan').post(`/cases/${id}/actions/deduct`, {
      body: { ...ORDER, file: await uploaded(place.as('lin-guiyuan')), ...more },
      version,
    });
  const actionOf = async (who: string, id: string) => {
    const shown = await place.as(who).get(`/cases/${id}`);
    return shown.list('actions').find(({ action }) => action === 'deduct');
  };

  it.each([
    ['lin-guiyuan', true],
    ['sun-zhuguan', true],
    ['zhao-fuhe', false],
    ['qian-shenpi', false],
  ] as const)('is for %s of a court’s hold: %s', async (who, allowed) => {
    const { id } = await inForce('court');
    expect(await actionOf(who, id)).toMatchObject({ allowed, needsReason: true });
  });

  it('of another kind of hold says why it is not, and what to do', async () => {
    const { id } = await inForce('dispute');
    const shown = await actionOf('lin-guiyuan', id);
    expect(shown).toMatchObject({ allowed: false, code: 'action-not-permitted' });
    expect(shown?.['reason']).toMatch(/只有司法冻结可以凭文书扣划.*登记司法冻结/);
  });

  it.each([
    [{ amount: '0.00' }, 'amount'],
    [{ amount: '-1.00' }, 'amount'],
    [{ amount: '1.005' }, 'amount'],
    [{ orderNumber: '' }, 'orderNumber'],
    [{ orderedOn: '2026-02-30' }, 'orderedOn'],
    [{ orderedBy: undefined }, 'orderedBy'],
    [{ payee: undefined }, 'payee'],
    [{ payee: { ...ORDER.payee, number: '12345678901' } }, 'payee/number'],
    [{ payee: { ...ORDER.payee, number: '12345678901234567890' } }, 'payee/number'],
    [{ payee: { ...ORDER.payee, holder: '' } }, 'payee/holder'],
    [{ payee: { ...ORDER.payee, iban: 'x' } }, 'payee/iban'],
    [{ file: undefined }, 'file'],
    [{ holdEnds: '是' }, 'holdEnds'],
    [{ reason: '' }, 'reason'],
  ])('%j is told at its field, in Chinese', async (more, field) => {
    const told = await deduct(await inForce('court'), more);
    expect(told.status, told.text).toBe(422);
    expect(told.string('errors.0.pointer')).toBe(`#/${field}`);
    expect(told.string('errors.0.detail')).toMatch(/[\u4e00-\u9fff]/);
    expect(told.text).not.toContain('6222020000001234567');
  });
});
