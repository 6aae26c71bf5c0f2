/** Many cases from a file, and a business whose form is drawn from its schema alone. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk();
/** The head of the page has a search box that speaks of names and numbers, too. */
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

describe('many from a file', () => {
  it('begins with a template, and tells for every row what became of it', async () => {
    const page = await place.signIn('lin-guiyuan', '/operations');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载模板' }).click();
    const template = readFileSync(await (await download).path(), 'utf8');
    expect(template).toMatch(/^\uFEFF姓名,/);
    await expectNoViolations(page);
    await picture(page, 'bulk-start');
    const rows = [
      'applicant.name,applicant.document.type,applicant.document.number,applicant.phone',
      `甲,resident-id,${place.newNumber()},13900001111`,
      `乙,resident-id,${place.newNumber()},139`,
    ];
    await page.getByLabel('CSV文件').setInputFiles({
      name: '名单.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(rows.join('\n')),
    });
    await page.getByRole('button', { name: '逐行发起' }).click();
    await page.waitForURL(/\/operations\/[0-9a-f-]{36}$/);
    await page.getByText('共2行：1行已发起，1行未能发起。').waitFor({ timeout: 30_000 });
    await page.getByText(/手机号码.*请填写11位手机号码/).waitFor();
    await page.getByRole('link', { name: /^K\d+/ }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'bulk-result');
  });
});

describe('a business without a form of its own', () => {
  it('is filled in by its schema: a case by its printed number, and a reason', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { name: '误开户', number: place.newNumber() });
    const number = (await clerk.get(`/cases/${id}`)).string('number');
    const page = await place.signIn('sun-zhuguan', '/start/opening-reversal');
    await inForm(page, '误开户的业务').fill(number);
    await inForm(page, '事由（记入留痕）').fill('录入有误');
    await page.getByText(/开户 · 误＊/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'start-reversal');
  });
});
