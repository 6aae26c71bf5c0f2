/** What a case tells on its page at every turn: deferred, refused, in review, parked, another’s turn. */
import { describe, expect, it } from 'vitest';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { act, opened, until } from './harness/stories.ts';

const place = desk();
const DALIAN = '210200';
const SHENYANG = '210100';

describe('a deferred case', () => {
  it('tells the day, the reason, the clause and what would shorten it', async () => {
    const clerk = await place.api('lin-guiyuan');
    const person = await place
      .world()
      .person({ accounts: [{ center: DALIAN, state: 'normal' }] }, { number: place.newNumber() });
    const id = await opened(clerk, person);
    const told = await until(clerk, id, 'deferred');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    const card = page.getByRole('region', { name: '为什么在等' });
    await card.getByText('等外地账户封存或合并').first().waitFor();
    const words = (await card.textContent()) ?? '';
    expect(words).toContain(`${told.string('waits.0.sinceText')}起`);
    expect(words).toContain(told.string('waits.0.endText'));
    expect(words).toContain(`${String(told.number('waits.0.daysLeft'))}天后到期`);
    const ending = told.at('waits.0.endedBy') as readonly string[];
    expect(ending.length).toBeGreaterThan(1);
    expect(words).toContain(`谁可以结束等待${ending.join('、')}`);
    expect(words).toContain(`能提前的办法${told.string('waits.0.shortenedBy')}`);
    expect(words).toContain('原缴存地办理封存');
    expect(words).toContain('请先在外地办理封存，封存后继续办理。');
    await card.getByRole('button', { name: /查看原文/ }).click();
    await page.getByRole('dialog').getByText('一人多缴').waitFor();
    await page.keyboard.press('Escape');
    await expectNoViolations(page);
    await picture(page, 'case-deferred');

    await page.getByRole('tab', { name: '核查' }).click();
    await page.getByText('所在中心210200，正常缴存').waitFor();
    await page
      .getByText(/^可以据以开户，至/)
      .first()
      .waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-checks', true);
    await place.world().account(person, { center: DALIAN, state: 'sealed' });
    await page.getByRole('button', { name: '重新查询' }).click();
    await page.getByRole('dialog').getByRole('button', { name: /^提交/ }).click();
    await page.getByText('等申请人签署协议', { exact: true }).waitFor();
    await page.getByText('已由后来的答复取代，只作存档。').first().waitFor();
  });
});

describe('a refused case', () => {
  it('gives every reason with its clause and remedy, and takes a request for human review', async () => {
    const clerk = await place.api('lin-guiyuan');
    const person = await place
      .world()
      .person(
        { accounts: [{ center: SHENYANG, state: 'normal', source: 'unit' }] },
        { number: place.newNumber() },
      );
    const id = await opened(clerk, person);
    await until(clerk, id, 'refused');
    const page = await place.signIn('lin-guiyuan', `/cases/${id}`);
    const reasons = page.getByRole('region', { name: '不予开户的理由和办法' });
    await reasons.getByText('在本中心').first().waitFor();
    await reasons.getByText('办法：').first().waitFor();
    expect(await reasons.getByRole('button', { name: /查看原文/ }).count()).toBeGreaterThan(0);
    await reasons.getByText(/前（含当日）申请人工复议/).waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-refused');

    await page.getByRole('tab', { name: '认定' }).click();
    await page.getByRole('button', { name: '按当时的事实重新计算' }).click();
    await page.getByText('逐字节相同').waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-decision', true);

    await page.getByRole('button', { name: '申请人工复议' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: /^提交/ }).click();
    await form.getByRole('alert').getByText('有1处需要修改：事由（记入留痕） 必须填写').waitFor();
    await form.getByLabel('事由（记入留痕）').fill('申请人称该账户已于上月销户。');
    await form.getByRole('button', { name: /^提交/ }).click();
    await page.getByText('等人工复议', { exact: true }).waitFor();

    const reviewer = await place.signIn('zhao-fuhe', `/cases/${id}`);
    await reviewer.getByRole('button', { name: '人工复议', exact: true }).first().click();
    const facts = reviewer.getByRole('dialog');
    await facts.getByText('全国住房公积金监管服务平台').first().waitFor();
    await expectNoViolations(reviewer);
    await picture(reviewer, 'case-reconsider');
    await facts.getByLabel('事由（记入留痕）').fill('账户仍为正常缴存，维持。');
    await facts.getByRole('button', { name: /^提交/ }).click();
    await until(clerk, id, 'refused');
    await page.getByRole('region', { name: '不予开户的理由和办法' }).waitFor();
  });
});

