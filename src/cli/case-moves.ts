/** `anju case moves`: which wait may be moved (改期), what another day would change, and every move. */
import { Option, type Command } from 'commander';
import { MOVE_GROUNDS } from '../domain/vocabulary.ts';
import { field, items, moment, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { EXIT } from './failure.ts';
import { caseId } from './find-case.ts';
import { card, grid, section, type Column } from './grid.ts';

interface MovesOptions extends CommonOptions {
  readonly to?: string;
  readonly ground?: string;
  readonly corrected?: string;
}

const MOVES: readonly Column<Body>[] = [
  { title: '等待', value: (row) => text(row, 'title') },
  { title: '由', value: (row) => text(row, 'fromOn') },
  { title: '改为', value: (row) => text(row, 'toOn') },
  { title: '事由', value: (row) => text(row, 'groundTitle') },
  { title: '封存日期更正为', value: (row) => text(row, 'correctedOn') },
  { title: '文号', value: (row) => text(row, 'document') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '提出', value: (row) => `${text(row, 'askedByName')} ${moment(row, 'askedAt')}` },
  { title: '处理', value: (row) => `${text(row, 'settledByName')} ${moment(row, 'settledAt')}` },
];

/** The acts themselves are `anju case act CASE move-wait` and `confirm-wait-move`. */
export function caseMovesCommand(group: Command): void {
  leaf(group, 'moves', '改期：哪项等待可以改、改后会怎样、历次改期；不能改为所填日期的以 6 结束')
    .argument('<case>', '业务标识或编号')
    .option('--to <day>', '预看改为这一天会怎样（YYYY-MM-DD）')
    .option('--corrected <day>', '预看封存日期更正为这一天会怎样（封存满半年的等待）')
    .addOption(new Option('--ground <ground>', '事由').choices([...MOVE_GROUNDS]))
    .action(async (given: string, options: MovesOptions) => {
      await withClient(options, async (client) => {
        const { to: toOn, ground, corrected: correctedOn } = options;
        const path = `/cases/${await caseId(client, given)}/wait-moves`;
        const body = await client.read(path, { toOn, ground, correctedOn });
        if (items(body, 'preview', 'refusals').length > 0) process.exitCode = EXIT.no;
        return {
          data: body,
          text:
            movableText(body) +
            previewText(body) +
            section('改期', grid(MOVES, items(body, 'moves'))),
        };
      });
    });
}

function movableText(body: unknown): string {
  if (field(body, 'movable') === null) return `现在没有可以改期的等待。\n${fixedText(body)}`;
  const of = (name: string) => text(body, 'movable', name);
  return card([
    ['等待', of('title')],
    ['现在的期限', of('lastOn')],
    ['原来告知的期限', of('givenOn')],
    ['期满后', `${of('followsOn')}起，${of('then')}`],
    ['登记的封存日期', of('sealedOn')],
    ['依据', text(body, 'movable', 'clause', 'title')],
    ['怎样可以改', of('how')],
  ]);
}

/** Why not. */
function fixedText(body: unknown): string {
  return items(body, 'fixed')
    .map((one) => `· ${text(one, 'title')}：${text(one, 'how')}\n`)
    .join('');
}

function previewText(body: unknown): string {
  if (field(body, 'preview') === null) return '';
  const refusals = items(body, 'preview', 'refusals');
  const rows: readonly (readonly [string, string])[] =
    refusals.length > 0
      ? refusals.map((one) => ['不能改', `${text(one, 'text')}${text(one, 'remedy')}`])
      : [
          ['改为', text(body, 'preview', 'toOn')],
          ['相差天数', text(body, 'preview', 'days')],
          ['期满后的办理自', text(body, 'preview', 'followsOn')],
        ];
  return section('预看', card(rows));
}
