/** `anju figures …`: dated figures; one person proposes, another decides. */
import { Option, type Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { figureChoiceCommands } from './figure-choices.ts';
import { figurePreviewCommand } from './figure-preview.ts';
import { card, grid, type Column } from './grid.ts';

const FIGURES: readonly Column<Body>[] = [
  { title: '参数', value: (row) => text(row, 'name') },
  { title: '名称', value: (row) => text(row, 'title') },
  { title: '值', value: (row) => text(row, 'value') },
  { title: '区县', value: (row) => text(row, 'district') || '全市' },
  { title: '自', value: (row) => text(row, 'validFrom') },
  { title: '至', value: (row) => text(row, 'validTo') },
  { title: '文号', value: (row) => text(row, 'documentNumber') },
];

const PROPOSALS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  ...FIGURES.filter(({ title }) => title !== '至'),
  { title: '提出人', value: (row) => text(row, 'proposedBy') },
  { title: '结论', value: decisionText },
];

function decisionText(row: Body): string {
  const approved = field(row, 'approved');
  if (typeof approved !== 'boolean') return '待定';
  return `${approved ? '同意' : '不同意'} ${text(row, 'decidedBy')}`;
}

/** Adds the command group `figures`. */
export function figuresCommand(program: Command): void {
  const group = program.command('figures').description('参数：查看、提出变更、决定变更');
  listCommands(group);
  proposeCommand(group);
  figurePreviewCommand(group);
  figureChoiceCommands(group);
  decideCommand(group);
}

interface ListOptions extends CommonOptions {
  readonly center?: string;
  readonly district?: string;
  readonly name?: string;
  readonly on?: string;
}

function listCommands(group: Command): void {
  leaf(group, 'list', '列出参数及其文号和起止日期')
    .option('--center <code>', '中心代码')
    .option('--district <code>', '区县代码')
    .option('--name <name>', '某项参数')
    .option('--on <date>', '某一天有效的')
    .action(async (options: ListOptions) => {
      const { center, district, name, on } = options;
      await withClient(options, async (client) => {
        const body = await client.read('/figures', { center, district, name, on });
        return { data: body, text: grid(FIGURES, items(body, 'items')) };
      });
    });
  leaf(group, 'proposals', '列出提出的变更，待定的在前').action(async (options: CommonOptions) => {
    await withClient(options, async (client) => {
      const body = await client.read('/figures/proposals');
      return { data: body, text: grid(PROPOSALS, items(body, 'items')) };
    });
  });
}

interface ProposeOptions extends CommonOptions {
  readonly name: string;
  readonly value: string;
  readonly from: string;
  readonly document: string;
  readonly reason: string;
  readonly center?: string;
  readonly district?: string;
  readonly key?: string;
}

function proposeCommand(group: Command): void {
  leaf(group, 'propose', '提出一项参数变更，由另一名主管决定')
    .requiredOption('--name <name>', '参数')
    .requiredOption('--value <value>', '值')
    .requiredOption('--from <date>', '从哪一天起')
    .requiredOption('--document <number>', '依据的文号')
    .requiredOption('--reason <text>', '理由')
    .option('--center <code>', '中心代码')
    .option('--district <code>', '区县代码')
    .addOption(keyOption())
    .action(async (options: ProposeOptions) => {
      const { name, value, from, document, reason, center, district } = options;
      await withClient(options, async (client) => {
        const json = {
          ...{ name, value, validFrom: from, documentNumber: document, reason },
          ...(center === undefined ? {} : { center }),
          ...(district === undefined ? {} : { district }),
        };
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path: '/figures', json, key });
        return { data: body, text: proposalText(body) };
      });
    });
}

interface DecideOptions extends CommonOptions {
  readonly approve?: boolean;
  readonly decline?: boolean;
  readonly reason: string;
  readonly key?: string;
}

function decideCommand(group: Command): void {
  leaf(group, 'decide', '决定别人提出的参数变更')
    .argument('<proposal>', '变更的标识')
    .addOption(new Option('--approve', '同意').conflicts('decline'))
    .option('--decline', '不同意')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, options: DecideOptions) => {
      await withClient(options, async (client) => {
        const { approve, decline, reason } = options;
        if (approve !== true && decline !== true) throw badInput('须加 --approve 或 --decline。');
        const path = `/figures/${encodeURIComponent(id)}:decide`;
        const json = { approve: approve === true, reason };
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path, json, key });
        return { data: body, text: proposalText(body) };
      });
    });
}

function proposalText(body: unknown): string {
  return card([
    ['标识', text(body, 'id')],
    ['参数', `${text(body, 'title')}（${text(body, 'name')}）`],
    ['值', text(body, 'value')],
    ['自', text(body, 'validFrom')],
    ['文号', text(body, 'documentNumber')],
    ['理由', text(body, 'reason')],
    ['提出人', text(body, 'proposedBy')],
    ['结论', decisionText(body as Body)],
  ]);
}
