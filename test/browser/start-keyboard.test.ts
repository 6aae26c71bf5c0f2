/** A plain opening by keyboard alone, from the work list to the opened account, within its budget. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { desk, picture } from './harness/desk.ts';
import { keyboard, type Keyboard } from './harness/keyboard.ts';
import { until } from './harness/stories.ts';

const place = desk();
const SCAN = fileURLToPath(new URL('../../examples/scan.png', import.meta.url));
/** Key presses beyond typed values, from the work list to the opened account. */
const BUDGET = 60;
const TABS_MAX = 30;

/** Tab until something has the focus; every one is a press. */
async function tabTo(page: Page, keys: Keyboard, selector: string): Promise<void> {
  for (let n = 0; n < TABS_MAX; n += 1) {
    if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    await keys.press('Tab');
  }
  throw new Error(`the keyboard does not come to ${selector}`);
}

async function fillIn(page: Page, keys: Keyboard, number: string): Promise<void> {
  const at = (label: string) => page.getByLabel(label).and(page.locator(':focus')).waitFor();
  await at('姓名');
  await keys.type('欧阳·示例');
  await keys.press('Enter', 'Enter');
  await keys.type(number);
  await keys.press('Enter');
  await keys.type('20360101');
  await keys.press('Enter');
  await keys.type('13900001111');
  await keys.press('Enter');
  await keys.type('辽宁省沈阳市和平区示例街1号');
  await keys.press('Enter');
  await at('区县');
  await keys.type('和平');
  await page.getByTitle('和平区').waitFor();
  await keys.press('Enter');
  await page.getByRole('combobox', { name: '区县', expanded: false }).waitFor();
  await keys.press('Enter');
  await keys.press('3', 'Enter');
  await keys.type('网约车司机');
  await keys.press('Enter');
  await keys.press('1', 'Enter', 'Enter');
  await keys.type('800');
  await keys.press('Enter', '1', 'Enter');
  await keys.type('10');
  await keys.press('Enter');
  await keys.type('6222020200001234567');
  await keys.press('Enter', 'Enter');
  await keys.type('建设银行');
  await keys.press('Enter');
  for (let n = 0; n < 3; n += 1) await keys.press('Space', 'Enter');
  await keys.press('Enter');
}

async function choose(page: Page, keys: Keyboard): Promise<void> {
  // The key belongs to whatever has the focus: a person sees where it is.
  await page.locator('input[type=file]:focus').waitFor();
  const chooser = page.waitForEvent('filechooser');
  await keys.press('Enter');
  await (await chooser).setFiles(SCAN);
  await page.getByText('已上传').first().waitFor();
}

describe('at the keyboard', () => {
  it(`a plain opening takes at most ${BUDGET} key presses beyond what is typed`, async () => {
    const page = await place.signIn('lin-guiyuan');
    await page.getByRole('heading', { level: 1 }).waitFor();
    // The browser has to know that its dialog is taken over before the key that opens it is pressed.
    page.on('filechooser', () => undefined);
    const keys = keyboard(page);
    await keys.press('b');
    await page.getByRole('heading', { name: '办理新业务' }).waitFor();
    await page.locator('.type-choice:focus').waitFor();
    await keys.press('1');
    await fillIn(page, keys, place.newNumber());
    await choose(page, keys);
    await page.getByText('材料齐全，可以提交').waitFor();
    await picture(page, 'start-opening-ready');
    await keys.press('Control+Enter');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    const id = page.url().slice(-36);
    await page.getByText(/开户 K\d+ 已登记/).waitFor();
    const receipt = page.getByRole('link', { name: '打印回执' });
    expect(await receipt.getAttribute('href')).toMatch(/\.pdf$/);
    const clerk = await place.api('lin-guiyuan');
    await until(clerk, id, 'awaiting signature');
    await page.getByRole('button', { name: '签署协议' }).first().waitFor();
    await tabTo(page, keys, '.action-bar button');
    await keys.press('Enter');
    await page.getByRole('dialog').getByText('所示协议与待签协议一致').waitFor();
    await tabTo(page, keys, '[role=dialog] input[type=file]');
    await choose(page, keys);
    await tabTo(page, keys, '[role=dialog] input[type=checkbox]');
    await keys.press('Space', 'Control+Enter');
    await until(clerk, id, 'opened');
    console.log(`${keys.count()} key presses beyond typed values`);
    expect(keys.count()).toBeLessThanOrEqual(BUDGET);
  });
});
