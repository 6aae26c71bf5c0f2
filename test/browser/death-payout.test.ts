/** 死亡提取 at the counter: the form from the account’s page, the case in review, the shares on paper. */
import { describe, it } from 'vitest';
import { uploaded } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, openedAccount, until } from './harness/stories.ts';

const place = desk();
const NAME = '故去人';

describe('a payment after a death', () => {
  it('is begun on the account, reviewed by another person, and told to the cent', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await openedAccount(clerk, { number: place.newNumber(), name: NAME });
    const owner = place.owner();
    const { rows } = await owner.query<{ number: string }>(
      'select number from account where id = $1',
      [id],
    );
    const { number } = rows[0]!;
    const journal = {
      ...{ key: `takeover/${number}`, kind: 'takeover', valueDate: '2026-07-01', by: 'test' },
      lines: [
        { book: 'bank', amount: '-10000.00' },
        { book: 'personal', account: number, source: 'flexible', amount: '10000.00' },
      ],
    };
    await owner.query(`select ledger_post('210100', $1)`, [JSON.stringify([journal])]);
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await page.getByRole('button', { name: '死亡提取' }).click();
    await page.getByRole('heading', { level: 1, name: '死亡提取 · 新业务' }).waitFor();
    await page.locator('form').getByLabel('死亡日期').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'death-form', true);

    const heir = (name: string, relation: string, parts: number) => ({
      ...{ name, relation, parts, document: { type: 'resident-id', number: place.newNumber() } },
      bankCard: { number: '6222020500000012345', holder: name, bank: '建设银行' },
    });
    const kinds = ['death-certificate', 'notarial-certificate', 'identity-document'];
    const evidence = [];
    for (const kind of kinds) evidence.push({ kind, file: await uploaded(clerk, kind) });
    const application = {
      ...{ account: id, diedOn: '2026-10-01', basis: 'notarised', evidence },
      documentNumber: '（2026）辽证字第1号',
      heirs: [heir('李四', 'spouse', 2), heir('张甲', 'child', 1)],
    };
    // What each would be paid stands beside the form before it is sent.
    const draft = await clerk.post('/drafts', { body: { type: 'death-payout', application } });
    await page.goto(new URL(`/start/death-payout?draft=${draft.string('id')}`, page.url()).href);
    const panel = page.getByRole('complementary', { name: '怎样分配' });
    await panel.getByText('可以受理').waitFor();
    await panel.getByText('李四（2/3）').waitFor();
    await panel.getByText('张甲（1/3）').waitFor();
    await expectNoViolations(page);
    await picture(page, 'death-shares', true);

    const told = await clerk.post('/cases', { body: { type: 'death-payout', application } });
    const caseId = told.string('id');
    await until(clerk, caseId, 'in review');
    await page.goto(new URL(`/cases/${caseId}`, page.url()).href);
    await page.getByText('等另一名工作人员复核继承材料').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'death-review', true);

    const reviewer = await place.api('zhao-fuhe');
    await act(reviewer, caseId, 'review', { approve: true, reason: '公证书与份额一致' });
    await page.goto(new URL(`/cases/${caseId}?part=papers`, page.url()).href);
    await page.getByText('准予死亡提取决定书').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'death-papers', true);
  });
});
