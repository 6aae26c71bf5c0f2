/** The supervisor's pages, and what everybody sees while something is down. */
import { Connection, Client } from '@temporalio/client';
import type { Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { until } from './harness/stories.ts';

const place = desk({ alone: true });

/** Cases of several kinds, so that the board has something to show. */
async function office(): Promise<readonly string[]> {
  const clerk = await place.api('lin-guiyuan');
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) {
    const whole = (await startCase(clerk, { number: place.newNumber(), name: '看板一' })).id;
    // Checked and waiting for its signature: numbers that are compared stand still.
    await until(clerk, whole, 'awaiting signature');
    ids.push(whole);
    const lacking = { number: place.newNumber(), name: '看板二' };
    ids.push((await startCase(clerk, lacking, { employment: undefined })).id);
  }
  return ids;
}

/** How far things move by themselves from now on (CLS). */
async function watchShifts(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(`
    globalThis.shifted = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) globalThis.shifted += entry.value;
    }).observe({ type: 'layout-shift' });
  `);
  return () => page.evaluate('globalThis.shifted');
}

/** The page's own clock can be put forward, so that nobody waits for it to look again. */
const FORWARD = { forward: true };
const LOOK_MS = 15_000;

describe('the board', () => {
  it('shows numbers with words, and each leads to the list behind it', async () => {
    await office();
    await place.owner().query(
      `insert into event (center, kind, at, actor, actor_role, origin, public)
       values ('210100', 'measures-returned', now(), 'sun-zhuguan', 'supervisor', 'test', $1)`,
      [{ reasonCode: 'entry-wrong' }],
    );
    const page = await place.signIn('sun-zhuguan', '/board');
    const sentBack = page.getByRole('table', { name: '近90天退回，按原因' });
    await sentBack.getByText('录入与原件不一致').waitFor();
    const stages = page.getByRole('table', { name: /按业务种类和环节/ });
    await stages.waitFor();
    await page.locator('.forecast-canvas canvas').waitFor();
    await expectNoViolations(page);
    await picture(page, 'board');
    await picture(page, 'board-whole', true);
    const link = stages.getByRole('link', { name: /开户 待补正：\d+件/ });
    const count = Number(await link.innerText());
    await link.click();
    await page.waitForURL(/\/cases\?.*stage=incomplete/);
    await page.getByText(`共 ${count} 件`).waitFor();
  });

  it('leads from a week of the forecast to its cases, with the conditions in words', async () => {
    await office();
    const page = await place.signIn('sun-zhuguan', '/board');
    const forecast = page.getByRole('table', { name: /到期预测/ });
    const link = forecast.getByRole('link', { name: /至.*到期 等申请人签署协议：\d+件/ }).first();
    await link.waitFor();
    const count = Number(await link.innerText());
    await link.click();
    await page.waitForURL(/dueKind=wait\.signature/);
    await page.getByText(`共 ${count} 件`).waitFor();
    const conditions = page.getByRole('list', { name: '来自看板的条件' });
    await conditions.getByText('到期的等待：等申请人签署协议').waitFor();
    await expectNoViolations(page);
    await picture(page, 'cases-from-board');
    await conditions.getByRole('button', { name: /去掉条件：到期的等待/ }).click();
    await page.waitForURL((url) => !url.search.includes('dueKind'));
    await conditions.getByRole('button', { name: /去掉条件：到期：\d.* 至/ }).click();
    await page.waitForURL((url) => !/due(From|To)/.test(url.search));
  });

  it('tells the forecast by day and by month as well', async () => {
    await office();
    const page = await place.signIn('sun-zhuguan', '/board');
    await page.getByRole('table', { name: '到期预测，按周和种类' }).waitFor();
    for (const by of ['按日', '按月']) {
      await page.getByText(by, { exact: true }).click();
      await page.getByRole('table', { name: `到期预测，${by}和种类` }).waitFor();
      await expectNoViolations(page);
      await picture(page, by === '按日' ? 'board-by-day' : 'board-by-month', true);
    }
    const table = page.getByRole('table', { name: '到期预测，按月和种类' });
    const link = table.getByRole('link', { name: /至.*到期 等申请人签署协议：\d+件/ }).first();
    const count = Number(await link.innerText());
    await link.click();
    await page.getByText(`共 ${count} 件`).waitFor();
  });

  it('renews itself without moving anything', async () => {
    await office();
    const page = await place.signIn('sun-zhuguan', '/board');
    await page.locator('.forecast-canvas canvas').waitFor();
    const shifts = await watchShifts(page);
    const open = page.locator('.tile-number').first();
    const before = Number(await open.innerText());
    await office();
    await expect
      .poll(async () => Number(await open.innerText()), { timeout: 20_000 })
      .toBeGreaterThan(before);
    expect(await shifts()).toBeLessThan(0.001);
  });

  it('fits a wide screen, and one at twice the size', async () => {
    const page = await place.signIn('sun-zhuguan', '/board');
    await page.locator('.forecast-canvas canvas').waitFor();
    await page.setViewportSize({ width: 1920, height: 1080 });
    await picture(page, 'board-wide');
    // 200 %: half as many pixels to work with.
    await page.setViewportSize({ width: 683, height: 384 });
    await expectNoViolations(page);
    const sideways: number = await page.evaluate(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(sideways).toBeLessThanOrEqual(0);
  });

  it('gives an operator the numbers and the machines, and no way to a case', async () => {
    const page = await place.signIn('wu-yunwei', '/board');
    await page.getByRole('table', { name: '外部系统' }).waitFor();
    await page.getByRole('table', { name: '进程' }).getByText('运行中').first().waitFor();
    expect(await page.locator('a[href^="/cases"]').count()).toBe(0);
    await expectNoViolations(page);
  });
});

describe('the radar', () => {
  it('shows both views of a case whose workflow is gone, and that nothing else stands still', async () => {
    const connection = await Connection.connect({ address: place.product.temporal });
    const client = new Client({ connection, namespace: 'anju' });
    const clerk = await place.api('lin-guiyuan');
    const { id, told } = await startCase(
      clerk,
      { number: place.newNumber(), name: '停住的' },
      { employment: undefined },
    );
    const page = await place.signIn('sun-zhuguan', '/board/radar');
    await page.getByRole('table', { name: /各自的件数/ }).waitFor();
    await expectNoViolations(page);
    await client.workflow.getHandle(caseWorkflowId(id)).terminate('a mistake at the machine');
    const finding = page.getByRole('article', { name: new RegExp(told.string('number')) });
    await finding.waitFor({ timeout: 60_000 });
    await finding.getByText('已被强行终止').first().waitFor();
    expect(await finding.getByRole('region', { name: '业务库' }).innerText()).toContain('待补正');
    await expectNoViolations(page);
    await picture(page, 'radar');
    await finding.getByRole('button', { name: /再看一次/ }).click();
    await finding.getByText('仍是如此').waitFor();
    const board = await place.signIn('sun-zhuguan', '/board');
    await board.locator('a[href="/board/radar"].tile-alarm').waitFor({ timeout: 60_000 });
    await connection.close();
    // The books are put right, so that other suites find a healthy office.
    for (const table of ['wait', 'task']) {
      await place.owner().query(`update ${table} set closed_at = now() where case_id = $1`, [id]);
    }
    await place
      .owner()
      .query(
        `update "case" set closed_at = now(), outcome = 'withdrawn', stage = 'withdrawn' where id = $1`,
        [id],
      );
    await place.owner().query('update claim set released_at = now() where case_id = $1', [id]);
  });
});

describe('while the server does not answer', () => {
  it('everybody is told that what they see may be old, and that nothing is done twice', async () => {
    const page = await place.signIn('lin-guiyuan', '/work', FORWARD);
    await page.route('**/supervision/degraded', (route) => route.abort());
    const bar = page.getByRole('region', { name: '受限运行' });
    await page.clock.fastForward(LOOK_MS);
    await bar.getByText('服务器没有回应').waitFor({ timeout: 30_000 });
    await expectNoViolations(page);
    await page.unroute('**/supervision/degraded');
    await page.clock.fastForward(LOOK_MS);
    await bar.waitFor({ state: 'detached', timeout: 30_000 });
  });
});

describe('while the national platform is down', () => {
  afterAll(async () => {
    await place.world().mends('national');
  });

  it('everybody is told what goes on and what waits, and may put it away until it changes', async () => {
    const clerk = await place.api('lin-guiyuan');
    const page = await place.signIn('lin-guiyuan', '/work');
    const bar = page.getByRole('region', { name: '受限运行' });
    const shifts = await watchShifts(page);
    await place.world().breaks('national', 'down');
    for (let n = 0; n < 4; n += 1) {
      await startCase(clerk, { number: place.newNumber(), name: '平台停机' });
    }
    await bar
      .getByText(/停用.*全国住房公积金监管服务平台.*没有可用的答复/)
      .waitFor({ timeout: 60_000 });
    expect(await shifts()).toBeLessThan(0.001);
    await expectNoViolations(page);
    await picture(page, 'degraded');
    await bar.getByRole('button', { name: '哪些照常、哪些等待' }).click();
    await bar
      .getByText(/签署协议/)
      .first()
      .waitFor();
    await bar
      .getByText(/恢复后自动继续，不用重新提交/)
      .first()
      .waitFor();
    await expectNoViolations(page);
    await picture(page, 'degraded-whole');
    await bar.getByRole('button', { name: '收起', exact: true }).click();
    await page.getByRole('button', { name: /受限运行 \d 项/ }).waitFor();
    await picture(page, 'degraded-away');
    const board = await place.signIn('sun-zhuguan', '/board');
    await board.getByRole('table', { name: '外部系统' }).getByText('无应答，已暂停查询').waitFor();
    await board
      .getByRole('group', { name: '需处理的业务' })
      .getByText('平台停机', { exact: false })
      .or(board.getByRole('group', { name: '需处理的业务' }).getByRole('listitem'))
      .first()
      .waitFor({ timeout: 60_000 });
    await expectNoViolations(board);
    await picture(board, 'board-platform-down');
    await place.world().mends('national');
  });
});
