/** Standing questions, and the frame of every page at twice the size. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();

/** Text that is cut off: wider than its box, and the box hides what does not fit. */
const CUT_OFF = (within: string) => `[...document.querySelectorAll('${within} *')]
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 2
    && getComputedStyle(one).overflowX !== 'visible' && one.innerText.trim() !== '')
  .map((one) => one.innerText)`;

describe('a view that is followed', () => {
  it('tells what came into it, shows it, and is quiet again once it was noted', async () => {
    const clerk = await place.api('lin-guiyuan');
    const page = await place.signIn('lin-guiyuan', '/cases?stage=incomplete');
    const name = `待补正 ${Date.now() % 100_000}`;
    await save(page, name);
    await page.getByRole('button', { name: '视图' }).click();
    await page.getByRole('button', { name: `关注：${name}` }).click();
    await page.getByRole('button', { name: `取消关注：${name}` }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'views');

    const { id } = await startCase(
      clerk,
      { number: place.newNumber(), name: '吴新进' },
      { employment: undefined },
    );
    await page.goto('/work');
    const bell = page.getByRole('link', { name: /^关注：\d+件新进入$/ });
    await bell.waitFor();
    await bell.click();
    const section = page.getByRole('article', { name });
    await section.locator(`a[href="/cases/${id}"]`).waitFor();
    await expectNoViolations(page);
    await picture(page, 'followed');
    await section.getByRole('button', { name: /件已看过$/ }).click();
    // Others may have started more meanwhile: those stay.
    await section.locator(`a[href="/cases/${id}"]`).waitFor({ state: 'detached' });
    await section.getByRole('button', { name: `取消关注：${name}` }).click();
    await section.waitFor({ state: 'detached' });
  });

  it('says until when a case waits as the page of the case does', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id, told } = await startCase(
      clerk,
      { number: place.newNumber() },
      { employment: undefined },
    );
    const until = told.string('waits.0.endText');
    const page = await place.signIn('lin-guiyuan', '/cases?open=true&stage=incomplete');
    const row = page.getByRole('row').filter({ has: page.locator(`a[href="/cases/${id}"]`) });
    await row.getByText(until).waitFor();
    await page.goto(`/cases/${id}`);
    await page.getByText(until).first().waitFor();
  });
});

async function save(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: '视图' }).click();
  await page.getByRole('button', { name: /保存当前筛选/ }).click();
  await page.getByLabel('名称').fill(name);
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByLabel('名称').waitFor({ state: 'detached' });
}

describe('the frame of every page at twice the size', () => {
  it.each(['lin-guiyuan', 'sun-zhuguan'])('cuts off no word for %s', async (person) => {
    const page = await place.signIn(person, '/cases');
    await page.setViewportSize({ width: 683, height: 384 });
    const menu = page.getByRole('button', { name: '菜单' });
    await menu.waitFor();
    expect(await page.evaluate<string[]>(CUT_OFF('.shell-head'))).toEqual([]);
    await expectNoViolations(page);
    await picture(page, `narrow-head-${person}`);
    await menu.focus();
    await page.keyboard.press('Enter');
    const entry = page.getByRole('link', { name: '待办', exact: true });
    await entry.waitFor();
    expect(await page.evaluate<string[]>(CUT_OFF('.shell-drawer'))).toEqual([]);
    await expectNoViolations(page);
    await picture(page, `narrow-menu-${person}`);
    await entry.click();
    await page.waitForURL('**/work');
    await entry.waitFor({ state: 'hidden' });
  });
});
