/** 暂收款: unmatched money is somebody's to do, by a last day, until it is settled and whenever that is undone. */
import { beforeAll, describe, expect, it } from 'vitest';
import { bench } from '../db/fixtures.ts';
import { shippedFigures } from '../runs/fixtures.ts';
import { arrived, assign, itemRow, owedBy, payBack, takeBack } from './corrections.ts';
import { contribution, reserve } from './entries.ts';
import { balanceOf, newAccount, record } from './fixtures.ts';

const suite = bench();
beforeAll(() => shippedFigures(suite));

async function tasks(item: string) {
  const { rows } = await suite.api.query<Record<string, unknown>>(
    `select kind, role, branch, case_id, opened_on, due_on, closed_by from task
      where suspense = $1 order by closed_at nulls last`,
    [item],
  );
  return rows;
}

describe('unmatched money', () => {
  it('is a task of the supervisors, due after the working days that the center allows', async () => {
    const { item } = await arrived(suite, '300.00');
    // Five working days after Monday, 23 November 2026.
    expect(await tasks(item)).toEqual([
      {
        ...{ kind: 'settle-suspense', role: 'supervisor', branch: null, case_id: null },
        ...{ opened_on: '2026-11-23', due_on: '2026-11-30', closed_by: null },
      },
    ]);
  });

  it('that is assigned is done by whoever assigned it, and owed again when that is taken back', async () => {
    const { item } = await arrived(suite, '800.00');
    const { settled_journal: journal } = await assign(suite, item, await newAccount(suite));
    expect(await tasks(item)).toMatchObject([{ closed_by: 'sun' }]);
    await takeBack(suite, String(journal));
    expect(await itemRow(suite, item)).toMatchObject({ state: 'open' });
    expect(await tasks(item)).toMatchObject([{ closed_by: 'sun' }, { closed_by: null }]);
  });

  it('that pays what is to be recovered is done with it', async () => {
    const account = await newAccount(suite);
    const [one] = await record(suite, [contribution(account, '800.00')]);
    await record(suite, [reserve(account, '800.00')]);
    await takeBack(suite, one!.journal);
    const { item } = await arrived(suite, '300.00');
    await payBack(suite, (await owedBy(suite, account))[0]!, item);
    expect(await tasks(item)).toMatchObject([{ closed_by: 'sun' }]);
  });

  it('assigned twice at one moment pays a month once: the second is told to judge again, and stays', async () => {
    const account = await newAccount(suite);
    const items = [await arrived(suite, '800.00'), await arrived(suite, '800.00')];
    const tries = await Promise.allSettled(items.map(({ item }) => assign(suite, item, account)));
    const [refused] = tries.filter((one) => one.status === 'rejected');
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(refused?.reason).toMatchObject({
      code: 'version-conflict',
      message: expect.stringContaining('请核对后再提交') as string,
    });
    const states = await Promise.all(items.map(({ item }) => itemRow(suite, item)));
    expect(states.map(({ state }) => state).toSorted()).toEqual(['assigned', 'open']);
    expect((await balanceOf(suite, account)).amount).toBe('800.00');
    // For the next month it is taken.
    const left = items[states.findIndex(({ state }) => state === 'open')]!;
    await assign(suite, left.item, account, '2026-12');
    expect((await balanceOf(suite, account)).amount).toBe('1600.00');
  });

  it('is due at once where the center has not said how long that may take', async () => {
    await suite.owner.query(`delete from figure where name = 'suspense-days'`);
    const { item } = await arrived(suite, '10.00');
    expect(await tasks(item)).toMatchObject([{ opened_on: '2026-11-23', due_on: '2026-11-23' }]);
    await shippedFigures(suite);
  });
});
