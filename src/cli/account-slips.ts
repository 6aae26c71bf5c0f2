/** `anju account slip`, `slips` and `slip-void`: payments at the counter (柜面缴存). */
import type { Command } from 'commander';
import { accountId } from './account-id.ts';
import { items, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, type Column } from './grid.ts';
import { pathIn, saveNew } from './papers.ts';

const SLIPS: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '编号', value: (row) => text(row, 'number') },
  { title: '所属期', value: monthsText },
  { title: '金额（元）', value: (row) => text(row, 'amount') },
  { title: '有效期至', value: (row) => text(row, 'validTo') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '到账日', value: (row) => text(row, 'paidOn') },
  { title: '作废原因', value: (row) => text(row, 'voidReason') },
];

interface MakeOptions extends CommonOptions {
  readonly amount: string;
  readonly out: string;
  readonly key?: string;
}

interface VoidOptions extends CommonOptions {
  readonly reason: string;
  readonly key?: string;
}

export function slipCommands(account: Command): void {
  leaf(account, 'slips', '柜面缴存的缴款通知单，最新的在前')
    .argument('<account>', '个人账号（20位）或账户标识')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/accounts/${await accountId(client, given)}/payment-slips`);
        return { data: body, text: grid(SLIPS, items(body, 'items')) };
      });
    });
  leaf(account, 'slip', '开具缴款通知单存为 PDF；原来未缴的一张随之作废')
    .argument('<account>', '个人账号（20位）或账户标识')
    .requiredOption('--amount <yuan>', '整月的金额，如 1600.00')
    .requiredOption('--out <pdf>', '存入的文件')
    .addOption(keyOption())
    .action((given: string, options: MakeOptions) => make(given, options));
  leaf(account, 'slip-void', '作废缴款通知单')
    .argument('<slip>', '缴款通知单的标识')
    .requiredOption('--reason <text>', '理由')
    .addOption(keyOption())
    .action((slip: string, options: VoidOptions) => makeVoid(slip, options));
}

async function make(given: string, options: MakeOptions): Promise<void> {
  await withClient(options, async (client) => {
    const id = await accountId(client, given);
    const { amount, out, key } = options;
    const { body } = await client.send({
      ...{ method: 'POST', path: `/accounts/${id}/payment-slips`, json: { amount } },
      key: keyFor(key),
    });
    const { bytes } = await client.send({ method: 'GET', path: pathIn(body as Body) });
    saveNew(out, bytes);
    return { data: body, text: `${slipText(body as Body)}已存 ${out}\n` };
  });
}

async function makeVoid(slip: string, options: VoidOptions): Promise<void> {
  await withClient(options, async (client) => {
    const id = encodeURIComponent(slip);
    const seen = await client.read(`/payment-slips/${id}`);
    const { body } = await client.send({
      ...{ method: 'POST', path: `/payment-slips/${id}:void`, json: { reason: options.reason } },
      ...{ key: keyFor(options.key), version: Number(text(seen, 'version')) },
    });
    return { data: body, text: slipText(body as Body) };
  });
}

function monthsText(row: Body): string {
  const [from, to] = [text(row, 'from'), text(row, 'to')];
  return from === to ? from : `${from} 至 ${to}`;
}

function slipText(slip: Body): string {
  return card([
    ['标识', text(slip, 'id')],
    ['编号', text(slip, 'number')],
    ['所属期', monthsText(slip)],
    ['金额（元）', text(slip, 'amount')],
    ['收款账号', text(slip, 'virtualAccount')],
    ['有效期至', text(slip, 'validTo')],
    ['状态', text(slip, 'stateTitle')],
  ]);
}
