/** What a screen reader calls things: in Chinese, or in the codes and numbers of the office. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Runs in the page: names that have words of the Latin alphabet and nothing else. */
const FOREIGN = `(() => {
  const given = (element) => [
    element.getAttribute('aria-label'),
    element.getAttribute('title'),
    element.getAttribute('alt'),
    element.matches('input, textarea') ? element.getAttribute('placeholder') : null,
    element.matches('a, button, [role=button], [role=tab], th, label') ? element.innerText : null,
  ];
  const foreign = (text) => /[A-Za-z]{3,}/.test(text) && !/[\\u4e00-\\u9fff]/.test(text);
  return [...document.querySelectorAll('body *')]
    .filter((element) => element.closest('[aria-hidden="true"], .number, code, pre') === null)
    .flatMap((element) => given(element).filter((text) => text && foreign(text)));
})()`;

/** Names without a Chinese word, apart from those the office itself writes in Latin letters. */
export async function expectChineseNames(
  page: Page,
  but: readonly RegExp[] = [/^(PDF|CSV|XLSX)$/],
): Promise<void> {
  const foreign = await page.evaluate<string[]>(FOREIGN);
  const told = [...new Set(foreign)].filter((text) => !but.some((known) => known.test(text)));
  expect(told, new URL(page.url()).pathname).toEqual([]);
}
