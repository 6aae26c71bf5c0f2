/** Acts that take more than a word: an answer entered by hand, a verdict, a completed application. */
import { describe, expect, it } from 'vitest';
import { PDF } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened, until } from './harness/stories.ts';

const place = desk();
const PAYLOAD = '<img src=x onerror="window.ran=1">';

describe('a case parked because an outside system is down', () => {
  it('takes the answer read off the platform, and another person confirms it', async () => {
    const clerk = await place.api('lin-guiyuan');
    const person = await place.world().person({}, { number: place.newNumber() });
    await place.world().breaks('national', 'down', { person });
    const id = await opened(clerk, person);
    await until(clerk, id, 'needs attention');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page
      .getByText(/外部系统多次查询无果，等主管处理/)
      .first()
      .waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-parked');
    await page.getByRole('button', { name: '录入平台查询结果' }).click();
    const form = page.getByRole('dialog');
    expect(await form.getByLabel('公安身份核验').count()).toBe(0);
    await form.getByRole('button', { name: /^提交/ }).click();
    await form
      .getByRole('alert')
      .getByText(/处需要修改/)
      .waitFor();
    await form.getByLabel('查询流水号').fill(PAYLOAD);
    await form.getByLabel('查询时间').fill(shanghaiMinute(Date.now() - 5 * 60_000));
    await form
      .getByLabel('查询结果扫描件')
      .setInputFiles({ name: '查询.pdf', mimeType: 'application/pdf', buffer: PDF });
    await form.getByRole('link', { name: /已上传，查看/ }).waitFor();
    for (const [name, answer] of [
      ['姓名相符', '是'],
      ['证件相符', '是'],
      ['有骗提骗贷标识', '否'],
    ] as const) {
      await form.getByRole('radiogroup', { name }).getByLabel(answer).check();
    }
    await form.getByRole('button', { name: '添加账户' }).click();
    await form.getByLabel('所在中心').fill('210200');
    await form.getByRole('radiogroup', { name: '账户状态' }).getByLabel('封存').check();
    await form.getByRole('radiogroup', { name: '缴存来源' }).getByLabel('单位缴存').check();
    await form.getByLabel('事由（记入留痕）').fill('平台接口停机，已在平台网页查询。');
    await expectNoViolations(page);
    await picture(page, 'case-enter-answer');
    await form.getByRole('button', { name: /^提交/ }).click();
    await form.waitFor({ state: 'hidden' });

    const second = await place.signIn('sun-zhuguan', `/cases/${id}`);
    await second.getByRole('button', { name: '确认录入的查询结果' }).first().click();
    const entry = second.getByRole('dialog');
    await entry.getByText(PAYLOAD).waitFor();
    await entry.getByText('所在中心210200，封存，单位缴存').waitFor();
    await entry.getByRole('link', { name: /^下载/ }).waitFor();
    await expectNoViolations(second);
    await picture(second, 'case-confirm-answer');
    await entry.getByLabel('事由（记入留痕）').fill('与扫描件一致。');
    await entry.getByRole('button', { name: /^提交/ }).click();
    await until(clerk, id, 'awaiting signature');
    await page.getByText('等申请人签署协议', { exact: true }).waitFor();
    await page.getByRole('tab', { name: '核查' }).click();
    await page.getByText('由林桂元录入平台查询结果，由孙主管确认。').waitFor();
    expect(await second.evaluate('window.ran')).toBeUndefined();
    await place.world().mends('national', person);
  });
});

describe('two cases of one person', () => {
  it('stand side by side, what differs is marked, and one is ended as a duplicate', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const first = await opened(clerk, { number });
    const other = await until(clerk, first, 'awaiting signature');
    const id = await opened(clerk, { number }, { district: '210103' });
    await until(clerk, id, 'contested');
    const page = await place.signIn('zhao-fuhe', `/cases/${id}`);
    await page.getByRole('button', { name: '人工核对' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByRole('columnheader', { name: other.string('number') }).waitFor();
    await form.getByRole('row', { name: /区县/ }).getByText('210103').waitFor();
    expect(await form.getByRole('row', { name: /区县/ }).textContent()).toContain('（不同）');
    await expectNoViolations(page);
    await picture(page, 'case-verdict');
    await form.getByLabel('本件为重复申请，终止本件').check();
    await form.getByLabel('事由（记入留痕）').fill('两次提交的内容相同，仅区县录入有误。');
    await form.getByRole('button', { name: /^提交/ }).click();
    await until(clerk, id, 'discontinued');
    await page.getByRole('region', { name: '已办结' }).waitFor();
    await page
      .getByRole('region', { name: '关联业务' })
      .getByText(other.string('number'))
      .waitFor();
  });
});

describe('an application that lacks something', () => {
  it('is opened in full for a reason, completed, checked as one types, and goes on', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await opened(
      clerk,
      { name: '王小明', number: place.newNumber() },
      { bankCard: undefined },
    );
    await until(clerk, id, 'incomplete');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    await page.getByRole('button', { name: '补正材料' }).first().click();
    const form = page.getByRole('dialog');
    await form.getByText('将打开完整的申请表').waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('region', { name: '还缺的内容' }).getByText('缴存银行卡').waitFor();
    const card = form.getByRole('group', { name: '缴存银行卡' });
    await card.getByLabel('银行卡号').fill('6222');
    await card.getByLabel('户名').fill('王小明');
    await card.getByText('银行卡号应为12至19位数字').waitFor();
    await card.getByLabel('银行卡号').fill('6222 0202 0000 1234 567');
    await card.getByLabel('开户银行').fill('建设银行');
    await expectNoViolations(page);
    await picture(page, 'case-supplement');
    await page.keyboard.press('Control+Enter');
    await page.getByText('等申请人签署协议', { exact: true }).waitFor();
    const changed = page.locator('.timeline-changes');
    await changed.getByRole('rowheader', { name: '缴存银行卡', exact: true }).waitFor();
    await page.locator('.timeline-filter').getByText('查看记录').click();
    await page.getByText('事由：办理“补正材料”').first().waitFor();
  });
});

/** As a clock on a wall in Shanghai shows an instant. */
function shanghaiMinute(at: number): string {
  return new Date(at + 8 * 3_600_000).toISOString().slice(0, 16);
}
