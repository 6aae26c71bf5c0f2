/** `anju book`: what each book of a center holds as of a day, and the lines of one of them. */
import { Argument, type Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { grid, more, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const BOOKS: readonly string[] =
  'bank suspense in-payment interest-payable subsidy-fund receivable result'.split(' ');

const isDebit = (row: Body) => text(row, 'amount').startsWith('-');

const BALANCES: readonly Column<Body>[] = [
  { title: '科目', value: (row) => text(row, 'book') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '借方余额（元）', value: (row) => debitOf(text(row, 'balance')) },
  { title: '贷方余额（元）', value: (row) => creditOf(text(row, 'balance')) },
];

const debitOf = (amount: string) => (amount.startsWith('-') ? amount.slice(1) : '');
const creditOf = (amount: string) => (amount.startsWith('-') ? '' : amount);

const LINES: readonly Column<Body>[] = [
  { title: '记账日期', value: (row) => text(row, 'valueDate') },
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '业务', value: titleOf },
  { title: '借（元）', value: (row) => (isDebit(row) ? text(row, 'amount').slice(1) : '') },
  { title: '贷（元）', value: (row) => (isDebit(row) ? '' : text(row, 'amount')) },
  { title: '办件或批处理', value: (row) => text(row, 'caseNumber') || text(row, 'run') },
  { title: '银行流水', value: bankOf },
];

function titleOf(row: Body): string {
  const stretch = text(row, 'stretch');
  const back = text(row, 'reversedBy');
  return [
    text(row, 'title'),
    ...(stretch === '' ? [] : [`（第${stretch}段账户合计）`]),
    ...(back === '' ? [] : [`（已由凭证${back}冲账）`]),
  ].join('');
}

function bankOf(row: Body): string {
  const day = text(row, 'bankLine', 'day');
  if (day === '') return '';
  return `${day} 第${text(row, 'bankLine', 'n')}行 ${text(row, 'bankLine', 'serial')}`;
}

interface ListOptions extends CommonOptions {
  readonly center: string;
  readonly asOf?: string;
}

interface ShowOptions extends CommonOptions, PageOptions {
  readonly center: string;
  readonly from?: string;
  readonly to?: string;
  readonly kind?: string;
}

/** Adds the command group `book`. */
export function bookCommand(program: Command): void {
  const group = program.command('book').description('总账：中心各科目的余额和分录');
  leaf(group, 'list', '各科目截至某日的余额，合计为零')
    .requiredOption('--center <code>', '中心代码，如 210100')
    .option('--as-of <date>', '截至的记账日期；不填为今天')
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const { center, asOf } = options;
        const body = await client.read('/books', { center, asOf });
        const head = `截至${text(body, 'asOf')}：\n`;
        return { data: body, text: head + grid(BALANCES, items(body, 'items')) };
      });
    });
  pageOptions(leaf(group, 'show', '一个科目的分录，最新的在前，各带凭证、办件、银行流水'))
    .addArgument(new Argument('<book>', '科目').choices(BOOKS))
    .requiredOption('--center <code>', '中心代码，如 210100')
    .option('--from <date>', '记账日期自')
    .option('--to <date>', '记账日期至')
    .option('--kind <kind>', '业务类型，如 contribution、payment')
    .action(async (book: string, options: ShowOptions) => {
      await withClient(options, async (client) => {
        const { center, from, to, kind } = options;
        const query = { center, from, to, kind };
        const body = await readPages(client, `/books/${book}/postings`, query, options);
        const rows = grid(LINES, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
}
