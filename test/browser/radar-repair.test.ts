/** From a finding of the radar to the page where it is repaired. */
import { Connection, Client } from '@temporalio/client';
import { describe, it } from 'vitest';
import { caseWorkflowId } from '../../src/cases/messages.ts';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();

describe('a finding of the radar', () => {
  it('leads a supervisor to the safe moves for it', async () => {
    const clerk = await place.api('lin-guiyuan');
    const number = place.newNumber();
    const { id, told } = await startCase(clerk, { number }, { employment: undefined });
    const connection = await Connection.connect({ address: place.product.temporal });
    const client = new Client({ connection, namespace: 'anju' });
    await client.workflow.getHandle(caseWorkflowId(id)).terminate('a mistake at the machine');
    await connection.close();
    const page = await place.signIn('sun-zhuguan', '/board/radar');
    const finding = page.getByRole('article', { name: new RegExp(told.string('number')) });
    await finding.waitFor({ timeout: 60_000 });
    await expectNoViolations(page);
    await picture(page, 'radar-finding');
    await finding.getByRole('link', { name: '查看修复办法' }).click();
    await page.waitForURL(`**/repair/case-${id}`);
    await page
      .getByRole('heading', { level: 1, name: new RegExp(told.string('number')) })
      .waitFor();
    await picture(page, 'radar-repair');
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
