/** An account at the console: its money, what holds it, and what the books said at another moment. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { placeHold } from '../../src/ledger/holds.ts';
import { moveAccount } from '../../src/ledger/seals.ts';
import { recordJournals, reverseJournal } from '../../src/ledger/journals.ts';
import { contribution, reserve, takeover } from '../ledger/entries.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { opened } from './harness/stories.ts';

const place = desk();
const CENTER = '210100';

/** An account with a history, of somebody whose opening was accepted. */
async function account(): Promise<{ readonly id: string; readonly number: string }> {
  const clerk = await place.api('lin-guiyuan');
  const started = await opened(clerk, { number: place.newNumber(), name: '账户人' });
  const person = (await clerk.get(`/cases/${started}`)).string('person.id');
  const { rows } = await place.owner().query<{ id: string; number: string }>(
    `insert into account (number, center, central_account, person, state, source, opened_on,
       activated_in, opened_by_case)
     select '210100' || lpad(nextval('account_number')::text, 14, '0'), $1, c.number, $2, 'normal',
            'flexible', '2026-07-01', '2026-07', $3 from central_account c where c.center = $1
     returning id, number`,
    [CENTER, person, started],
  );
  const { id, number } = rows[0]!;
  const on = (day: string) => ({ valueDate: plainDate(day) });
  await inTransaction(place.owner(), async (tx) => {
    await recordJournals(tx, CENTER, [
      takeover(number, '36540.12', 'unit'),
      contribution(number, '800.00', on('2026-07-10')),
      contribution(number, '800.00', on('2026-08-10')),
      contribution(number, '800.00', { ...on('2026-09-10'), caseId: started }),
    ]);
    const [wrong] = await recordJournals(tx, CENTER, [
      contribution(number, '80.00', on('2026-10-09')),
    ]);
    const entry = { key: `test/${randomUUID()}`, by: 'test', ...on('2026-10-12') };
    await reverseJournal(tx, CENTER, wrong!.journal, entry);
  });
  return { id, number };
}

describe('an account', () => {
  it('shows money by source, holds and every posting, and as the books stood once', async () => {
    const { id, number } = await account();
    const before = new Date(Date.now() - 3_600_000).toISOString();
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await page.getByRole('heading', { level: 1, name: `账户 尾号${number.slice(-4)}` }).waitFor();
    const money = page.getByRole('region', { name: '余额' });
    await money.getByText('38,940.12').first().waitFor();
    await money.getByRole('row', { name: /单位缴存 36,540.12 0.00 36,540.12/ }).waitFor();
    await money.getByRole('row', { name: /灵活就业缴存 0.00 2,400.00 2,400.00/ }).waitFor();
    const lines = page.getByRole('table', { name: '账户明细' });
    await lines.getByText(/已由凭证 \d+ 冲账/).waitFor();
    await lines.getByText('−80.00').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'account', true);

    await inTransaction(place.owner(), (tx) =>
      placeHold(tx, {
        id: randomUUID(),
        account: number,
        kind: 'court',
        amount: yuan('30000.00'),
        document: '（2026）辽0102执1234号',
        placedOn: plainDate('2026-11-20'),
        until: plainDate('2027-11-19'),
        by: 'test',
      }),
    );
    await page.reload();
    await money.getByText('8,940.12').first().waitFor();
    await page.getByRole('region', { name: '冻结' }).getByText('司法冻结').waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-held', true);

    await inTransaction(place.owner(), async (tx) => {
      const moved = { by: 'lin-guiyuan', case: null };
      const move = (way: 'agreement-ended' | 'resumed', on: string) =>
        moveAccount(tx, number, { way, on: plainDate(on), ...moved, document: `文${on.slice(5)}` });
      await move('agreement-ended', '2026-10-20');
      await move('resumed', '2026-11-02');
      await move('agreement-ended', '2026-11-19');
    });
    await page.reload();
    const seals = page.getByRole('table', { name: '封存和启封' });
    await seals.getByText('封存中').waitFor();
    await seals.getByText('重新签订协议，恢复缴存').waitFor();
    await seals.getByText(/林桂元记录，凭 文11-19/).waitFor();
    await page.getByText('02 封存').waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-sealed', true);

    await page.goto(`/accounts/${id}?at=${before}`);
    await page.getByText(/时账上的情况/).waitFor();
    await lines.getByText('没有记账').waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: '看现在' }).click();
    await lines.getByText('−80.00').first().waitFor();
    expect(new URL(page.url()).search).toBe('');
  });

  it('is narrowed by source and days in the address, and reached from its holder', async () => {
    const { id, number } = await account();
    await inTransaction(place.owner(), (tx) =>
      recordJournals(tx, CENTER, [reserve(number, '300.00')]),
    );
    const page = await place.signIn('li-shenji', `/accounts/${id}?source=flexible&from=2026-08-01`);
    const lines = page.getByRole('table', { name: '账户明细' });
    await lines.getByText('提取待付').waitFor();
    expect(await lines.getByText('期初建账').count()).toBe(0);
    expect(await lines.getByText('2026-07-10').count()).toBe(0);
    await page.getByRole('link', { name: /账＊/ }).click();
    await page.getByRole('region', { name: '账户', exact: true }).getByRole('link').first().click();
    await page.waitForURL(new RegExp(`/accounts/${id}$`));
    await page.setViewportSize({ width: 683, height: 384 });
    const beyond = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );
    expect(beyond).toBeLessThanOrEqual(0);
    await picture(page, 'account-zoomed', true);
  });

  it('says plainly that it is not there, or not one’s own', async () => {
    const page = await place.signIn('lin-guiyuan', `/accounts/${randomUUID()}`);
    await page.getByText('没有找到该内容').first().waitFor();
    await expectNoViolations(page);
  });
});
