/** `anju sim person …`, `anju sim account …` and `anju sim app …`: who is in the simulators' books, and how. */
import type { Command } from 'commander';
import { Fault } from '../domain/fault.ts';
import { act, output, type SimOptions } from './sim-act.ts';
import type { Control } from './sim-control.ts';

interface PersonOptions extends SimOptions {
  readonly name?: string;
  readonly type?: string;
  readonly account?: readonly string[];
  readonly loan?: readonly string[];
  readonly ban?: readonly string[];
  readonly identity?: string;
  readonly status?: string;
  readonly matches?: string;
  readonly deceased?: boolean;
  readonly fraud?: boolean;
}

type Booked = Readonly<Record<string, unknown>>;

export function personCommands(sim: Command): void {
  const person = sim.command('person').description('模拟器账簿里的人（均为虚构）');
  person
    .command('show')
    .argument('<number>', '证件号码')
    .description('显示一个人在外部系统里的情况')
    .addOption(output())
    .action(async (number: string, options: SimOptions) => {
      await act(options, async (control) => {
        const found = await find(control, number);
        if (found) return found;
        throw new Fault('not-found', '模拟器里没有这个证件号码。');
      });
    });
  person
    .command('set')
    .argument('<number>', '证件号码')
    .description('准备一个人；没有写到的内容保持原样')
    .option('--name <name>', '姓名')
    .option('--type <type>', '证件类型（新准备的人）')
    .option(
      '--account <accounts...>',
      '账户（中心:状态[:来源]），如 210200:sealed:unit；替换全部账户',
    )
    .option('--loan <loans...>', '贷款（中心:状态），如 210200:open；替换全部贷款')
    .option('--ban <dates...>', '限制期至何日；替换全部限制')
    .option('--fraud', '有骗提骗贷标记')
    .option('--no-fraud', '没有骗提骗贷标记')
    .option('--deceased', '已死亡')
    .option('--no-deceased', '在世')
    .option('--identity <result>', '公安核验固定答复的结果；auto 为按账簿')
    .option('--status <status>', '全国平台答复的完整程度：PARTIAL、TIMEOUT、ERROR；auto 为完整')
    .option('--matches <what>', '只有什么相符：name、document、neither；auto 为按账簿')
    .addOption(output())
    .action(async (number: string, options: PersonOptions) => {
      await act(options, async (control) => {
        await control('PUT', '/people', changed(await find(control, number), number, options));
        return find(control, number);
      });
    });
}

async function find(control: Control, number: string): Promise<Booked | undefined> {
  const { items } = (await control('POST', '/people/search', { number })) as { items: Booked[] };
  return items[0];
}

/** Only what was typed is changed; who is not booked yet needs a name. */
function changed(known: Booked | undefined, number: string, options: PersonOptions): Booked {
  const { name, type = 'resident-id', account, loan, ban, deceased, fraud } = options;
  const { identity, status, matches } = options;
  return {
    documents: [{ type, number }],
    ...known,
    ...(name !== undefined && { name }),
    ...(account && { accounts: account.map(parts('center', 'state', 'source')) }),
    ...(loan && { loans: loan.map(parts('center', 'state')) }),
    ...(ban && { bans: ban.map((until) => ({ until })) }),
    ...(deceased !== undefined && { deceased }),
    ...(fraud !== undefined && { fraudFlag: fraud }),
    ...(identity !== undefined && { identityResult: orAuto(identity) }),
    ...(status !== undefined && { nationalStatus: orAuto(status) }),
    ...(matches !== undefined && { matches: orAuto(matches) }),
  };
}

function orAuto(text: string): string | null {
  return text === 'auto' ? null : text;
}

/** "210200:sealed" as fields; what is left out is left to the simulators. */
function parts(...names: readonly string[]) {
  return (text: string): Booked => {
    const values = text.split(':');
    return Object.fromEntries(
      names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]])),
    );
  };
}

interface AppOptions extends SimOptions {
  readonly outcome: string;
  readonly off?: boolean;
}

export function appCommand(sim: Command): void {
  sim
    .command('app')
    .argument('<phone>', '手机号')
    .description('登记一个手机应用用户：消息先发到应用；没有登记的，当即改发短信')
    .option('--outcome <what>', '应用消息的结果：delivered、failed 或 refused', 'delivered')
    .option('--off', '注销')
    .addOption(output())
    .action(async (to: string, options: AppOptions) => {
      await act(options, async (control) => {
        const { outcome, off = false } = options;
        await control('PUT', '/app-users', { to, outcome, registered: !off });
        return { registered: !off };
      });
    });
}

interface AccountOptions extends SimOptions {
  readonly state?: string;
  readonly source?: string;
  readonly paidTo?: string;
}

export function accountCommands(sim: Command): void {
  const account = sim.command('account').description('模拟器账簿里的账户');
  account
    .command('set')
    .argument('<number>', '证件号码')
    .argument('<center>', '中心代码（六位）')
    .description('改变一个人在某中心的账户；没有账户时新设一个')
    .option('--state <state>', 'normal、sealed、frozen 或 closed')
    .option('--source <source>', 'unit、flexible 或 unknown')
    .option('--paid-to <month>', '缴至年月（YYYY-MM）')
    .addOption(output())
    .action(async (number: string, center: string, options: AccountOptions) => {
      await act(options, async (control) => {
        const { state, source, paidTo } = options;
        await control('PUT', '/accounts', {
          number,
          center,
          ...(state !== undefined && { state }),
          ...(source !== undefined && { source }),
          ...(paidTo !== undefined && { paidTo }),
        });
        return find(control, number);
      });
    });
}
