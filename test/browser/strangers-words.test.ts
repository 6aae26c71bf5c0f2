/** Words of strangers, wherever they are shown: names, notes, reasons, files, answers from outside. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { desk } from './harness/desk.ts';
import { PAYLOADS } from './harness/payloads.ts';
import { act, opened, until } from './harness/stories.ts';

const place = desk();

/** Told that a dialog was opened, as a script would. */
function watchDialogs(page: Page): () => number {
  let dialogs = 0;
  page.on('dialog', (dialog) => {
    dialogs += 1;
    void dialog.dismiss();
  });
  return () => dialogs;
}

/** Nothing ran, and nothing became more than text. */
async function expectWords(page: Page): Promise<void> {
  expect(await page.evaluate('window.ran')).toBeUndefined();
  const made = 'script, iframe, object, marquee, video, math, svg[onload], [onerror], [onclick]';
  const within = made.split(', ').map((one) => `#content ${one}, .ant-modal ${one}`);
  expect(await page.locator(within.join(', ')).count()).toBe(0);
}

describe('words of strangers', () => {
  it('are words: 20 payloads in names, notes, reasons, addresses and file names never run', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const [first = '', second = '', third = ''] = PAYLOADS;
    const id = await opened(
      clerk,
      { name: second, number },
      {
        employment: { form: 'new-form', occupation: first },
        bankCard: { number: '6222020200001234567', holder: second, bank: third },
      },
    );
    await until(clerk, id, 'awaiting signature');
    for (const text of PAYLOADS) await clerk.post(`/cases/${id}/notes`, { body: { text } });
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    const dialogs = watchDialogs(page);
    for (const text of PAYLOADS) {
      await page.locator('.note-text').getByText(text, { exact: true }).waitFor();
    }
    for (const tab of ['申请表', '文书与材料', '认定']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel').waitFor();
    }
    await page.getByRole('button', { name: '查看完整信息' }).click();
    const asking = page.getByRole('dialog');
    await asking.getByLabel('事由（记入留痕）').fill(PAYLOADS.join(' ').slice(0, 480));
    await asking.getByRole('button', { name: '查看', exact: true }).click();
    await page.getByRole('region', { name: '申请人' }).getByText(number).waitFor();
    await page.getByRole('button', { name: '签署协议' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByText('所示协议与待签协议一致').waitFor();
    await form.getByLabel('签字页扫描件').setInputFiles({
      name: `${second}.pdf`,
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.7\nscan\n%%EOF\n'),
    });
    await form.getByRole('link', { name: /已上传，查看/ }).waitFor();
    await form.getByRole('button', { name: '取消' }).click();
    await page.locator('.ant-modal-confirm').getByRole('button', { name: '放弃' }).click();
    await act(clerk, id, 'withdraw', { reason: PAYLOADS.slice(0, 8).join(' ') });
    await page.getByRole('tab', { name: '经过' }).click();
    await page.getByText(PAYLOADS.slice(0, 8).join(' ')).first().waitFor();
    await expectWords(page);
    expect(dialogs()).toBe(0);
  });

  it('are words in the names of applicants, staff and views', { timeout: 240_000 }, async () => {
    const clerk = await place.api('lin-guiyuan');
    const cases: string[] = [];
    for (const [n, payload] of PAYLOADS.entries()) {
      const applicant = { number: place.newNumber(), name: payload };
      cases.push((await startCase(clerk, applicant, { employment: undefined })).id);
      const staff = `x-${randomUUID().slice(0, 7)}`;
      await place.owner().query(
        `insert into staff (id, subject, kind, name, center, home_branch)
         values ($1, $1, 'person', $2, '210100', 'sy-hall')`,
        [staff, `员${payload}`],
      );
      const view = { name: `${String(n)}号 ${payload}`.slice(0, 60), query: { page: 'work' } };
      expect((await clerk.post('/views', { body: view })).status).toBe(201);
    }
    const page = await place.signIn('sun-zhuguan', '/staff');
    const dialogs = watchDialogs(page);
    for (const payload of PAYLOADS) {
      await page
        .getByRole('table', { name: '人员列表' })
        .getByText(`员${payload}`, { exact: true })
        .first()
        .waitFor();
    }
    await expectWords(page);
    for (const [n, id] of cases.entries()) {
      await page.goto(`/cases/${id}`);
      await page.getByRole('button', { name: '查看完整信息' }).click();
      const asking = page.getByRole('dialog');
      await asking.getByLabel('事由（记入留痕）').fill('核对姓名');
      await asking.getByRole('button', { name: '查看', exact: true }).click();
      const panel = page.getByRole('region', { name: '申请人' });
      await panel.getByText(PAYLOADS[n] ?? '', { exact: true }).waitFor();
      await expectWords(page);
    }
    const own = await place.signIn('lin-guiyuan', '/work');
    await own.getByRole('button', { name: '视图' }).click();
    for (const [n, payload] of PAYLOADS.entries()) {
      await own.getByText(`${String(n)}号 ${payload}`.slice(0, 60), { exact: true }).waitFor();
    }
    await expectWords(own);
    expect(dialogs()).toBe(0);
  });

  it('are words in the names of files', async () => {
    const page = await place.signIn('lin-guiyuan', '/start/account-opening');
    const dialogs = watchDialogs(page);
    const input = page.locator('form').getByLabel('身份证件影像').first();
    await input.waitFor({ state: 'attached' });
    for (const payload of PAYLOADS) {
      const buffer = Buffer.from('%PDF-1.7\nscan\n%%EOF\n');
      await input.setInputFiles({ name: `${payload}.pdf`, mimeType: 'application/pdf', buffer });
      await page.getByRole('link', { name: /已上传，查看/ }).waitFor();
      await expectWords(page);
      await page.getByRole('button', { name: '去掉身份证件影像' }).click();
      await page.getByRole('link', { name: /已上传，查看/ }).waitFor({ state: 'detached' });
    }
    expect(dialogs()).toBe(0);
  });

  it('are words in answers of outside systems', async () => {
    const clerk = await place.api('lin-guiyuan');
    const accounts = PAYLOADS.map((centerName) => ({
      center: '210200',
      state: 'closed' as const,
      centerName,
    }));
    const person = await place.world().person({ accounts }, { number: place.newNumber() });
    const id = await opened(clerk, person);
    await expect
      .poll(async () => (await clerk.get(`/cases/${id}/checks`)).list('items').length, {
        timeout: 60_000,
      })
      .toBe(2);
    const page = await place.signIn('lin-guiyuan', `/cases/${id}?part=checks`);
    const dialogs = watchDialogs(page);
    const national = page.getByRole('listitem').filter({ hasText: '全国住房公积金监管服务平台' });
    await national.getByRole('button', { name: '查看答复原文' }).click();
    await page.getByLabel('事由（记入留痕）').fill('核对原文');
    await page.getByRole('button', { name: /^查\s*看$/ }).click();
    const text = await page.locator('pre.evidence').innerText();
    for (const payload of PAYLOADS) expect(text).toContain(JSON.stringify(payload).slice(1, -1));
    await expectWords(page);
    await page.getByRole('tab', { name: '认定' }).click();
    await page.getByRole('tabpanel').getByText('条件').first().waitFor();
    await expectWords(page);
    expect(dialogs()).toBe(0);
  });
});
