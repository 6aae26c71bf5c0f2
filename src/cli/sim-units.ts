/** `anju sim unit-event`, `unit-events`: what units do to accounts, and what they told of it. */
import { Argument, type Command } from 'commander';
import { act, number, output, type SimOptions } from './sim-act.ts';

interface EventOptions extends SimOptions {
  readonly on: string;
  readonly month?: string;
  readonly unit?: string;
  readonly times?: number | string;
  readonly delay?: number | string;
  readonly garbled?: boolean;
}

const EVENTS = ['sealed', 'unsealed', 'listed', 'contributed'] as const;

/** Adds both to the command group `sim`. */
export function unitCommands(sim: Command): void {
  sim
    .command('unit-event')
    .addArgument(new Argument('<event>', '封存、启封、录用清单或者缴存').choices(EVENTS))
    .argument('<account>', '个人账号（20位）')
    .description('单位封存、启封一个账户，报送录用清单，或者为其缴存一个月，并告知中心')
    .requiredOption('--on <date>', '自哪一天起')
    .option('--month <month>', '缴存的月份（YYYY-MM），缴存时填')
    .option('--unit <number>', '单位账号')
    .option('--times <n>', '同一流水号告知几次', number)
    .option('--delay <ms>', '过多少毫秒才告知：后发生的可以先到', number)
    .option('--garbled', '告知无法读懂的内容')
    .addOption(output())
    .action(async (event: string, account: string, options: EventOptions) => {
      await act(options, (control) => {
        const { on, month, unit, times, delay, garbled } = options;
        return control('POST', '/units/events', {
          ...{ event, account, on },
          ...(month !== undefined && { month }),
          ...(unit !== undefined && { unit }),
          ...(times !== undefined && { times }),
          ...(delay !== undefined && { delayMs: delay }),
          ...(garbled === true && { garbled }),
        });
      });
    });
  sim
    .command('unit-events')
    .description('列出单位最近的封存、启封、录用和缴存，以及告知的结果')
    .addOption(output())
    .action(async (options: SimOptions) => {
      await act(options, async (control) => {
        const { items } = (await control('GET', '/units/events')) as { items: readonly object[] };
        return items;
      });
    });
}
