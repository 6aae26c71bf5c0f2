/**
 * 代理 at the counter: an agent begins a leaving by the form, is shown masked, and is revoked before the
 * signature; what is wrong with the letter is told at its field.
 */
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { PDF } from '../api/world/cases.ts';
import { addDays } from '../../src/domain/calendar.ts';
import { today } from '../builders.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { openedAccount } from './harness/stories.ts';

const place = desk();
const NAME = '委托人';
const SCAN = {
  name: 'scan.pdf',
  mimeType: 'application/pdf',
  buffer: PDF,
};
const LETTER = { issuedOn: addDays(today(), -3), endsOn: addDays(today(), 30) };

const field = (page: Page, label: string) => page.locator('form').getByLabel(label).first();
const at = (page: Page, pointer: string) => page.locator(`[data-pointer="/agent${pointer}"]`);

/** The form of leaving of an account, the card filled in and an agent chosen. */
async function begun(): Promise<Page> {
  const clerk = await place.api('lin-guiyuan');
  const id = await openedAccount(clerk, { number: place.newNumber(), name: NAME });
  await place.owner().query(`update account set opened_on = '2026-01-05' where id = $1`, [id]);
  const page = await place.signIn('lin-guiyuan', `/start/exit?account=${id}`);
  await field(page, '银行卡号').fill('6222020500000012345');
  await field(page, '户名').fill(NAME);
  await field(page, '开户银行').fill('建设银行');
  await page.getByRole('radio', { name: '代理人（凭授权委托书）' }).check();
  return page;
}

async function fillPerson(page: Page): Promise<void> {
  await field(page, '代理人姓名').fill('王代理');
  await field(page, '代理人证件类型').fill('居民身份证');
  await page.keyboard.press('Enter');
  await field(page, '代理人证件号码').fill(place.newNumber());
  await field(page, '代理人身份证件影像').setInputFiles(SCAN);
}

async function fillLetter(page: Page, { issuedOn, endsOn } = LETTER): Promise<void> {
  await field(page, '授权委托书影像').setInputFiles(SCAN);
  await page.getByRole('checkbox', { name: '提交申请' }).check();
  await page.getByRole('checkbox', { name: '签字' }).check();
  await field(page, '出具日期').fill(issuedOn);
  await field(page, '委托期限至').fill(endsOn);
  await page.getByRole('radio', { name: '未经公证' }).check();
  await page.getByRole('checkbox', { name: /^已核对代理人身份证件/ }).check();
  await page.getByText('已上传').nth(1).waitFor();
}

const panel = (page: Page) => page.getByRole('region', { name: '代理人' });

describe('an agent', () => {
  it('begins the case by the form, is shown masked on it, and revoked by the holder', async () => {
    const page = await begun();
    expect(await page.getByRole('checkbox', { name: '退出销户' }).isChecked()).toBe(true);
    await fillPerson(page);
    await fillLetter(page);
    await page.getByText('可以办理').first().waitFor();
    await expectNoViolations(page);
    await page.evaluate('scrollTo(0, 0)');
    await picture(page, 'agent-form', true);

    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await page.getByRole('button', { name: '登记本人签字' }).waitFor();
    await panel(page).getByText('王＊').waitFor();
    await panel(page).getByText('提交申请和签字；不含收款').waitFor();
    await panel(page).getByText(LETTER.endsOn).waitFor();
    await expectNoViolations(page);
    await picture(page, 'agent-case', true);

    await page.getByRole('button', { name: '登记本人签字' }).click();
    await page.getByText('由登记在案的代理人办理').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'agent-sign');
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '撤销委托' }).click();
    await page.getByLabel('事由').first().fill('本人书面撤销委托');
    await page.getByLabel('撤销委托（或者代理人辞去委托）的书面材料').first().setInputFiles(SCAN);
    await page.getByText('已上传').waitFor();
    await page.getByRole('button', { name: '提交：撤销委托' }).click();
    await panel(page).waitFor({ state: 'detached' });
    await page.getByText('委托已经撤销，此后须由本人办理').first().waitFor();
  });
});

describe('a letter that does not do', () => {
  it('is told at its field when the field is left, whatever else is still missing', async () => {
    const page = await begun();
    await field(page, '出具日期').fill(LETTER.issuedOn);
    await field(page, '委托期限至').fill(addDays(LETTER.issuedOn, -1));
    await page.getByRole('radio', { name: '经过公证', exact: true }).check();
    await at(page, '/authority/endsOn').getByText('最后一日不能早于出具日期').waitFor();
    expect(await field(page, '委托期限至').getAttribute('aria-invalid')).toBe('true');
    await page.getByRole('checkbox', { name: '提交申请' }).focus();
    await page.keyboard.press('Shift+Tab');
    await picture(page, 'agent-letter-early', true);

    // Sent all the same: everything is told, and the first one is gone to.
    await page.keyboard.press('Control+Enter');
    await field(page, '代理人姓名').and(page.locator(':focus')).waitFor();
    for (const [pointer, told] of [
      ['/authority/endsOn', '委托期限的最后一日不能早于出具日期'],
      ['/authority/acts', '必须填写'],
      ['/authority/notaryNumber', '经过公证的，请填写公证书编号'],
      ['/originalsSeen', '须核对代理人身份证件和授权委托书原件'],
    ] as const) {
      await at(page, pointer).getByText(told).waitFor();
    }
    await expectNoViolations(page);
    await picture(page, 'agent-form-errors', true);
  });

  it('for what nobody chose is gone to like any other field', async () => {
    const page = await begun();
    await fillPerson(page);
    await fillLetter(page);
    await page.getByRole('checkbox', { name: '提交申请' }).uncheck();
    await page.getByRole('checkbox', { name: '签字' }).uncheck();
    await field(page, '委托期限至').focus();
    await page.keyboard.press('Control+Enter');
    await at(page, '/authority/acts').getByText('请选择授权委托书载明的代理权限').waitFor();
    await at(page, '/authority/acts').locator('input:focus').waitFor();
  });

  it('by the rule of the day is refused at its field, gone to, and sent once it is mended', async () => {
    const page = await begun();
    await fillPerson(page);
    await fillLetter(page, { ...LETTER, endsOn: addDays(today(), -1) });
    await page.keyboard.press('Control+Enter');
    await at(page, '/authority/endsOn').getByText('委托期限已经届满').waitFor();
    await field(page, '委托期限至').and(page.locator(':focus')).waitFor();
    await expectNoViolations(page);
    await picture(page, 'agent-letter-expired', true);

    await field(page, '委托期限至').fill(LETTER.endsOn);
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/cases\/[0-9a-f-]{36}$/);
    await panel(page).getByText('王＊').waitFor();
  });
});
