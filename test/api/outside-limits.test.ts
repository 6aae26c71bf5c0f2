/** 上下限外协议: agreements that the limits moved away from, as clerks find them, and payments of one's own that are refused. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { addDays, dateAt, plainDate } from '../../src/domain/calendar.ts';
import { CENTER, contributor, type Contributor } from './world/contributor.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const today = dateAt(Date.now());
const moved = addDays(today, -3);
const list = (as = clerk(), more = '') =>
  as.get(`/agreements/outside-limits?center=${CENTER}${more}`);

let [low, least, high, elsewhere]: Contributor[] = [];

async function figure(name: string, value: string, from: string, district = '210102') {
  await place.owner.query(
    `insert into figure (center, district, name, value, valid_from, document_number, proposed_by,
       approved_by) values ($1, $2, $3, $4, $5, '测〔2026〕5号', 'sun', 'zhou')`,
    [CENTER, district, name, value, from],
  );
}

const pays = (of: Contributor, amount: string, district = '210102') =>
  place.owner.query('update plan set monthly_amount = $2, district = $3 where account = $1', [
    ...[of.number, amount, district],
  ]);

beforeAll(async () => {
  low = await contributor(place, '低于下限');
  least = await contributor(place, '正好下限');
  high = await contributor(place, '高于上限');
  elsewhere = await contributor(place, '别区之人');
  // 10 % of 9,000.00 to 24 % of 10,000.00 in the district, since three days ago.
  await figure('contribution-base-min', '9000.00', moved);
  await figure('contribution-base-max', '10000.00', moved);
  await figure('contribution-rate-min', '0.10', moved);
  await figure('contribution-rate-max', '0.24', moved);
  await pays(low, '899.99');
  await pays(least, '900.00');
  await pays(high, '2400.01');
  await pays(elsewhere, '899.99', '210106');
});

describe('agreements outside the limits in force', () => {
  it('are listed with amount, limits, the nearest amount and since when; others are not', async () => {
    const told = await list();
    expect(told.status, told.text).toBe(200);
    expect(told.body).toMatchObject({ center: CENTER, on: today, clause: { id: 'liaoning-4' } });
    const common = { min: '900.00', max: '2400.00', since: moved, change: null };
    expect(told.list('items')).toMatchObject([
      { account: low!.id, monthlyAmount: '899.99', side: 'below', nearest: '900.00', ...common },
      { account: high!.id, monthlyAmount: '2400.01', side: 'above', nearest: '2400.00', ...common },
    ]);
  });

  it('come in pages, for whoever works at the center', async () => {
    const first = await list(clerk(), '&limit=1');
    expect(first.list('items')).toMatchObject([{ account: low!.id }]);
    const next = await list(clerk(), `&limit=1&cursor=${first.string('nextCursor')}`);
    expect(next.list('items')).toMatchObject([{ account: high!.id }]);
    expect(next.at('nextCursor')).toBeNull();
    expect((await list(place.as('li-shenji'))).list('items')).toHaveLength(2);
    expect((await list(place.as('dl-guiyuan'))).list('items')).toEqual([]);
    expect((await list(place.as('wu-yunwei'))).status).toBe(403);
    const nowhere = await clerk().get('/agreements/outside-limits?center=999999');
    expect([nowhere.status, nowhere.list('items')]).toEqual([200, []]);
    expect((await clerk().get('/agreements/outside-limits')).status).toBe(422);
  });

  it('leave out who is sealed, and who has a plan within them that begins later', async () => {
    const gone = await contributor(place, '封存之人');
    await pays(gone, '899.99');
    const listed = async () =>
      (await list()).list('items').map((one) => (one as { account: string }).account);
    expect(await listed()).toEqual([low!.id, high!.id, gone.id]);
    await place.owner.query(
      `update account set state = 'sealed', sealed_on = opened_on where number = $1`,
      [gone.number],
    );
    expect(await listed()).toEqual([low!.id, high!.id]);
    await place.owner.query(
      `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card, district)
       select account, agreement, 2400, cycle, debit_day, '2099-01', card, district from plan
        where account = $1`,
      [high!.number],
    );
    expect(await listed()).toEqual([low!.id]);
    await place.owner.query(`delete from plan where account = $1 and from_month = '2099-01'`, [
      high!.number,
    ]);
  });

  it('name the change that is under way', async () => {
    const { account, agreement, person, caseId } = { ...low!, account: low!.number };
    await place.owner.query(
      `insert into amendment (id, center, agreement, account, person, case_id, template_version,
         parameters, hash, state, changes, monthly_amount, cycle, debit_day, offered_on, sign_by)
       select $1, $2, $3, $4, $5, $6, 'amendment-2026-1', card, 'x', 'offered', '{amount}', 950,
              'month', 15, $7, $7 from plan where account = $4`,
      [randomUUID(), CENTER, agreement, account, person, caseId, today],
    );
    const [found] = (await list()).list('items');
    expect(found).toMatchObject({ change: { caseId, monthlyAmount: '950.00' } });
    expect((found as { change: { number: string } }).change.number).not.toBe('');
  });
});

describe('a payment of one’s own under an amount outside the limits', () => {
  const slip = (of: Contributor, amount: string) =>
    clerk().post(`/accounts/${of.id}/payment-slips`, { body: { amount }, key: randomUUID() });

  it('is refused with the limit, the nearest monthly amount and the clause', async () => {
    const told = await slip(low!, '899.99');
    expect(told.body).toMatchObject({
      ...{ status: 409, code: 'payment-refused', clause: 'liaoning-4', nearest: [] },
      detail: expect.stringMatching(
        /^月缴存额899\.99元低于.*的下限900\.00元，须先办理缴存变更/,
      ) as string,
    });
    expect((await slip(high!, '2400.01')).string('detail')).toContain('高于');
    const page = await clerk().get(`/accounts/${low!.id}/contributions`);
    expect(page.body).toMatchObject({ payable: null });
    expect(page.string('notPayable')).toContain('下限900.00元');
  });

  it('is taken at the limit, and of months before the limits move', async () => {
    expect((await slip(least!, '900.00')).status).toBe(201);
    expect((await slip(elsewhere!, '899.99')).status).toBe(201);
    // From the first of next month on nobody of that district may pay less than 1,000.00.
    const next = plainDate(`${addDays(plainDate(`${today.slice(0, 7)}-28`), 5).slice(0, 7)}-01`);
    await figure('contribution-base-min', '10000.00', next, '210106');
    await figure('contribution-rate-min', '0.10', next, '210106');
    expect((await slip(elsewhere!, '899.99')).status).toBe(201);
    const two = await slip(elsewhere!, '1799.98');
    expect(two.body).toMatchObject({ code: 'payment-refused', nearest: ['899.99'] });
    expect(two.string('detail')).toContain('下限1000.00元');
  });
});
