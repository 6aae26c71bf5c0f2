/** `anju report`: what was collected by month, and what is in arrears by age. */
import type { Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { grid, type Column } from './grid.ts';

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
}
