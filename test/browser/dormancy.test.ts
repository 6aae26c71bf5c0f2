/** 零余额停缴排查 at the console: the demo's dormant account is on the list; approved, its case has begun. */
import { describe, it } from 'vitest';
import { dateAt } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

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
    await expectNoViolations(second);
    await picture(second, 'dormancy-run-done', true);
  });
});
