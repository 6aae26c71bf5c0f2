/** `anju figures choices`, `choose`, `agree-choice`, `choose-one`: running cases when a figure changes. */
import { Option, type Command } from 'commander';
import { CASE_PICKS, FIGURE_CLASSES, FIGURE_PICKS } from '../policy/figure-choice.ts';
import { field, items, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { caseId } from './find-case.ts';
import { grid, section, type Column } from './grid.ts';

const CLASSES: readonly Column<Body>[] = [
  { title: '类别', value: (row) => text(row, 'class') },
  { title: '会怎样', value: (row) => text(row, 'title') },
  { title: '件数', value: (row) => String(items(row, 'cases').length) },
  {
    title: '业务编号',
    value: (row) =>
      items(row, 'cases')
        .map((one) => text(one, 'number'))
        .join('、'),
  },
];

const CHOICES: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '类别', value: (row) => text(row, 'class') },
  { title: '衔接办法', value: (row) => text(row, 'pickTitle') },
  { title: '件数', value: (row) => text(row, 'cases') },
  { title: '提出', value: (row) => text(row, 'askedBy') },
  { title: '结论', value: decided },
  { title: '理由', value: (row) => text(row, 'reason') },
];

function decided(row: Body): string {
  const approved = field(row, 'approved');
  if (typeof approved !== 'boolean') return '待另一人决定';
  return `${approved ? '同意' : '不同意'} ${text(row, 'decidedBy')}`;
}

function choicesText(body: unknown): string {
  return (
    section('会变的在办业务', grid(CLASSES, items(body, 'classes'))) +
    section('衔接办法', grid(CHOICES, items(body, 'choices')))
  );
}

interface SendOptions extends CommonOptions {
  readonly reason: string;
  readonly key?: string;
}

/** Adds them to the group `figures`. */
export function figureChoiceCommands(group: Command): void {
  leaf(group, 'choices', '一项变更会影响哪些在办业务，按类列出，和已经选定的衔接办法')
    .argument('<proposal>', '参数变更的标识（见 anju figures proposals）')
    .action(async (proposal: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/figures/proposals/${proposal}/choices`);
        return { data: body, text: choicesText(body) };
      });
    });
  chooseCommand(group);
  agreeCommand(group);
  chooseOneCommand(group);
}

function chooseCommand(group: Command): void {
  leaf(group, 'choose', '为一类在办业务提出衔接办法，由另一名主管决定')
    .argument('<proposal>', '参数变更的标识')
    .addOption(
      new Option('--class <class>', '类别').choices([...FIGURE_CLASSES]).makeOptionMandatory(),
    )
    .addOption(
      new Option('--pick <pick>', 'keep 沿用原参数，new 适用新参数，singly 逐件决定')
        .choices([...FIGURE_PICKS])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(
      async (
        proposal: string,
        options: SendOptions & { readonly class: string; readonly pick: string },
      ) => {
        const { class: of, pick, reason } = options;
        await send(`/figures/proposals/${proposal}/choices`, { class: of, pick, reason }, options);
      },
    );
}

function agreeCommand(group: Command): void {
  leaf(group, 'agree-choice', '同意（或 --decline 不同意）他人提出的衔接办法')
    .argument('<choice>', '衔接办法的标识')
    .option('--decline', '不同意')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (choice: string, options: SendOptions & { readonly decline?: boolean }) => {
      const json = { approve: options.decline !== true, reason: options.reason };
      await send(`/figure-choices/${choice}:decide`, json, options);
    });
}

function chooseOneCommand(group: Command): void {
  leaf(group, 'choose-one', '逐件决定：一件业务适用哪一个；另一名主管作同样选择后生效')
    .argument('<choice>', '衔接办法的标识')
    .argument('<case>', '业务标识或编号')
    .addOption(
      new Option('--pick <pick>', 'keep 沿用原参数，new 适用新参数')
        .choices([...CASE_PICKS])
        .makeOptionMandatory(),
    )
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(
      async (choice: string, of: string, options: SendOptions & { readonly pick: string }) => {
        await withClient(options, async (client) => {
          const { pick, reason } = options;
          const { body } = await client.send({
            method: 'POST',
            path: `/figure-choices/${choice}/cases/${await caseId(client, of)}:choose`,
            json: { pick, reason },
            key: keyFor(options.key),
          });
          return { data: body, text: choicesText(body) };
        });
      },
    );
}

async function send(path: string, json: Body, options: SendOptions): Promise<void> {
  await withClient(options, async (client) => {
    const { body } = await client.send({ method: 'POST', path, json, key: keyFor(options.key) });
    return { data: body, text: choicesText(body) };
  });
}
