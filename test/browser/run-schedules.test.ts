/** The clocks of the runs at the console: seen ahead, paused and resumed with a reason, caught up. */
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSchedules } from '../../activities/runs/schedules.ts';
import { scheduleIdOf } from '../../src/cases/run-schedules.ts';
import { RUN_KIND_NAMES } from '../../src/cases/runs.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk({ alone: true });
const CENTER = '210100';
let connection: Connection;

// The product of the tests has no clocks of its own; ours are gone before they strike.
beforeAll(async () => {
  connection = await Connection.connect({ address: place.product.temporal });
  await keepSchedules({ client: client(), pool: place.owner() });
});
afterAll(async () => {
  const { rows } = await place.owner().query<{ code: string }>('select code from center');
  for (const { code: center } of rows) {
    for (const kind of RUN_KIND_NAMES) {
      await client().schedule.getHandle(scheduleIdOf({ kind, center })).delete();
    }
  }
  await connection.close();
});

const client = () => new Client({ connection, namespace: 'anju' });

/** A run that ended, of as many days ago. */
async function ran(kind: string, daysAgo: number): Promise<string> {
  const on = addDays(dateAt(Date.now()), -daysAgo);
  await place.owner().query(
    `insert into run (id, kind, center, business_on, turn, state, digest, started_by, started_at,
       ended_at) values ($1, $2, $3, $4, 1, 'done', repeat('a', 64), 'schedule',
       now() - make_interval(days => $5), now() - make_interval(days => $5))
     on conflict do nothing`,
    [`${kind}.${CENTER}.${on}.1`, kind, CENTER, on, daysAgo],
  );
  return on;
}

describe('the clocks of the runs', () => {
  it('are told ahead; one is paused with a reason, warned of past its hour, and resumed', async () => {
    await ran('dormancy-sweep', 4);
    await ran('dormancy-sweep', 1);
    const page = await place.signIn('sun-zhuguan', '/runs/schedules');
    await page.getByRole('heading', { level: 1, name: '批处理定时' }).waitFor();
    const clock = page.getByRole('listitem').filter({ hasText: '合规巡检' });
    await clock
      .getByText(/^\d{4}-\d\d-\d\d 04:00/)
      .first()
      .waitFor();
    await clock.getByText('其后9次').click();
    const later = page.getByRole('list', { name: '合规巡检其后的发起时间' });
    expect(await later.getByRole('listitem').count()).toBe(9);
    await expectNoViolations(page);
    await page.getByRole('button', { name: '停用：合规巡检' }).click();
    const dialog = page.getByRole('dialog', { name: '停用：合规巡检' });
    await dialog.getByText('系统重启后仍然停用').waitFor();
    await dialog.getByLabel('事由（记入留痕）').fill('系统升级');
    await dialog.getByRole('button', { name: /确\s*定/ }).click();
    await clock.getByText('系统升级').waitFor();
    await clock.getByText('启用后下次').waitFor();
    // The engine has heard of it.
    const api = await place.api('sun-zhuguan');
    await expect
      .poll(async () => (await api.get(`/run-schedules/legality-sweep.${CENTER}`)).at('engine'))
      .toBe('paused');
    await place
      .owner()
      .query(
        `update run_schedule set changed_at = now() - interval '2 days' where kind = 'legality-sweep'`,
      );
    await page.reload();
    await clock.getByText(/停用以来已有2次到时间没有发起/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'run-schedules', true);
    const board = await place.signIn('zhou-zhuguan', '/board');
    const standing = board.getByRole('table', { name: '未结束的批处理' });
    await standing.getByText('定时停用').waitFor();
    await standing.getByText(/系统升级/).waitFor();
    await expectNoViolations(board);
    await picture(board, 'board-schedule-paused', true);
    // A run of the same kind may stand there as well, and the clock of another.
    await standing.locator('a[href="/runs/schedules"]', { hasText: '合规巡检' }).click();
    await board.waitForURL(/\/runs\/schedules$/);
    await page.getByRole('button', { name: '启用：合规巡检' }).click();
    await page.getByLabel('事由（记入留痕）').fill('升级完成');
    await page.getByRole('button', { name: /确\s*定/ }).click();
    await page.getByRole('button', { name: '停用：合规巡检' }).waitFor();
    await expect
      .poll(async () => (await api.get(`/run-schedules/legality-sweep.${CENTER}`)).at('engine'))
      .toBe('on');
  });

  it('that missed days catch them up; what is there is the same run', async () => {
    await ran('dormancy-sweep', 4);
    await ran('dormancy-sweep', 1);
    const missed = addDays(dateAt(Date.now()), -3);
    const page = await place.signIn('sun-zhuguan', '/runs/schedules');
    const clock = page.getByRole('listitem').filter({ hasText: '零余额停缴排查' });
    await clock.getByText('所漏业务日期').waitFor();
    await page.getByRole('button', { name: '补跑：零余额停缴排查' }).click();
    const dialog = page.getByRole('dialog', { name: '补跑：零余额停缴排查' });
    expect(await dialog.getByLabel('起始业务日期').inputValue()).toBe(missed);
    await dialog.getByLabel('截止业务日期').fill(addDays(missed, 1));
    await dialog.getByLabel('事由（记入留痕）').fill('停机期间没有发起');
    await picture(page, 'run-backfill');
    await dialog.getByRole('button', { name: /补\s*跑/ }).click();
    await clock.getByText('等候补跑').waitFor();
    await clock.getByRole('link', { name: missed }).waitFor();
    await page.getByRole('button', { name: '不再补跑：零余额停缴排查' }).click();
    await page.getByLabel('事由（记入留痕）').fill('第二日不须补');
    await page.getByRole('button', { name: /确\s*定/ }).click();
    await clock.getByText('等候补跑').waitFor({ state: 'detached' });
    // Left as it was found: no list of ours waits for the next story.
    await clock.getByRole('link', { name: missed }).click();
    await page.getByText('名单已经冻结，等待批准').waitFor();
    await page.getByRole('button', { name: /取\s*消/ }).click();
    await page.getByLabel('事由（记入留痕）').fill('不须补跑');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定/ })
      .click();
    await page.getByText('已取消').first().waitFor();
  });

  it('are for an auditor to see and not to act on', async () => {
    const page = await place.signIn('li-shenji', '/runs/schedules');
    await page.getByRole('listitem').filter({ hasText: '账务核验' }).waitFor();
    expect(await page.getByRole('button', { name: /^停用/ }).count()).toBe(0);
  });
});
