/** 信息变更 at the counter: the form from the account’s page, another person’s review, the history on the person’s page. */
import { expect, describe, it } from 'vitest';
import { uploaded } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, openedAccount, until } from './harness/stories.ts';

const place = desk();

describe('a change of personal data', () => {
  it('is asked for on the account, looked at by another person, and stands in the history', async () => {
    const clerk = await place.api('lin-guiyuan');
    const id = await openedAccount(clerk, { number: place.newNumber(), name: '更名人' });
    const page = await place.signIn('lin-guiyuan', `/accounts/${id}`);
    await page.getByRole('button', { name: '信息变更', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: '信息变更 · 新业务' }).waitFor();
    await page.getByText('新旧号码各收到一条短信').waitFor();
    await expectNoViolations(page);
    await page.getByLabel('新的手机号码').fill('13900000777');
    await page.getByText('身份核验相符的当场变更').waitFor();
    await page.getByRole('list', { name: '要带的材料' }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'personal-form', true);
    await page.setViewportSize({ width: 683, height: 384 });
    await expectNoViolations(page);
    await picture(page, 'personal-form-narrow', true);
    await page.setViewportSize({ width: 1280, height: 800 });

    const document = { type: 'resident-id', number: place.newNumber(), validUntil: '2040-01-01' };
    const kinds = ['identity-document', 'name-change-proof', 'number-link-proof'];
    const evidence = [];
    for (const kind of kinds) evidence.push({ kind, file: await uploaded(clerk, kind) });
    const told = await clerk.post('/cases', {
      body: {
        type: 'personal-change',
        application: { account: id, name: '新名人', phone: '13900000777', document, evidence },
      },
    });
    const caseId = told.string('id');
    await until(clerk, caseId, 'in review');
    await page.goto(new URL(`/cases/${caseId}`, page.url()).href);
    await page.getByText('等另一名工作人员复核信息变更').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'personal-review', true);

    const reviewer = await place.api('zhao-fuhe');
    await act(reviewer, caseId, 'review', { approve: true, reason: '已核对户口簿和新旧证件' });
    await until(clerk, caseId, 'awaiting mandate');
    await page.goto(new URL(`/cases/${caseId}?part=papers`, page.url()).href);
    await page.getByText('信息变更通知书').first().waitFor();
    await picture(page, 'personal-papers', true);
    const person = (await clerk.get(`/cases/${caseId}`)).string('person.id');
    await page.goto(new URL(`/persons/${person}`, page.url()).href);
    const history = page.getByRole('region', { name: '信息变更记录' });
    await history.getByText('更＊').waitFor();
    expect(await history.getByText('新＊').count()).toBeGreaterThan(0);
    await page.getByText('旧证：居民身份证').waitFor();
    await expectNoViolations(page);
    await picture(page, 'personal-history', true);
    await page.setViewportSize({ width: 683, height: 384 });
    await expectNoViolations(page);
    await picture(page, 'personal-history-narrow', true);
  });
});
