/** `anju figures preview`: which running cases a figure would change, before anybody confirms it. */
import type { Command } from 'commander';
import { field, items, text, wordsOf, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';

interface PreviewOptions extends CommonOptions {
  readonly proposal?: string;
  readonly name?: string;
  readonly value?: string;
  readonly from?: string;
  readonly center?: string;
  readonly district?: string;
}

/** Adds `figures preview`. */
export function figurePreviewCommand(group: Command): void {
  leaf(group, 'preview', '一项变更会影响哪些在办业务；提出前或决定前查看，不作任何改动')
    .option('--proposal <id>', '已经提出的变更')
    .option('--name <name>', '参数')
    .option('--value <value>', '值')
    .option('--from <date>', '从哪一天起')
    .option('--center <code>', '中心代码')
    .option('--district <code>', '区县代码')
    .action(async (options: PreviewOptions) => {
      await withClient(options, async (client) => {
        const json = await figureFor(client, options);
        const { body } = await client.send({ method: 'POST', path: '/figures:preview', json });
        return { data: body, text: previewText(body) };
      });
    });
}

async function figureFor(client: Client, options: PreviewOptions): Promise<Body> {
  const { proposal, name, value, from, center, district } = options;
  if (proposal === undefined) {
    if (name === undefined || value === undefined || from === undefined) {
      throw badInput('须加 --proposal，或者 --name、--value 和 --from。');
    }
    const place = {
      ...(center === undefined ? {} : { center }),
      ...(district === undefined ? {} : { district }),
    };
    return { name, value, validFrom: from, ...place };
  }
  const proposals = items(await client.read('/figures/proposals'), 'items');
  const found = proposals.find((one) => text(one, 'id') === proposal);
  if (!found) throw failure(EXIT.notFound, { code: 'not-found', title: '没有找到该参数变更' });
  return {
    ...{ name: text(found, 'name'), value: text(found, 'value') },
    ...{ validFrom: text(found, 'validFrom'), center: text(found, 'center') },
    district: field(found, 'district'),
  };
}

const CASES: readonly Column<Body>[] = [
  { title: '业务编号', value: (row) => text(row, 'number') },
  { title: '业务', value: (row) => text(row, 'typeTitle') },
  { title: '环节', value: (row) => text(row, 'stageTitle') },
  { title: '受理日期', value: (row) => text(row, 'acceptedOn') },
  { title: '会怎样', value: (row) => text(row, 'sentence') },
];

function previewText(body: unknown): string {
  const limits = (when: string) =>
    field(body, 'limits') === null
      ? ''
      : `${text(body, 'limits', when, 'min')}元至${text(body, 'limits', when, 'max')}元`;
  const count = (name: string) => `${text(body, 'counts', name)}件`;
  const reach = wordsOf(body, 'reach').map((sentence) => `· ${sentence}\n`);
  const rows = items(body, 'items');
  return [
    card([
      ['参数', `${text(body, 'title')}（${text(body, 'name')}）`],
      ['新值', `${text(body, 'value')}，自${text(body, 'validFrom')}起`],
      ['原值', text(body, 'before', 'value')],
      ['月缴存额（原）', limits('before')],
      ['月缴存额（新）', limits('after')],
      ['不能确定', text(body, 'conflict')],
      ['在办开户、转换和恢复缴存', `${count('open')}，已受理${count('accepted')}`],
      ['结果或期限会变', count('changed')],
      ['只有协议文本会变', count('printed')],
      ['生效前已到期', count('endsBefore')],
      ['未能计算', count('unknown')],
    ]),
    section('影响范围', reach.join('')),
    section('会变的业务', rows.length === 0 ? '（没有）\n' : grid(CASES, rows)),
  ].join('');
}
