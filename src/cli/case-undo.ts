/** `anju case undo-plan`: what undoing an opening would come to, and what to put into its application. */
import type { Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { caseId } from './find-case.ts';
import { card, grid, section, type Column } from './grid.ts';

const CHANGES: readonly Column<Body>[] = [
  { title: '事项', value: (row) => text(row, 'title') },
  { title: '撤销前', value: (row) => text(row, 'before') },
  { title: '撤销后', value: (row) => text(row, 'after') },
];

const STEPS: readonly Column<Body>[] = [
  { title: '凭证', value: (row) => text(row, 'journal') },
  { title: '业务', value: (row) => text(row, 'title') },
  { title: '记账日期', value: (row) => text(row, 'valueDate') },
  { title: '转暂收款（元）', value: (row) => text(row, 'rebooked') },
];

/** Adds the command to the group `case`. */
export function caseUndoCommand(group: Command): void {
  leaf(group, 'undo-plan', '撤销开户的预览：前后对比、冲销的凭证、妨碍撤销的原因；不改变账务')
    .argument('<case>', '开户业务或者撤销开户业务的标识或编号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/cases/${await caseId(client, given)}/undo-plan`);
        return { data: body, text: undoText(body) };
      });
    });
}

function undoText(body: unknown): string {
  const reasons = items(body, 'reasons').map(
    (one) => `${text(one, 'text')}${text(one, 'remedy')}\n`,
  );
  const journals = field(body, 'journals');
  const recorded = Array.isArray(journals) ? journals.join('、') : '';
  const undoneOn = text(body, 'undoneOn');
  return [
    card([
      ['账户', text(body, 'accountNumber')],
      ['可以撤销', text(body, 'possible')],
      ['撤销日期', undoneOn],
      ['记账凭证', recorded],
      // It goes into the application of whoever proposes it.
      ['预览摘要', undoneOn === '' ? text(body, 'digest') : ''],
    ]),
    section('妨碍撤销的原因', reasons.join('')),
    section('前后对比', grid(CHANGES, items(body, 'changes'))),
    section('随之冲销的凭证', grid(STEPS, items(body, 'steps'))),
  ].join('');
}
