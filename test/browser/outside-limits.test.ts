/** 上下限外协议 at the counter: found in the list, changed from there, and found under way. */
import { describe, expect, it } from 'vitest';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { contributor } from './harness/contributor.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
const CENTER = '210100';
/** Whose limits are its own, so that nobody else's story meets them. */
const DISTRICT = '210105';

describe('an agreement whose amount the limits moved away from', () => {
  it('stands in the list with the limits, leads to the change, and names it once it is begun', async () => {
    const who = await contributor(place, '限外人');
    await place.owner().query(
      `insert into figure (center, district, name, value, valid_from, document_number, proposed_by,
         approved_by) values ($1, $2, 'contribution-base-min', '20000.00', $3, '测〔2026〕6号',
         'sun', 'zhou') on conflict do nothing`,
      [CENTER, DISTRICT, addDays(dateAt(Date.now()), -2)],
    );
    await place
      .owner()
      .query('update plan set district = $2 where account = $1', [who.number, DISTRICT]);
    const page = await place.signIn('lin-guiyuan', '/outside-limits');
    const list = page.getByRole('table', { name: '上下限外协议列表' });
    const row = list.getByRole('row', { name: new RegExp(who.number) });
    await row.getByText('低于下限').waitFor();
    await expectNoViolations(page);
    await picture(page, 'outside-limits');
    await row.getByRole('button', { name: `发起变更：账户${who.number}` }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: '缴存变更 · 新业务' }).waitFor();
    expect(new URL(page.url()).searchParams.get('account')).toBe(who.id);

    const auditor = await place.signIn('li-shenji', '/outside-limits');
    await auditor
      .getByRole('table', { name: '上下限外协议列表' })
      .getByText('没有在办')
      .first()
      .waitFor();
  });
});
