/** `anju breach`: breaches of agreements; they are begun and dealt with as cases (`anju case`). */
import { Option, type Command } from 'commander';
import { BREACH_KIND_NAMES } from '../domain/vocabulary.ts';
import { items, text, wordsOf, type Body } from './answers.ts';
import { accountId } from './account-id.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { grid, more, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const BREACHES: readonly Column<Body>[] = [
  { title: '业务编号', value: (row) => text(row, 'caseNumber') },
  { title: '办理人', value: (row) => text(row, 'person', 'name') },
  { title: '账户尾号', value: (row) => text(row, 'accountLast4') },
  { title: '情形', value: (row) => text(row, 'kindTitle') },
  { title: '发现', value: (row) => text(row, 'foundOn') },
  { title: '欠缴月数', value: (row) => text(row, 'months') },
  { title: '环节', value: (row) => text(row, 'stageTitle') },
  { title: '送达', value: (row) => text(row, 'service') },
  { title: '整改至', value: (row) => text(row, 'cureUntil') },
  { title: '措施', value: (row) => wordsOf(row, 'measures').join('、') },
];

interface ListOptions extends CommonOptions, PageOptions {
  readonly open?: boolean;
  readonly fact?: string;
  readonly account?: string;
}

/** Adds the command group `breach`. */
export function breachCommand(program: Command): void {
  const group = program.command('breach').description('违约：送达、整改和措施');
  pageOptions(leaf(group, 'list', '列出违约，最新的在前'))
    .option('--open', '只列未办结的')
    .addOption(new Option('--fact <fact>', '违约情形').choices([...BREACH_KIND_NAMES]))
    .option('--account <account>', '个人账号（20位）或账户标识')
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const { open, fact: kind, account: of } = options;
        const account = of === undefined ? undefined : await accountId(client, of);
        const query = { open: open === true ? 'true' : undefined, kind, account };
        const body = await readPages(client, '/breaches', query, options);
        return {
          data: body,
          text: grid(BREACHES, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
}
