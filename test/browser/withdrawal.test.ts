/** 提取 at the counter: begun on the account’s page, told while it is typed, decided, reserved, shown. */
import { describe, it } from 'vitest';
import type { Page } from 'playwright-core';
import { uploaded } from '../api/world/cases.ts';
import { addToMonth, monthOf } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, openedAccount, until } from './harness/stories.ts';

const place = desk();
/** From the account to the payment by way of another person, each screen looked at. */
const LONG_MS = 240_000;
const NAME = '租房人';

/** An account opened at the counter, with money and half a year of months paid. */
async function account(): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const accountId = await openedAccount(clerk, { number: place.newNumber(), name: NAME });
  const { rows } = await place
    .owner()
    .query<{ number: string }>('select number from account where id = $1', [accountId]);
  await fund(rows[0]!.number);
  return accountId;
}

async function fund(number: string): Promise<void> {
  const journal = {
    ...{ key: `takeover/${number}`, kind: 'takeover', valueDate: '2026-01-05', by: 'test' },
    lines: [
      { book: 'bank', amount: '-20000.00' },
      { book: 'personal', account: number, source: 'flexible', amount: '20000.00' },
    ],
  };
  const owner = place.owner();
  await owner.query(`select ledger_post('210100', $1)`, [JSON.stringify([journal])]);
  for (let n = 0; n < 6; n += 1) {
    await owner.query(
      `insert into contribution (account, month, amount, paid_on, journal)
       select $1, $2, 800, current_date, max(id) from journal`,
      [number, addToMonth(monthOf(today()), -n)],
    );
  }
}

const panel = (page: Page) => page.getByRole('complementary', { name: '能提多少' });
const inForm = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

async function choose(page: Page, label: string, option: string): Promise<void> {
  await inForm(page, label).click();
  await page.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}

describe('a withdrawal', () => {
  it(
    'is begun on the account, told by the rule while it is typed, and reserved when it is sent',
    { timeout: LONG_MS },
    async () => {
      await place.world().funds('210100', '1000000.00');
      const id = await account();
      const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
      await page.getByRole('button', { name: '提取', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: '提取 · 新业务' }).waitFor();
      await panel(page).getByText('不须单位出具任何证明').waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-empty', true);

      // Whoever retires draws everything: no amount need be named, and the account closes.
      await choose(page, '提取情形', '离休、退休');
      await page.locator('form').getByText('不填即提取全部本息').waitFor();
      await inForm(page, '银行卡号').fill('6222020500000012345');
      await inForm(page, '户名').fill(NAME);
      await inForm(page, '开户银行').fill('建设银行');
      await panel(page).getByText('可以同时注销账户').waitFor();
      await panel(page).getByText('到今日的利息').waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-closing', true);
      await page.locator('form').getByText('不注销，只提取', { exact: true }).click();
      await inForm(page, '提取金额').fill('100.00');
      await panel(page).getByText('账户和缴存使用协议照旧').waitFor();
      await picture(page, 'withdrawal-keeps-account', true);
      await page.locator('form').getByText('注销', { exact: true }).click();
      await panel(page).getByText('须一次提取全部余额').waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-not-all', true);

      // Of another case it is not asked, and what was chosen is not sent.
      await choose(page, '提取情形', '支付房租');
      await inForm(page, '提取金额').fill('6000.01');
      await page.locator('form').getByText('单身', { exact: true }).click();
      await page.locator('form').getByText('没有', { exact: true }).click();
      await inForm(page, '实际支出金额').fill('9000.00');
      await inForm(page, '起始月份').fill(addToMonth(monthOf(today()), -2));
      await inForm(page, '截止月份').fill(monthOf(today()));
      await inForm(page, '银行卡号').fill('6222020500000012345');
      await inForm(page, '户名').fill(NAME);
      await inForm(page, '开户银行').fill('建设银行');
      await panel(page).getByText('最多可以提取6000.00元').waitFor();
      await panel(page).getByText('按现有内容不准提取').waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-refused', true);

      await inForm(page, '提取金额').fill('3000.00');
      await panel(page).getByText('还差2项，补齐后受理').waitFor();
      // Not the card of the opening: nobody is promised that it is granted at once.
      await panel(page).getByText('须由另一人复核后作出决定').waitFor();
      await panel(page).getByText('尾号2345）不是原来登记或者付过款的卡').waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-missing', true);
      await page.keyboard.press('Control+Enter');
      await page.getByText('待补正').first().waitFor();
      await page.getByText('无自有住房证明').first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-case', true);

      const clerk = await place.api('lin-guiyuan');
      const caseId = /cases\/([0-9a-f-]{36})/.exec(page.url())![1]!;
      const form = {
        ...{ account: id, purpose: 'rent', amount: '3000.00', married: false, ownsHome: false },
        expense: { amount: '9000.00' },
        period: { from: addToMonth(monthOf(today()), -2), to: monthOf(today()) },
        bankCard: { number: '6222020500000012345', holder: NAME, bank: '建设银行' },
        evidence: [
          { kind: 'identity-document', file: await uploaded(clerk) },
          { kind: 'no-home-proof', file: await uploaded(clerk, 'no-home-proof') },
        ],
      };
      await act(clerk, caseId, 'supplement', { application: form });
      await until(clerk, caseId, 'in review');
      await page.goto(page.url());
      await page.getByText('不是原来登记或者付过款的卡').first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-other-card', true);
      const reviewer = await place.api('zhao-fuhe');
      await act(reviewer, caseId, 'review', { approve: true, reason: '已向本人核实' });
      await until(clerk, caseId, 'paid');
      await page.goto(page.url());
      await page.getByText('已付款').first().waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-paid', true);

      await page.goto(new URL(`/accounts/${id}`, page.url()).href);
      await page.getByRole('region', { name: '提取付款' }).waitFor();
      await expectNoViolations(page);
      await picture(page, 'withdrawal-account', true);
    },
  );
});
