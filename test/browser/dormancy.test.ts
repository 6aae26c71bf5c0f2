/** 零余额停缴排查 at the console: the demo's dormant account is on the list; approved, its case has begun. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { openedAccount } from './harness/stories.ts';

const place = desk({ alone: true });
const TODAY = dateAt(Date.now());

describe('a dormancy sweep', () => {
  it('lists who has not contributed and who is left out and why, is approved with a reason where it is far longer than usual', async () => {
    const api = await place.api('lin-guiyuan');
    const held = await openedAccount(api, { number: place.newNumber(), name: '被冻结' });
    await place.owner().query(`update account set activated_in = '2026-01' where id = $1`, [held]);
    await place.owner().query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       select $2, number, 'court', '（2026）辽01执9号', '2026-06-01', 'test' from account where id = $1`,
      [held, randomUUID()],
    );
    const page = await place.signIn('sun-zhuguan', '/runs');
    await page.getByRole('button', { name: '发起批处理' }).click();
    const dialog = page.getByRole('dialog', { name: '发起批处理' });
    await dialog.getByLabel('种类').click();
    await page.getByTitle('零余额停缴排查').click();
    await dialog.getByLabel('业务日期').fill(TODAY);
    await dialog.getByRole('button', { name: '发起，先准备名单' }).click();
    await page.getByRole('heading', { level: 1, name: /零余额停缴排查/ }).waitFor();
    const list = page.getByRole('table', { name: '名单' });
    await list.getByRole('row').nth(1).waitFor();
    await expectNoViolations(page);
    await picture(page, 'dormancy-run', true);
    await page.getByRole('combobox', { name: '结论' }).click();
    await page.getByTitle('不办', { exact: true }).click();
    const left = list.getByRole('row', { name: /冻结/ });
    await left.first().waitFor();
    await expect.poll(() => list.getByText('应办', { exact: true }).count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'dormancy-run-left-out', true);
    const { pathname } = new URL(page.url());
    // As it stands where three sweeps before found nobody.
    await place
      .owner()
      .query(`update run set brake = 'over-forecast' where id = $1`, [pathname.split('/').at(-1)]);
    const second = await place.signIn('zhou-zhuguan', pathname);
    await second.getByRole('button', { name: '批准名单' }).click();
    const approval = second.getByRole('dialog', { name: '批准名单' });
    await approval.getByText(/名单明显超出以往/).waitFor();
    await approval.getByRole('button', { name: '批准，开始办理' }).click();
    await approval.getByText('请填写事由').waitFor();
    await approval.getByLabel('事由（记入留痕）').fill('逐户核对过，均已停缴半年');
    await expectNoViolations(second);
    await picture(second, 'dormancy-run-braked');
    await approval.getByRole('button', { name: '批准，开始办理' }).click();
    await second.getByText('已完成').first().waitFor();
    const facts = second.getByRole('region', { name: '情况' });
    await facts.getByText(/近12个月提醒过\d+户，其中\d+户在提醒后恢复缴存/).waitFor();
    await expectNoViolations(second);
    await picture(second, 'dormancy-run-done', true);
  });

  it('of one account out of turn is begun on its page by a supervisor, with a reason', async () => {
    const api = await place.api('lin-guiyuan');
    const id = await openedAccount(api, { number: place.newNumber(), name: '零额人' });
    await place.owner().query(`update account set activated_in = '2026-01' where id = $1`, [id]);
    const clerk = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await clerk.getByRole('region', { name: '账户情况' }).waitFor();
    expect(await clerk.getByRole('button', { name: '零余额销户' }).count()).toBe(0);
    const page = await place.signIn('sun-zhuguan', `/accounts/${id}`);
    await page.getByRole('button', { name: '零余额销户' }).click();
    await page.getByRole('heading', { level: 1, name: '零余额销户 · 新业务' }).waitFor();
    await page.getByLabel('事由（记入留痕）').fill('本人来电要求销户');
    await expectNoViolations(page);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('告知书送达中').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'dormancy-case', true);
  });
});
