/** The page itself: what it loads, what its policy refuses, and a session that ends meanwhile. */
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { desk } from './harness/desk.ts';

const place = desk();
const FIRST_LOAD_BYTES_MAX = 500_000;

/** Runs in the page. */
const SMUGGLING = `(async () => {
  const refused = new Set();
  document.addEventListener('securitypolicyviolation', (event) => refused.add(event.violatedDirective));
  const script = document.createElement('script');
  script.textContent = 'window.smuggled = true;';
  document.body.append(script);
  const holder = document.createElement('div');
  holder.innerHTML =
    '<style>body { display: none }</style><img src="x" onerror="window.smuggled = true">';
  document.body.append(holder);
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { smuggled: 'smuggled' in window, refused: [...refused].sort() };
})()`;

describe('the first page', () => {
  it('weighs at most 500 kB compressed, with nothing from any other host', async () => {
    const page = await place.signInByPages('lin-guiyuan');
    await page.reload();
    await page.getByRole('heading', { name: '待办' }).waitFor();
    const loaded = await page.evaluate<string[]>(
      `performance.getEntriesByType('resource').map(({ name }) => name)`,
    );
    const assets = loaded.filter((url) => url.startsWith(`${place.product.api}/assets/`));
    const bodies = assets.map(async (url) => (await page.request.get(url)).body());
    const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(FIRST_LOAD_BYTES_MAX);
  });

  it('keeps nothing in the browser but the session’s cookie, which no script can read', async () => {
    const page = await place.signInByPages('lin-guiyuan');
    await page.getByRole('heading', { name: '待办' }).waitFor();
    const kept: unknown = await page.evaluate(
      '({ local: Object.keys(localStorage), session: Object.keys(sessionStorage), cookie: document.cookie })',
    );
    expect(kept).toEqual({ local: [], session: [], cookie: '' });
  });

  it('runs no script that was smuggled in, and takes no style without its nonce', async () => {
    const page = await place.stranger('/');
    await page.getByRole('heading', { name: '安居办件' }).waitFor();
    const ran = await page.evaluate<{ smuggled: boolean; refused: string[] }>(SMUGGLING);
    expect(ran.smuggled).toBe(false);
    expect(ran.refused).toEqual(expect.arrayContaining(['script-src-elem', 'style-src-elem']));
    place.forgetComplaints();
  });
});

describe('a session that ends while somebody works', () => {
  it('is told above the page, and goes on after signing in again in a second window', async () => {
    // Nobody else of the suites that run beside this one works as her.
    const page = await place.signInByPages('wang-guiyuan', '/work?overdue=true');
    await page.getByRole('heading', { name: '待办' }).waitFor();
    await place.owner().query(`delete from web.session where staff = 'wang-guiyuan'`);
    // The page may have noticed by itself already, and stand behind what it says.
    await page.getByRole('checkbox', { name: '只看逾期' }).dispatchEvent('click');
    const dialog = page.getByRole('dialog', { name: '登录已结束' });
    await dialog.waitFor();
    const [second] = await Promise.all([
      page.context().waitForEvent('page'),
      dialog.getByRole('link', { name: '在新窗口重新登录' }).click(),
    ]);
    await second.waitForLoadState();
    await dialog.waitFor({ state: 'hidden' });
    await page
      .getByRole('table', { name: '待办列表' })
      .or(page.getByText('没有符合条件的待办'))
      .first()
      .waitFor();
  });
});
