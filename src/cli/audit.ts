/** `anju audit …`: the trail, and whether its chain is whole. */
import type { Command } from 'commander';
import { field, items, text, wordsOf, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { EXIT } from './failure.ts';
import { grid, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { eventList } from './show-case.ts';

interface EventsOptions extends CommonOptions, PageOptions {
  readonly person?: string;
  readonly case?: string;
  readonly staff?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
}

/** Adds the command group `audit`. */
export function auditCommand(program: Command): void {
  const group = program.command('audit').description('留痕：查看与校验');
  leaf(group, 'verify', '校验留痕链；有篡改、缺失或次序不对的逐条指出').action(
    async (options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/audit/verification');
        const centers = items(body, 'centers');
        if (centers.some((one) => field(one, 'intact') !== true)) process.exitCode = EXIT.no;
        return { data: body, text: centers.map(reportText).join('\n') };
      });
    },
  );
  pageOptions(leaf(group, 'events', '查看留痕，最新的在前'))
    .option('--person <id>', '某个人（人员标识）')
    .option('--case <id>', '某件业务（业务标识）')
    .option('--staff <id>', '某名工作人员')
    .option('--kind <kind>', '某一种事项')
    .option('--from <date>', '从哪一天起')
    .option('--to <date>', '到哪一天止（含当日）')
    .action(async (options: EventsOptions) => {
      const { person, case: ofCase, staff, kind, from, to } = options;
      await withClient(options, async (client) => {
        const query = { person, case: ofCase, staff, kind, from, to };
        const body = await readPages(client, '/audit/events', query, options);
        return { data: body, text: eventList(body) };
      });
    });
}

const PROBLEMS: readonly Column<Body>[] = [
  { title: '链上序号', value: (row) => text(row, 'seq') },
  { title: '留痕编号', value: (row) => text(row, 'event') },
  { title: '问题', value: (row) => KINDS[text(row, 'kind')] ?? text(row, 'kind') },
  { title: '说明', value: (row) => text(row, 'detail') },
];

const KINDS: Readonly<Record<string, string>> = {
  changed: '内容被改动',
  missing: '缺失',
  reordered: '次序不对',
  'head-mismatch': '与每日封存的链头不符',
  'seal-missing': '应封存而未封存',
};

function reportText(center: Body): string {
  const problems = items(center, 'problems');
  const unsealed = wordsOf(center, 'unsealed').length;
  const head = `${text(center, 'center')}：已封存${text(center, 'sealed')}条，待封存${String(unsealed)}条，`;
  return field(center, 'intact') === true
    ? `${head}链完整。\n`
    : `${head}发现${String(problems.length)}处问题。\n${grid(PROBLEMS, problems)}`;
}
