/** A hold on the screen: begun at the account, compared by another person, seen on the account's page. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { PDF } from '../api/world/cases.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk({ alone: true });
const TODAY = dateAt(Date.now());
const SCAN = { name: 'order.pdf', mimeType: 'application/pdf', buffer: PDF };

async function paidIn(account: string, amount: string) {
  const lines = [
    { book: 'bank', amount: `-${amount}` },
    { book: 'personal', account, source: 'flexible', amount },
  ];
  const journal = {
    key: `takeover/${account}`,
    kind: 'takeover',
    valueDate: TODAY,
    by: 'test',
    lines,
  };
  await place.owner().query('select ledger_post($1, $2)', ['210100', JSON.stringify([journal])]);
}

describe('a hold', () => {
  it('is begun from the account by a supervisor only, and confirmed by another', async () => {
    const account = await contributor(place, '冻结人');
    const clerk = await place.signIn('lin-guiyuan', `/accounts/${account.id}`);
    await clerk.getByRole('region', { name: '账户情况' }).getByText('01 正常').waitFor();
    expect(await clerk.getByRole('link', { name: '登记冻结' }).count()).toBe(0);

    const page = await place.signIn('sun-zhuguan', `/accounts/${account.id}`);
    await page.getByRole('region', { name: '冻结' }).getByText('没有冻结').waitFor();
    await page.getByRole('link', { name: '登记冻结' }).click();
    await page.getByRole('heading', { level: 1, name: /冻结/ }).waitFor();
    await page.getByRole('radio', { name: '司法冻结' }).check();
    await page.getByLabel(/冻结金额/).fill('3000.00');
    await page.getByLabel('作出机关').fill('某市某区人民法院');
    await page.getByLabel('文号').fill('（2026）辽0102执1234号');
    await page.getByLabel('冻结起始日期').fill(TODAY);
    await page.getByLabel('冻结期限至').fill(addDays(TODAY, 30));
    await page.getByLabel('扫描件').setInputFiles(SCAN);
    await page.getByText('已上传').waitFor();
    await page.getByLabel('事由（记入留痕）').fill('法院送达协助执行通知书');
    await expectNoViolations(page);
    await picture(page, 'start-hold', true);
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('已冻结，待核对').first().waitFor();
    await page.getByText('登记人以外').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-hold', true);
    const address = page.url();

    const second = await place.signIn('zhou-zhuguan', new URL(address).pathname);
    await second.getByRole('button', { name: '核对无误' }).first().click();
    const drawer = second.getByRole('dialog');
    await drawer.getByLabel('事由（记入留痕）').fill('与文书一致');
    await drawer.getByRole('button', { name: '核对无误' }).click();
    await second.getByText('冻结中').first().waitFor();

    await second.goto(new URL(`/accounts/${account.id}`, second.url()).href);
    const holds = second.getByRole('table', { name: '冻结' });
    await holds.getByText('（2026）辽0102执1234号').waitFor();
    await holds.getByText('某市某区人民法院').waitFor();
    await expectNoViolations(second);
    await second.setViewportSize({ width: 683, height: 384 });
    const beyond = await second.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(beyond).toBeLessThanOrEqual(0);
    await picture(second, 'account-hold-narrow', true);
    await holds.getByRole('link', { name: '查看' }).click();
    await second.getByText('冻结中').first().waitFor();
  });

  it('is deducted from by order of the court: written down at the counter, confirmed by another', async () => {
    const account = await contributor(place, '扣划人');
    await paidIn(account.number, '5000.00');
    const boss = await place.signIn('sun-zhuguan', `/start/hold?account=${account.id}`);
    await boss.getByRole('radio', { name: '司法冻结' }).check();
    await boss.getByLabel(/冻结金额/).fill('3000.00');
    await boss.getByLabel('作出机关').fill('某市某区人民法院');
    await boss.getByLabel('文号').fill('（2026）辽0102执77号');
    await boss.getByLabel('冻结起始日期').fill(TODAY);
    await boss.getByLabel('冻结期限至').fill(addDays(TODAY, 30));
    await boss.getByLabel('扫描件').setInputFiles(SCAN);
    await boss.getByText('已上传').waitFor();
    await boss.getByLabel('事由（记入留痕）').fill('法院送达协助执行通知书');
    await boss.getByRole('button', { name: '提交申请' }).click();
    await boss.getByText('已冻结，待核对').first().waitFor();
    const path = new URL(boss.url()).pathname;
    const second = await place.signIn('zhou-zhuguan', path);
    await second.getByRole('button', { name: '核对无误' }).first().click();
    const look = second.getByRole('dialog');
    await look.getByLabel('事由（记入留痕）').fill('与文书一致');
    await look.getByRole('button', { name: '核对无误' }).click();
    await second.getByText('冻结中').first().waitFor();

    const clerk = await place.signIn('lin-guiyuan', path);
    await clerk.getByRole('button', { name: '登记扣划' }).first().click();
    const form = clerk.getByRole('dialog');
    await form.getByLabel(/扣划金额/).fill('3000.01');
    await form.getByLabel('扣划文号').fill('（2026）辽0102执77号之一');
    await form.getByLabel('文书日期').fill(TODAY);
    await form.getByLabel('作出机关').fill('某市某区人民法院');
    await form.getByLabel('收款户名').fill('某市某区人民法院案款专户');
    await form.getByLabel('开户银行').fill('某某银行某支行');
    await form.getByLabel('收款账号').fill('12345');
    await form.getByLabel('扫描件').setInputFiles(SCAN);
    await form.getByText('已上传').waitFor();
    await form.getByLabel('事由（记入留痕）').fill('法院送达执行裁定书');
    await form.getByRole('button', { name: '登记扣划' }).click();
    await form.getByText('收款账号应为12至19位数字').first().waitFor();
    await form.getByLabel('收款账号').fill('6222020000001234567');
    await form.getByRole('button', { name: '登记扣划' }).click();
    await form
      .getByText(/扣划金额超过该冻结的金额/)
      .first()
      .waitFor();
    await expectNoViolations(clerk);
    await picture(clerk, 'deduct-refused', true);
    await form.getByLabel(/扣划金额/).fill('3000.00');
    await form.getByRole('button', { name: '登记扣划' }).click();
    await clerk.getByText('待核对扣划').first().waitFor();
    const panel = clerk.getByRole('region', { name: '依法扣划' });
    await panel.getByText('3,000.00').waitFor();
    await panel.getByText('尾号4567').waitFor();
    await expectNoViolations(clerk);
    await picture(clerk, 'case-deducting', true);

    await second.goto(new URL(path, second.url()).href);
    await second.getByRole('button', { name: '确认扣划' }).first().click();
    const confirm = second.getByRole('dialog');
    await confirm.getByLabel(/再次录入收款账号/).fill('6222020000001234567');
    await confirm.getByLabel('事由（记入留痕）').fill('与文书一致');
    await expectNoViolations(second);
    await picture(second, 'confirm-deduct', true);
    await confirm.getByRole('button', { name: '确认扣划' }).click();
    await second
      .getByText(/款项已转出账户，等银行付款/)
      .first()
      .waitFor();
    await second.goto(new URL(`/accounts/${account.id}`, second.url()).href);
    const holds = second.getByRole('table', { name: '冻结' });
    await holds.getByText(/原冻结/).waitFor();
    await second.getByText('依法扣划').first().waitFor();
    await expectNoViolations(second);
    await picture(second, 'account-deducted', true);
  });

  it('whose term is over says so on the account, where it still holds', async () => {
    const account = await contributor(place, '期满人');
    await place.owner().query(
      `insert into hold (id, account, kind, amount, document, placed_on, until, placed_by, ordered_by)
       values (gen_random_uuid(), $1, 'dispute', 500, '函1号', $2, $3, 'sun-zhuguan', '本中心')`,
      [account.number, addDays(TODAY, -40), addDays(TODAY, -1)],
    );
    const page = await place.signIn('lin-guiyuan', `/accounts/${account.id}`);
    const holds = page.getByRole('table', { name: '冻结' });
    await holds.getByText('已期满，仍冻结').waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-hold-over', true);
  });
});
