/** 退回更正 in the console: the reviewer sends back by a code, the clerk corrects, the reviewer sees what changed. */
import { describe, expect, it } from 'vitest';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened, until } from './harness/stories.ts';

const place = desk();

describe('a case that is sent back', () => {
  it('comes to the clerk with the reason, and to the reviewer with what was changed', async () => {
    const clerk = await place.api('lin-guiyuan');
    const person = await place.world().person({ fraudFlag: true }, { number: place.newNumber() });
    const id = await opened(clerk, person);
    await until(clerk, id, 'in review');

    const reviewer = await place.signIn('zhao-fuhe', `/cases/${id}`);
    await reviewer.getByRole('button', { name: '退回更正', exact: true }).click();
    const back = reviewer.getByRole('dialog');
    await back.getByText('受理日期不变').waitFor();
    await back.getByLabel('退回原因').click();
    await reviewer.locator('.ant-select-item-option', { hasText: '其他（须写明）' }).click();
    await back.getByRole('button', { name: /^提交|^退回更正/ }).click();
    await back.getByText('选择“其他”的，请写明原因').first().waitFor();
    await back.getByLabel('退回原因').click();
    await reviewer.locator('.ant-select-item-option', { hasText: '录入与原件不一致' }).click();
    await back.getByLabel('事由（记入留痕）').fill('职业应为网约车司机，见劳动合同第2页。');
    await expectNoViolations(reviewer);
    await picture(reviewer, 'sent-back-form');
    await back.getByRole('button', { name: /^提交|^退回更正/ }).click();
    await reviewer.getByText('等受理网点更正后再送复核').first().waitFor();

    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByText('等受理网点更正后再送复核').first().waitFor();
    await page.getByText('录入与原件不一致').first().waitFor();
    await page.getByText('职业应为网约车司机，见劳动合同第2页。').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'sent-back-counter', true);
    await page.getByRole('button', { name: '更正录入', exact: true }).first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: '打开申请表' }).click();
    await form.getByLabel('职业').fill('网约车司机');
    await form.getByLabel('事由（记入留痕）').fill('已按劳动合同更正。');
    await form.getByRole('button', { name: /^提交|^更正录入/ }).click();
    await until(clerk, id, 'in review');

    const line = reviewer.getByRole('listitem').filter({ hasText: '已按劳动合同更正。' });
    await line.getByText('网约车司机').first().waitFor();
    await line.getByText('外卖骑手').first().waitFor();
    await reviewer.getByRole('button', { name: '复核', exact: true }).first().waitFor();
    await expectNoViolations(reviewer);
    await picture(reviewer, 'sent-back-corrected', true);
    expect(await reviewer.getByText('更正了录入内容').count()).toBeGreaterThan(0);
  });
});
