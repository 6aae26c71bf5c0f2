/** （四）: the mandate of an account over HTTP: signed anew, confirmed, changed, cancelled, and shown. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { deliverMandate } from '../../activities/mandates.ts';
import type { MandateAnswer } from '../../activities/outside/bank-answer.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as placeOf } from '../../src/crypto/places.ts';
import { takeOutgoing } from '../../src/db/outbox.ts';
import { bankRefusal } from '../../src/domain/bank-refusals.ts';
import { idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NAME = '张三';
const CARD = { number: '6222020200001230001', holder: NAME, bank: '建设银行' };
const OTHER = { number: '6222020200001230002', holder: NAME, bank: '工商银行' };

let numbers = 0;

/** An account with an agreement and a plan of 800.00 a month, as it was before there were mandates. */
async function account(): Promise<string> {
  const { id, told } = await startCase(clerk(), { number: idNumber(), name: NAME });
  const person = told.string('person.id');
  numbers += 1;
  const number = `2101000299${String(numbers).padStart(10, '0')}`;
  const { rows } = await place.owner.query<{ id: string; wrapped_key: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, '210100', $2, 'normal', 'flexible', '2026-07-01', $3)
     returning id, (select wrapped_key from person where id = $2)`,
    [number, person, id],
  );
  const [made] = rows;
  const key = createPersonKeys(place.secrets.center).unwrap(person, made!.wrapped_key);
  const agreement = randomUUID();
  await place.owner.query(
    `insert into agreement (id, center, person, case_id, account, template_version, parameters, hash,
       state, monthly_amount, cycle, debit_day, offered_on, sign_by)
     values ($1, '210100', $2, $3, $4, 't', $5, 'h', 'active', 800, 'month', 10, '2026-07-01',
       '2026-07-16')`,
    [agreement, person, id, number, sealJson(key, placeOf.agreement(agreement), {})],
  );
  await place.owner.query(
    `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card)
     values ($1, $2, 800, 'month', 10, '2026-07', $3)`,
    [number, agreement, sealJson(key, placeOf.card(number), CARD)],
  );
  return made!.id;
}

let serial = 0;
let refusal: string | null = null;
/** Takes everything, but for the code of a refusal. */
const answering = (): Promise<MandateAnswer> => {
  if (refusal !== null) {
    return Promise.resolve({ result: 'refused', refusal: bankRefusal(refusal), state: null });
  }
  serial += 1;
  return Promise.resolve({ result: 'accepted', mandate: `WT${serial}`, state: 'unconfirmed' });
};

/** What waits is brought to the bank; a code is the one refusal it answers with. */
async function bankAnswers(code: string | null = null): Promise<void> {
  refusal = code;
  const bank = {
    signMandate: answering,
    confirmMandate: answering,
    changeMandate: answering,
    cancelMandate: answering,
  };
  const personKeys = createPersonKeys(place.secrets.center);
  for (const row of await takeOutgoing(place.app, 100)) {
    if (row.kind.startsWith('mandate-')) {
      await deliverMandate({ pool: place.app, personKeys, bank }, row);
    }
  }
}

const path = (id: string, verb = '') => `/accounts/${id}/mandate${verb && `:${verb}`}`;
const shown = async (id: string) => (await clerk().get(`/accounts/${id}`)).at('mandate') as object;
const versionOf = async (id: string) =>
  (await clerk().get(`/accounts/${id}`)).number('mandate.version');
const sign = (id: string, body: object = {}, key?: string) =>
  clerk().post(path(id), { body, ...(key && { key }) });
const act = async (id: string, verb: string, body: object, version?: number) =>
  clerk().post(path(id, verb), { body, version: version ?? (await versionOf(id)) });

/** Signed at the bank and confirmed by the cardholder. */
async function active(): Promise<string> {
  const id = await account();
  await sign(id);
  await bankAnswers();
  await act(id, 'confirm', { code: '000123' });
  await bankAnswers();
  return id;
}

describe('an account without a mandate', () => {
  let id = '';
  beforeAll(async () => {
    id = await account();
  });

  it('says so, and there is nothing to confirm, change or cancel', async () => {
    expect(await shown(id)).toBeNull();
    const bodies = { confirm: { code: '000123' }, change: { limit: '1600.00' }, cancel: REASON };
    for (const [verb, body] of Object.entries(bodies)) {
      const told = await act(id, verb, body, 1);
      expect([verb, told.status, told.at('code')]).toEqual([verb, 409, 'mandate-ended']);
    }
  });

  it('is signed with the card of its plan, the holder’s own, for two cycles', async () => {
    const told = await sign(id);
    expect(told.status, told.text).toBe(201);
    expect(told.headers.get('etag')).toBe('"v1"');
    expect(told.body).toMatchObject({
      ...{ state: 'requested', stateTitle: '待签约', underWay: 'sign', limit: '1600.00' },
      ...{ bankMandate: null, reason: null, actions: ['cancel'] },
    });
    await bankAnswers();
    expect(await shown(id)).toMatchObject({
      ...{ state: 'unconfirmed', underWay: null, actions: ['confirm', 'change', 'cancel'] },
      card: { number: '***************0001', bank: '建设银行' },
    });
    const again = await sign(id);
    expect([again.status, again.at('code')]).toEqual([409, 'mandate-exists']);
  });
});

const REASON = { reason: '本人要求' };

describe('signing', () => {
  it('is done once under its key', async () => {
    const id = await account();
    const key = randomUUID();
    const first = await sign(id, { card: CARD }, key);
    const second = await sign(id, { card: CARD }, key);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.string('id')).toBe(first.string('id'));
  });

  it.each([
    ['a card of somebody else', { card: { ...CARD, holder: '李四' } }, '/card/holder'],
    ['half a card', { card: { number: CARD.number } }, '/card/holder'],
    ['letters for a card', { card: { ...CARD, number: '6222x' } }, '/card/number'],
    ['a limit below one debit', { limit: '799.99' }, '/limit'],
    ['a limit beyond twelve debits', { limit: '9600.01' }, '/limit'],
    ['a limit with one decimal', { limit: '1600.0' }, '/limit'],
    ['something more', { surplus: 1 }, '/surplus'],
  ])('refuses %s, and names the field', async (_words, body, pointer) => {
    const told = await sign(await account(), body);
    expect(told.status).toBe(422);
    expect(told.list('errors').map((one) => one['pointer'])).toContain(`#${pointer}`);
  });

  it('takes a limit of exactly one debit, and of exactly twelve', async () => {
    for (const limit of ['800.00', '9600.00']) {
      expect((await sign(await account(), { limit })).string('limit')).toBe(limit);
    }
  });

  it('that the bank refuses says why and what to do, and may be tried with another card', async () => {
    const id = await account();
    await sign(id);
    await bankAnswers('41');
    expect(await shown(id)).toMatchObject({
      ...{ state: 'refused', endedBy: 'bank', actions: ['sign'] },
      reason: { code: 'card-lost', title: '银行卡已挂失' },
    });
    expect((await sign(id, { card: OTHER })).status).toBe(201);
    await bankAnswers();
    expect(await shown(id)).toMatchObject({ state: 'unconfirmed', card: { bank: '工商银行' } });
  });

  it('needs an account in normal state', async () => {
    const id = await account();
    await place.owner.query(
      `update account set state = 'sealed', sealed_on = '2026-11-20' where id = $1`,
      [id],
    );
    const told = await sign(id);
    expect([told.status, told.at('code')]).toEqual([409, 'action-not-permitted']);
  });
});

