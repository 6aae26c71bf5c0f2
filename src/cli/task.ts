/** `anju task …`: the list, the next one, take it, put it back; who moves tasks stands beside. */
import type { Command } from 'commander';
import { field, text } from './answers.ts';
import { flag } from './case.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { whole } from './input.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';
import { taskCard, taskList } from './show-case.ts';
import { taskMoveCommands } from './task-moves.ts';

interface ListOptions extends CommonOptions, PageOptions {
  readonly ofRole?: string;
  readonly branch?: string;
  readonly kind?: string;
  readonly mine?: boolean;
  readonly overdue?: boolean;
  readonly holder?: string;
  readonly escalated?: boolean;
  readonly aside?: boolean;
}

interface ChangeOptions extends CommonOptions {
  readonly ifVersion?: number;
  readonly key?: string;
}

/** Adds the command group `task`. */
export function taskCommand(program: Command): void {
  const group = program.command('task').description('待办：列出、领取、放回、改派、改期');
  pageOptions(leaf(group, 'list', '列出待办，到期最早的在前'))
    .option('--of-role <role>', '某个岗位的')
    .option('--branch <branch>', '某个网点的')
    .option('--kind <kind>', '某一种')
    .option('--mine', '只看自己领取或被指派的')
    .option('--overdue', '只看超期的')
    .option('--holder <staff>', '某人领取或被指派的')
    .option('--escalated', '只看须主管处理的：超过法定、承诺或待办期限')
    .option('--aside', '只看暂缓办理的；不加则不列出，列超期的和某人名下的除外')
    .action(async (options: ListOptions) => {
      const { ofRole: role, branch, kind, mine, overdue, holder, escalated, aside } = options;
      await withClient(options, async (client) => {
        const query = {
          ...{ role, branch, kind, holder },
          mine: flag(mine),
          overdue: flag(overdue),
          escalated: flag(escalated),
          aside: flag(aside),
        };
        const body = await readPages(client, '/tasks', query, options);
        return { data: body, text: taskList(body) };
      });
    });
  leaf(group, 'next', '下一件该办的，以及为什么是它').action(async (options: CommonOptions) => {
    await withClient(options, async (client) => {
      const body = await client.read('/tasks:next');
      const task = field(body, 'task');
      const because = `${text(body, 'because')}\n`;
      return { data: body, text: because + (task === null ? '' : taskCard(task)) };
    });
  });
  leaf(group, 'show', '查看一件待办')
    .argument('<task>', '待办标识')
    .action(async (id: string, options: CommonOptions) => {
      await withClient(options, async (client) => shown(await read(client, id)));
    });
  changeCommand(group, 'claim', '领取一件待办');
  changeCommand(group, 'release', '放回一件待办');
  taskMoveCommands(group);
}

function changeCommand(group: Command, verb: 'claim' | 'release', description: string): void {
  leaf(group, verb, description)
    .argument('<task>', '待办标识')
    .option('--if-version <n>', '所依据的待办版本；不填则取当前版本', whole)
    .addOption(keyOption())
    .action(async (id: string, options: ChangeOptions) => {
      await withClient(options, async (client) => {
        const version = options.ifVersion ?? Number(text(await read(client, id), 'version'));
        const path = `/tasks/${encodeURIComponent(id)}:${verb}`;
        const key = keyFor(options.key);
        const { body } = await client.send({ method: 'POST', path, key, version });
        return shown(body);
      });
    });
}

function read(client: Client, id: string): Promise<unknown> {
  return client.read(`/tasks/${encodeURIComponent(id)}`);
}

function shown(body: unknown): Result {
  return { data: body, text: taskCard(body) };
}
