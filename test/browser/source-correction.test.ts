/** Money of unknown source on an account: asked for by one supervisor, confirmed by another from their task. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { negated, yuan } from '../../src/domain/money.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
const CENTER = '210100';
const CAME = addDays(dateAt(Date.now()), -60);

async function undecided(): Promise<{ readonly id: string; readonly number: string }> {
  const { id, number } = await contributor(place, '来源待定人');
  const amount = yuan('3000.00');
  await inTransaction(place.owner(), (tx) =>
    recordJournals(tx, CENTER, [
      {
        ...{ key: `takeover/${randomUUID()}`, kind: 'takeover', valueDate: CAME, by: 'test' },
        lines: [
          { book: 'bank', amount: negated(amount) },
          {
            ...{ book: 'personal', account: number, source: 'unclassified', amount },
            carried: amount,
          },
        ],
      },
    ]),
  );
  await place.owner().query('update account set opened_on = $2 where number = $1', [number, CAME]);
  return { id, number };
}

it('goes to the source it belongs to: looked at, asked for, and confirmed by another supervisor', async () => {
  const { id, number } = await undecided();
  const page = await place.signIn('sun-zhuguan', `/accounts/${id}`);
  const part = page.getByRole('region', { name: '来源更正', exact: true });
  await part.getByRole('button', { name: '申请来源更正' }).click();
  const drawer = page.getByRole('dialog', { name: '申请来源更正' });
  // All of what is undecided is what the form begins with.
  expect(await drawer.getByLabel('金额（元）').inputValue()).toBe('3000.00');
  await drawer.getByLabel('金额（元）').fill('3,000.01');
  await drawer.getByRole('button', { name: /预\s*览/ }).click();
  await drawer.getByText('该来源的余额少于更正的金额。').waitFor();
  await drawer.getByLabel('金额（元）').fill('3000');
  await drawer.getByRole('button', { name: /预\s*览/ }).click();
  await drawer.getByRole('button', { name: `改为自${CAME}起算` }).click();
  await drawer.getByLabel('依据文件编号').fill('沈房金账更〔2026〕12号');
  await drawer.getByLabel('理由（记入留痕）').fill('期初来源待定，经查属个人缴存');
  expect(await drawer.getByLabel('起算日').inputValue()).toBe(CAME);
  await expectNoViolations(page);
  await picture(page, 'source-correction-asked');
  await drawer.getByRole('button', { name: '提出申请' }).click();
  await part.getByText('待复核').waitFor();
  expect(await part.getByRole('button', { name: '同意更正' }).isDisabled()).toBe(true);

  const other = await place.signIn('zhou-zhuguan', '/work?kind=confirm-source');
  const row = other.getByRole('row').filter({ hasText: `尾号${number.slice(-4)}` });
  await row.getByText('3000.00元').waitFor();
  await picture(other, 'source-correction-task');
  await row.getByRole('link', { name: '复核来源更正' }).click();
  const there = other.getByRole('region', { name: '来源更正', exact: true });
  await there.getByText('沈房金账更〔2026〕12号').waitFor();
  await there.getByRole('region', { name: '来源更正预览' }).waitFor();
  await expectNoViolations(other);
  await picture(other, 'source-correction-waits', true);
  await there.getByRole('button', { name: '同意更正' }).click();
  const dialog = other.getByRole('dialog', { name: '同意更正' });
  await dialog.getByLabel('事由（记入留痕）').fill('与文件核对无误');
  await dialog.getByRole('button', { name: /确\s*定/ }).click();
  await there.getByText('已更正').waitFor();
  const money = other.getByRole('region', { name: '余额' });
  await money.getByRole('row', { name: /灵活就业缴存.*3,000\.00/ }).waitFor();
  await money.getByRole('row', { name: /来源待定.*0\.00/ }).waitFor();
  await there.getByRole('link', { name: /^凭证/ }).click();
  await other.getByText('来源更正').first().waitFor();
  await picture(other, 'source-correction-journal');
});
