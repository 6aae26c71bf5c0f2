/** The clause map at the console: the notice as a document, and what carries each clause. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';

const place = desk();
const NOTICE = readFileSync(new URL('../../docs/law/notice.md', import.meta.url), 'utf8');

describe('the clause map', () => {
  it('shows the whole notice and, for a clause, everything that carries it and who waits', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { told } = await startCase(
      clerk,
      { number: place.newNumber(), name: '孙在等' },
      { employment: undefined },
    );
    const page = await place.signIn('sun-zhuguan', '/clauses');
    const law = page.getByRole('article');
    await law.getByRole('heading', { name: /关于做好灵活就业人员/ }).waitFor();
    expect(await law.getByRole('button').count()).toBe(15);
    await law.getByText('辽宁省财政厅').waitFor();
    await expectNoViolations(page);
    await law.getByRole('button', { name: /明确参制条件/ }).click();
    await page.waitForURL(/clause=liaoning-1$/);
    const side = page.getByRole('complementary', { name: '由什么执行' });
    await side.getByRole('heading', { name: /明确参制条件/ }).waitFor();
    const number = side.getByRole('link', { name: told.string('number') });
    // The longest waiting come first: the newest is on the last page.
    const next = side.getByRole('button', { name: '下一页' });
    await side.locator('.clause-cases li').first().waitFor();
    while ((await number.count()) === 0 && (await next.isEnabled())) {
      const answer = page.waitForResponse(/\/clauses\/liaoning-1\/cases/);
      await next.click();
      await (await answer).finished();
      await side.locator('.clause-cases li').first().waitFor();
    }
    await number.waitFor();
    await side.getByRole('region', { name: '规则' }).getByText('参加条件').waitFor();
    await side.getByText(/^守护本条的测试（\d+）$/).click();
    await side.getByText('test/policy/person-rules.test.ts').waitFor();
    await expectNoViolations(page);
    await picture(page, 'clauses');
  });

  it('says plainly that nothing carries a clause yet, and opens by a link', async () => {
    const page = await place.signIn('wu-yunwei', '/clauses?clause=liaoning-13');
    const side = page.getByRole('complementary', { name: '由什么执行' });
    await side.getByText('本版本还没有规则、参数、等待、待办或文书执行本条。').waitFor();
    // An operator runs the machines and sees no case.
    expect(await side.getByText('此刻因本条在等').count()).toBe(0);
    // The clause was scrolled to; the one before it may be cut by the head of the page.
    await page.evaluate('scrollTo(0, 0)');
    await expectNoViolations(page);
    await picture(page, 'clauses-nothing');
  });

  it('has the law of the state too, and works by keyboard alone', async () => {
    const page = await place.signIn('lin-guiyuan', '/clauses');
    await page.getByText('条例和其他法律').click();
    await page.waitForURL(/law=state/);
    const clause = page.getByRole('button', { name: '《住房公积金管理条例》第十三条' });
    await clause.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/clause=regulation-13/);
    const side = page.getByRole('complementary', { name: '由什么执行' });
    await side.getByRole('region', { name: '规则' }).getByText('开户核查').waitFor();
    expect(await clause.getAttribute('aria-pressed')).toBe('true');
  });

  it('holds a new text against the clauses: what changes lights up, with what rests on it', async () => {
    const page = await place.signIn('sun-zhuguan', '/clauses');
    await page.getByText('对照新文本').click();
    await page.waitForURL(/law=new/);
    const box = page.getByRole('textbox', { name: /^新文本/ });
    const compare = page.getByRole('button', { name: '逐条对照' });
    await box.fill('各中心：现通知如下。');
    await compare.click();
    await page
      .getByRole('alert')
      .getByText(/没有认出任何条款/)
      .waitFor();
    const text = NOTICE.replace('满半年', '满三个月').replace(
      '五、筑牢',
      '（十六）设立风险准备金。各中心应当每年提取。\n五、筑牢',
    );
    await page
      .getByLabel('纯文本文件', { exact: true })
      .setInputFiles({ name: '通知.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
    await box.filter({ hasText: '设立风险准备金' }).waitFor();
    await compare.click();
    await page.getByRole('status').getByText('1条有改动，1条新增，14条不变').waitFor();
    const seven = page.getByRole('region', { name: '（七）放宽提取条件，有改动' });
    expect(await seven.locator('del').textContent()).toBe('半年');
    expect(await seven.locator('ins').textContent()).toBe('三个月');
    await page.getByRole('region', { name: '（十六）设立风险准备金，新增' }).waitFor();
    await page.getByText('不变的14条').click();
    await page.getByRole('region', { name: '（一）明确参制条件，不变' }).waitFor();
    await page.getByText('不变的14条').click();
    await expectNoViolations(page);
    await seven.getByRole('button', { name: /放宽提取条件/ }).click();
    await page.waitForURL(/clause=liaoning-7/);
    const side = page.getByRole('complementary', { name: '由什么执行' });
    await side.getByRole('region', { name: '参数' }).waitFor();
    // What was found stays while one looks at what is in force.
    await page.getByText('通知全文').click();
    await page.getByText('对照新文本').click();
    await seven.waitFor();
    await expectNoViolations(page);
    await picture(page, 'clauses-compared');
  });

  it('at 200 % of the size shows the clause in a panel of its own', async () => {
    const page = await place.signIn('li-shenji', '/clauses');
    await page.setViewportSize({ width: 683, height: 384 });
    await page.getByRole('button', { name: /规范账户开立与核验/ }).click();
    const panel = page.getByRole('dialog');
    await panel.getByRole('heading', { name: /规范账户开立与核验/ }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'clauses-zoomed');
  });
});
