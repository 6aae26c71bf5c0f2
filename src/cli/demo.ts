/** `anju demo …`: the second factor of a demo person of the embedded start, and a time demo's clock. */
import type { Command } from 'commander';
import { Option } from 'commander';
import { demoAdvanceCommand } from './demo-advance.ts';
import { ending, print, type CommonOptions } from './command.ts';
import { demoPerson } from './demo-person.ts';

/** Adds the command group `demo`. */
export function demoCommand(program: Command): void {
  const group = program.command('demo').description('演示环境（只在本机启动时）');
  demoAdvanceCommand(group);
  group
    .command('code')
    .argument('<person>', '演示人员的登录名，如 lin-guiyuan')
    .description('演示人员现在的动态码')
    .addOption(
      new Option('-o, --output <format>', '输出格式').choices(['json', 'table']).default('table'),
    )
    .action(async (id: string, options: Pick<CommonOptions, 'output'>) => {
      await ending(options, async () => {
        const { code, seconds, name } = await demoPerson(id, process.env);
        print({ data: { person: id, name, code, seconds }, text: `${code}\n` }, options.output);
      });
    });
}
