/** Breaches on the screen: who, since when, how far service and cure are; the agreement on the account's page. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addToMonth, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk({ alone: true });
const CENTER = '210100';
const TODAY = dateAt(Date.now());
const MONTH = monthOf(TODAY);

async function missed({ number, agreement }: { number: string; agreement: string }) {
  for (const ago of [4, 3, 2]) {
    const month = addToMonth(MONTH, -ago);
    await place.owner().query(
      `insert into contribution_due (account, covers_from, covers_to, months, amount, agreement,
         due_on, grace_until, attempts_max, state, settled_on)
       values ($1, $2, $2, 1, 800, $3, ($2 || '-15')::date, ($2 || '-28')::date, 3, 'missed',
         ($2 || '-28')::date)`,
      [number, month, agreement],
    );
  }
}

describe('a breach', () => {
  it('is begun from the account, stands in the list with its facts, and leads to case and account', async () => {
    const account = await contributor(place, '欠缴人');
    await missed(account);
    const page = await place.signIn('lin-guiyuan', `/accounts/${account.id}`);
    const agreement = page.getByRole('region', { name: '缴存使用协议' });
    await agreement.getByText('生效中').waitFor();
    await agreement.getByRole('link', { name: '登记违约事实' }).click();
    await page.getByRole('heading', { level: 1, name: /违约处置/ }).waitFor();
    await page.getByText(/账户正常 · 协议生效中/).waitFor();
    await expectNoViolations(page);
    await page.getByLabel('违约情形').click();
    await page.getByTitle('连续未按约定缴存').click();
    await page.getByLabel('事由（记入留痕）').fill('扣款记录显示连续三个月未缴');
    await picture(page, 'start-breach');
    await page.getByRole('button', { name: '提交申请' }).click();
    await page.getByText('告知书送达中').first().waitFor();
    await page.goto(new URL('/breaches', page.url()).href);
    const list = page.getByRole('table', { name: '违约列表' });
    await list.getByText('欠缴3个月').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'breaches');
    await list
      .getByRole('link', { name: `尾号${account.number.slice(-4)}` })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /账户 尾号/ }).waitFor();
  });

  it('shows the measures in force on the pages of account and person', async () => {
    const account = await contributor(place, '欠缴人');
    const until = `${String(Number(TODAY.slice(0, 4)) + 3)}${TODAY.slice(4)}`;
    await place.owner().query(
      `insert into measure (id, key, center, person, account, case_id, kind, term, clause, from_on,
         until_on, taken_by, at)
       values ($1, $2, $3, $4, null, $5, 'ban', 'breach-5', 'regulation-41', $6, $7, 'sun', now())`,
      [randomUUID(), randomUUID(), CENTER, account.person, randomUUID(), TODAY, until],
    );
    const page = await place.signIn('lin-guiyuan', `/accounts/${account.id}`);
    const measures = page.getByRole('region', { name: '违约处置措施' });
    await measures.getByText('限制提取和贷款').waitFor();
    await measures.getByText('执行中').waitFor();
    await measures.getByRole('button', { name: /第四十一条/ }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'account-agreement');
    await page.goto(new URL(`/persons/${account.person}`, page.url()).href);
    await page.getByRole('region', { name: '违约处置措施' }).getByText('限制提取和贷款').waitFor();
    expect(await page.title()).not.toBe('');
  });
});
