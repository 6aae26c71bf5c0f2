/** What an outside system answered, as it came: text for a while, for a reason, never markup. */
import { describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();

describe('the answer of an outside system', () => {
  it('is shown as it came for a reason, hidden again, and the reading is on record', async () => {
    const number = place.newNumber();
    const clerk = await place.api('lin-guiyuan');
    const { id } = await startCase(clerk, { number, name: '张三' });
    await expect
      .poll(async () => (await clerk.get(`/cases/${id}/checks`)).list('items').length, {
        timeout: 60_000,
      })
      .toBeGreaterThan(0);
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByRole('tab', { name: '核查' }).click();
    const button = page.getByRole('button', { name: '查看答复原文' }).first();
    await button.click();
    await page.getByLabel('事由（记入留痕）').fill('申请人有异议，核对原文。');
    await page.getByRole('button', { name: /^查\s*看$/ }).click();
    const text = page.locator('pre.evidence');
    await text.waitFor();
    expect(await text.innerText()).toContain(number);
    expect(await text.locator('*').count()).toBe(0);
    await page.getByText('与答复摘要一致').waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-evidence');
    await page.getByRole('button', { name: '现在隐藏' }).click();
    await text.waitFor({ state: 'detached' });
    const events = await clerk.get(`/cases/${id}/events?kind=content-read`);
    expect(events.text).toContain('核对原文');
  });
});
