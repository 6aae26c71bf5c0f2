/** An opening carried to its end on the page of the case: the agreement is read, signed and opened. */
import { describe, expect, it } from 'vitest';
import { PDF } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened, until } from './harness/stories.ts';

const place = desk();

describe('a case that waits for its signature', () => {
  it('says what it waits for, and is signed and opened on its page', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { name: '王小明', number: place.newNumber() });
    const told = await until(clerk, id, 'awaiting signature');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByRole('heading', { level: 1, name: told.string('number') }).waitFor();
    const card = page.getByRole('region', { name: '为什么在等' });
    await card.getByText('等申请人签署协议', { exact: true }).waitFor();
    expect(await card.textContent()).toMatch(/最迟\d{4}年\d+月\d+日，还剩\d+天。/);
    await expectNoViolations(page);
    await picture(page, 'case-signing');

    await page.getByRole('button', { name: '签署协议' }).first().click();
    const drawer = page.getByRole('dialog');
    await drawer.getByText('所示协议与待签协议一致').waitFor();
    await drawer.getByText('重点条款确认').waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-sign-form');
    await drawer.getByRole('button', { name: '提交：签署协议' }).click();
    await drawer.getByRole('alert').getByText('签字页扫描件 必须填写').waitFor();
    await drawer.getByLabel('签字页扫描件').setInputFiles({
      name: '签字页.pdf',
      mimeType: 'application/pdf',
      buffer: PDF,
    });
    await drawer.getByText('已上传').waitFor();
    await drawer.getByLabel('已就重点条款向申请人作提示说明').check();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('region', { name: '已办结' }).waitFor();
    await page.getByText('账户已开立').waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-opened');
    await until(clerk, id, 'opened');
  });
});
