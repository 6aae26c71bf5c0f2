/** `anju account mandate` and what is done with it: signing, the bank's code, changes, cancellation. */
import { createInterface } from 'node:readline/promises';
import { Option, type Command } from 'commander';
import { accountId } from './account-id.ts';
import { field, isBody, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { card } from './grid.ts';
import { objectFrom, textFrom, whole } from './input.ts';

export function mandateCommands(group: Command): void {
  showCommand(group);
  signCommand(group);
  confirmCommand(group);
  changeCommand(group);
  cancelCommand(group);
}

interface ActOptions extends CommonOptions {
  readonly key?: string;
  readonly ifVersion?: number;
}

function acting(group: Command, usage: string, description: string): Command {
  return leaf(group, usage, description)
    .argument('<account>', '个人账号（20位）或账户标识')
    .addOption(keyOption());
}

function versioned(group: Command, usage: string, description: string): Command {
  return acting(group, usage, description).option(
    '--if-version <n>',
    '所依据的授权版本；不填则取当前版本',
    whole,
  );
}

function showCommand(group: Command): void {
  leaf(group, 'mandate', '账户的委托扣款授权：状态、原因、下一步')
    .argument('<account>', '个人账号（20位）或账户标识')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const mandate = await mandateOf(client, await accountId(client, given));
        return { data: mandate, text: mandateText(mandate) };
      });
    });
}

interface CardOptions extends ActOptions {
  readonly card?: string;
  readonly limit?: string;
}

/** The card comes in a file, never on the command line, which others may read. */
function withCard(command: Command): Command {
  return command
    .option('--card <file>', '银行卡的 JSON 文件（number、holder、bank），- 为标准输入')
    .option('--limit <yuan>', '单笔限额，如 1600.00');
}

async function wanted({ card: file, limit }: CardOptions): Promise<Body> {
  return {
    ...(file === undefined ? {} : { card: await objectFrom(file) }),
    ...(limit === undefined ? {} : { limit }),
  };
}

function signCommand(group: Command): void {
  withCard(acting(group, 'mandate-sign', '重新签订委托扣款授权；不填银行卡则用上一次的')).action(
    async (given: string, options: CardOptions) => {
      const json = await wanted(options);
      await withClient(options, async (client) => {
        const id = await accountId(client, given);
        const path = `/accounts/${id}/mandate`;
        const { body } = await client.send({
          method: 'POST',
          path,
          json,
          key: keyFor(options.key),
        });
        return { data: body, text: mandateText(body) };
      });
    },
  );
}

interface CodeOptions extends ActOptions {
  readonly code?: string;
}

function confirmCommand(group: Command): void {
  versioned(group, 'mandate-confirm', '以银行发给持卡人的验证码确认授权或新卡')
    .option('--code <file>', '验证码所在的文件，- 为标准输入；不填则在终端询问')
    .action(async (given: string, options: CodeOptions) => {
      const code = await codeFrom(options.code);
      await act(given, options, { verb: 'confirm', json: { code } });
    });
}

/** Asked for at the terminal, or from a file: a code on the command line would be kept. */
async function codeFrom(file: string | undefined): Promise<string> {
  if (file !== undefined) return (await textFrom(file)).trim();
  if (!process.stdin.isTTY) {
    throw badInput('须在终端输入验证码，或加 --code 文件（- 为标准输入）。');
  }
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question('持卡人收到的6位验证码：');
  ask.close();
  return answer.trim();
}

function changeCommand(group: Command): void {
  withCard(
    versioned(group, 'mandate-change', '变更扣款的银行卡或单笔限额；新卡确认前仍从原卡扣款'),
  ).action(async (given: string, options: CardOptions) => {
    const json = await wanted(options);
    if (Object.keys(json).length === 0) throw badInput('须加 --card 文件或 --limit 金额。');
    await act(given, options, { verb: 'change', json });
  });
}

interface CancelOptions extends ActOptions {
  readonly reason: string;
  readonly by: string;
}

function cancelCommand(group: Command): void {
  versioned(group, 'mandate-cancel', '解除委托扣款授权：立即停止扣款，并通知银行')
    .requiredOption('--reason <text>', '理由')
    .addOption(
      new Option('--by <side>', '由谁提出：本人，或中心（限主管）')
        .choices(['holder', 'center'])
        .default('holder'),
    )
    .action(async (given: string, options: CancelOptions) => {
      const { reason, by } = options;
      await act(given, options, { verb: 'cancel', json: { reason, by } });
    });
}

interface Act {
  readonly verb: 'confirm' | 'change' | 'cancel';
  readonly json: Body;
}

async function act(given: string, options: ActOptions, { verb, json }: Act): Promise<void> {
  await withClient(options, async (client) => {
    const id = await accountId(client, given);
    const version = options.ifVersion ?? Number(text(await mandateOf(client, id), 'version'));
    const { body } = await client.send({
      ...{ method: 'POST', path: `/accounts/${id}/mandate:${verb}`, json },
      ...{ key: keyFor(options.key), version },
    });
    return { data: body, text: mandateText(body) };
  });
}

/** Null: the account never had one. */
async function mandateOf(client: Client, id: string): Promise<Body | null> {
  const mandate = field(await client.read(`/accounts/${id}`), 'mandate');
  return isBody(mandate) ? mandate : null;
}

/** A mandate as a card; also a part of the account's. */
export function mandateText(mandate: unknown): string {
  if (!isBody(mandate)) return '没有委托扣款授权。\n';
  const cardOf = (name: string) =>
    [text(mandate, name, 'bank'), text(mandate, name, 'number')].filter(Boolean).join(' ');
  return card([
    ['状态', text(mandate, 'stateTitle')],
    [
      '原因',
      [text(mandate, 'reason', 'title'), text(mandate, 'reason', 'remedy')]
        .filter(Boolean)
        .join('。'),
    ],
    ['下一步', text(mandate, 'next')],
    ['银行卡', cardOf('card')],
    ['待确认的新卡', cardOf('nextCard')],
    ['单笔限额（元）', text(mandate, 'limit')],
    ['授权编号', text(mandate, 'bankMandate')],
    ['申请日期', text(mandate, 'requestedOn')],
    ['确认日期', text(mandate, 'confirmedOn')],
    ['终止日期', text(mandate, 'endedOn')],
    ['版本', text(mandate, 'version')],
  ]);
}
