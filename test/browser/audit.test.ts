/** The auditor's desk at the console: search, one line, export, verification. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { unzip } from '../harness/unzip.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();

async function caseOf(name: string) {
  const clerk = await place.api('lin-guiyuan');
  const number = place.newNumber();
  const { id, told } = await startCase(clerk, { number, name }, { employment: undefined });
  return { id, number, printed: told.string('number'), person: told.string('person.id') };
}

const table = (page: Page) => page.getByRole('table', { name: '留痕列表' });

describe('the search of the trail', () => {
  it('finds a person by a number that never lands in the address', async () => {
    const { number, printed, person } = await caseOf('周被查');
    const page = await place.signIn('li-shenji', '/audit');
    await table(page).waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: '按个人或办件查' }).click();
    await page.getByRole('searchbox').fill(number);
    await page.keyboard.press('Enter');
    const found = page.getByRole('list', { name: '找到的个人和办件' });
    await found.getByRole('button', { name: /^个人/ }).waitFor();
    await expectNoViolations(page);
    await found.getByRole('button', { name: /^个人/ }).click();
    await page.waitForURL(new RegExp(`person=${person}`));
    await table(page).getByRole('link', { name: printed }).first().waitFor();
    expect(page.url()).not.toContain(number);
    await picture(page, 'audit-search');
    expect(page.url()).not.toContain(number);
  });

  it('narrows by staff, role, kinds and days in the address, so that it can be sent as a link', async () => {
    const { id } = await caseOf('吴筛选');
    const page = await place.signIn('li-shenji', `/audit?case=${id}&kind=case-received&role=clerk`);
    await table(page).getByText('收到申请，已登记并出具收件回执。').waitFor();
    expect(await table(page).getByRole('row').count()).toBe(2);
    await page.getByLabel('工作人员（登录名）').fill('zhao-fuhe');
    await page.keyboard.press('Enter');
    await page.waitForURL(/staff=zhao-fuhe/);
    await page.getByText('没有符合条件的留痕').waitFor();
    await picture(page, 'audit-empty');
    await page.getByRole('button', { name: '清除条件' }).click();
    await table(page).waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('exports what is shown, free of formulas, and says that it was kept', async () => {
    const { id, number } = await caseOf('郑导出');
    const page = await place.signIn('li-shenji', `/audit?case=${id}`);
    await table(page).waitFor();
    await page.getByRole('button', { name: '导出' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /XLSX/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('留痕.xlsx');
    const files = unzip(readFileSync(await download.path()));
    const sheets = [...files].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
    expect(sheets.length).toBe(2);
    for (const [, xml] of sheets) expect(xml).not.toContain('<f');
    expect([...files.values()].join()).not.toContain(number);
    await page.getByText('本次导出已留痕').waitFor();
    await page.goto('/audit?kind=list-exported');
    await table(page)
      .getByText(/导出了留痕清单（\d+行），XLSX文件。/)
      .first()
      .waitFor();
  });
});

describe('the list of cases', () => {
  it('is exported as it is filtered, by those who may', async () => {
    const { id } = await caseOf('褚清单');
    const clerk = await place.signIn('lin-guiyuan', '/cases');
    await clerk.getByRole('heading', { name: '办件', level: 1 }).waitFor();
    expect(await clerk.getByRole('button', { name: '导出' }).count()).toBe(0);
    const page = await place.signIn('sun-zhuguan', '/cases?open=true&type=account-opening');
    await page.getByRole('button', { name: '导出' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: /CSV/ }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('办件清单.csv');
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(text).toContain(id);
  });
});

describe('one line of the trail', () => {
  it('shows who, why, before and after masked, and its place in the chain', async () => {
    const { person, number } = await caseOf('冯查看');
    const clerk = await place.api('lin-guiyuan');
    const reason = '申请人当面核对证件';
    await clerk.post(`/persons/${person}:reveal`, { body: { reason }, key: null });
    const page = await place.signIn('li-shenji', `/audit?person=${person}&kind=person-read`);
    await table(page)
      .getByRole('link', { name: /查看留痕/ })
      .first()
      .click();
    await page.getByText(reason).waitFor();
    await page.getByText(/^第\d+条/).waitFor();
    expect(await page.content()).not.toContain(number);
    await expectNoViolations(page);
    await picture(page, 'audit-event');
    await page.getByRole('link', { name: '该人的全部留痕' }).click();
    await page.waitForURL(new RegExp(`person=${person}`));
  });
});

describe('verification', () => {
  it('is started, followed, and kept with its result', async () => {
    const page = await place.signIn('li-shenji', '/audit-verification');
    await page.getByRole('button', { name: '开始校验' }).click();
    await page.getByText(/：链完整/).waitFor();
    await page.getByRole('table', { name: '最近的校验' }).getByText('链完整').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'audit-verification');
  });

  it('names the line that somebody changed behind everybody’s back', async () => {
    const { id } = await caseOf('陈篡改');
    const api = await place.api('li-shenji');
    const sealed = async () => {
      const told = await api.get(`/audit/events?case=${id}&kind=case-received`);
      return told.list('items').find((one) => one['sealed'] === true);
    };
    let line = await sealed();
    while (!line) line = await sealed();
    const owner = place.owner();
    const change = async (kind: string) => {
      await owner.query('alter table event disable trigger append_only');
      await owner.query('update event set kind = $2 where id = $1', [line['id'], kind]);
      await owner.query('alter table event enable trigger append_only');
    };
    await change('account-opened');
    try {
      const page = await place.signIn('sun-zhuguan', '/audit-verification');
      await page.getByRole('button', { name: '开始校验' }).click();
      await page
        .getByText(/发现1处问题/)
        .first()
        .waitFor();
      const problems = page.getByRole('table', { name: /的问题$/ });
      await problems.getByRole('link', { name: String(line['id']) }).waitFor();
      await problems.getByText('内容被改动').waitFor();
      await expectNoViolations(page);
      await picture(page, 'audit-broken');
    } finally {
      await change('case-received');
    }
  });
});
