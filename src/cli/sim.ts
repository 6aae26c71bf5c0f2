/**
 * `anju sim …`: the simulated outside systems. Break one, watch a case park; mend it, watch it go on.
 *
 * Exit codes as of every command: 7 while the simulators cannot be reached.
 */
import type { Command } from 'commander';
import { act, number, output, type SimOptions } from './sim-act.ts';
import type { Control } from './sim-control.ts';
import { bankCommands } from './sim-bank.ts';
import { accountCommands, appCommand, personCommands } from './sim-people.ts';
import { unitCommands } from './sim-units.ts';

/** What each fault does, for people who have to choose one. */
const KINDS: Readonly<Record<string, string>> = {
  slow: '很慢才处理和答复',
  down: '连接被断开，请求没有处理',
  '5xx': '答复 503，请求没有处理',
  garbage: '答复无法读懂的内容，每次一种',
  endless: '答复没完没了',
  duplicate: '同一答复送来两次',
  late: '已经处理，答复迟到',
  partial: '答复不完整',
  'other-person': '答复的是另一个人',
  'other-request': '答复的是另一个请求',
  'lost-answer': '已经处理，答复丢失',
  'timeout-status': '答复“超时”',
  'error-status': '答复“错误”',
  redirect: '让请求转到别处',
  huge: '答复一个吉字节',
  'wrong-amount': '银行：扣付的金额差一分',
  'refuse-cards': '银行：发卡银行不允许交易',
  'late-results': '银行：指令过很久才处理',
  'never-answered': '银行：指令收下后一直不回报',
  'asked-differs': '银行：按另一金额扣付，并称指令即如此',
  'refused-then-done': '银行：先报被拒，随后又扣付',
  'partial-batch': '银行：一批只收下一半',
  'duplicate-result': '银行：同一结果告知两次',
  'out-of-order': '银行：结果的先后次序颠倒',
};

/** Adds the command group `sim` to a program. */
export function simCommand(program: Command): void {
  const sim = program.command('sim').description('外部系统模拟器：查看、制造和排除故障');
  faultCommands(sim);
  listCommands(sim);
  personCommands(sim);
  accountCommands(sim);
  appCommand(sim);
  bankCommands(sim);
  unitCommands(sim);
}

function faultCommands(sim: Command): void {
  sim
    .command('break')
    .argument('<system>', 'national、identity、notices 或 bank')
    .argument('<kind>', '故障种类，见 anju sim kinds')
    .description('让一个系统出故障')
    .option('--delay <ms>', '延迟毫秒数（slow、late）', number)
    .option('--times <n>', '只出现几次，之后自动恢复', number)
    .option('--probability <p>', '每次请求出现的概率，0 到 1', number)
    .option('--until <date>', '到哪一天自动恢复（当天起恢复）')
    .option('--about <number>', '只对某个证件号码、卡号或收件地址')
    .addOption(output())
    .action(async (system: string, kind: string, options: SimOptions & BreakOptions) => {
      await act(options, async (control) => {
        const { delay, times, probability, until, about } = options;
        await control('PUT', `/faults/${encodeURIComponent(system)}`, {
          kind,
          ...(delay !== undefined && { delayMs: delay }),
          ...(times !== undefined && { times }),
          ...(probability !== undefined && { probability }),
          ...(until !== undefined && { until }),
          ...(about !== undefined && { about }),
        });
        return faults(control);
      });
    });
  sim
    .command('mend')
    .argument('<system>', 'national、identity、notices、bank 或 all')
    .description('排除一个系统（或全部）的故障')
    .addOption(output())
    .action(async (system: string, options: SimOptions) => {
      await act(options, async (control) => {
        const path = system === 'all' ? '/faults' : `/faults/${encodeURIComponent(system)}`;
        await control('DELETE', path);
        return faults(control);
      });
    });
  sim
    .command('kinds')
    .description('列出故障种类')
    .addOption(output())
    .action(async (options: SimOptions) => {
      const kinds = Object.entries(KINDS).map(([kind, meaning]) => ({ kind, meaning }));
      await act(options, () => Promise.resolve(kinds));
    });
}

interface BreakOptions {
  readonly delay?: number | string;
  readonly times?: number | string;
  readonly probability?: number | string;
  readonly until?: string;
  readonly about?: string;
}

function listCommands(sim: Command): void {
  sim
    .command('list')
    .description('列出各系统、收到的请求数和正在出现的故障')
    .addOption(output())
    .action(async (options: SimOptions) => {
      await act(options, async (control) => {
        const { systems } = (await control('GET', '/systems')) as { systems: readonly object[] };
        return systems;
      });
    });
  sim
    .command('requests')
    .description('列出最近收到的请求和答复（个人信息已遮蔽）')
    .option('--system <system>', '只看一个系统')
    .option('--request <id>', '只看一个请求编号')
    .option('--limit <n>', '最多几条', number)
    .addOption(output())
    .action(async (options: SimOptions & RequestOptions) => {
      const { system, request, limit } = options;
      const query = new URLSearchParams({
        ...(system !== undefined && { system }),
        ...(request !== undefined && { requestId: request }),
        ...(limit !== undefined && { limit: String(limit) }),
      }).toString();
      await act(options, (control) => items(control, `/requests?${query}`));
    });
  sim
    .command('messages')
    .description('列出最近的通知及其送达情况')
    .addOption(output())
    .action(async (options: SimOptions) => {
      await act(options, (control) => items(control, '/messages'));
    });
  sim
    .command('receipts')
    .argument('<often>', 'once（一次）、twice（误送两次）或 none（不送）')
    .description('通知的送达回执送来几次')
    .addOption(output())
    .action(async (receipts: string, options: SimOptions) => {
      await act(options, async (control) => {
        const settings = (await control('GET', '/settings')) as object;
        return control('PUT', '/settings', { ...settings, receipts });
      });
    });
  sim
    .command('reset')
    .description('清空模拟器的全部账簿，恢复最初的演示人员')
    .requiredOption('--yes', '确认清空')
    .addOption(output())
    .action(async (options: SimOptions) => {
      await act(options, (control) => control('DELETE', '/books'));
    });
}

interface RequestOptions {
  readonly system?: string;
  readonly request?: string;
  readonly limit?: number | string;
}

function faults(control: Control): Promise<unknown> {
  return items(control, '/faults');
}

async function items(control: Control, path: string): Promise<unknown> {
  return ((await control('GET', path)) as { items: readonly object[] }).items;
}
