/** Who else has the case open, beside its head. */
import { describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();

describe('the page of a case', () => {
  it('says who else has it open, and no longer when they have left', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id } = await startCase(clerk, { number: place.newNumber() }, { employment: undefined });
    const mine = await place.signIn('lin-guiyuan', `/cases/${id}`);
    const status = mine.getByRole('status').filter({ hasText: '也在看本业务' });
    await mine.getByRole('heading', { level: 1 }).waitFor();
    expect(await status.count()).toBe(0);
    const other = await place.signIn('sun-zhuguan', `/cases/${id}`);
    await status.getByText('孙主管也在看本业务').waitFor();
    await other.getByText('林桂元也在看本业务').waitFor();
    await expectNoViolations(mine);
    await picture(mine, 'case-presence');
    await other.goto('/cases');
    await status.waitFor({ state: 'detached' });
  });
});
