/** 死亡提取 over HTTP before it is sent: what there is, each share to the cent, why not, what is wrong with it. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { idNumber } from '../builders.ts';
import { takeover } from '../ledger/entries.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NUMBER = '21010002980000000007';
let account = '';

beforeAll(async () => {
  const { id, told } = await startCase(clerk(), { number: idNumber(), name: '张三' });
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, '210100', $2, 'normal', 'flexible', '2026-07-01', $3) returning id`,
    [NUMBER, told.string('person.id'), id],
  );
  account = rows[0]!.id;
  await place.owner.query('update claim set released_at = now() where case_id = $1', [id]);
  await place.owner.query(`update "case" set closed_at = now(), outcome = 'opened' where id = $1`, [
    id,
  ]);
  await inTransaction(place.app, (tx) =>
    recordJournals(tx, '210100', [takeover(NUMBER, '10000.00')]),
  );
});

const heir = (name: string, parts: number) => ({
  ...{ name, parts, relation: 'child', document: { type: 'resident-id', number: idNumber() } },
  bankCard: { number: '6222020500000012345', holder: name, bank: '建设银行' },
});
const evidence = (...kinds: string[]) => kinds.map((kind) => ({ kind, file: randomUUID() }));
const PROOFS = evidence('death-certificate', 'notarial-certificate', 'identity-document');
const precheck = (more: object = {}) =>
  clerk().post('/cases:precheck', {
    body: {
      type: 'death-payout',
      application: {
        ...{ account, diedOn: '2026-10-01', basis: 'notarised', evidence: PROOFS },
        ...{ documentNumber: '（2026）辽证字第1号' },
        heirs: [heir('李一', 1), heir('李二', 1), heir('李三', 1)],
        ...more,
      },
    },
    key: null,
  });
/** A phone changed so many days ago, by a case of its own. */
async function changePhone(days: number): Promise<void> {
  const by = await startCase(clerk(), { number: idNumber(), name: '李四' });
  await place.owner.query(
    `insert into personal_change (id, case_id, center, person, account, kinds, changed_on, before,
       after, masked, changed_by)
     select $1, $2, '210100', a.person, a.number, array['phone'],
       (now() at time zone 'Asia/Shanghai')::date - $4::integer, p.name, p.name, p.name, 'lin-guiyuan'
       from account a join person p on p.id = a.person where a.number = $3`,
    [randomUUID(), by.id, NUMBER, days],
  );
}
const codes = (refusals: unknown) => (refusals as { code: string }[]).map(({ code }) => code);

describe('before a payment after a death is sent', () => {
  it('says what there is, and each share to the cent: thirds stay thirds', async () => {
    const told = await precheck();
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({
      ready: true,
      refusals: [],
      death: { to: 'heirs', parts: 3 },
    });
    const shares = told.list('death.shares').map(({ amount }) => Number(amount));
    const total = Number(told.string('death.total'));
    expect(total).toBeGreaterThan(10000);
    expect(shares.reduce((sum, one) => sum + Math.round(one * 100), 0)).toBe(
      Math.round(total * 100),
    );
    expect(Math.max(...shares) - Math.min(...shares)).toBeLessThan(0.011);
    expect(told.at('death.cents')).toBe(Math.round(total * 100) % 3);
    expect(told.text).not.toContain('李一');
  });

  it('says what a person has to look at: a phone changed ninety days before, not one day more', async () => {
    await changePhone(91);
    expect((await precheck()).string('death.toConfirm')).toBe('');
    await changePhone(90);
    const told = await precheck();
    expect(told.string('death.toConfirm')).toMatch(/^\d{4}年\d+月\d+日变更手机号码/);
    expect(told.at('ready')).toBe(true);
  });

  it.each([
    ['agreement', ['inheritance-agreement', 'kinship-proof']],
    ['judgment', ['judgment']],
  ])('heirs by %s bring %j, and are paid like any others', async (basis, papers) => {
    const brought = evidence('death-certificate', 'identity-document', ...papers);
    const told = await precheck({ basis, evidence: brought });
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({ ready: true, death: { to: 'heirs', parts: 3 } });
    for (const paper of papers) {
      const less = await precheck({
        basis,
        evidence: brought.filter(({ kind }) => kind !== paper),
      });
      expect(less.status).toBe(422);
      expect(less.body).toMatchObject({ errors: [{ pointer: '#/application/evidence' }] });
    }
  });

  it('nobody inherits: the money is the fund’s income', async () => {
    const told = await precheck({
      ...{ basis: 'no-heirs', heirs: [] },
      evidence: evidence('death-certificate', 'no-heirs-proof'),
    });
    expect(told.body).toMatchObject({ ready: true, death: { to: 'fund-income', shares: [] } });
  });

  it('refuses by name: a hold; a payment under way has to be over first', async () => {
    const id = randomUUID();
    await place.owner.query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       values ($1, $2, 'court', '（2026）辽01执7号', current_date, 'test')`,
      [id, NUMBER],
    );
    const told = await precheck();
    expect(codes(told.at('refusals'))).toEqual(['death-hold']);
    expect(told.at('ready')).toBe(false);
    await place.owner.query(
      `update hold set released_on = current_date, released_by = 'test', release_document = 'x' where id = $1`,
      [id],
    );
  });

  it('tells at its field what is wrong', async () => {
    const later = await precheck({ diedOn: '2099-01-01' });
    expect(later.body).toMatchObject({ errors: [{ pointer: '#/application/diedOn' }] });
    const strange = await precheck({ account: randomUUID() });
    expect(strange.body).toMatchObject({ errors: [{ pointer: '#/application/account' }] });
    const other = { ...heir('李一', 1), bankCard: { ...heir('李二', 1).bankCard } };
    const card = await precheck({ heirs: [other] });
    expect(card.body).toMatchObject({
      errors: [{ pointer: '#/application/heirs/0/bankCard/holder' }],
    });
  });

  it('is told to nobody who may not begin one', async () => {
    const body = { type: 'death-payout', application: {} };
    for (const who of ['zhao-fuhe', 'sun-zhuguan']) {
      const told = await place.as(who).post('/cases:precheck', { body, key: null });
      expect([403, 422]).toContain(told.status);
      expect(told.status).not.toBe(200);
    }
  });
});
