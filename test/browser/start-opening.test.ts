/** Starting an opening at the counter: what is said while it is typed, and before it is sent. */
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { application, idNumber } from '../builders.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk();
/** The head of the page has a search box that speaks of names and numbers, too. */
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();
const SCAN = fileURLToPath(new URL('../../examples/scan.png', import.meta.url));

async function form(path = '/start/account-opening'): Promise<Page> {
  const page = await place.signIn('lin-guiyuan', path);
  await inForm(page, '姓名').waitFor();
  return page;
}

const panel = (page: Page) => page.getByRole('complementary', { name: '要带什么、缺什么' });
const field = (page: Page, pointer: string) => page.locator(`[data-pointer="${pointer}"]`);

/** As the browser hands over what was copied. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  }`);
}

describe('choosing the business', () => {
  it('offers what one may start, and what was begun before', async () => {
    const page = await place.signIn('lin-guiyuan', '/start');
    await page.getByRole('button', { name: /开户/ }).waitFor();
    expect(await page.getByRole('button', { name: /撤销开户/ }).count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'start-choose');
  });

  it('refuses in words what is somebody else’s to start', async () => {
    const page = await place.signIn('lin-guiyuan', '/start/opening-reversal');
    await page.getByText('您的岗位不能发起“撤销开户”。').waitFor();
  });
});

describe('while the form is typed', () => {
  it('is clear of violations, and says what to bring before anything is known', async () => {
    const page = await form();
    await panel(page).getByText('一般须带').waitFor();
    await expectNoViolations(page);
    await picture(page, 'start-empty');
  });

  it('calls nothing wrong before its field was left, and then says it beside the field', async () => {
    const page = await form();
    const number = inForm(page, '证件号码');
    await number.fill('219900199001010015');
    expect(await field(page, '/applicant/document/number').textContent()).not.toContain('校验位');
    await number.blur();
    await page.getByText('证件号码的校验位不正确，请逐位核对').waitFor();
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    await inForm(page, '手机号码').fill('139');
    await page.keyboard.press('Control+Enter');
    await page.getByText('请填写11位手机号码').waitFor();
    // The first field that is wrong is the name: nobody typed one.
    await inForm(page, '姓名').and(page.locator(':focus')).waitFor();
    await expectNoViolations(page);
    await picture(page, 'start-errors');
  });

  it('tells who it is by the number, and the first day for somebody too young, with the clause', async () => {
    const page = await form();
    await inForm(page, '姓名').fill('小明');
    await inForm(page, '证件号码').fill(idNumber('20140601'));
    await panel(page).getByText('按现有内容不能开户').waitFor();
    await panel(page).getByText('2032-06-01').first().waitFor();
    await panel(page)
      .getByRole('button', { name: /明确参制条件/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('年满 18 周岁具有完全民事行为能力').waitFor();
  });

  it('shows limits with their document, the cycle’s cost and the next real debit date', async () => {
    const page = await form();
    await inForm(page, '证件号码').fill(place.newNumber());
    await inForm(page, '月缴存额').fill('800');
    await page.getByRole('radio', { name: '按季' }).check();
    await inForm(page, '扣款日').fill('10');
    await page.getByText(/首期.*应缴 2400\.00 元/).waitFor();
    await page.getByText(/下一扣款日 \d{4}-\d{2}-\d{2}（周[一二三四五]）/).waitFor();
    await panel(page)
      .getByRole('button', { name: /暂行办法/ })
      .waitFor();
    await inForm(page, '月缴存额').fill('100');
    await field(page, '/contribution/monthlyAmount')
      .getByText(/223\.00元至7358\.00元/)
      .waitFor();
  });

  it('shows who is known already, and the case that holds them', async () => {
    const number = place.newNumber();
    const clerk = await place.api('lin-guiyuan');
    await opened(clerk, { name: '周一帆', number });
    const page = await form();
    await inForm(page, '姓名').fill('周二帆');
    await inForm(page, '证件号码').fill(number);
    await panel(page).getByText('本中心已有登记').waitFor();
    await panel(page).getByText('登记的姓名与所填不同').waitFor();
    await panel(page)
      .getByRole('link', { name: /开户.*K\d+/ })
      .waitFor();
    expect(page.url()).not.toContain(number);
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'start-known');
  });

  it('takes a card reader’s text wherever it is pasted, rare characters and all', async () => {
    const page = await form();
    const number = place.newNumber();
    await paste(
      page,
      `姓名 𠮷田·阿卜杜拉\n性别 男 民族 汉\n住址 辽宁省沈阳市和平区示例街1号\n公民身份号码 ${number}\n有效期限 2016.05.04-长期`,
    );
    await page.getByText(/已由读卡文本填入：姓名、证件类型、证件号码/).waitFor();
    expect(await inForm(page, '姓名').inputValue()).toBe('𠮷田·阿卜杜拉');
    expect(await inForm(page, '证件号码').inputValue()).toBe(number);
    expect(await inForm(page, '证件有效期至').inputValue()).toBe('长期');
    await inForm(page, '手机号码').and(page.locator(':focus')).waitFor();
    await inForm(page, '银行卡号').focus();
    await paste(page, '6222-0202-0000-1234-567');
    expect(await inForm(page, '银行卡号').inputValue()).toBe('6222 0202 0000 1234 567');
    expect(await inForm(page, '户名').inputValue()).toBe('𠮷田·阿卜杜拉');
    await picture(page, 'start-pasted');
  });

  it('keeps its shape with the longest name and address', async () => {
    const page = await form();
    await inForm(page, '姓名').fill('古丽'.repeat(50));
    await inForm(page, '居住地址').fill('辽宁省沈阳市和平区很长的街道名称'.repeat(12));
    await inForm(page, '证件号码').fill(place.newNumber());
    await panel(page)
      .getByText(/还缺\d+项/)
      .waitFor();
    const wider = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(wider)).toBe(false);
    await picture(page, 'start-long');
    // 200 % of 1366 × 768.
    await page.setViewportSize({ width: 683, height: 384 });
    expect(await page.evaluate(wider)).toBe(false);
    await picture(page, 'start-zoomed');
  });
});

describe('a scan', () => {
  it('is judged by the server by its content, and may be taken away', async () => {
    const page = await form();
    const input = inForm(page, '身份证件影像');
    const buffer = Buffer.from('not a picture');
    await input.setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer });
    await page.getByText(/没有上传成功.*只接受完整的 PDF、JPEG 和 PNG/).waitFor();
    await input.setInputFiles(SCAN);
    await page.getByRole('link', { name: /已上传，查看/ }).waitFor();
    await page.getByRole('button', { name: '去掉身份证件影像' }).click();
    await expect.poll(() => page.getByRole('link', { name: /已上传，查看/ }).count()).toBe(0);
  });
});

describe('an application in which something is missing', () => {
  it('is sent only knowingly, and says what is missing', async () => {
    const number = place.newNumber();
    const clerk = await place.api('lin-guiyuan');
    const { evidence: _scans, ...begun } = application({ name: '缺材料', number });
    const draft = await clerk.post('/drafts', {
      body: { type: 'account-opening', application: begun },
    });
    const page = await form(`/start/account-opening?draft=${draft.string('id')}`);
    await panel(page).getByText('还缺1项').waitFor();
    await page.keyboard.press('Control+Enter');
    const dialog = page.getByRole('dialog', { name: '还缺1项，仍要提交？' });
    await dialog.getByText('身份证件影像').waitFor();
    await expectNoViolations(page);
    await picture(page, 'start-incomplete');
    await dialog.getByRole('button', { name: '仍然提交' }).click();
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await page.getByText(/当前环节：待补正/).waitFor();
  });
});
