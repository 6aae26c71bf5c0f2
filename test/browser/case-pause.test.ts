/** 暂缓办理 on the screen: put aside by keyboard, out of the queue and found by its filter, taken up again. */
import { expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
/** Two people and five screens, each looked at. */
const LONG_MS = 120_000;

const banner = (page: Page) => page.getByRole('region', { name: '暂缓办理' });
const button = (page: Page, name: string) => page.getByRole('button', { name });

async function lacking() {
  const clerk = await place.api('lin-guiyuan');
  const who = { number: place.newNumber(), name: '暂缓人' };
  return { clerk, ...(await startCase(clerk, who, { employment: undefined })) };
}

/** From the button to the sent form without a mouse. */
async function putAside(page: Page, until: string): Promise<void> {
  await button(page, '暂缓办理').focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('各项等待照常计算').waitFor();
  const reason = dialog.getByRole('combobox', { name: '事由' });
  await expect.poll(() => reason.evaluate((one) => one === document.activeElement)).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await dialog.getByTitle('等其他部门答复').waitFor();
  await page.keyboard.press('Tab');
  const day = dialog.getByLabel('暂缓的最后一日');
  await expect.poll(() => day.evaluate((one) => one === document.activeElement)).toBe(true);
  await day.fill(until);
  await dialog.getByLabel(/^说明/).fill('等公安部门答复身份核验');
  await expectNoViolations(page);
  await picture(page, 'case-pause-form');
  await dialog.getByRole('button', { name: '暂缓', exact: true }).focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
}

it(
  'a case put aside leaves the queue, is found by its filter, and is taken up again',
  { timeout: LONG_MS },
  async () => {
    const { id, clerk, told } = await lacking();
    const until = addDays(dateAt(Date.now()), 3);
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await putAside(page, until);
    await banner(page).getByText('等公安部门答复身份核验').waitFor();
    await banner(page).getByText('事由：等其他部门答复').waitFor();
    expect(await button(page, '暂缓办理').count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'case-pause');

    const row = page.getByRole('row').filter({ has: page.locator(`a[href="/cases/${id}"]`) });
    await page.goto('/work?aside=true');
    await row.getByText(`暂缓至 ${until}`).waitFor();
    expect(await page.getByRole('checkbox', { name: /^只看暂缓/ }).isChecked()).toBe(true);
    await expectNoViolations(page);
    await picture(page, 'work-aside');
    await page.getByRole('checkbox', { name: /^只看暂缓/ }).press('Space');
    await expect.poll(() => row.count()).toBe(0);

    const person = told.string('person.id');
    await page.goto(`/cases?person=${person}`);
    await row.getByText(`暂缓至 ${until}`).waitFor();
    await picture(page, 'cases-aside');

    await page.goto(`/cases/${id}`);
    await banner(page).getByRole('button', { name: '恢复办理' }).press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('事由（记入留痕）').fill('已答复');
    await dialog.getByRole('button', { name: '恢复', exact: true }).press('Enter');
    await banner(page).waitFor({ state: 'detached' });
    await button(page, '暂缓办理').waitFor();

    // Another time, and an act of a colleague ends it, without a reload.
    await putAside(page, until);
    await banner(page).waitFor();
    const version = (await clerk.get(`/cases/${id}`)).number('version');
    const boss = await place.api('sun-zhuguan');
    const body = { branch: 'sy-bank', reason: '申请人迁居' };
    const moved = await boss.post(`/cases/${id}/actions/hand-over`, { version, body });
    expect(moved.status, moved.text).toBe(200);
    const seen = await boss.get(`/cases/${id}`);
    expect(seen.at('pause.standing')).toBeNull();
    const events = (await boss.get(`/cases/${id}/events?limit=100`)).list('items');
    expect(events.filter(({ kind }) => kind === 'case-resumed').at(-1)).toMatchObject({
      ...{ actor: 'sun-zhuguan', public: { cause: 'act' } },
    });
  },
);
