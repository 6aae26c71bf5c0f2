/** The person's page, the earliest dates, the calculator, and paper in place. */
import { readFileSync } from 'node:fs';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { startCase } from '../api/world/cases.ts';
import { idNumber } from '../builders.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
/** Of the demo's books: a unit account, sealed on 2026-01-10. */
const SEALED = '820000199512310023';

async function personWith(documentNumber: string): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const told = await clerk.post('/persons:search', { body: { documentNumber }, key: null });
  return told.string('items.0.id');
}

async function textOf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.join('').replace(/\s/g, '');
}

async function eventsOf(kind: string, person: string): Promise<number> {
  const { rows } = await place
    .owner()
    .query<{ n: number }>('select count(*)::int as n from event where kind = $1 and person = $2', [
      kind,
      person,
    ]);
  return rows[0]!.n;
}

describe('the person’s page', () => {
  let sealed = '';
  beforeAll(async () => {
    sealed = await personWith(SEALED);
  });

  it('shows documents masked, the account with its money, cases, agreements and papers', async () => {
    const page = await place.signIn('lin-guiyuan', `/persons/${sealed}`);
    await page.getByRole('region', { name: '账户' }).getByText('36,540.12 元').waitFor();
    await page.getByText('单位缴存', { exact: true }).first().waitFor();
    expect(await page.getByText(SEALED).count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'person', true);
  });

  it('shows everything for a reason, which is recorded, and puts it away again', async () => {
    const page = await place.signIn('lin-guiyuan', `/persons/${sealed}`);
    const before = await eventsOf('person-read', sealed);
    await page.getByRole('button', { name: '查看完整信息' }).click();
    await expectNoViolations(page);
    await page.getByLabel('事由').fill('申请人当面核对证件号码');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(SEALED).waitFor();
    expect(await eventsOf('person-read', sealed)).toBe(before + 1);
    // What is down may be told on every page, and put away by a word of its own.
    const documents = page.getByRole('region', { name: '证件与联系方式' });
    await documents.getByRole('button', { name: '收起' }).click();
    expect(await page.getByText(SEALED).count()).toBe(0);
  });

  it('reckons the earliest dates step by step, and prints them with number and code', async () => {
    const page = await place.signIn('lin-guiyuan', `/persons/${sealed}`);
    await page.getByRole('button', { name: '测算', exact: true }).click();
    const half = page.getByRole('row').filter({ hasText: '封存满半年' });
    await half.waitFor();
    expect(await half.innerText()).toContain('2026-07-11');
    await half.getByRole('button').click();
    await page.getByText('1月10日加六个月的对应日').waitFor();
    await expectNoViolations(page);
    await picture(page, 'earliest-dates', true);
    await page
      .getByRole('button', { name: /民法典.*第二百零二条/ })
      .first()
      .click();
    await page.getByText('到期月的对应日为期间的最后一日').waitFor();
    await page.keyboard.press('Escape');
    const printed = page.waitForResponse((answer) => answer.url().includes(':print'));
    await page.getByRole('button', { name: '打印告知单' }).click();
    const sheet = (await (await printed).json()) as { href: string; code: string };
    await page.getByRole('dialog', { name: /最早可办日期告知单/ }).waitFor();
    const pdf = await page.request.get(sheet.href);
    const text = await textOf(Buffer.from(await pdf.body()));
    expect(text).toContain(`验证码${sheet.code}`);
    await page.getByRole('button', { name: '关闭' }).last().click();
    await page.getByRole('table', { name: '文书' }).getByText(sheet.code).waitFor();
  });

  it('is the same for an auditor, without reckoning', async () => {
    const page = await place.signIn('li-shenji', `/persons/${sealed}`);
    await page.getByRole('region', { name: '账户' }).getByText('36,540.12 元').waitFor();
    expect(await page.getByRole('button', { name: '测算', exact: true }).count()).toBe(0);
  });

  it('tells which case holds the person, with a name of eighty characters and a case that waits', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { told } = await startCase(
      clerk,
      { number: place.newNumber(), name: '阿卜杜拉·买买提'.repeat(10) },
      { employment: undefined },
    );
    const page = await place.signIn('lin-guiyuan', `/persons/${told.string('person.id')}`);
    await page.getByText(/同一人同时只办一件/).waitFor();
    await page.getByRole('table', { name: '此人的办件' }).getByText('等申请人补正材料').waitFor();
    await page.getByRole('button', { name: '查看收件回执' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'person-with-claim', true);
  });

  it('leaves nothing of one person on the page of another', async () => {
    const page = await place.signIn('lin-guiyuan', `/persons/${sealed}`);
    await page.getByRole('button', { name: '查看完整信息' }).click();
    await page.getByLabel('事由').fill('核对');
    await page.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByText(SEALED).waitFor();
    const other = await personWith('830000197906150037');
    await search(page, '830000197906150037');
    await page.waitForURL(new RegExp(other));
    await page.getByText('81,200.00 元').waitFor();
    expect(await page.getByText(SEALED).count()).toBe(0);
    expect(page.url()).not.toContain('830000197906150037');
  });

  it('says plainly that somebody is not there', async () => {
    const page = await place.signIn('lin-guiyuan', '/persons/0f9d6a1e-6c0b-4d7e-9a3f-2b1c4d5e6f70');
    await page.getByText('没有找到该内容').first().waitFor();
    await expectNoViolations(page);
  });
});

