/**
 * `anju case act`: a human act on a case.
 *
 * The act says which version of the case it saw. Without `--if-version` the case is read first:
 * then its reason, its preview and whether it is possible are told before anything is sent.
 */
import type { Command } from 'commander';
import { field, items, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { confirm } from './confirm.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { caseId } from './find-case.ts';
import { collect, objectFrom, whole, withSettings } from './input.ts';
import { caseCard } from './show-case.ts';

interface ActOptions extends CommonOptions {
  readonly file?: string;
  readonly set?: readonly string[];
  readonly reason?: string;
  readonly yes?: boolean;
  readonly ifVersion?: number;
  readonly key?: string;
}

export function caseActCommand(group: Command): void {
  leaf(group, 'act', '办理一项操作（见 anju case show 列出的操作）')
    .argument('<case>', '业务标识或编号')
    .argument('<action>', '操作，如 sign、review、withdraw')
    .option('--file <file>', '操作的内容（JSON），- 为标准输入')
    .option('--set <field=value>', '填写一个字段，可重复；名称:=JSON 填任意值', collect)
    .option('--reason <text>', '理由')
    .option('--yes', '不再询问')
    .option('--if-version <n>', '所依据的业务版本；不填则取当前版本', whole)
    .addOption(keyOption())
    .action(async (given: string, action: string, options: ActOptions) => {
      await act(given, action, options);
    });
}

interface HandOverOptions extends CommonOptions {
  readonly to: string;
  readonly reason: string;
  readonly yes?: boolean;
  readonly ifVersion?: number;
  readonly key?: string;
}

/** `anju case hand-over`: the act `hand-over`, which every case type has. */
export function caseHandOverCommand(group: Command): void {
  leaf(group, 'hand-over', '把业务连同未办结的待办移交给本中心的另一网点')
    .argument('<case>', '业务标识或编号')
    .requiredOption('--to <branch>', '接收网点（见 anju staff branches）')
    .requiredOption('--reason <text>', '理由')
    .option('--yes', '不再询问')
    .option('--if-version <n>', '所依据的业务版本；不填则取当前版本', whole)
    .addOption(keyOption())
    .action(async (given: string, options: HandOverOptions) => {
      const { to, ...rest } = options;
      await act(given, 'hand-over', { ...rest, set: [`branch=${to}`] });
    });
}

async function act(given: string, action: string, options: ActOptions): Promise<void> {
  await withClient(options, async (client) => {
    const content = await contentOf(options);
    const id = await caseId(client, given);
    const version = options.ifVersion ?? (await look(client, { id, action, content, options }));
    const { body } = await client.send({
      method: 'POST',
      path: `/cases/${id}/actions/${encodeURIComponent(action)}`,
      json: content,
      key: keyFor(options.key),
      version,
    });
    return { data: body, text: caseCard(body) };
  });
}

async function contentOf({ file, set = [], reason }: ActOptions): Promise<Body> {
  const base = file === undefined ? {} : await objectFrom(file);
  return { ...withSettings(base, set), ...(reason === undefined ? {} : { reason }) };
}

interface Looking {
  readonly id: string;
  readonly action: string;
  readonly content: Body;
  readonly options: ActOptions;
}

/**
 * Looks at the case before acting.
 *
 * @returns the version that was seen
 */
async function look(client: Client, { id, action, content, options }: Looking): Promise<number> {
  const body = await client.read(`/cases/${id}`);
  const known = items(body, 'actions').find((one) => text(one, 'action') === action);
  if (known === undefined || field(known, 'allowed') !== true) throw refused(body, known);
  if (field(known, 'needsReason') === true && typeof content['reason'] !== 'string') {
    throw badInput(`“${text(known, 'title')}”须写明理由。`, '用 --reason 填写。');
  }
  const preview = text(known, 'preview');
  if (preview !== '' && options.yes !== true) await confirm(text(known, 'title'), preview);
  return Number(text(body, 'version'));
}

function refused(body: unknown, known: Body | undefined) {
  const possible = items(body, 'actions')
    .filter((one) => field(one, 'allowed') === true)
    .map((one) => text(one, 'action'));
  const code = text(known, 'code') || 'action-not-permitted';
  return failure(code === 'not-authorized' ? EXIT.notAllowed : EXIT.conflict, {
    code,
    title: '不能进行此操作',
    detail: text(known, 'reason') || `当前环节（${text(body, 'stage', 'title')}）没有这项操作。`,
    remedy:
      possible.length === 0
        ? '您在当前环节没有可以进行的操作。'
        : `现在可以：${possible.join('、')}`,
  });
}
