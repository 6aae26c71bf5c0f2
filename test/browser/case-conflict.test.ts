/** Several people at one case: nobody's typing is lost, nobody acts on what is no longer so. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { application } from '../builders.ts';
import { uploaded } from '../api/world/cases.ts';
import type { Api } from '../api/world/client.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, opened, until } from './harness/stories.ts';

const place = desk();

/** A case that lacks its bank card, at which two clerks may work. */
async function incomplete(clerk: Api, number: string): Promise<string> {
  const id = await opened(clerk, { number }, { bankCard: undefined });
  await until(clerk, id, 'incomplete');
  return id;
}

async function corrected(clerk: Api, id: string, number: string): Promise<void> {
  const files = { 'identity-document': await uploaded(clerk) };
  await act(clerk, id, 'correct', {
    reason: '住址录入有误',
    application: {
      ...application({ number, files }, { bankCard: undefined }),
      district: '210103',
    },
  });
}

/** A withdrawal, typed and not yet sent. */
async function typing(page: Page, reason: string): Promise<void> {
  await page.getByRole('button', { name: '撤回申请' }).click();
  const form = page.getByRole('dialog');
  await form.getByText('业务终止，已签约定作废，可重新申请。').waitFor();
  await form.getByLabel('事由（记入留痕）').fill(reason);
}

const REASON = '申请人已找到单位工作，不再以灵活就业身份缴存。';

describe('two clerks at one case', () => {
  it('the second is told what changed, keeps what was typed, and sends it again', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const id = await incomplete(clerk, number);
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    // Without news from the server: only the refusal tells.
    await page.route('**/stream', (route) => route.abort());
    await page.reload();
    await typing(page, REASON);
    await corrected(clerk, id, number);
    await page.keyboard.press('Control+Enter');
    const note = page.getByRole('alert').filter({ hasText: '业务有变化，尚未提交' });
    await note.getByText('仍为“待补正”').waitFor();
    await note.getByText('更正了录入内容').waitFor();
    await note.getByText('区县：210102 → 210103').waitFor();
    expect(await page.getByLabel('事由（记入留痕）').inputValue()).toBe(REASON);
    await expectNoViolations(page);
    await picture(page, 'case-conflict');
    expect((await clerk.get(`/cases/${id}`)).at('stage.at')).toBe('incomplete');
    await note.getByRole('button', { name: '已核对，按最新情况继续' }).click();
    await page.getByRole('button', { name: '提交：撤回申请' }).click();
    await until(clerk, id, 'withdrawn');
    await page.getByRole('region', { name: '已办结' }).waitFor();
    await page.getByText(`事由：${REASON}`).waitFor();
  });

  it('who looks at the form while the case moves is told before anything is sent', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const id = await incomplete(clerk, number);
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await typing(page, REASON);
    await act(clerk, id, 'withdraw', { reason: '在另一窗口撤回' });
    const note = page.getByRole('alert').filter({ hasText: '业务有变化，尚未提交' });
    await note.getByText('由“待补正”变为“已撤回”').waitFor();
    await note.getByText('您填写的内容仍在上面，需要的请先复制。').waitFor();
    expect(await page.getByRole('button', { name: '提交：撤回申请' }).count()).toBe(0);
    expect(await page.getByLabel('事由（记入留痕）').inputValue()).toBe(REASON);
    await note.getByRole('button', { name: '放弃' }).click();
    await page.getByRole('button', { name: '放弃', exact: true }).last().click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('region', { name: '已办结' }).waitFor();
  });

  it('a form that holds something is not closed by a slip', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await incomplete(clerk, place.newNumber());
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await typing(page, REASON);
    await page.keyboard.press('Escape');
    await page.getByText('放弃已填写的内容？').waitFor();
    await page.getByRole('button', { name: '继续填写' }).click();
    expect(await page.getByLabel('事由（记入留痕）').inputValue()).toBe(REASON);
  });
});

describe('a case that moves while somebody looks', () => {
  it('shows it by itself, says so, and leaves what is being typed and where one is', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(clerk, { number: place.newNumber() });
    const told = await until(clerk, id, 'awaiting signature');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByText('等申请人签署协议', { exact: true }).waitFor();
    const note = page.getByLabel('新备注');
    await note.fill('申请人来电询问');
    const before = await page.locator('.waiting-card').boundingBox();
    await act(clerk, id, 'sign', {
      by: 'electronic',
      agreementHash: told.string('agreement.hash'),
      signatureReference: 'E-1',
      termsExplained: true,
    });
    await page.getByRole('region', { name: '已办结' }).waitFor();
    await page.getByRole('status').getByText('环节变为“已开户”').waitFor();
    const after = await page.locator('.waiting-card').boundingBox();
    expect(after?.y).toBe(before?.y);
    expect(await note.inputValue()).toBe('申请人来电询问');
    expect(await page.locator('#new-note:focus').count()).toBe(1);
    await page.keyboard.press('Control+Enter');
    await page.locator('.note-text').getByText('申请人来电询问').waitFor();
    expect(await note.inputValue()).toBe('');
  });

  it('never shows anything of another case, however late it arrives', async () => {
    const clerk = await place.api('lin-guiyuan');
    const first = await opened(clerk, { name: '赵甲', number: place.newNumber() });
    const second = await opened(clerk, { name: '钱乙', number: place.newNumber() });
    const told = await until(clerk, second, 'awaiting signature');
    const slow = await until(clerk, first, 'awaiting signature');
    await clerk.post(`/cases/${first}/notes`, { body: { text: '只属于第一件的备注' } });
    const page = await place.signIn('lin-guiyuan', '/cases');
    const { promise, resolve } = Promise.withResolvers<undefined>();
    await page.route(`**/api/v1/cases/${first}**`, async (route) => {
      await promise;
      await route.continue();
    });
    const go = (id: string) =>
      page.evaluate(
        `history.pushState(null, '', '/cases/${id}'); dispatchEvent(new PopStateEvent('popstate'))`,
      );
    await go(first);
    await page.getByRole('status', { name: '正在载入' }).waitFor();
    await go(second);
    await page.getByRole('heading', { level: 1, name: told.string('number') }).waitFor();
    const late = page.waitForResponse((answer) => answer.url().includes(first));
    resolve(undefined);
    await late;
    await page.getByText('还没有备注。').waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    const text = (await page.locator('#content').textContent()) ?? '';
    expect(text).toContain(told.string('number'));
    expect(text).not.toContain(slow.string('number'));
    expect(text).not.toContain('只属于第一件的备注');
    expect(text).not.toContain('赵＊');
  });
});
