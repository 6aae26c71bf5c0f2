/** `anju account contributions` and `receipt`: months paid, what is owed, and both on paper. */
import type { Command } from 'commander';
import { items, text, type Body } from './answers.ts';
import { accountId } from './account-id.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { card, grid, section, type Column } from './grid.ts';
import { pathIn, saveNew } from './papers.ts';

const DUES: readonly Column<Body>[] = [
  { title: '所属期', value: (row) => `${text(row, 'from')} 至 ${text(row, 'to')}` },
  { title: '应缴（元）', value: (row) => text(row, 'amount') },
  { title: '扣款日', value: (row) => text(row, 'dueOn') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '已扣次数', value: (row) => text(row, 'attempts') },
  { title: '下次扣款', value: (row) => text(row, 'nextOn') },
  { title: '上次结果', value: (row) => text(row, 'outcomeText') },
];

export function contributionsCommand(account: Command): void {
  leaf(account, 'contributions', '缴存：已缴月份、应缴和欠缴、现在可以自行缴存的金额')
    .argument('<account>', '个人账号（20位）或账户标识')
    .action(async (given: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const id = await accountId(client, given);
        const body = await client.read(`/accounts/${id}/contributions`);
        return { data: body, text: contributionsText(body) };
      });
    });
}

interface ReceiptOptions extends CommonOptions {
  readonly from: string;
  readonly to?: string;
  readonly out: string;
  readonly key?: string;
}

export function receiptCommand(account: Command): void {
  leaf(account, 'receipt', '打印缴存回执存为 PDF；有编号和核验码，并留存')
    .argument('<account>', '个人账号（20位）或账户标识')
    .requiredOption('--from <month>', '起始月份，如 2026-10')
    .option('--to <month>', '截止月份，不填为起始月份')
    .requiredOption('--out <pdf>', '存入的文件')
    .addOption(keyOption())
    .action(async (given: string, options: ReceiptOptions) => {
      await withClient(options, async (client) => {
        const id = await accountId(client, given);
        const { from, to = from, out, key } = options;
        const { body } = await client.send({
          ...{ method: 'POST', path: `/accounts/${id}/receipts`, json: { from, to } },
          key: keyFor(key),
        });
        const { bytes } = await client.send({ method: 'GET', path: pathIn(body as Body) });
        saveNew(out, bytes);
        return { data: body, text: `已存 ${out}（${text(body, 'number')}）\n` };
      });
    });
}

function contributionsText(body: unknown): string {
  const payable = (name: string) => text(body, 'payable', name);
  const months = items(body, 'months').map((one) => text(one, 'month'));
  const may =
    payable('from') === ''
      ? `现在不能：${text(body, 'notPayable')}`
      : `${payable('from')} 至 ${payable('until')}，${payable('amountMin')} 至 ${payable('amountMax')} 元，每月 ${payable('monthlyAmount')} 元`;
  return [
    card([
      ['缴至年月', text(body, 'paidTo') || '未缴'],
      ['首个未缴月份', text(body, 'firstUnpaid') || `无：${text(body, 'noneUnpaid')}`],
      ['已缴月数', text(body, 'continuity', 'months')],
      ['连续缴存', `${text(body, 'continuity', 'continuous')} 个月`],
      ['可自行缴存', may],
      ['转账账号', payable('virtualAccount')],
    ]),
    section('已缴月份', months.length === 0 ? '' : `${months.join('、')}\n`),
    section('应缴', grid(DUES, items(body, 'dues'))),
  ].join('');
}
