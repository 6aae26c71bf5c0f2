/** 缴存变更 at the counter: begun on the account’s page, judged while it is typed, signed, in force. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { uploaded } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, openedAccount, until } from './harness/stories.ts';

const place = desk();
const NAME = '变更人';

/** An account opened at the counter with its mandate confirmed. */
async function account(): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const accountId = await openedAccount(clerk, { number: place.newNumber(), name: NAME });
  // Once the bank has answered, so that its answer does not come after what is written here.
  const signed = `select m.state from mandate m join account a on a.number = m.account
                   where a.id = $1`;
  await expect
    .poll(async () => (await place.owner().query<{ state: string }>(signed, [accountId])).rows[0])
    .toEqual({ state: 'unconfirmed' });
  await place.owner().query(
    `update mandate m set state = 'active', under_way = null, confirmed_on = requested_on,
       bank_mandate = coalesce(bank_mandate, 'WT' || m.id)
      from account a where a.number = m.account and a.id = $1`,
    [accountId],
  );
  return accountId;
}

const panel = (page: Page) => page.getByRole('complementary', { name: '变更后怎样' });
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

describe('a change of the contribution', () => {
  it('is begun on the account, told while it is typed, and in force when it is signed', async () => {
    const id = await account();
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await page.getByRole('button', { name: '变更缴存' }).click();
    await page.getByRole('heading', { level: 1, name: '缴存变更 · 新业务' }).waitFor();
    await panel(page).getByText('填写要变更的内容后').waitFor();
    await expectNoViolations(page);
    await picture(page, 'change-empty', true);

    const amount = inForm(page, '新的月缴存额');
    await amount.fill('1.00');
    await panel(page).getByText('最接近的是').waitFor();
    await panel(page).getByText('按现有内容不能变更').waitFor();
    await expectNoViolations(page);
    await picture(page, 'change-refused', true);

    await amount.fill('2000.00');
    await panel(page).getByText('可以变更：月缴存额').waitFor();
    await panel(page).getByText('须先由银行提高限额').waitFor();
    await expectNoViolations(page);
    await picture(page, 'change-bank', true);

    await amount.fill('1000.00');
    await panel(page).getByText('不须向银行办理').waitFor();
    await picture(page, 'change-fits');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: /缴存变更/ }).waitFor();
    await page.getByText('待签补充协议').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'change-case', true);

    await page.getByRole('button', { name: '签署补充协议' }).first().click();
    await page.getByText('原约定').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'change-sign', true);

    const clerk = await place.api('lin-guiyuan');
    const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())![1]!;
    const told = await clerk.get(`/cases/${caseId}`);
    await act(clerk, caseId, 'sign', {
      ...{ by: 'counter', agreementHash: told.string('agreement.hash'), termsExplained: true },
      file: await uploaded(clerk),
    });
    await until(clerk, caseId, 'in force');
    await page.goto(new URL(`/accounts/${id}`, page.url()).href);
    await page.getByRole('table', { name: '通知和回执' }).getByText('缴存变更通知书').waitFor();
    await page.getByText(/每月/).first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'change-account', true);
  });

  it('without an account says where it is begun', async () => {
    const page = await place.signIn('lin-guiyuan', '/start/contribution-change');
    await page.getByText('缴存变更从账户页发起').waitFor();
    await expectNoViolations(page);
  });
});
