/** `anju sim card`, `transfer` and the like: the books of the simulated bank. */
import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { act, number, output, type SimOptions } from './sim-act.ts';
import type { Control } from './sim-control.ts';

export function bankCommands(sim: Command): void {
  cardCommands(sim);
  moneyCommands(sim);
  ownCommands(sim);
  listCommands(sim);
  tellingCommand(sim);
  for (const [verb, description] of MANDATE_ACTS) {
    sim
      .command(`mandate-${verb}`)
      .argument('<mandate>', '授权编号')
      .description(description)
      .addOption(output())
      .action(async (mandate: string, options: SimOptions) => {
        await act(options, (control) => control('POST', `/bank/mandates/${verb}`, { mandate }));
      });
  }
}

function tellingCommand(sim: Command): void {
  sim
    .command('bank-tells')
    .argument('<what>', 'mandates（只告知委托授权的变动）或 all（扣款结果和来款也告知）')
    .description('银行主动告知什么；不告知的等本系统来问')
    .addOption(output())
    .action(async (bankTells: string, options: SimOptions) => {
      await act(options, async (control) => {
        const settings = (await control('GET', '/settings')) as object;
        return control('PUT', '/settings', { ...settings, bankTells });
      });
    });
}

const MANDATE_ACTS = [
  ['cancel', '持卡人到银行解除委托扣款授权'],
  ['confirm', '持卡人在银行的渠道确认委托扣款授权或新卡'],
] as const;

interface CardOptions extends SimOptions {
  readonly holder?: string;
  readonly document?: string;
  readonly state?: string;
  readonly balance?: string;
}

function cardCommands(sim: Command): void {
  const card = sim.command('card').description('模拟银行的卡（均为虚构）');
  card
    .command('show')
    .argument('<number>', '卡号')
    .description('显示一张卡的户名、状态和余额')
    .addOption(output())
    .action(async (card: string, options: SimOptions) => {
      await act(options, async (control) => {
        const found = await findCard(control, card);
        if (found) return found;
        throw new Fault('not-found', '模拟银行里没有这张卡。');
      });
    });
  card
    .command('set')
    .argument('<number>', '卡号')
    .description('改变一张卡，或新开一张；没有写到的内容保持原样')
    .option('--holder <name>', '户名（新卡须写明）')
    .option('--document <number>', '持卡人证件号码（新卡须写明）')
    .option('--state <state>', 'normal、lost、frozen 或 closed')
    .option('--balance <yuan>', '余额，如 1200.00')
    .addOption(output())
    .action(async (card: string, options: CardOptions) => {
      await act(options, async (control) => {
        const { holder, document, state, balance } = options;
        await control('PUT', '/bank/cards', {
          number: card,
          ...(holder !== undefined && { holder }),
          ...(document !== undefined && { document }),
          ...(state !== undefined && { state }),
          ...(balance !== undefined && { balance }),
        });
        return findCard(control, card);
      });
    });
}

async function findCard(control: Control, card: string): Promise<object | undefined> {
  const found = await control('POST', '/bank/cards/search', { number: card });
  return (found as { items: readonly object[] }).items[0];
}

interface TransferOptions extends SimOptions {
  readonly payer: string;
  readonly from: string;
  readonly text?: string;
  readonly virtualAccount?: string;
}

type OwnOptions = SimOptions & { readonly text?: string };

const OWN_MOVES = [
  ['interest', '银行对中心的存款专户结息（对账单类别“利息”）'],
  ['fee', '银行从中心的存款专户扣收手续费（对账单类别“手续费”）'],
] as const;

function ownCommands(sim: Command): void {
  for (const [kind, description] of OWN_MOVES) {
    sim
      .command(kind)
      .argument('<center>', '中心代码（六位）')
      .argument('<yuan>', '金额，如 12.34')
      .description(description)
      .option('--text <text>', '摘要')
      .addOption(output())
      .action(async (center: string, amount: string, { text, ...options }: OwnOptions) => {
        await act(options, (control) =>
          control('POST', '/bank/own-moves', {
            ...{ center, kind, amount },
            ...(text !== undefined && { text }),
          }),
        );
      });
  }
}

function moneyCommands(sim: Command): void {
  sim
    .command('transfer')
    .argument('<center>', '中心代码（六位）')
    .argument('<yuan>', '金额，如 2400.00')
    .description('向中心的存款专户转入一笔款项')
    .requiredOption('--payer <name>', '付款人')
    .requiredOption('--from <account>', '付款账号；是模拟银行的卡时从卡上付')
    .option('--text <text>', '附言')
    .option('--virtual-account <number>', '虚拟户号')
    .addOption(output())
    .action(async (center: string, amount: string, options: TransferOptions) => {
      await act(options, (control) => {
        const { payer, from, text, virtualAccount } = options;
        return control('POST', '/bank/transfers', {
          ...{ center, amount, payer, payerAccount: from },
          ...(text !== undefined && { text }),
          ...(virtualAccount !== undefined && { virtualAccount }),
        });
      });
    });
  sim
    .command('return')
    .argument('<key>', '指令编号')
    .description('退回一笔已付的款，或收回一笔已扣的款')
    .option('--code <code>', '银行代码，默认 90')
    .addOption(output())
    .action(async (key: string, { code, ...options }: SimOptions & { readonly code?: string }) => {
      await act(options, (control) =>
        control('POST', '/bank/returns', { key, ...(code !== undefined && { code }) }),
      );
    });
  sim
    .command('deposit')
    .description('列出中心的存款专户；写明中心和余额时改变它')
    .argument('[center]', '中心代码（六位）')
    .argument('[yuan]', '余额，如 100000.00')
    .addOption(output())
    .action(
      async (center: string | undefined, balance: string | undefined, options: SimOptions) => {
        await act(options, async (control) => {
          if (center !== undefined) await control('PUT', '/bank/deposits', { center, balance });
          return items(control, '/bank/deposits');
        });
      },
    );
}

type Limited = SimOptions & { readonly limit?: number | string };

function listCommands(sim: Command): void {
  const lists = [
    ['instructions', '列出最近的扣款和付款（个人信息已遮蔽）', '/bank/instructions'],
    [
      'mandates',
      '列出最近的委托扣款授权（个人信息已遮蔽），和银行发给持卡人的验证码',
      '/bank/mandates',
    ],
  ] as const;
  for (const [name, description, path] of lists) {
    sim
      .command(name)
      .description(description)
      .option('--limit <n>', '最多几条', number)
      .addOption(output())
      .action(async ({ limit, ...options }: Limited) => {
        const query = limit === undefined ? '' : `?limit=${encodeURIComponent(limit)}`;
        await act(options, (control) => items(control, `${path}${query}`));
      });
  }
}

async function items(control: Control, path: string): Promise<unknown> {
  return ((await control('GET', path)) as { items: readonly object[] }).items;
}
