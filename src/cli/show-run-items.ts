/** The list of a run as the command line shows it, and the accounts of an item that could not be done. */
import { items, text, type Body } from './answers.ts';
import { grid, section, type Column } from './grid.ts';

const ITEMS: readonly Column<Body>[] = [
  { title: '序号', value: (row) => text(row, 'n') },
  { title: '对象', value: (row) => text(row, 'accountNumber') || text(row, 'subject') },
  { title: '结论', value: (row) => text(row, 'verdictTitle') },
  { title: '原因', value: (row) => text(row, 'reasonText') },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '结果', value: (row) => text(row, 'outcomeText') },
  { title: '凭证', value: (row) => text(row, 'journal') },
];

/** Accounts that could not be done among the many of an item. */
const APART: readonly Column<Body>[] = [
  { title: '账户', value: (row) => text(row, 'first') },
  { title: '结果', value: (row) => text(row, 'outcomeText') },
  { title: '原因代码', value: (row) => text(row, 'fault') },
];

export function runItemsText(body: unknown): string {
  const rows = items(body, 'items');
  return [
    grid(ITEMS, rows),
    ...rows.map((row) => {
      const apart = items(row, 'parts').filter((part) => text(part, 'amount') === '');
      if (apart.length === 0) return '';
      return section(
        `第${text(row, 'n')}项中未能办理的账户（${apart.length}）`,
        grid(APART, apart),
      );
    }),
  ].join('');
}
