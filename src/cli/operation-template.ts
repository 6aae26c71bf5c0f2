/**
 * `anju operation template`: the CSV to begin a bulk start with.
 *
 * Its first line heads the columns by their paths, its second says in Chinese what each is; the
 * bulk start knows that line and passes it over. With `--titles` the Chinese line is the heading.
 */
import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { grid, type Column } from './grid.ts';

interface TemplateOptions extends CommonOptions {
  readonly titles?: boolean;
  readonly describe?: boolean;
  readonly all?: boolean;
  readonly out?: string;
}

const DESCRIPTION: readonly Column<Body>[] = [
  { title: '路径', value: (row) => text(row, 'path') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '必填', value: (row) => (field(row, 'required') === true ? '必填' : '') },
  { title: '填写说明', value: hint },
];

/** Spreadsheet programs take a file for UTF-8 by this mark. */
const MARK = '\uFEFF';

export function templateCommand(group: Command): void {
  leaf(group, 'template', '批量发起的 CSV 模板：第一行为字段路径，第二行为名称（发起时略过）')
    .argument('<type>', '业务种类，如 account-opening')
    .option('--titles', '栏目名用中文名称')
    .option('--describe', '逐栏说明：路径、名称、可填的内容')
    .option('--all', '列出全部可用的栏目（材料、同意书等可多项）')
    .option('--out <file>', '存为文件')
    .action(async (type: string, options: TemplateOptions) => {
      await withClient(options, async (client) => {
        const query = { kind: type, all: options.all === true ? 'true' : undefined };
        const body = await client.read('/operations:columns', query);
        const columns = items(body, 'items');
        if (options.describe === true) return { data: body, text: grid(DESCRIPTION, columns) };
        const csv = templateOf(columns, options.titles === true);
        if (options.out === undefined) return { data: body, text: csv };
        save(options.out, csv);
        return { data: { saved: options.out }, text: `已存 ${options.out}\n` };
      });
    });
}

function templateOf(columns: readonly Body[], titles: boolean): string {
  const line = (name: string) => columns.map((column) => quoted(text(column, name))).join(',');
  const lines = titles ? [line('title')] : [line('path'), line('title')];
  return `${MARK}${lines.join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function hint(column: Body): string {
  const choices = items(column, 'choices').map((one) => {
    const [value, title] = [text(one, 'value'), text(one, 'title')];
    return value === title ? value : `${title}（${value}）`;
  });
  return [text(column, 'help'), choices.join('、')].filter((part) => part !== '').join('\n');
}

/** A file that is there already may have been filled in: it is never written over. */
function save(path: string, csv: string): void {
  try {
    writeFileSync(path, csv, { flag: 'wx' });
  } catch (error) {
    const there = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw badInput(there ? '文件已经存在，不覆盖。' : '文件无法写入。');
  }
}
