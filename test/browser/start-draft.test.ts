/** Nothing typed is lost: drafts, two windows, a session that ends, an answer that never comes. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readSecrets } from '../../src/crypto/secrets.ts';
import { demoPassword } from '../../src/embedded/provider/people.ts';
import { uploaded } from '../api/world/cases.ts';
import { application } from '../builders.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
/** The head of the page has a search box that speaks of names and numbers, too. */
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

async function form(path = '/start/account-opening'): Promise<Page> {
  const page = await place.signIn('lin-guiyuan', path);
  await inForm(page, '姓名').waitFor();
  return page;
}

/** A draft of a complete application, made by the same person as a program. */
async function complete(number: string): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const files = { 'identity-document': await uploaded(clerk) };
  const body = {
    type: 'account-opening',
    application: application({ name: '齐全', number, files }),
  };
  return (await clerk.post('/drafts', { body })).string('id');
}

const saved = (page: Page) => page.getByText('草稿已保存', { exact: true }).waitFor();

describe('a draft', () => {
  it('is kept while one types, listed masked, and taken up again', async () => {
    const page = await form();
    await inForm(page, '姓名').fill('草稿人');
    await inForm(page, '职业').fill('网约车司机');
    await saved(page);
    expect(new URL(page.url()).search).toMatch(/^\?draft=[0-9a-f-]{36}$/);
    const id = page.url().slice(-36);
    await page.reload();
    await expect.poll(() => inForm(page, '姓名').inputValue()).toBe('草稿人');
    await page.goto('/start');
    await page.getByRole('cell', { name: /草＊/ }).first().waitFor();
    expect(await page.content()).not.toContain('草稿人');
    await expectNoViolations(page);
    await picture(page, 'start-drafts');
    await page.locator(`a[href$="${id}"]`).click();
    await expect.poll(() => inForm(page, '职业').inputValue()).toBe('网约车司机');
    await page.getByRole('button', { name: '弃置草稿' }).click();
    await page.getByRole('button', { name: '弃置', exact: true }).click();
    await page.getByRole('heading', { name: '办理新业务' }).waitFor();
    await expect.poll(() => page.locator(`a[href$="${id}"]`).count()).toBe(0);
  });

  it('open in two windows is overwritten by neither without being asked', async () => {
    const page = await form();
    await inForm(page, '姓名').fill('第一窗口');
    await saved(page);
    const other = await page.context().newPage();
    await other.goto(page.url());
    await expect.poll(() => inForm(other, '姓名').inputValue()).toBe('第一窗口');
    await inForm(other, '手机号码').fill('13900002222');
    await saved(other);
    await inForm(page, '手机号码').fill('13900001111');
    await page.getByText('这份草稿已在另一窗口更新').waitFor();
    await page.getByText(/两边不同的栏目：.*手机号码/).waitFor();
    expect(await inForm(page, '手机号码').inputValue()).toBe('13900001111');
    await expectNoViolations(page);
    await picture(page, 'start-two-windows');
    await page.getByRole('button', { name: '用另一窗口的' }).click();
    await expect.poll(() => inForm(page, '手机号码').inputValue()).toBe('13900002222');
  });
});

describe('a session that ends while somebody types', () => {
  it('leaves everything on the page, and the draft is saved after the next sign-in', async () => {
    const page = await form();
    await inForm(page, '姓名').fill('会话结束');
    await saved(page);
    await place.owner().query(`delete from web.session where staff = 'lin-guiyuan'`);
    await inForm(page, '手机号码').fill('13900003333');
    const dialog = page.getByRole('dialog', { name: '登录已结束' });
    await dialog.waitFor();
    await picture(page, 'start-signed-out');
    const opening = page.context().waitForEvent('page');
    await dialog.getByRole('link', { name: '在新窗口重新登录' }).click();
    const second = await opening;
    const userName = second.getByLabel('用户名');
    if (await userName.isVisible({ timeout: 3_000 }).catch(() => false)) {
      await userName.fill('lin-guiyuan');
      const secrets = readSecrets(place.product.secretsFile);
      await second.getByLabel('密码').fill(demoPassword('lin-guiyuan', secrets));
      await second.getByRole('button', { name: '下一步' }).click();
      await second.getByRole('button', { name: '登录' }).click();
    }
    await dialog.waitFor({ state: 'hidden' });
    expect(await inForm(page, '姓名').inputValue()).toBe('会话结束');
    expect(await inForm(page, '手机号码').inputValue()).toBe('13900003333');
    await saved(page);
  });
});

describe('an answer that never comes', () => {
  it('is asked for again with the same content and key, and there is one case', async () => {
    const number = place.newNumber();
    const page = await form(`/start/account-opening?draft=${await complete(number)}`);
    await page.getByText('材料齐全，可以提交').waitFor();
    const keys: string[] = [];
    let lost = false;
    await page.route('**/api/v1/cases', async (route) => {
      keys.push((await route.request().headerValue('idempotency-key')) ?? randomUUID());
      if (lost) return route.continue();
      lost = true;
      // It arrives and is done; only its answer is lost.
      await route.fetch();
      return route.abort();
    });
    await page.keyboard.press('Control+Enter');
    await page.getByText(/不能确定是否已经提交/).waitFor();
    expect(await inForm(page, '姓名').isDisabled()).toBe(true);
    await expectNoViolations(page);
    await picture(page, 'start-lost-answer');
    await page.getByRole('button', { name: '再次提交（不会重复办理）' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
    const clerk = await place.api('lin-guiyuan');
    const found = await clerk.post('/cases:search', { body: { documentNumber: number } });
    expect(found.list('items')).toHaveLength(1);
  });
});