async function search(page: Page, text: string): Promise<void> {
  await page.keyboard.press('/');
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('link').first().click();
}

describe('the calculator', () => {
  it('reckons from what is typed by keyboard alone, and shows the reckoning', async () => {
    const number = idNumber('19900215', 102);
    const page = await place.signIn('zhao-fuhe', '/dates');
    await page.getByLabel('证件号码', { exact: true }).focus();
    await expectNoViolations(page);
    await picture(page, 'dates-empty');
    await page.keyboard.type(number);
    await page.getByText('已取出生日期和性别').waitFor();
    await page.getByRole('radio', { name: '单位缴存' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('radio', { name: '已封存' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('封存日期', { exact: true }).focus();
    await page.keyboard.type('20260831');
    await page.getByLabel('缴至年月').focus();
    await page.keyboard.type('202608');
    await page.keyboard.press('Enter');
    const row = page.getByRole('row').filter({ hasText: '退出销户' });
    await row.waitFor();
    expect(await row.innerText()).toContain('2027-03-01');
    await row.getByRole('button').focus();
    await page.keyboard.press('Enter');
    await page.getByText('8月31日加六个月，2月没有31日，取月末日').waitFor();
    await expectNoViolations(page);
    await picture(page, 'dates', true);
    expect(page.url()).toMatch(/\/dates$/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '打印告知单' }).click();
    const sheet = await download;
    expect(sheet.suggestedFilename()).toBe('最早可办日期告知单.pdf');
    const text = await textOf(readFileSync(await sheet.path()));
    expect(text).toContain('没有留存，不设验证码');
    expect(text).toContain('封存日期2026年8月31日');
    expect(text).not.toContain(number);
  });

  it('says beside the field what cannot be, and keeps what was typed', async () => {
    const page = await place.signIn('lin-guiyuan', '/dates');
    await page.getByRole('button', { name: '测算', exact: true }).click();
    await page.getByText('请至少填写出生日期').waitFor();
    await page.getByLabel('出生日期').fill('19900230');
    await page.getByRole('button', { name: '测算', exact: true }).click();
    await page.getByText('请填写存在的日期').waitFor();
    expect(await page.getByLabel('出生日期').inputValue()).toBe('1990-02-30');
    await expectNoViolations(page);
    await picture(page, 'dates-wrong');
    await page.getByRole('button', { name: '清空' }).click();
    expect(await page.getByLabel('出生日期').inputValue()).toBe('');
  });

  it('stands at 200 % and on a large screen', async () => {
    const page = await place.signIn('lin-guiyuan', '/dates');
    await page.setViewportSize({ width: 683, height: 384 });
    await page.getByRole('heading', { name: '算日期' }).waitFor();
    const wide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(wide)).toBe(false);
    await picture(page, 'dates-zoomed');
  });
});

describe('the page on which codes are checked', () => {
  it('is for everybody, tells genuine from unknown, and has nothing for axe', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id } = await startCase(clerk, { number: place.newNumber() });
    const documents = await clerk.get(`/cases/${id}/documents`);
    const code = documents.string('items.0.code');
    const page = await place.stranger('/verify');
    await expectNoViolations(page);
    await page.getByLabel('验证码').fill('0000-0000-0000-0000-0000');
    await page.getByRole('button', { name: '核验' }).click();
    await page.getByText('没有与该验证码相符的文书').waitFor();
    await expectNoViolations(page);
    await page.getByLabel('验证码').fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await page.getByText('查到该文书，由本系统出具').waitFor();
    await page.getByText(documents.string('items.0.number')).waitFor();
    expect(page.url()).not.toContain(code);
    await expectNoViolations(page);
    await picture(page, 'verify');
  });
});
