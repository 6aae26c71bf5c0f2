/** `anju case notes` and `anju case note`: what the staff wrote down about a case. */
import type { Command } from 'commander';
import { items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { caseId } from './find-case.ts';
import { grid, type Column } from './grid.ts';
import { textFrom } from './input.ts';

const NOTES: readonly Column<Body>[] = [
  { title: '时间', value: (row) => moment(row, 'at') },
  { title: '谁', value: (row) => text(row, 'authorName') },
  { title: '备注', value: (row) => text(row, 'text') },
];

interface NoteOptions extends CommonOptions {
  readonly file: string;
  readonly key?: string;
}

/** Adds the commands to the group `case`. */
export function caseNoteCommands(group: Command): void {
  leaf(group, 'notes', '一件业务的备注')
    .argument('<case>', '业务标识或编号')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/cases/${await caseId(client, given)}/notes`);
        return { data: body, text: grid(NOTES, items(body, 'items')) };
      });
    });
  leaf(group, 'note', '写一条备注，从文件或标准输入读取')
    .argument('<case>', '业务标识或编号')
    .option('--file <file>', '备注内容，- 为标准输入', '-')
    .addOption(keyOption())
    .action(async (given: string, options: NoteOptions) => {
      await withClient(options, async (client) => {
        const words = (await textFrom(options.file)).trim();
        if (words === '') throw badInput('备注没有内容。');
        const path = `/cases/${await caseId(client, given)}/notes`;
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path, key, json: { text: words } });
        return { data: body, text: grid(NOTES, [body as Body]) };
      });
    });
}
