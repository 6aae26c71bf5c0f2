/** `anju report`: what was collected by month, what is in arrears by age, whose amount is outside the limits. */
import type { Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { grid, more, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

interface OutsideOptions extends CommonOptions, PageOptions {
  readonly center: string;
}

interface CollectionsOptions extends CommonOptions {
  readonly center: string;
  readonly from?: string;
  readonly to?: string;
}

const MONTHS: readonly Column<Body>[] = [
  { title: '月份', value: (row) => text(row, 'month') },
  { title: '缴存月数', value: (row) => text(row, 'months') },
  { title: '归集（元）', value: (row) => text(row, 'amount') },
  { title: '其中已收回（元）', value: (row) => text(row, 'takenBackAmount') },
];

const AGES: readonly Column<Body>[] = [
  { title: '欠缴时间', value: (row) => text(row, 'title') },
  { title: '账户', value: (row) => text(row, 'accounts') },
  { title: '月数', value: (row) => text(row, 'months') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
];

const OUTSIDE: readonly Column<Body>[] = [
  { title: '账户', value: (row) => text(row, 'accountNumber') },
  { title: '姓名', value: (row) => text(row, 'person', 'name') },
  { title: '月缴存额（元）', value: (row) => text(row, 'monthlyAmount') },
  { title: '周期', value: (row) => text(row, 'cycleTitle') },
  { title: '现行下限', value: (row) => text(row, 'min') },
  { title: '现行上限', value: (row) => text(row, 'max') },
  { title: '最接近的月缴存额', value: (row) => text(row, 'nearest') },
  { title: '自何日起', value: (row) => text(row, 'since') },
  { title: '在办的缴存变更', value: (row) => text(row, 'change', 'number') },
];

/** Adds the command group `report`. */
export function reportCommand(program: Command): void {
  const group = program.command('report').description('统计：归集与欠缴');
  leaf(group, 'collections', '每月归集')
    .requiredOption('--center <code>', '中心代码')
    .option('--from <month>', '起始月份，如 2025-12')
    .option('--to <month>', '截止月份')
    .action(async ({ center, from, to, ...options }: CollectionsOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/collections', { center, from, to });
        return { data: body, text: grid(MONTHS, items(body, 'months')) };
      });
    });
  leaf(group, 'arrears', '欠缴，按时间长短')
    .requiredOption('--center <code>', '中心代码')
    .action(async ({ center, ...options }: CommonOptions & { readonly center: string }) => {
      await withClient(options, async (client) => {
        const body = await client.read('/arrears', { center });
        return { data: body, text: grid(AGES, items(body, 'ages')) };
      });
    });
  pageOptions(leaf(group, 'outside-limits', '月缴存额不在现行上下限之内的协议，须办理缴存变更'))
    .requiredOption('--center <code>', '中心代码')
    .action(async ({ center, ...options }: OutsideOptions) => {
      await withClient(options, async (client) => {
        const body = await readPages(client, '/agreements/outside-limits', { center }, options);
        const rows = grid(OUTSIDE, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
}
