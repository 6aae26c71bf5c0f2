/** Guided repair at the console: a supervisor finds a case that stopped, repairs it, and sees the proof. */
import { Client, Connection } from '@temporalio/client';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { startCase } from '../api/world/cases.ts';
import type { Applicant } from '../builders.ts';
import { desk, expectNoViolations, foldDegradedBar, picture } from './harness/desk.ts';

const place = desk({ alone: true });
const PARKING_MS = 60_000;

interface Parked {
  readonly id: string;
  readonly number: string;
  readonly person: Applicant;
}

/** Cases for whose applicants the national platform is down. */
async function parked(count: number): Promise<readonly Parked[]> {
  const clerk = await place.api('lin-guiyuan');
  const made = [];
  for (let n = 0; n < count; n += 1) {
    const person = await place.world().person({}, { number: place.newNumber(), name: '停住的' });
    await place.world().breaks('national', 'down', { person });
    const { id, told } = await startCase(clerk, { number: person.number, name: person.name });
    made.push({ id, number: told.string('number'), person });
  }
  for (const { id } of made) {
    await expect
      .poll(async () => (await clerk.get(`/cases/${id}`)).at('stage.at'), { timeout: PARKING_MS })
      .toBe('needs attention');
  }
  return made;
}

/** Until the platform is asked again for everybody: what others broke had it left in peace. */
async function calm(): Promise<void> {
  const clerk = await place.api('lin-guiyuan');
  for (let tries = 0; tries < 10; tries += 1) {
    const { id } = await startCase(clerk, { number: place.newNumber(), name: '平常的' });
    const stage = async () => String((await clerk.get(`/cases/${id}`)).at('stage.at'));
    const ended = /^(awaiting signature|needs attention)$/;
    await expect.poll(stage, { timeout: PARKING_MS }).toMatch(ended);
    if ((await stage()) === 'awaiting signature') return;
  }
  throw new Error('the platform is asked for nobody any more');
}

async function reason(page: Page, text: string): Promise<void> {
  await page.getByRole('dialog').getByLabel(/事由/).fill(text);
}

describe('停住与修复', () => {
  it('finds parked cases, repairs one and says 已恢复 only when it went on', async () => {
    const [one] = await parked(1);
    const page = await place.signIn('sun-zhuguan', '/repair');
    const group = page.getByRole('region', { name: /需处理/ });
    await group.getByRole('link', { name: one!.number, exact: true }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'repair-list');
    await group.getByRole('link', { name: `查看并修复 ${one!.number}` }).click();
    await page.getByRole('heading', { level: 1, name: `修复 ${one!.number}` }).waitFor();
    await page.getByRole('region', { name: '业务库' }).getByText('需处理').first().waitFor();
    await page.getByRole('region', { name: '办理引擎' }).getByText('在运行').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'repair-page', true);
    const move = page.getByRole('article', { name: '立即重试', exact: true });
    await place.world().mends('national', one!.person);
    await calm();
    await move.getByRole('button', { name: '执行' }).click();
    await expectNoViolations(page);
    await picture(page, 'repair-dialog');
    await page.getByRole('dialog').getByRole('button', { name: '执行' }).click();
    await page.getByText('请填写事由').waitFor();
    await reason(page, '平台已恢复后重试');
    await page.getByRole('dialog').getByRole('button', { name: '执行' }).click();
    await page.getByText(/^已恢复：业务已到“待签协议”/).waitFor({ timeout: 30_000 });
    await page.getByText('现在没有发现问题').waitFor();
    await expectNoViolations(page);
    await picture(page, 'repair-recovered');
  });

  it('begins a case anew only with a second person, who sees what was proposed', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id, told } = await startCase(
      clerk,
      { number: place.newNumber(), name: '没有流程' },
      { employment: undefined },
    );
    const connection = await Connection.connect({ address: place.product.temporal });
    const client = new Client({ connection, namespace: 'anju' });
    await client.workflow.getHandle(caseWorkflowId(id)).terminate('a mistake at the machine');
    const page = await place.signIn('sun-zhuguan', `/repair/case-${id}`);
    const move = page.getByRole('article', { name: '按业务库重新开始流程' });
    await move.getByText('两人办理').waitFor();
    await move.getByRole('button', { name: '提出' }).click();
    await reason(page, '机器操作失误');
    await page.getByRole('dialog').getByRole('button', { name: /提出/ }).click();
    await page.getByRole('heading', { name: /待第二人确认/ }).waitFor();
    expect(await page.getByRole('button', { name: '确认并执行' }).count()).toBe(0);
    await expectNoViolations(page);
    await picture(page, 'repair-proposed');

    const second = await place.signIn('zhou-zhuguan', '/repair');
    const notice = second.getByRole('alert').filter({ hasText: '等您作为第二人确认' });
    await notice.getByRole('link', { name: new RegExp(told.string('number')) }).click();
    await second.getByText('机器操作失误').waitFor();
    await second.getByRole('button', { name: '确认并执行' }).click();
    await reason(second, '已核对业务库所记属实');
    await second.getByRole('dialog').getByRole('button', { name: '确认并执行' }).click();
    await second.getByText(/^已恢复：流程已重新开始/).waitFor({ timeout: 30_000 });
    await page.getByText(/^已恢复：流程已重新开始/).waitFor();
    await expectNoViolations(second);
    await picture(second, 'repair-two-persons', true);
    await connection.close();
  });

  it('repairs many from a frozen list: a result for each, and no success for what did not move', async () => {
    const [good, bad] = await parked(2);
    const page = await place.signIn('sun-zhuguan', '/repair?kind=parked');
    const group = page.getByRole('region', { name: /需处理/ });
    for (const { number } of [good!, bad!]) {
      await group.getByRole('checkbox', { name: `选择 ${number}` }).check();
    }
    await group.getByText('已选2件').waitFor();
    await group.getByRole('button', { name: '批量立即重试' }).click();
    await reason(page, '平台部分恢复');
    await picture(page, 'repair-bulk-dialog');
    await page.getByRole('dialog').getByRole('button', { name: '固定清单' }).click();
    await page.getByText('清单已固定，共2件，确认后才会执行。').waitFor();
    const table = page.getByRole('table', { name: '清单及每件的结果' });
    await table.getByRole('link', { name: good!.number }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'repair-bulk-frozen');
    await place.world().mends('national', good!.person);
    await calm();
    await page.getByRole('button', { name: '确认这2件并开始' }).click();
    await page.getByText('共2件：1件已恢复，1件未恢复。').waitFor({ timeout: PARKING_MS });
    const row = (number: string) => table.getByRole('row').filter({ hasText: number });
    await row(good!.number).getByText('已恢复').waitFor();
    await row(bad!.number).getByText('未恢复').waitFor();
    await expectNoViolations(page);
    await picture(page, 'repair-bulk-done');
    await place.world().mends('national', bad!.person);
  });
});

describe('值守日志', () => {
  it('tells what was done, why, by whom, and what recurs', async () => {
    const page = await place.signIn('li-shenji', '/repair/diary');
    await page.getByRole('table', { name: '按情况' }).getByText('需处理').waitFor();
    const table = page.getByRole('table', { name: /的人工干预/ });
    await table.getByText('平台已恢复后重试').waitFor();
    await table.getByText('周主管').first().waitFor();
    await expectNoViolations(page);
    await foldDegradedBar(page);
    await picture(page, 'diary');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await picture(page, 'diary-wide');
    await page.getByRole('button', { name: '上月' }).click();
    await page.waitForURL(/month=\d{4}-\d{2}/);
    await page.getByText('本月没有人工干预。').first().waitFor();
  });
});
