/** Whether a page fits its window: what sticks out makes people scroll sideways. */
import type { Page } from 'playwright-core';

/** 1366 × 768 at 200 %. */
export const ZOOMED = { width: 683, height: 384 };

/** What makes the page wider than the window, the innermost elements by name. */
export async function beyond(page: Page): Promise<readonly string[]> {
  return page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 0.5,
    );
    return ['the page by ' + (scrollWidth - clientWidth)].concat(
      wide
        .filter((element) => !wide.some((other) => other !== element && element.contains(other)))
        .map((element) => element.tagName + '.' + element.className + ': ' + element.textContent.slice(0, 40)),
    );
  })()`);
}

/** Its heading is there, and nothing is being loaded any more. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: '正在载入' }).waitFor({ state: 'detached' });
}
