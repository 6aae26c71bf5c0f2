/** 零余额停缴排查 at the console: the demo's dormant account is on the list; approved, its case has begun. */
import { describe, expect, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { openedAccount } from './harness/stories.ts';

const place = desk({ alone: true });

describe('a dormancy sweep', () => {
  it('lists who has not contributed, is approved by another supervisor, and begins the notice', async () => {
    const page = await place.signIn('sun-zhuguan', '/runs');
    await page.getByRole('button', { name: '发起批处理' }).click();
    const dialog = page.getByRole('dialog', { name: '发起批处理' });
    await dialog.getByLabel('种类').click();
    await page.getByTitle('零余额停缴排查').click();
    await dialog.getByLabel('业务日期').fill(dateAt(Date.now()));
    await dialog.getByRole('button', { name: '发起，先准备名单' }).click();
    await page.getByRole('heading', { level: 1, name: /零余额停缴排查/ }).waitFor();
    await page.getByRole('table', { name: '名单' }).getByRole('row').nth(1).waitFor();
    await expectNoViolations(page);
    await picture(page, 'dormancy-run', true);
    const second = await place.signIn('zhou-zhuguan', new URL(page.url()).pathname);
    await second.getByRole('button', { name: '批准名单' }).click();
    const approval = second.getByRole('dialog', { name: '批准名单' });
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
