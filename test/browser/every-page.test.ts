/** Every page of everybody's menu: accessible, readable at twice the size, nothing cut off. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { fillOffice } from './harness/fullness.ts';
import { expectChineseNames } from './harness/names.ts';
import { beyond, settled, ZOOMED } from './harness/width.ts';

const place = desk();
const FULL = { width: 1366, height: 768 };
const LARGE = { width: 1920, height: 1080 };
/** More than fit on one screen. */
const ROWS = 24;

const PEOPLE = ['lin-guiyuan', 'zhao-fuhe', 'sun-zhuguan', 'li-shenji', 'wu-yunwei'];

describe('every page of the menu', () => {
  it.each(PEOPLE)('of %s', { timeout: 240_000 }, async (person) => {
    await fillOffice(place);
    const page = await place.signIn(person);
    for (const path of await menuOf(page)) {
      await page.setViewportSize(FULL);
      await page.goto(path);
      await settled(page);
      expect(await page.getByRole('heading', { level: 1 }).count(), path).toBe(1);
      await expectNoViolations(page);
      await expectChineseNames(page);
      await picture(page, `page-${path.slice(1).replaceAll(/[^\w-]/g, '-')}`);
      for (const size of [ZOOMED, LARGE]) {
        await page.setViewportSize(size);
        // The menu becomes a drawer, tables measure themselves: a moment after the size changed.
        await expect.poll(() => beyond(page), { message: `${path} at ${size.width}` }).toEqual([]);
      }
    }
  });

  it('never has the focus behind its own head', async () => {
    const clerk = await place.api('lin-guiyuan');
    for (let n = 0; n < ROWS; n += 1) {
      await startCase(clerk, { number: place.newNumber() }, { employment: undefined });
    }
    const page = await place.signIn('sun-zhuguan', '/cases?open=true');
    await page.getByRole('table', { name: '办件列表' }).waitFor();
    // From the bottom up, as with Shift and Tab.
    const hidden = await page.evaluate<string[]>(`(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      return [...document.querySelectorAll('#content td a, #content td button')].reverse()
        .filter((one) => {
          one.focus();
          const { left, top, width, height } = one.getBoundingClientRect();
          const seen = document.elementFromPoint(left + width / 2, top + height / 2);
          return !one.contains(seen) && !seen?.contains(one);
        })
        .map((one) => one.textContent);
    })()`);
    expect(hidden).toEqual([]);
  });

  it('can be gone through by keyboard, from the link that skips the menu on', async () => {
    const page = await place.signIn('lin-guiyuan', '/work');
    await settled(page);
    // From the top of the page, as after it was opened: the heading took the focus.
    await page.evaluate('document.body.tabIndex = -1; document.body.focus();');
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: '跳到正文' });
    expect(await page.evaluate<string>('document.activeElement.textContent')).toBe('跳到正文');
    await skip.waitFor();
    await page.keyboard.press('Enter');
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('content');
  });
});

async function menuOf(page: Page): Promise<readonly string[]> {
  await settled(page);
  return page.evaluate<string[]>(
    `[...new Set([...document.querySelectorAll('nav[aria-label="主菜单"] a')].map((link) => link.getAttribute('href')))]`,
  );
}
