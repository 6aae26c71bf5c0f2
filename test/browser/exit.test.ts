/** 退出销户 at the counter: begun on the account’s page, the dates told while it is typed, signed, waited for. */
import { describe, it } from 'vitest';
import type { Page } from 'playwright-core';
import { uploaded } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { leavingAccount } from './harness/leaving.ts';
import { act, newCardNumber, until } from './harness/stories.ts';

const place = desk();
const NAME = '退出人';

const panel = (page: Page) => page.getByRole('complementary', { name: '什么时候付款、销户' });
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

/** The one that is debited: no second person has to look at it. */
const CARD = newCardNumber();

async function fillCard(page: Page, holder: string): Promise<void> {
  await inForm(page, '银行卡号').fill(CARD);
  await inForm(page, '户名').fill(holder);
  await inForm(page, '开户银行').fill('建设银行');
}

describe('leaving', () => {
  it('is begun on the account, told with both readings, signed, paid, and waits for the very day', async () => {
    await place.world().funds('210100', '1000000.00');
    const id = await leavingAccount(place, NAME, '2026-10-01', CARD);
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await page.getByRole('button', { name: '退出销户' }).click();
    await page.getByRole('heading', { level: 1, name: '退出销户 · 新业务' }).waitFor();
    await panel(page).getByText('灵活就业缴存部分不等待').waitFor();
    await expectNoViolations(page);
    await picture(page, 'exit-empty', true);

    await fillCard(page, NAME);
    await panel(page).getByText('可以办理').waitFor();
    await panel(page).getByText('满半年的次日是2027年4月2日').waitFor();
    await panel(page).getByText('另一种理解（本中心没有采用）').click();
    await expectNoViolations(page);
    await picture(page, 'exit-dates', true);

    await inForm(page, '开户银行').focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('待本人签字确认').first().waitFor();
    await page.getByRole('region', { name: '付款与销户日期' }).waitFor();
    await page.getByText('等本人看过日期后签字').first().waitFor();
    await page.getByText('不能改期').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'exit-signature', true);

    const clerk = await place.api('lin-guiyuan');
    const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())![1]!;
    await act(clerk, caseId, 'sign', {
      ...{ datesExplained: true, file: await uploaded(clerk) },
      identityFile: await uploaded(clerk),
    });
    await until(clerk, caseId, 'awaiting gate');
    await page.goto(page.url());
    await page.getByText('等封存满半年').first().waitFor();
    await page.getByText('可以改期').first().waitFor();
    await page.getByRole('region', { name: '付款与销户日期' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'exit-gate', true);

    await page.goto(new URL(`/cases/${caseId}?part=papers`, page.url()).href);
    await page.getByText('退出销户告知书').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'exit-papers', true);

    await page.goto(new URL(`/accounts/${id}`, page.url()).href);
    await page.getByRole('region', { name: '提取付款' }).waitFor();
    await picture(page, 'exit-account', true);
  });

  it('that is refused says why before it is sent, and what can be done', async () => {
    const id = await leavingAccount(place, NAME, null);
    await place.owner().query(
      `insert into hold (id, account, kind, document, placed_on, placed_by)
       select gen_random_uuid(), number, 'loan-security', '（2026）辽01执7号', current_date, 'test'
         from account where id = $1`,
      [id],
    );
    const page = await place.signIn('lin-guiyuan', `/start/exit?account=${id}`);
    await fillCard(page, NAME);
    await panel(page).getByText('按现有情况不予办理').waitFor();
    await panel(page).getByText('担保责任').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'exit-refused', true);
    await page.keyboard.press('Control+Enter');
    await page.getByText('不予办理，等贷款结清').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'exit-watching', true);
  });
});
