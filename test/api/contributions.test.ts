/** Contributions of an account behind the screen: paid, owed, missed, with the bank, and what may be paid now. */
import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  CENTER,
  contributor,
  debits,
  month,
  owes,
  pays,
  type Contributor,
} from './world/contributor.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const answer = async ({ id }: Contributor) => {
  const told = await clerk().get(`/accounts/${id}/contributions`);
  expect(told.status, told.text).toBe(200);
  return told;
};
interface Told {
  readonly firstUnpaid: string | null;
  readonly noneUnpaid: string | null;
  readonly payable: object | null;
  readonly notPayable: string | null;
}
let holder: Contributor;

/** Two months paid, one missed after three tries, one owed since, one taken off the list. */
beforeAll(async () => {
  holder = await contributor(place);
  await pays(place, holder, month(-5));
  await pays(place, holder, month(-4));
  await owes(place.owner, holder, { month: month(-3), state: 'void' });
  const refused = { attempts: 3, outcome: 'insufficient-funds' };
  await owes(place.owner, holder, { month: month(-2), state: 'missed', ...refused });
  await owes(place.owner, holder, { month: month(-1), state: 'open' });
});

describe('contributions of an account', () => {
  it('are the months that were paid, each with its amount, day and journal', async () => {
    const told = await answer(holder);
    expect(told.at('paidTo')).toBe(month(-4));
    expect(told.at('months')).toEqual(
      [month(-5), month(-4)].map((of) => ({
        ...{ month: of, amount: '800.00', paidOn: `${of}-15` },
        journal: expect.stringMatching(/^\d+$/) as string,
      })),
    );
  });

  it('are what is owed, the newest first, in words and with what the bank said', async () => {
    const common = { months: 1, amount: '800.00' };
    const [open, missed, gone] = [month(-1), month(-2), month(-3)];
    expect((await answer(holder)).at('dues')).toEqual([
      {
        ...{ from: open, to: open, ...common, dueOn: `${open}-15`, state: 'open' },
        ...{ stateTitle: '待扣', attempts: 0, nextOn: `${open}-15`, outcomeText: null },
      },
      {
        ...{ from: missed, to: missed, ...common, dueOn: `${missed}-15`, state: 'missed' },
        ...{ stateTitle: '欠缴', attempts: 3, nextOn: null, outcomeText: '银行卡余额不足' },
      },
      {
        ...{ from: gone, to: gone, ...common, dueOn: `${gone}-15`, state: 'void' },
        ...{ stateTitle: '作废', attempts: 0, nextOn: null, outcomeText: null },
      },
    ]);
  });

  it('say what may be paid by oneself: what is owed first, to the end of the next cycle', async () => {
    expect((await answer(holder)).body).toMatchObject({
      payable: {
        ...{ from: month(-1), until: month(0), monthlyAmount: '800.00' },
        ...{ amountMin: '800.00', amountMax: '1600.00', virtualAccount: holder.number },
      },
      ...{ firstUnpaid: month(-1), noneUnpaid: null, notPayable: null },
    });
  });

  it('count months once whoever paid them, and in a row across the tolerated gap', async () => {
    const continuity = async () => (await answer(holder)).at('continuity');
    expect(await continuity()).toEqual({ months: 2, continuous: 2 });
    const paid = (of: string) =>
      place.owner.query(
        `insert into unit_month (account, month, unit, paid_on, told_by)
         values ($1, $2, 'DW000042', $3, 'test')`,
        [holder.number, of, `${of}-28`],
      );
    // One month between is bridged, two are not; a month that was paid twice is one.
    await paid(month(-7));
    await paid(month(-5));
    expect(await continuity()).toEqual({ months: 3, continuous: 3 });
    await paid(month(-10));
    expect(await continuity()).toEqual({ months: 4, continuous: 3 });
  });

  it('count anew in a row, and not in all, from the month that a breach says', async () => {
    await place.owner.query(
      `insert into measure (id, key, center, person, account, case_id, kind, term, clause, from_on,
         from_month, taken_by, at)
       values ($1, $2, $3, $4, $5, $6, 'continuity-reset', 'missed', 'liaoning-10', '2026-01-01', $7,
         'test', now())`,
      [
        ...[randomUUID(), `test/${holder.number}`, CENTER, holder.person, holder.number],
        ...[holder.caseId, month(-4)],
      ],
    );
    expect((await answer(holder)).at('continuity')).toEqual({ months: 4, continuous: 1 });
  });

  it('say that nothing may be paid while the bank has a debit, and that it has it', async () => {
    await debits(place.owner, holder, month(-1));
    const told = await answer(holder);
    expect(told.body).toMatchObject({
      ...{ payable: null, notPayable: '该账户有扣款正在银行办理', firstUnpaid: month(-1) },
      dues: [{ from: month(-1), state: 'open', stateTitle: '扣款中' }, { state: 'missed' }, {}],
    });
  });

  it('say why nothing may be paid, and the month that is paid for next all the same', async () => {
    const [other, third, sealed] = [
      await contributor(place, '李四'),
      await contributor(place, '王五'),
      await contributor(place, '赵六'),
    ];
    const put = ({ id }: Contributor, set: string) =>
      place.owner.query(`update account set ${set} where id = $1`, [id]);
    const told = async (of: Contributor) => {
      const { firstUnpaid, noneUnpaid, payable, notPayable } = (await answer(of)).body as Told;
      expect(payable).toBeNull();
      return [firstUnpaid, noneUnpaid, notPayable];
    };
    const next = [month(0), null];
    const suspend = `update agreement set state = 'suspended' where account = $1`;
    await place.owner.query(suspend, [third.number]);
    expect(await told(third)).toEqual([...next, '缴存使用协议已中止，恢复以后再缴']);
    await put(third, `source = 'unit'`);
    expect(await told(third)).toEqual([...next, '账户由单位缴存，本人不能自行缴存']);

    await put(sealed, `state = 'sealed', sealed_on = current_date`);
    expect(await told(sealed)).toEqual([...next, '账户不在正常状态']);
    await put(sealed, `state = 'closed', closed_on = current_date, close_reason = 'exit'`);
    expect(await told(sealed)).toEqual([null, '账户已销户', '账户不在正常状态']);

    await place.owner.query('update plan set active = false where account = $1', [other.number]);
    const ended = '缴存使用协议已终止，缴存计划不再执行';
    expect(await told(other)).toEqual([null, ended, '账户没有生效的缴存计划']);
  });

  it('are held: money may still come in, and the month is told', async () => {
    const held = await contributor(place, '赵六');
    await pays(place, held, month(0));
    await place.owner.query(
      `insert into hold (id, account, kind, document, placed_by, placed_on)
       values ($1, $2, 'court', '（2026）辽01执1号', 'test', current_date)`,
      [randomUUID(), held.number],
    );
    expect((await answer(held)).body).toMatchObject({
      ...{ firstUnpaid: month(1), noneUnpaid: null, notPayable: null },
    });
  });

  it('say nothing of a month whose days are over, whether a run has written it down or not', async () => {
    const other = await contributor(place, '钱七');
    await owes(place.owner, other, { month: month(-1), state: 'open' });
    await place.owner.query(
      `update contribution_due set grace_until = due_on + 1 where account = $1`,
      [other.number],
    );
    expect((await answer(other)).body).toMatchObject({ payable: { from: month(0) } });
  });

  it('say that nothing may be paid where the agreement cannot be opened', async () => {
    const other = await contributor(place, '赵六');
    await place.owner.query(
      `update agreement a set parameters = b.parameters from agreement b where a.id = $1 and b.id = $2`,
      [other.agreement, holder.agreement],
    );
    expect((await answer(other)).body).toMatchObject({
      ...{ payable: null },
      notPayable: '本人的加密信息打不开（密钥不符或者数据损坏），无从核对可缴的月份',
    });
  });

  it('of an account that was taken over are paid to where it was paid to before', async () => {
    const taken = await contributor(place, '王五');
    await place.owner.query(`update account set paid_to = '2026-03' where id = $1`, [taken.id]);
    expect((await answer(taken)).body).toMatchObject({ paidTo: '2026-03', months: [] });
  });

  it('are those of an account that is there and one’s own', async () => {
    const none = await clerk().get(`/accounts/${randomUUID()}/contributions`);
    const others = await place.as('dl-guiyuan').get(`/accounts/${holder.id}/contributions`);
    expect([none.status, others.status]).toEqual([404, 404]);
  });
});
