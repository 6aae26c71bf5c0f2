/** The clerk's day: the work list, the next task, the cases, the search. */
import { beforeAll, describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk({ alone: true });
// What other suites left behind is due long after what is told here, and so not on the first page.
beforeAll(async () => {
  await place.owner().query(`update task set due_on = '2099-12-31' where closed_at is null`);
});

/** Sums up what the browser itself calls a layout shift. */
const WATCH_SHIFTS = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value } of list.getEntries()) window.shifted += value;
  }).observe({ type: 'layout-shift' });
`;

describe('the work list', () => {
  it('shows what is due first, with its words, and lets a clerk take and put back', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id } = await startCase(
      clerk,
      { number: place.newNumber(), name: '李待办' },
      { employment: undefined },
    );
    const page = await place.signIn('lin-guiyuan', '/work');
    const row = page.getByRole('row').filter({ has: page.locator(`a[href="/cases/${id}"]`) });
    await row.waitFor();
    await expectNoViolations(page);
    await picture(page, 'work');
    await row.getByRole('button', { name: /^领取/ }).click();
    await row.getByRole('button', { name: /^放回/ }).waitFor();
    await page.getByText('我的').click();
    await page.waitForURL(/scope=mine/);
    await row.getByRole('button', { name: /^放回/ }).click();
    await row.getByText('已办结或已转出').waitFor();
  });

  it('does not jump when others add work: it says so and waits to be asked', async () => {
    const clerk = await place.api('lin-guiyuan');
    const page = await place.signIn('lin-guiyuan', '/work');
    await page.getByRole('button', { name: '下一件' }).waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const shown = () => page.getByRole('row').allInnerTexts();
    await page.locator('a.row-link').first().waitFor();
    const before = (await shown()).length;
    await page.evaluate(WATCH_SHIFTS);
    const { id } = await startCase(clerk, { number: place.newNumber() }, { employment: undefined });
    const news = page.getByRole('status').filter({ hasText: '新增' });
    await news.waitFor();
    expect((await shown()).length).toBe(before);
    expect(await page.evaluate<number>('window.shifted')).toBe(0);
    await news.getByRole('button', { name: '更新列表' }).click();
    await page.locator(`a[href="/cases/${id}"]`).waitFor();
  });

  it('gives the next task by rule and says why it is this one', async () => {
    const clerk = await place.api('lin-guiyuan');
    await startCase(clerk, { number: place.newNumber() }, { employment: undefined });
    const page = await place.signIn('lin-guiyuan', '/work');
    await page.getByRole('button', { name: '下一件' }).waitFor();
    await page.keyboard.press('n');
    await page.getByText('为什么是这一件').waitFor();
    await page.waitForURL(/\/cases\//);
  });

  it('keeps filters in the address and under a name that colleagues may share', async () => {
    const page = await place.signIn('lin-guiyuan', '/work?overdue=true');
    await page.getByRole('checkbox', { name: '只看逾期' }).waitFor();
    expect(await page.getByRole('checkbox', { name: '只看逾期' }).isChecked()).toBe(true);
    await page.getByRole('button', { name: '视图' }).click();
    await page.getByRole('button', { name: /保存当前筛选/ }).click();
    const name = `逾期 ${Date.now() % 100_000}`;
    await page.getByLabel('名称').fill(name);
    await page.getByRole('checkbox', { name: '与本网点同事共享' }).check();
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByLabel('名称').waitFor({ state: 'detached' });
    await page.goto('/work');
    await page.getByRole('button', { name: '视图' }).click();
    await expectNoViolations(page);
    await page.getByRole('button', { name, exact: true }).click();
    await page.waitForURL(/overdue=true/);
  });
});

describe('the cases', () => {
  it('say in one sentence why each waits', async () => {
    const clerk = await place.api('lin-guiyuan');
    const name = '王在等';
    await startCase(clerk, { number: place.newNumber(), name }, { employment: undefined });
    const page = await place.signIn('lin-guiyuan', '/cases?open=true');
    await page.getByRole('table', { name: '办件列表' }).waitFor();
    await page.getByText(/补/).first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'cases');
  });

  it('say plainly when nothing fits', async () => {
    const page = await place.signIn('lin-guiyuan', '/cases?stage=lapsed&waitingFor=signature');
    await page.getByText('没有符合条件的办件').waitFor();
  });
});

describe('the search box', () => {
  it('finds a person by the identity number, which goes into no address', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const { id } = await startCase(clerk, { number, name: '赵查找' }, { employment: undefined });
    const page = await place.signIn('lin-guiyuan', '/work');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await page.getByRole('button', { name: '下一件' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type(number);
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('heading', { name: '办理人' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'search');
    await dialog.locator(`a[href="/cases/${id}"]`).click();
    await page.waitForURL(new RegExp(`/cases/${id}`));
    expect(addresses.filter((address) => address.includes(number))).toEqual([]);
    expect(page.url()).not.toContain(number);
  });

  it('lists the keys of the page by ?', async () => {
    const page = await place.signIn('lin-guiyuan', '/work');
    await page.getByRole('button', { name: '下一件' }).waitFor();
    await page.keyboard.press('?');
    await page.getByText('办理下一件待办').waitFor();
    await expectNoViolations(page);
  });
});