describe('a case in review', () => {
  it('is reviewed by another person; the one who submitted it sees why not by them', async () => {
    const clerk = await place.api('lin-guiyuan');
    const person = await place.world().person({ fraudFlag: true }, { number: place.newNumber() });
    const id = await opened(clerk, person);
    await until(clerk, id, 'in review');
    const own = await place.signIn('lin-guiyuan', `/cases/${id}`);
    const closed = own.getByRole('button', { name: /^复核/ });
    await closed.focus();
    await own.getByRole('tooltip', { name: '“复核”须由复核人员办理。' }).waitFor();
    expect(await closed.getAttribute('aria-disabled')).toBe('true');
    await own.keyboard.press('Enter');
    expect(await own.getByRole('dialog').count()).toBe(0);
    await expectNoViolations(own);
    await picture(own, 'case-in-review');

    const page = await place.signIn('zhao-fuhe', `/cases/${id}`);
    await page.getByRole('button', { name: '复核', exact: true }).click();
    const form = page.getByRole('dialog');
    await form.getByText('须核实：平台记录有骗提骗贷标识。').waitFor();
    await form.getByText('有骗提骗贷标识').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-review-form');
    await form.getByLabel('已核实，可以继续').check();
    await form.getByLabel('事由（记入留痕）').fill('已与原中心电话核实，标识已解除。');
    await page.keyboard.press('Control+Enter');
    await page.getByText('等申请人签署协议', { exact: true }).waitFor();
    const line = page.getByRole('listitem').filter({ hasText: '事由：已与原中心电话核实' });
    await line.getByText(/\d{4}-\d{2}-\d{2} \d{2}:\d{2}.*赵复核/).waitFor();
    // The page of the other person has moved by itself.
    await own.getByText('等申请人签署协议', { exact: true }).waitFor();
    await own.getByRole('status').getByText('环节变为“待签协议”').waitFor();
  });
});

describe('a reversal of an opening', () => {
  it('shows its proposer that a second person is needed, and both cases to each other', async () => {
    const clerk = await place.api('lin-guiyuan');
    const first = await opened(clerk, { number: place.newNumber() });
    const told = await until(clerk, first, 'awaiting signature');
    const file = (await clerk.get(`/cases/${first}/files`)).string('items.0.id');
    await act(clerk, first, 'sign', {
      by: 'electronic',
      agreementHash: told.string('agreement.hash'),
      signatureReference: `E-${file}`,
      termsExplained: true,
    });
    await until(clerk, first, 'opened');
    const supervisor = await place.api('sun-zhuguan');
    const started = await supervisor.post('/cases', {
      body: { type: 'opening-reversal', application: { openingCase: first, reason: '重复录入' } },
    });
    expect(started.status, started.text).toBe(201);
    const page = await place.signIn('sun-zhuguan', `/cases/${started.string('id')}`);
    await page.getByText('等第二名主管确认', { exact: true }).waitFor();
    await page.getByRole('button', { name: /^确认撤销开户/ }).focus();
    await page.getByRole('tooltip', { name: /您已经提交了本业务/ }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'case-reversal');
    await page.getByRole('link', { name: `开户 ${told.string('number')}` }).click();
    await page.getByRole('heading', { level: 1, name: told.string('number') }).waitFor();
    await page.getByText('撤销本次开户的业务').waitFor();
    const before = await place.signIn(
      'sun-zhuguan',
      `/start/opening-reversal?openingCase=${first}`,
    );
    await before.getByRole('rowheader', { name: '缴存使用协议' }).waitFor();
    await expectNoViolations(before);
    await picture(before, 'start-undo');
    const other = await place.signIn('zhou-zhuguan', `/cases/${started.string('id')}`);
    await other.getByRole('button', { name: /^确认撤销开户/ }).click();
    const drawer = other.getByRole('dialog', { name: /确认撤销开户/ });
    await drawer.getByRole('rowheader', { name: '缴存使用协议' }).waitFor();
    await drawer.getByLabel(/理由|事由/).fill('与开户材料核对，确系重复录入');
    await expectNoViolations(other);
    await picture(other, 'case-undo');
    await drawer.getByRole('button', { name: '确认撤销开户' }).click();
    await other.getByText('误开的账户已撤销，记过的账已冲销').waitFor();
  });
});
