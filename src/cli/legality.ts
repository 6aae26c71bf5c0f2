/** `anju legality`: the nightly sweep for what must never stand in the books, and what it found. */
import { Option, type Command } from 'commander';
import { INVARIANT_NAMES } from '../policy/legality.ts';
import { items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { EXIT } from './failure.ts';
import { grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

const columns = (...names: readonly (readonly [string, ...string[]])[]): readonly Column<Body>[] =>
  names.map(([title, ...path]) => ({ title, value: (row) => text(row, ...path) }));

const INVARIANTS = columns(
  ['检查', 'title'],
  ['最近巡检查得', 'found'],
  ['未办结', 'open'],
  ['依据', 'clause', 'title'],
  ['标识', 'name'],
);
const SWEEPS = columns(
  ['中心', 'center'],
  ['业务日期', 'on'],
  ['查得', 'found'],
  ['新发起', 'begun'],
  ['批处理', 'run'],
);
const FOUND = columns(
  ['编号', 'caseNumber'],
  ['异常', 'title'],
  ['环节', 'stageTitle'],
  ['证据', 'evidence'],
  ['账户尾号', 'accountLast4'],
  ['有关业务', 'aboutCaseNumber'],
  ['发现', 'foundOn'],
  ['最近查得', 'seenOn'],
  ['结果', 'outcomeTitle'],
);

interface ListOptions extends CommonOptions, PageOptions {
  readonly open?: boolean;
  readonly name?: string;
}

/** Adds the command group `legality`. */
export function legalityCommand(program: Command): void {
  const group = program.command('legality').description('合规巡检：逐项检查和查得的异常');
  leaf(group, 'show', '各项检查和最近一次巡检的结果；有未办结的以 6 结束').action(
    async (options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/legality');
        if (text(body, 'open') !== '0') process.exitCode = EXIT.no;
        return {
          data: body,
          text:
            section('最近的巡检', grid(SWEEPS, items(body, 'sweeps'))) +
            section('检查项目', grid(INVARIANTS, items(body, 'invariants'))),
        };
      });
    },
  );
  pageOptions(leaf(group, 'list', '列出异常，最新的在前'))
    .option('--open', '只列未办结的')
    .addOption(new Option('--name <name>', '检查项目').choices([...INVARIANT_NAMES]))
    .action(async (options: ListOptions) => {
      await withClient(options, async (client) => {
        const { open, name: invariant } = options;
        const query = { open: open === true ? 'true' : undefined, invariant };
        const body = await readPages(client, '/irregularities', query, options);
        return {
          data: body,
          text: grid(FOUND, items(body, 'items')) + more(text(body, 'nextCursor')),
        };
      });
    });
}
