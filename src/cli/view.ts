/** `anju view …`: saved views of cases, and what came into those one follows. */
import type { Command } from 'commander';
import { field, items, moment, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { grid, type Column } from './grid.ts';
import { isUuid } from './input.ts';
import { caseList } from './show-case.ts';

interface ChangeOptions extends CommonOptions {
  readonly key?: string;
}

interface NewsOptions extends ChangeOptions {
  readonly note?: boolean;
}

/** Adds the command group `view`. */
export function viewCommand(program: Command): void {
  const group = program.command('view').description('视图：保存的清单，以及关注后新进入的办件');
  leaf(group, 'list', '列出本人的和共享给本人的视图').action(async (options: CommonOptions) => {
    await withClient(options, async (client) => {
      const body = await client.read('/views');
      return { data: body, text: grid(VIEWS, items(body, 'items')) };
    });
  });
  leaf(group, 'follow', '关注一个办件视图：此后新进入的会告诉您')
    .argument('<view>', '视图标识或名称')
    .addOption(keyOption())
    .action(async (given: string, options: ChangeOptions) => {
      await withClient(options, async (client) => {
        const body = await change(client, given, { verb: 'follow', key: options.key });
        return { data: body, text: grid(FOLLOWED, [body as Body]) };
      });
    });
  leaf(group, 'unfollow', '不再关注一个视图')
    .argument('<view>', '视图标识或名称')
    .addOption(keyOption())
    .action(async (given: string, options: ChangeOptions) => {
      await withClient(options, async (client) => {
        await change(client, given, { verb: 'unfollow', key: options.key });
        return { data: { following: false }, text: '不再关注。\n' };
      });
    });
  newsCommand(group);
  keepCommands(group);
}

interface SaveOptions extends ChangeOptions {
  readonly where: readonly string[];
  readonly tasks?: boolean;
  readonly shared?: boolean;
}

function keepCommands(group: Command): void {
  leaf(group, 'save', '保存一个视图')
    .argument('<name>', '名称')
    .requiredOption('--where <condition...>', '条件，如 stage=incomplete overdue=true')
    .option('--tasks', '待办的视图；不加则为办件的')
    .option('--shared', '与本网点的同事共享')
    .addOption(keyOption())
    .action(async (name: string, options: SaveOptions) => {
      await withClient(options, async (client) => {
        const { shared = false, tasks = false, key } = options;
        const query = { page: tasks ? 'work' : 'cases', ...conditionsIn(options.where) };
        const json = { name, query, shared };
        const request = { method: 'POST', path: '/views', key: keyFor(key), json } as const;
        const { body } = await client.send(request);
        return { data: body, text: grid(VIEWS, [body as Body]) };
      });
    });
  leaf(group, 'remove', '删去本人的一个视图')
    .argument('<view>', '视图标识或名称')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const path = `/views/${await viewId(client, given)}`;
        await client.send({ method: 'DELETE', path });
        return { data: { removed: true }, text: '已删去。\n' };
      });
    });
}

function conditionsIn(where: readonly string[]): Readonly<Record<string, string>> {
  const pairs = where.map((condition) => {
    const [, name = '', value = ''] = /^([A-Za-z]+)=(.+)$/s.exec(condition) ?? [];
    if (name === '' || name === 'page') throw badInput('--where 须为“名称=值”。');
    return [name, value] as const;
  });
  return Object.fromEntries(pairs);
}

function newsCommand(group: Command): void {
  leaf(group, 'news', '关注的视图里新进入了什么；给出视图则列出办件')
    .argument('[view]', '视图标识或名称')
    .option('--note', '列出的视为已看过，下次不再列出')
    .addOption(keyOption())
    .action(async (given: string | undefined, options: NewsOptions) => {
      await withClient(options, async (client) => {
        if (given !== undefined) return newsOf(client, given, options);
        const body = await client.read('/views:followed');
        return { data: body, text: grid(FOLLOWED, items(body, 'items')) };
      });
    });
}

async function newsOf(client: Client, given: string, options: NewsOptions): Promise<Result> {
  const id = await viewId(client, given);
  const path = `/views/${id}/news`;
  const body = await client.read(path);
  const cases = items(body, 'items').map((one) => text(one, 'id'));
  if (options.note === true && cases.length > 0) {
    const key = keyFor(options.key);
    await client.send({ method: 'POST', path: `/views/${id}/news:note`, key, json: { cases } });
  }
  return { data: body, text: grid(FOLLOWED, [body as Body]) + caseList(body) };
}

async function change(
  client: Client,
  given: string,
  { verb, key }: { readonly verb: 'follow' | 'unfollow'; readonly key: string | undefined },
): Promise<unknown> {
  const path = `/views/${await viewId(client, given)}:${verb}`;
  return (await client.send({ method: 'POST', path, key: keyFor(key) })).body;
}

/** @throws a failure (notFound) when no view, or not one alone, bears the name */
async function viewId(client: Client, given: string): Promise<string> {
  if (isUuid(given)) return given.toLowerCase();
  const found = items(await client.read('/views'), 'items').filter(
    (view) => text(view, 'name') === given,
  );
  const [one] = found;
  if (one !== undefined && found.length === 1) return text(one, 'id');
  throw failure(EXIT.notFound, {
    code: 'not-found',
    title: one === undefined ? '没有这个名称的视图' : '有几个同名的视图，请用标识',
  });
}

const VIEWS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '名称', value: (row) => text(row, 'name') },
  { title: '清单', value: (row) => (text(row, 'query', 'page') === 'work' ? '待办' : '办件') },
  { title: '共享', value: (row) => text(row, 'shared') },
  { title: '本人的', value: (row) => text(row, 'own') },
  { title: '关注', value: (row) => text(row, 'following') },
];

const FOLLOWED: readonly Column<Body>[] = [
  { title: '视图', value: (row) => text(row, 'view', 'name') },
  { title: '新进入', value: (row) => text(row, 'news') },
  {
    title: '现有',
    value: (row) => text(row, 'total') + (field(row, 'full') === true ? '以上' : ''),
  },
  { title: '上次查看', value: (row) => moment(row, 'lookedAt') },
  { title: '标识', value: (row) => text(row, 'view', 'id') },
  { title: '说明', value: (row) => text(row, 'problem') },
];
