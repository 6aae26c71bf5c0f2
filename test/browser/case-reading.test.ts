/** Reading a case closely: in full for a reason, on paper, in every part of it, and by strangers' words. */
import { describe, expect, it } from 'vitest';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { expectChineseNames } from './harness/names.ts';
import { opened, until } from './harness/stories.ts';

const place = desk();

describe('the applicant in full', () => {
  it('is shown for a reason, leaves a line, and is hidden again after a minute and on leaving', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const id = await opened(clerk, { name: '欧阳小明', number });
    const told = await until(clerk, id, 'awaiting signature');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.clock.install();
    const panel = page.getByRole('region', { name: '申请人' });
    await panel.getByText('欧＊').waitFor();
    const reveal = async (reason: string) => {
      await panel.getByRole('button', { name: '查看完整信息' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('事由（记入留痕）').fill(reason);
      await dialog.getByRole('button', { name: '查看', exact: true }).click();
      await panel.getByText(number).waitFor();
      await dialog.waitFor({ state: 'hidden' });
    };
    await reveal('申请人当面核对，证件号码。');
    await panel.getByText('欧阳小明').waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-revealed');
    await page.clock.runFor(30_000);
    expect(await panel.getByText(number).count()).toBe(1);
    await page.clock.runFor(31_000);
    await panel.getByText('欧＊').waitFor();
    expect(await panel.getByText(number).count()).toBe(0);
    await page.locator('.timeline-filter').getByText('查看记录').click();
    await page.getByText('事由：申请人当面核对，证件号码。').first().waitFor();
    expect(page.url()).toContain('group=reading');

    await reveal('再次核对');
    await page.goto('/cases');
    await page.goBack();
    await panel.getByText('欧＊').waitFor();
    expect((await page.locator('#content').textContent()) ?? '').not.toContain(number);
    const events = await clerk.get(`/cases/${id}/events?group=reading&limit=100`);
    const readings = events.list('items').filter(({ kind }) => kind === 'person-read');
    expect(readings.map(({ reason }) => reason)).toEqual([
      '申请人当面核对，证件号码。',
      '再次核对',
    ]);
    expect(told.text).not.toContain(number);
  });
});

describe('every part of the page', () => {
  it('can be read, has no violation, and stands in the address', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { number: place.newNumber() });
    await until(clerk, id, 'awaiting signature');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    for (const [tab, part, words] of [
      ['认定', 'decisions', '开户审核'],
      ['核查', 'checks', '公安身份核验'],
      ['文书与材料', 'papers', '收件回执'],
      ['申请表', 'application', '外卖骑手'],
      ['待办', 'tasks', '提示说明重点条款'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').getByText(words).first().waitFor();
      expect(page.url()).toContain(`part=${part}`);
      await expectNoViolations(page);
      await page.evaluate('scrollTo(0, 0)');
      await picture(page, `case-part-${part}`, true);
    }
    await page.reload();
    await page.getByRole('tabpanel').getByText('提示说明重点条款').waitFor();
    await page.getByRole('tabpanel').getByRole('button', { name: '领取' }).click();
    await page.getByRole('tabpanel').getByText('由林桂元领取').waitFor();
    await page.getByRole('tabpanel').getByRole('button', { name: '放回' }).click();
    await page.getByRole('tabpanel').getByText('还没有人领取').waitFor();
  });

  it('reads a document in place, word for word, with its codes', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { name: '王小明', number: place.newNumber() });
    await until(clerk, id, 'awaiting signature');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}?part=papers`);
    await page.getByRole('button', { name: '查看收件回执' }).click();
    const sheet = page.getByRole('article', { name: /收件回执/ });
    await sheet.getByText('王小明').first().waitFor();
    await sheet.getByText(/核验码/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-document');
    const href = await page.getByRole('link', { name: /打开 PDF 打印/ }).getAttribute('href');
    const pdf = await page.request.get(href ?? '');
    expect(pdf.headers()['content-type']).toBe('application/pdf');
  });

  it('prints what an applicant may take along, and nothing to click', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { number: place.newNumber() });
    await until(clerk, id, 'awaiting signature');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByText('等申请人签署协议', { exact: true }).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: '签署协议' }).isVisible()).toBe(false);
    expect(await page.getByRole('tab').first().isVisible()).toBe(false);
    expect(await page.getByText('等申请人签署协议', { exact: true }).isVisible()).toBe(true);
    expect(await page.getByRole('heading', { name: '备注' }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: '领取' }).isVisible()).toBe(false);
    await picture(page, 'case-print', true);
  });

  it('holds at 1920 × 1080, and at 200 % on a small screen', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { number: place.newNumber() }, { bankCard: undefined });
    await until(clerk, id, 'incomplete');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByRole('list', { name: '须补齐的内容' }).getByText('缴存银行卡').waitFor();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await picture(page, 'case-wide');
    await page.setViewportSize({ width: 683, height: 384 });
    await picture(page, 'case-zoomed', true);
    await expectNoViolations(page);
    await expectChineseNames(page);
    const overflow = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(overflow).toBeLessThanOrEqual(0);
  });

  it('says plainly that a case is not there, or not one’s own', async () => {
    const page = await place.signIn('lin-guiyuan', '/cases/0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70');
    await page.getByRole('heading', { level: 1, name: '没有找到该业务' }).waitFor();
    await expectNoViolations(page);
  });
});
