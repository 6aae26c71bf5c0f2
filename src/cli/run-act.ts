/** `anju run approve`, `stop`, `wake`, `resume`, `cancel`, `strike`: what a supervisor does to a run. */
import type { Command } from 'commander';
import { field, items, text } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { confirm } from './confirm.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { runCard } from './show-run.ts';

export function runActCommands(group: Command): void {
  approveCommand(group);
  actCommand(group, 'stop', '停止：办完手头的一段就停下');
  actCommand(group, 'wake', '唤醒：让它立即再看一次；流程不在了的重新启动');
  actCommand(group, 'resume', '继续已停止的批处理');
  actCommand(group, 'cancel', '取消：未办的不再办理，已办的不变');
  strikeCommand(group);
}

interface ActOptions extends CommonOptions {
  readonly reason: string;
  readonly yes?: boolean;
  readonly digest?: string;
  readonly key?: string;
}

type ApproveOptions = Omit<ActOptions, 'reason'> & { readonly reason?: string };

function approveCommand(group: Command): void {
  leaf(group, 'approve', '批准名单（发起人以外的主管）：先显示合计，确认后只办这份名单')
    .argument('<run>', '批处理的标识')
    .option('--digest <sha256>', '所核对名单的摘要；不填则以当前显示的为准')
    .option('--reason <text>', '理由；名单明显超出以往时必须写明')
    .option('--yes', '不再询问')
    .addOption(keyOption())
    .action(async (id: string, options: ApproveOptions) => {
      await withClient(options, async (client) => {
        const seen = await client.read(`/runs/${encodeURIComponent(id)}`);
        permitted(seen, 'approve');
        if (options.yes !== true) await confirm('批准名单', runCard(seen));
        const digest = options.digest ?? text(seen, 'digest');
        const { reason } = options;
        const json = { action: 'approve', digest, ...(reason !== undefined && { reason }) };
        const body = await send(client, { id, seen, json, options });
        return { data: body, text: runCard(body) };
      });
    });
}

function actCommand(group: Command, action: string, description: string): void {
  leaf(group, action, description)
    .argument('<run>', '批处理的标识')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, options: ActOptions) => {
      await withClient(options, async (client) => {
        const seen = await client.read(`/runs/${encodeURIComponent(id)}`);
        permitted(seen, action);
        const json = { action, reason: options.reason };
        const body = await send(client, { id, seen, json, options });
        return { data: body, text: runCard(body) };
      });
    });
}

interface StrikeOptions extends ActOptions {
  readonly back?: boolean;
}

function strikeCommand(group: Command): void {
  leaf(group, 'strike', '批准前从名单中剔除（或放回）若干项')
    .argument('<run>', '批处理的标识')
    .argument('<n...>', '名单中的序号')
    .option('--back', '放回已剔除的')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action(async (id: string, numbers: readonly string[], options: StrikeOptions) => {
      const wanted = numbers.map(Number);
      if (!wanted.every((n) => Number.isInteger(n) && n > 0)) throw badInput('序号须为正整数。');
      await withClient(options, async (client) => {
        const seen = await client.read(`/runs/${encodeURIComponent(id)}`);
        permitted(seen, 'strike');
        const { reason, back = false } = options;
        const json = { items: wanted, back, reason };
        const body = await send(client, {
          id,
          seen,
          json,
          options,
          path: `/runs/${encodeURIComponent(id)}/strikes`,
        });
        return { data: body, text: runCard(body) };
      });
    });
}

interface Sending {
  readonly id: string;
  readonly seen: unknown;
  readonly json: object;
  readonly options: { readonly key?: string };
  /** Left out: that of the acts. */
  readonly path?: string;
}

async function send(
  client: Client,
  { id, seen, json, options, path = `/runs/${encodeURIComponent(id)}/actions` }: Sending,
): Promise<unknown> {
  const { body } = await client.send({
    method: 'POST',
    path,
    json,
    key: keyFor(options.key),
    version: Number(text(seen, 'version')),
  });
  return body;
}

/** @throws a failure (conflict) with the server's reason */
function permitted(body: unknown, action: string): void {
  const known = items(body, 'actions').find((one) => text(one, 'action') === action);
  if (known !== undefined && field(known, 'permitted') === true) return;
  throw failure(EXIT.conflict, {
    code: 'action-not-permitted',
    title: '当前不能进行此操作',
    detail: text(known, 'reason'),
  });
}
