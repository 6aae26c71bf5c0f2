/** A plain opening by keyboard alone, from the first page to the submitted case, within its budget. */
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { desk, picture } from './harness/desk.ts';
import { keyboard } from './harness/keyboard.ts';

const place = desk();
const SCAN = fileURLToPath(new URL('../../examples/scan.png', import.meta.url));
/** Key presses beyond typed values, from the work list to the opened account. */
const BUDGET = 60;
/** Kept for looking through the agreement, its scan and the signature on the case’s page. */
const SIGNING = 15;

describe('at the keyboard', () => {
  it(`a plain opening takes at most ${BUDGET} key presses beyond what is typed`, async () => {
    const page = await place.signIn('lin-guiyuan');
    const keys = keyboard(page);
    const at = (label: string) => page.getByLabel(label).and(page.locator(':focus')).waitFor();
    await keys.press('Alt+n');
    await page.getByRole('heading', { name: '办理新业务' }).waitFor();
    await keys.press('1');
    await at('姓名');
    await keys.type('欧阳·示例');
    await keys.press('Enter', 'Enter');
    await keys.type(place.newNumber());
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
    await picture(page, 'zz-before-consents');
    for (let n = 0; n < 3; n += 1) await keys.press('Space', 'Enter');
    await keys.press('Enter');
    const chooser = page.waitForEvent('filechooser');
    await keys.press('Enter');
    await (await chooser).setFiles(SCAN);
    await page.getByText('已上传，查看').waitFor();
    await page.getByText('材料齐全，可以提交').waitFor();
    await picture(page, 'start-opening-ready');
    await keys.press('Control+Enter');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await page.getByText(/开户 K\d+ 已登记/).waitFor();
    expect(await page.getByRole('link', { name: '打印回执' }).getAttribute('href')).toMatch(
      /\.pdf$/,
    );
    console.log(`${keys.count()} key presses`);
    expect(keys.count() + SIGNING).toBeLessThanOrEqual(BUDGET);
  });
});