describe('the code of the bank', () => {
  it('puts the mandate in force, and stands in no log, event or answer', async () => {
    const id = await account();
    await sign(id);
    await bankAnswers();
    const told = await act(id, 'confirm', { code: '739204' });
    expect(told.body).toMatchObject({ state: 'unconfirmed', underWay: 'confirm' });
    const [sealed] = (
      await place.owner.query<{ payload: string }>(
        `select payload from outbox where kind = 'mandate-confirm' and delivered_at is null`,
      )
    ).rows;
    expect(sealed!.payload).toMatch(/^v1\./);
    await bankAnswers();
    expect(await shown(id)).toMatchObject({ state: 'active', actions: ['change', 'cancel'] });
    const trail = await place.owner.query<{ text: string }>(
      `select coalesce(string_agg(public::text, ''), '') as text from event`,
    );
    expect(trail.rows[0]!.text).not.toContain('739204');
    expect(place.log.join('')).not.toContain('739204');
  });

  it('has six digits; a wrong one is said until the next is given', async () => {
    const id = await account();
    await sign(id);
    await bankAnswers();
    for (const code of ['12345', '1234567', 'abcdef', '']) {
      expect((await act(id, 'confirm', { code })).status).toBe(422);
    }
    await act(id, 'confirm', { code: '000000' });
    await bankAnswers('81');
    expect(await shown(id)).toMatchObject({
      ...{ state: 'unconfirmed', reason: { code: 'code-wrong' } },
      actions: ['confirm', 'change', 'cancel'],
    });
  });

  it('is asked for on the version that was seen, while the bank owes no answer, and only then', async () => {
    const id = await account();
    await sign(id);
    await bankAnswers();
    const version = await versionOf(id);
    const bare = await clerk().post(path(id, 'confirm'), { body: { code: '000123' } });
    expect(bare.at('code')).toBe('version-required');
    await act(id, 'confirm', { code: '000123' }, version);
    const late = await act(id, 'confirm', { code: '000123' }, version);
    expect([late.status, late.at('currentVersion')]).toEqual([412, version + 1]);
    const soon = await act(id, 'confirm', { code: '000123' });
    expect([soon.status, soon.at('code')]).toEqual([409, 'mandate-under-way']);
    await bankAnswers();
    const done = await act(id, 'confirm', { code: '000123' });
    expect([done.status, done.at('code')]).toEqual([409, 'mandate-not-waiting']);
  });
});

