/** The direct-debit mandate at the counter: the code is entered, the card changed, the mandate ended. */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, opened, until } from './harness/stories.ts';
import { uploaded } from '../api/world/cases.ts';

const place = desk();
const NAME = '授权人';

/** A card that nobody has had before. */
function newCard() {
  const number = `62220203${String(Date.now()).slice(-9)}${String(Math.random()).slice(-2)}`;
  return { number, holder: NAME, bank: '建设银行' };
}

/** An account opened at the counter; its mandate is on the way to the bank. */
async function account(card: ReturnType<typeof newCard>): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const person = { number: place.newNumber(), name: NAME };
  const id = await opened(clerk, person, { bankCard: card });
  const { hash } = (await until(clerk, id, 'awaiting signature')).at('agreement') as {
    hash: string;
  };
  await act(clerk, id, 'sign', {
    ...{ by: 'counter', agreementHash: hash, termsExplained: true },
    file: await uploaded(clerk),
  });
  const told = await until(clerk, id, 'opened');
  const holder = await clerk.get(`/persons/${told.string('person.id')}`);
  return holder.string('accounts.0.id');
}

const part = (page: Page) => page.getByRole('region', { name: '委托扣款' });

describe('the mandate of an account', () => {
  it('is confirmed with the bank’s code, by keyboard, and then debits', async () => {
    const card = newCard();
    const id = await account(card);
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await part(page).getByText('待确认', { exact: true }).waitFor();
    await part(page)
      .getByText(`尾号 ${card.number.slice(-4)}`)
      .waitFor();
    await expectNoViolations(page);
    await picture(page, 'mandate-unconfirmed', true);

    await part(page).getByRole('button', { name: '录入验证码' }).focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: '录入银行验证码' });
    const code = dialog.getByLabel('6位验证码');
    await expect.poll(() => code.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.keyboard.type('12');
    await page.keyboard.press('Enter');
    await dialog.getByText('验证码为6位数字').waitFor();
    await dialog.getByLabel('6位验证码').fill('000000');
    await expectNoViolations(page);
    await picture(page, 'mandate-code', true);
    await page.keyboard.press('Enter');
    await part(page).getByText('银行验证码不正确').waitFor();
    await picture(page, 'mandate-code-wrong', true);

    await part(page).getByRole('button', { name: '录入验证码' }).click();
    await dialog.getByLabel('6位验证码').fill(card.number.slice(-6));
    await page.keyboard.press('Enter');
    await part(page).getByText('生效', { exact: true }).waitFor();
    await part(page).getByText('按缴存计划从该卡自动扣款').waitFor();
    expect(await part(page).getByText('银行验证码不正确').count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'mandate-active', true);

    const next = newCard();
    await part(page).getByRole('button', { name: '变更' }).click();
    const changing = page.getByRole('dialog', { name: '变更委托扣款授权' });
    await changing.getByLabel('银行卡号').fill(next.number);
    await changing.getByLabel('开户银行').fill('工商银行');
    await changing.getByLabel('户名（须为本人）').fill('别人');
    await changing.getByLabel('单笔限额（元）').fill('2400.00');
    await changing.getByRole('button', { name: '提交变更' }).click();
    await changing
      .getByText(/须为账户本人名下的银行卡/)
      .first()
      .waitFor();
    await expectNoViolations(page);
    await picture(page, 'mandate-change', true);
    place.forgetComplaints();
    await changing.getByLabel('户名（须为本人）').fill(NAME);
    await changing.getByRole('button', { name: '提交变更' }).click();
    await part(page)
      .getByText(`尾号 ${next.number.slice(-4)}`)
      .waitFor();
    await part(page)
      .getByText(/确认前仍从原卡扣款/)
      .waitFor();
    await part(page).getByText('2,400.00').waitFor();
    await picture(page, 'mandate-next-card', true);
  });

  it('is ended at its holder’s wish and signed anew', async () => {
    const card = newCard();
    const id = await account(card);
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await part(page).getByText('待确认', { exact: true }).waitFor();
    await part(page).getByRole('button', { name: '解除' }).click();
    const ending = page.getByRole('dialog', { name: '解除委托扣款授权' });
    await ending.getByRole('button', { name: '解除' }).click();
    await ending.getByText('请填写事由').waitFor();
    await ending.getByLabel('事由（记入留痕）').fill('改为柜台缴存');
    await expectNoViolations(page);
    await picture(page, 'mandate-cancel', true);
    await ending.getByRole('button', { name: '解除' }).click();
    await part(page).getByText('已解除', { exact: true }).waitFor();
    await part(page).getByText('本人要求解除').waitFor();
    await picture(page, 'mandate-cancelled', true);

    await part(page).getByRole('button', { name: '签约' }).click();
    const signing = page.getByRole('dialog', { name: '签订委托扣款授权' });
    await signing.getByLabel(`原来的 建设银行 尾号 ${card.number.slice(-4)}`).waitFor();
    await signing.getByLabel('另一张本人名下的银行卡').click();
    await signing.getByLabel('银行卡号').waitFor();
    await expectNoViolations(page);
    await picture(page, 'mandate-sign', true);
    await signing.getByLabel(`原来的 建设银行 尾号 ${card.number.slice(-4)}`).click();
    await signing.getByRole('button', { name: '向银行签约' }).click();
    await part(page).getByText('待确认', { exact: true }).waitFor();
  });

  it('is read by an auditor, who can do nothing to it', async () => {
    const id = await account(newCard());
    const page = await place.signIn('li-shenji', `/accounts/${id}`);
    await part(page).getByText('待确认', { exact: true }).waitFor();
    expect(await part(page).getByRole('button').count()).toBe(0);
  });
});
