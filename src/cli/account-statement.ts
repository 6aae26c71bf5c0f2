/** `anju account statement`: a period of an account, shown, printed as PDF, or saved as XLSX or CSV. */
import { extname } from 'node:path';
import { Option, type Command } from 'commander';
import { accountId, instantOf } from './account-id.ts';
import { items, moment, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { asked, exportTo } from './export.ts';
import { badInput } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';
import { saveNew } from './papers.ts';

interface Options extends CommonOptions {
  readonly from?: string;
  readonly to?: string;
  readonly source?: string;
  readonly at?: string;
  readonly out?: string;
  readonly key?: string;
}

export function statementCommand(account: Command): void {
  leaf(account, 'statement', '对账单：一段时间的期初余额、明细和期末余额')
    .argument('<account>', '个人账号（20位）或账户标识')
    .option('--from <date>', '起始日期（记账日期），默认开户日')
    .option('--to <date>', '截止日期，默认今天')
    .addOption(
      new Option('--source <source>', '只看一种来源').choices([
        ...['unit', 'flexible', 'subsidy', 'unclassified'],
      ]),
    )
    .option('--at <instant>', '只看到该时刻为止记的账，如 2026-10-31T16:00:00Z')
    .option('--out <file>', '存为文件：.pdf 出具编号的对账单，.xlsx 或 .csv 导出明细')
    .addOption(keyOption())
    .action(async (given: string, options: Options) => {
      await withClient(options, async (client) => {
        const { from, to, source, out } = options;
        const id = await accountId(client, given);
        const filter = asked({ from, to, source, at: instantOf(options.at) });
        if (out === undefined) return shown(client, id, filter);
        if (extname(out).toLowerCase() === '.pdf') {
          return printed(client, { id, filter, out, key: keyFor(options.key) });
        }
        return exportTo(client, `/accounts/${id}/statement:export`, { out, filter });
      });
    });
}

async function shown(client: Client, id: string, filter: Body): Promise<Result> {
  const query = Object.fromEntries(
    Object.entries(filter).map(([name, value]) => [name, String(value)]),
  );
  const body = await client.read(`/accounts/${id}/statement`, query);
  return { data: body, text: statementText(body) };
}

interface Printing {
  readonly id: string;
  readonly filter: Body;
  readonly out: string;
  readonly key: string;
}

/** The document is issued, then its PDF is fetched; asked again under the key it is the same. */
async function printed(client: Client, { id, filter, out, key }: Printing): Promise<Result> {
  const path = `/accounts/${id}/statement:print`;
  const { body } = await client.send({ method: 'POST', path, json: filter, key });
  const href = text(body, 'href');
  if (!href.startsWith('/api/v1/')) throw badInput('接口没有给出文书的地址。');
  const { bytes } = await client.send({ method: 'GET', path: href.slice('/api/v1'.length) });
  saveNew(out, bytes);
  const number = text(body, 'number');
  return { data: { saved: out, number }, text: `已出具 ${number}，存为 ${out}\n` };
}

const SOURCES: readonly Column<Body>[] = [
  { title: '来源', value: (row) => text(row, 'sourceTitle') || '合计' },
  { title: '期初余额', value: (row) => text(row, 'opening') },
  { title: '增加', value: (row) => text(row, 'credits') },
  { title: '减少', value: (row) => text(row, 'debits') },
  { title: '期末余额', value: (row) => text(row, 'closing') },
];

const LINES: readonly Column<Body>[] = [
  { title: '记账日期', value: (row) => text(row, 'valueDate') },
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '摘要', value: (row) => text(row, 'summary') },
  { title: '来源', value: (row) => text(row, 'sourceTitle') },
  { title: '发生额（元）', value: (row) => text(row, 'amount') },
  { title: '余额', value: (row) => text(row, 'balance') },
];

const MONTHS: readonly Column<Body>[] = [
  { title: '所属月份', value: (row) => text(row, 'month') },
  { title: '缴存额（元）', value: (row) => text(row, 'amount') },
  { title: '到账日', value: (row) => text(row, 'paidOn') },
  {
    title: '情况',
    value: (row) =>
      text(row, 'takenBack') === '' ? '已缴' : `已由凭证${text(row, 'takenBack')}冲销`,
  },
];

function statementText(body: unknown): string {
  const total = { ...(body as { total?: Body }).total };
  const months = items(body, 'months');
  return [
    card([
      ['个人账号', text(body, 'number')],
      ['起止日期', `${text(body, 'from')} 至 ${text(body, 'to')}`],
      ['账务截至', moment(body, 'at') || '现在'],
    ]),
    section('收支（元）', grid(SOURCES, [...items(body, 'sources'), total])),
    section('明细', grid(LINES, items(body, 'lines'))),
    section('缴存月份', months.length === 0 ? '' : grid(MONTHS, months)),
  ].join('');
}
