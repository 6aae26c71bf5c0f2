/** Figures and calendar at the console: seen before they are confirmed, and by two people. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { startCase } from '../api/world/cases.ts';
import { addDays, dateAt } from '../../src/domain/calendar.ts';
import { desk, expectNoViolations, picture } from './harness/desk.ts';
import { until } from './harness/stories.ts';

const place = desk();
const FROM = addDays(dateAt(Date.now()), 5);

async function choose(page: Page, within: Locator, label: string, option: string) {
  await within.getByRole('combobox', { name: label }).click();
  await page.getByTitle(option, { exact: true }).click();
}

describe('figures', () => {
  it('are shown with dates and documents to everybody', async () => {
    const page = await place.signIn('lin-guiyuan', '/figures');
    const table = page.getByRole('table', { name: '参数列表' });
    await table.getByText('缴存基数下限（月）').first().waitFor();
    await table.getByText('2230.00元').first().waitFor();
    expect(await page.getByRole('button', { name: '提出变更' }).count()).toBe(0);
    await expectNoViolations(page);
    await page.goto('/figures?name=contribution-base-min&district=210115');
    await table.getByText('2080.00元').waitFor();
  });

  it('are changed by two people, who both see which running cases would change', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { told } = await startCase(
      clerk,
      { number: place.newNumber(), name: '沈受影响' },
      {
        employment: undefined,
        contribution: { monthlyAmount: '230.00', cycle: 'month', debitDay: 10 },
      },
    );
    const page = await place.signIn('sun-zhuguan', '/figures');
    await page.getByRole('button', { name: '提出变更' }).click();
    const drawer = page.getByRole('dialog', { name: '提出参数变更' });
    await choose(page, drawer, '参数', '缴存基数下限（月）');
    await drawer.getByLabel('新值').fill('2500');
    await drawer.getByLabel('生效日期（不早于今天）').fill(FROM);
    await drawer.getByRole('button', { name: '看影响' }).click();
    await drawer.getByText('金额须为两位小数的非负十进制字符串').waitFor();
    expect(await drawer.getByRole('button', { name: '提出变更' }).isDisabled()).toBe(true);
    await drawer.getByLabel('新值').fill('2500.00');
    await drawer.getByRole('button', { name: '看影响' }).click();
    const cases = drawer.getByRole('table', { name: '会变的在办业务' });
    await cases.getByText(told.string('number')).waitFor();
    await drawer.getByText(/月缴存额由/).waitFor();
    await drawer.getByText('250.00元至7358.00元', { exact: true }).waitFor();
    await expectNoViolations(page);
    await picture(page, 'figures-propose');
    await drawer.getByLabel('文号').fill('沈公积金委〔2026〕9号');
    await drawer.getByLabel('理由（记入留痕）').fill('最低工资标准调整');
    await drawer.getByRole('button', { name: '提出变更' }).click();
    await page.getByText('您提出的，须由另一名主管决定').waitFor();
    await picture(page, 'figures');

    const other = await place.signIn('zhou-zhuguan', '/figures');
    await other.getByRole('button', { name: '看影响并决定' }).first().click();
    const decision = other.getByRole('dialog', { name: '决定参数变更' });
    await decision.getByText(told.string('number')).waitFor();
    await decision.getByText(/受理后不变/).waitFor();
    await decision.getByRole('button', { name: '同意，按期生效' }).click();
    await decision.getByText('请填写理由').waitFor();
    await expectNoViolations(other);
    await picture(other, 'figures-decide');
    await decision.getByLabel('理由（记入留痕）').fill('与文件一致');
    await decision.getByRole('button', { name: '同意，按期生效' }).click();
    await decision.waitFor({ state: 'hidden' });
    const table = other.getByRole('table', { name: '参数列表' });
    await table.getByText('2500.00元').waitFor();
    await table.getByText('将生效').waitFor();
    // The figure is taken back to where it was for whoever runs after this.
    await place
      .owner()
      .query(`delete from figure where value = '2500.00' and valid_from = $1`, [FROM]);
    await place.owner().query(
      `update figure set valid_to = null where center = '210100' and district is null
         and name = 'contribution-base-min' and valid_to = $1::date - 1`,
      [FROM],
    );
  });
});

describe('a figure that running cases of another type still read', () => {
  it('shows what each comes to by either, and is chosen for by two', async () => {
    const clerk = await place.api('lin-guiyuan');
    const { id, told } = await startCase(
      clerk,
      { number: place.newNumber(), name: '沈待核查' },
      { contribution: undefined },
    );
    // As it stands before anybody has accepted it.
    await until(clerk, id, 'incomplete');
    const { rows } = await place
      .owner()
      .query<{ type: string; stage: string }>('select type, stage from "case" where id = $1', [id]);
    const stands = (type: string, stage: string) =>
      place
        .owner()
        .query('update "case" set type = $2, stage = $3 where id = $1', [id, type, stage]);
    await stands('exit', 'needs attention');
    const page = await place.signIn('sun-zhuguan', '/figures');
    await page.getByRole('button', { name: '提出变更' }).click();
    const drawer = page.getByRole('dialog', { name: '提出参数变更' });
    await drawer.getByRole('combobox', { name: '参数' }).fill('退出销户告知后');
    await page.getByTitle('退出销户告知后签字的期限', { exact: true }).click();
    await drawer.getByLabel('新值').fill('25');
    await drawer.getByLabel('生效日期（不早于今天）').fill(FROM);
    await drawer.getByRole('button', { name: '看影响' }).click();
    const cases = drawer.getByRole('table', { name: '会变的在办业务' });
    const row = cases.getByRole('row').filter({ hasText: told.string('number') });
    await row.getByText(/^退出销户/).waitFor();
    await row.getByText(/^原为：/).waitFor();
    await row.getByText(/^将为：/).waitFor();
    await expectNoViolations(page);
    await row.scrollIntoViewIfNeeded();
    await picture(page, 'figures-running');
    await drawer.getByLabel('文号').fill('沈公积金委〔2026〕19号');
    await drawer.getByLabel('理由（记入留痕）').fill('便民');
    await drawer.getByRole('button', { name: '提出变更' }).click();
    await page.getByRole('button', { name: /衔接/ }).first().click();
    const mine = page.getByRole('region', { name: '退出销户：日期会变' }).first();
    await mine.getByText(told.string('number')).waitFor();
    await mine.getByText('沿用原参数').click();
    await mine.getByLabel('理由（记入留痕）').fill('已按原期限准备');
    await mine.getByRole('button', { name: '提出，由另一名主管决定' }).click();
    await page.getByText('退出销户：日期会变：沿用原参数').first().waitFor();
    await expectNoViolations(page);
    await picture(page, 'figures-choices');
    // It goes on as what it is.
    await stands(rows[0]!.type, rows[0]!.stage);
  });
});

describe('the calendar', () => {
  const year = 2031;
  const csv = (lines: readonly string[]) => ({
    name: '2031.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\uFEFF日期,至,安排,名称\r\n${lines.join('\r\n')}\r\n`),
  });
  const LINES = [
    '2031-01-01,,放假,元旦',
    '2031-01-22,2031-01-29,放假,春节',
    '2031-04-05,,放假,清明节',
    '2031-05-01,2031-05-05,放假,劳动节',
    '2031-06-24,,放假,端午节',
    '2031-10-01,2031-10-08,放假,国庆节、中秋节',
  ];

  it('is uploaded, refused in words, mended, compared and loaded', async () => {
    const page = await place.signIn('sun-zhuguan', `/calendar?year=${year}`);
    await page.getByText('2031年的日历还没有载入').waitFor();
    await expectNoViolations(page);
    const file = page.getByLabel('日历文件（CSV 或 JSON）');
    await file.setInputFiles(
      csv([...LINES.slice(1), '2031-02-30,,放假,春节', '2031-03-03,,上班,调休']),
    );
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByText('不能载入，请改正后再核对').waitFor();
    await page.getByText('第7行：日期应为存在的日期').waitFor();
    await page.getByText('须填写放假通知的文号或名称。').waitFor();
    await picture(page, 'calendar-refused', true);
    await file.setInputFiles(csv(LINES));
    await page.getByLabel('放假通知的文号或名称').fill('国办发明电〔2030〕8号');
    await page.getByRole('button', { name: '核对' }).click();
    const load = page.getByRole('button', { name: '载入2031年的日历' });
    await load.waitFor();
    expect(await load.isDisabled()).toBe(true);
    await page.getByText(/请与通知核对是否有遗漏/).waitFor();
    await page.getByRole('checkbox', { name: /已与通知核对/ }).check();
    await expectNoViolations(page);
    await picture(page, 'calendar-upload', true);
    await load.click();
    const days = page.getByRole('table', { name: '2031年放假和调休' });
    await days.getByText('国庆节、中秋节').waitFor();
    await days.getByText('8天').first().waitFor();
    await picture(page, 'calendar');
  });

  it('is shown to whoever may not load it, without the upload', async () => {
    const page = await place.signIn('lin-guiyuan', '/calendar');
    await page.getByRole('table', { name: /放假和调休/ }).waitFor();
    expect(await page.getByLabel('日历文件（CSV 或 JSON）').count()).toBe(0);
    await expectNoViolations(page);
  });
});

describe('the demo', () => {
  it('leads to its simulated outside, in a window of its own', async () => {
    const page = await place.signIn('sun-zhuguan', '/figures');
    const link = page.getByRole('link', { name: '演示：外部系统模拟器' });
    expect(await link.getAttribute('href')).toBe(place.product.simulators);
    expect(await link.getAttribute('target')).toBe('_blank');
  });
});
