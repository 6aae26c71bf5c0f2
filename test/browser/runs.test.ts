/** Runs at the console: started, looked at, approved by another person, and what became of each item. */
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { takeover } from '../ledger/entries.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk({ alone: true });
const CENTER = '210100';

/** An account that has something to earn by 30 June 2026. */
async function saver(): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const started = await opened(clerk, { number: place.newNumber(), name: '结息人' });
  const person = (await clerk.get(`/cases/${started}`)).string('person.id');
  const { rows } = await place.owner().query<{ number: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select '210100' || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2025-12-01', '2025-12', $3 from central_account c where c.center = $1
     returning number`,
    [CENTER, person, started],
  );
  const { number } = rows[0]!;
  await inTransaction(place.owner(), (tx) =>
    recordJournals(tx, CENTER, [
      { ...takeover(number, '36000.00', 'flexible'), valueDate: plainDate('2025-12-31') },
    ]),
  );
  return number;
}

describe('a run', () => {
  it('is started by one supervisor, approved by another, and done to the very list', async () => {
    await saver();
    const page = await place.signIn('sun-zhuguan', '/runs');
    await page.getByRole('heading', { level: 1, name: '批处理' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'runs');
    await page.getByRole('button', { name: '发起批处理' }).click();
    const dialog = page.getByRole('dialog', { name: '发起批处理' });
    await dialog.getByLabel('种类').click();
    await page.getByTitle('年度结息').click();
    await dialog.getByText('全部账户结息转入本金并结转').waitFor();
    await dialog.getByLabel('业务日期').fill('2026-06-29');
    await dialog.getByRole('button', { name: '发起，先准备名单' }).click();
    await dialog.getByText('年度结息的业务日期须为6月30日').waitFor();
    await dialog.getByLabel('业务日期').fill('2026-06-30');
    await dialog.getByRole('button', { name: '发起，先准备名单' }).click();
    await page.getByRole('heading', { level: 1, name: /年度结息 2026-06-30/ }).waitFor();
    await page.getByText('名单已经冻结，等待批准').waitFor();
    // Whoever started it sees why it is not theirs to approve.
    expect(await page.getByRole('button', { name: '批准名单' }).isDisabled()).toBe(true);
    await page.getByRole('table', { name: '名单' }).getByText('个账户').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'run-previewed', true);

    const second = await place.signIn('zhou-zhuguan', new URL(page.url()).pathname);
    await second.getByRole('button', { name: '批准名单' }).click();
    const approval = second.getByRole('dialog', { name: '批准名单' });
    await approval.getByText('名单摘要').waitFor();
    await picture(second, 'run-approval');
    await approval.getByRole('button', { name: '批准，开始办理' }).click();
    await second.getByText('已结息入账').first().waitFor();
    await second.getByText('已完成').first().waitFor();
    await expectNoViolations(second);
    await picture(second, 'run-done', true);
    // The list, to keep: as a table, and as a paper that proves it.
    for (const [choice, ending] of [
      ['导出为 XLSX（Excel、WPS）', 'xlsx'],
      ['打印名单（PDF，可核验）', 'pdf'],
    ] as const) {
      await second.getByRole('button', { name: '导出' }).click();
      const file = second.waitForEvent('download');
      const menu = second.getByRole('menuitem', { name: choice });
      await menu.waitFor();
      if (ending === 'pdf') await picture(second, 'run-list-export');
      await menu.click();
      expect((await file).suggestedFilename()).toMatch(
        new RegExp(`^批处理名单-interest-settlement\\..*\\.${ending}$`),
      );
    }
    // The first one's page has moved by itself.
    await page.getByText('已完成').first().waitFor();
  });

  it('loses what is struck out, for a reason, and may be cancelled', async () => {
    await saver();
    const page = await place.signIn('sun-zhuguan', '/runs');
    const api = await place.api('zhou-zhuguan');
    const told = await api.post('/runs', {
      body: { kind: 'interest-settlement', center: CENTER, on: '2026-06-30' },
    });
    await page.goto(`/runs/${told.string('id')}`);
    await page.getByText('名单已经冻结，等待批准').waitFor();
    // Until then it stands on the board, with what it waits for, and the board leads to it.
    const board = await place.signIn('zhou-zhuguan', '/board');
    const standing = board.getByRole('table', { name: '未结束的批处理' });
    await standing.getByText(/名单已冻结，应办\d+项，等发起人以外的主管批准/).waitFor();
    await expectNoViolations(board);
    await picture(board, 'board-runs', true);
    await standing.getByRole('link', { name: '年度结息' }).click();
    await board.waitForURL(/\/runs\//);
    await page.getByRole('checkbox', { name: '选择第1项' }).check();
    await page.getByRole('button', { name: '剔除所选（1）' }).click();
    await page.getByLabel('事由（记入留痕）').fill('账户有争议，待核实');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定/ })
      .click();
    await page.getByRole('table', { name: '名单' }).getByText('主管剔除').waitFor();
    await page.getByRole('button', { name: /取\s*消/ }).click();
    await page.getByLabel('事由（记入留痕）').fill('改日再办');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /确\s*定/ })
      .click();
    await page.getByText('已取消').first().waitFor();
  });

  it('names the account that it could not settle, and has settled the others', async () => {
    const [bad] = [await saver(), await saver()];
    await place.owner().query(`alter table balance disable trigger user`);
    await place
      .owner()
      .query('update balance set carried = carried + 100 where account = $1', [bad]);
    await place.owner().query(`alter table balance enable trigger user`);
    const [api, second] = [await place.api('sun-zhuguan'), await place.api('zhou-zhuguan')];
    const told = await api.post('/runs', {
      body: { kind: 'interest-settlement', center: CENTER, on: '2026-06-30' },
    });
    const page = await place.signIn('sun-zhuguan', `/runs/${told.string('id')}`);
    await page.getByText('名单已经冻结，等待批准').waitFor();
    const { digest, version } = (await api.get(`/runs/${told.string('id')}`)).body as {
      digest: string;
      version: number;
    };
    const body = { action: 'approve', digest };
    await second.post(`/runs/${told.string('id')}/actions`, { version, body });
    const list = page.getByRole('table', { name: '名单' });
    await list.getByText('未能办理的账户（1）').waitFor();
    await list.getByText(/结息数与规则复算不符/).waitFor();
    await list.getByText(/其余\d+个账户已结息入账/).waitFor();
    await page.getByText('已完成').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'run-apart', true);
    await list.getByRole('link', { name: bad }).click();
    await page.waitForURL(/\/accounts\//);
    await place.owner().query(`alter table balance disable trigger user`);
    await place
      .owner()
      .query('update balance set carried = carried - 100 where account = $1', [bad]);
    await place.owner().query(`alter table balance enable trigger user`);
  });

  it('is for a clerk neither in the menu nor at its address', async () => {
    const page = await place.signIn('lin-guiyuan', '/runs');
    await page.getByText('没有找到').or(page.getByText('您的岗位')).first().waitFor();
  });
});
