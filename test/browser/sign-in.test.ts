/** Signing in and out at the console, and a session that ends while somebody is working. */
import { describe, expect, it } from 'vitest';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();

describe('whoever is not signed in', () => {
  it('is led to the sign-in and back to the page asked for', async () => {
    const page = await place.stranger('/signed-in?from=here');
    await page.getByRole('heading', { name: '安居办件' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'welcome');
    expect(await page.getByRole('link', { name: '登录' }).getAttribute('href')).toContain(
      encodeURIComponent('/signed-in?from=here'),
    );
  });
});

describe('the page at the end of a sign-in in a second window', () => {
  it('says where to go on', async () => {
    const page = await place.signInByPages('lin-guiyuan', '/signed-in');
    await page.getByText('请关闭本页，回到原来的页面继续办理。').waitFor();
    await expectNoViolations(page);
    await picture(page, 'signed-in');
  });
});

describe('the demo’s sign-in page', () => {
  it('lists the demo people, and a click signs one in', async () => {
    const page = await place.stranger('/');
    await page.getByRole('link', { name: '登录' }).click();
    await page.getByRole('heading', { name: '演示人员' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'demo-sign-in');
    await page.getByRole('button', { name: '林桂元' }).click();
    await page.getByRole('button', { name: '登录' }).click();
    await page.locator('button.who').waitFor();
  });
});

describe('a person of the office', () => {
  it.each(['lin-guiyuan', 'zhao-fuhe', 'sun-zhuguan', 'li-shenji', 'wu-yunwei'])(
    '%s signs in with a second factor, sees their own menu, and signs out',
    async (person) => {
      const page = await place.signInByPages(person);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await expectNoViolations(page);
      await picture(page, `home-${person}`);
      await page.locator('button.who').click();
      await page.getByRole('menuitem', { name: '退出登录' }).click();
      await page.waitForURL((url) => !url.href.startsWith(`${place.product.api}/`));
      const again = await page.request.get('/api/v1/me');
      expect(again.status()).toBe(401);
    },
  );
});
