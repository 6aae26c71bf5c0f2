/** 代理 at the counter: an agent begins a leaving, is shown masked, and is revoked before the signature. */
import { describe, it } from 'vitest';
import type { Page } from 'playwright-core';
import { PDF, uploaded } from '../api/world/cases.ts';
import { agentOf } from '../harness/agents.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { openedAccount, until } from './harness/stories.ts';

const place = desk();
const NAME = '委托人';
const SCAN = {
  name: 'scan.pdf',
  mimeType: 'application/pdf',
  buffer: PDF,
};

const field = (page: Page, label: string) => page.locator('form').getByLabel(label).first();

async function fillAgent(page: Page): Promise<void> {
  await page.getByRole('radio', { name: '代理人（凭授权委托书）' }).check();
  await field(page, '代理人姓名').fill('王代理');
  await field(page, '代理人证件号码').fill(place.newNumber());
  await field(page, '代理人身份证件影像').setInputFiles(SCAN);
  await field(page, '授权委托书影像').setInputFiles(SCAN);
  await page.getByText('已上传').nth(1).waitFor();
}

describe('an agent', () => {
  it('is entered beside the application, shown masked, and revoked by the holder', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await openedAccount(clerk, { number: place.newNumber(), name: NAME });
    await place.owner().query(`update account set opened_on = '2026-01-05' where id = $1`, [id]);
    const page = await place.signIn('lin-guiyuan', `/start/exit?account=${id}`);
    await field(page, '银行卡号').fill('6222020500000012345');
    await field(page, '户名').fill(NAME);
    await field(page, '开户银行').fill('建设银行');
    await fillAgent(page);
    await expectNoViolations(page);
    await picture(page, 'agent-form', true);

    const evidence = [{ kind: 'identity-document', file: await uploaded(clerk) }];
    const bankCard = { number: '6222020500000012345', holder: NAME, bank: '建设银行' };
    const agent = await agentOf(
      { upload: () => uploaded(clerk) },
      { number: place.newNumber(), acts: ['submit', 'sign'] },
    );
    const told = await clerk.post('/cases', {
      body: { type: 'exit', application: { account: id, bankCard, evidence, agent } },
    });
    const caseId = told.string('id');
    await until(clerk, caseId, 'awaiting signature');
    await page.goto(new URL(`/cases/${caseId}`, page.url()).href);
    const panel = page.getByRole('region', { name: '代理人' });
    await panel.getByText('王＊').waitFor();
    await panel.getByText('提交申请和签字；不含收款').waitFor();
    await expectNoViolations(page);
    await picture(page, 'agent-case', true);

    await page.getByRole('button', { name: '登记本人签字' }).click();
    await page.getByText('由登记在案的代理人办理').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'agent-sign');
    await page.getByRole('button', { name: '取消' }).click();
    await page.getByRole('button', { name: '撤销委托' }).click();
    await page.getByLabel('事由').first().fill('本人书面撤销委托');
    await page.getByLabel('撤销委托（或者代理人辞去委托）的书面材料').first().setInputFiles(SCAN);
    await page.getByText('已上传').waitFor();
    await page.getByRole('button', { name: '提交：撤销委托' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByText('委托已经撤销，此后须由本人办理').first().waitFor();
  });
});