describe('a change', () => {
  it('of the card waits for its own code, and the card in force counts until then', async () => {
    const id = await active();
    await act(id, 'change', { card: OTHER });
    await bankAnswers();
    expect(await shown(id)).toMatchObject({
      ...{ state: 'active', card: { bank: '建设银行' }, nextCard: { bank: '工商银行' } },
      actions: ['confirm', 'change', 'cancel'],
    });
    await act(id, 'confirm', { code: '000456' });
    await bankAnswers();
    expect(await shown(id)).toMatchObject({ card: { bank: '工商银行' }, nextCard: null });
  });

  it('of nothing is refused, and so is another one’s card', async () => {
    const id = await active();
    expect((await act(id, 'change', {})).status).toBe(422);
    const other = await act(id, 'change', { card: { ...OTHER, holder: '王五' } });
    expect(other.string('errors.0.pointer')).toBe('#/card/holder');
  });
});

describe('a cancellation', () => {
  it('stops debits at once; the reason is sealed, and it may be signed anew', async () => {
    const id = await active();
    const told = await act(id, 'cancel', { reason: '换到张三丰的卡' });
    expect(told.body).toMatchObject({
      ...{ state: 'cancelled', underWay: 'cancel', endedBy: 'holder', actions: ['sign'] },
      reason: { code: 'holder-asked' },
    });
    const { rows } = await place.owner.query<{ text: string }>(
      `select string_agg(public::text, '') as text from event where kind = 'mandate-cancelled'`,
    );
    expect(rows[0]!.text).not.toContain('张三丰');
    const again = await act(id, 'cancel', REASON);
    expect([again.status, again.at('code')]).toEqual([409, 'mandate-ended']);
    await bankAnswers();
    expect(await shown(id)).toMatchObject({ underWay: null });
    expect((await sign(id)).status).toBe(201);
  });

  it('in the center’s name is a supervisor’s', async () => {
    const id = await active();
    const body = { reason: '违约处置', by: 'center' };
    expect((await act(id, 'cancel', body)).status).toBe(403);
    const version = await versionOf(id);
    const told = await place.as('sun-zhuguan').post(path(id, 'cancel'), { body, version });
    expect(told.body).toMatchObject({ endedBy: 'center', reason: { code: 'center-decided' } });
  });
});

describe('whose it is', () => {
  it('nobody of another center acts on it, and an auditor looks and does nothing', async () => {
    const id = await active();
    const version = await versionOf(id);
    const other = await place.as('dl-guiyuan').post(path(id, 'cancel'), { body: REASON, version });
    expect(other.status).toBe(404);
    const auditor = place.as('li-shenji');
    expect((await auditor.get(`/accounts/${id}`)).at('mandate.actions')).toEqual([]);
    expect((await auditor.post(path(id), { body: {} })).status).toBe(403);
  });

  it('every act stands on the timeline of the case that opened the account', async () => {
    const id = await active();
    await act(id, 'change', { limit: '2400.00' });
    await bankAnswers();
    await act(id, 'cancel', REASON);
    await bankAnswers();
    const { openedByCase } = (await clerk().get(`/accounts/${id}`)).body as {
      openedByCase: string;
    };
    const events = (await clerk().get(`/cases/${openedByCase}/events?limit=100`)).list('items');
    const kinds = events.map(({ kind }) => String(kind)).filter((kind) => /^mandate-/.test(kind));
    expect(kinds).toEqual([
      'mandate-requested',
      'mandate-signed',
      'mandate-code-given',
      'mandate-confirmed',
      'mandate-change-requested',
      'mandate-changed',
      'mandate-cancelled',
      'mandate-cancelled-at-bank',
    ]);
    expect(JSON.stringify(events)).not.toContain(CARD.number);
  });
});
