/** `anju demo advance`: carries a case of a time demo to the end of its next wait. */
import type { Command } from 'commander';
import { items, text } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { caseId } from './find-case.ts';
import { caseCard } from './show-case.ts';

interface AdvanceOptions extends CommonOptions {
  readonly key?: string;
}

/** Adds the command to the group `demo`. */
export function demoAdvanceCommand(group: Command): void {
  leaf(
    group,
    'advance',
    '演示时间：快进到这件业务下一个等待期满之时（只在 npm start -- --time-demo 中）',
  )
    .argument('<case>', '业务标识或编号')
    .addOption(keyOption())
    .action(async (given: string, options: AdvanceOptions) => {
      await withClient(options, async (client) => {
        const id = await caseId(client, given);
        const path = `/cases/${id}/demo-time:advance`;
        const { body } = await client.send({ method: 'POST', path, key: keyFor(options.key) });
        const now = await client.read(`/cases/${id}`);
        return { data: body, text: `${passed(body)}\n${caseCard(now)}` };
      });
    });
}

function passed(body: unknown): string {
  const runs = items(body, 'runs').map((run) => `${text(run, 'title')}${text(run, 'times')}次`);
  const along = runs.length === 0 ? '' : `；其间的批处理：${runs.join('、')}`;
  return `演示时间由${text(body, 'from')}快进到${text(body, 'to')}，${text(body, 'waits')}项等待期满${along}。${text(body, 'stopped')}`;
}
