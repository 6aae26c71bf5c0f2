/** Debits that the bank does not answer: ended only by its word on paper, recorded by one and confirmed by another. */
import { describe, it } from 'vitest';
import { unansweredDebit } from '../api/world/unanswered.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
const CENTER = '210100';

describe('a debit without an answer', () => {
  it('is a task that leads to it; one supervisor records the bank’s document, another confirms it', async () => {
    const { number } = await contributor(place, '未回报');
    await unansweredDebit(place.owner(), { center: CENTER, account: number });
    const page = await place.signIn('sun-zhuguan', '/work?kind=unanswered-debit');
    const task = page.getByRole('row').filter({ hasText: `尾号${number.slice(-4)}` });
    await task.getByText('800.00元').waitFor();
    await task.getByRole('link', { name: '查明扣款结果' }).click();
    await page.getByRole('heading', { level: 1, name: '扣款未回报' }).waitFor();
    await expectNoViolations(page);
    await page.getByRole('button', { name: `登记书面确认：${number}` }).click();
    const drawer = page.getByRole('dialog', { name: '银行书面确认未扣款' });
    await drawer.getByLabel('理由（记入留痕）').fill('银行来函，未扣款');
    await drawer.getByRole('button', { name: /登\s*记/ }).click();
    await drawer.getByText('请填写银行书面确认的文号').waitFor();
    await drawer.getByLabel('银行书面确认的文号').fill('沈银函〔2026〕12号');
    await expectNoViolations(page);
    await picture(page, 'unanswered-debits');
    await drawer.getByRole('button', { name: /登\s*记/ }).click();
    await page.getByText('书面确认待复核').waitFor();

    const other = await place.signIn('zhou-zhuguan', '/unanswered-debits');
    await other.getByRole('button', { name: `复核书面确认：${number}` }).click();
    const second = other.getByRole('dialog', { name: '银行书面确认未扣款' });
    await second.getByText('沈银函〔2026〕12号').waitFor();
    await second.getByLabel('理由（记入留痕）').fill('与原件相符');
    await expectNoViolations(other);
    await picture(other, 'unanswered-confirm');
    await second.getByRole('button', { name: '复核了结' }).click();
    await other.getByText('没有待银行回报的扣款').waitFor();
    await other.goto('/unanswered-debits?state=not-carried-out');
    await other
      .getByRole('row')
      .filter({ hasText: number })
      .getByText('银行书面确认未扣款')
      .waitFor();
    await expectNoViolations(other);
  });
});
