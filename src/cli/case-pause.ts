/** `anju case pause`, `anju case resume`: a case is put aside (暂缓办理) until a day, and taken up again. */
import { Option, type Command } from 'commander';
import { PAUSE_REASONS } from '../domain/vocabulary.ts';
import { text } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { caseId } from './find-case.ts';
import { whole } from './input.ts';
import { caseCard } from './show-case.ts';

interface ChangeOptions extends CommonOptions {
  readonly ifVersion?: number;
  readonly key?: string;
}

interface PauseOptions extends ChangeOptions {
  readonly reason: string;
  readonly until: string;
  readonly note?: string;
}

interface ResumeOptions extends ChangeOptions {
  readonly reason: string;
}

/** Adds the commands to the group `case`. */
export function casePauseCommands(group: Command): void {
  changing(group, 'pause', '暂缓办理一件业务：待办退出队列，期限照常计算，最后一日的次日自动恢复')
    .addOption(
      new Option(
        '--reason <code>',
        '事由：applicant 等申请人补充，other-department 等其他部门答复，system-fault 系统故障，other 其他',
      )
        .choices([...PAUSE_REASONS])
        .makeOptionMandatory(),
    )
    .requiredOption('--until <day>', '暂缓的最后一日（YYYY-MM-DD），不晚于法定期限')
    .option('--note <text>', '说明；事由为 other 的必须写明')
    .action(async (given: string, options: PauseOptions) => {
      const { reason: reasonCode, until, note } = options;
      const json = { reasonCode, until, ...(note === undefined ? {} : { note }) };
      await change(given, options, { to: (id) => `/cases/${id}:pause`, json });
    });
  changing(group, 'resume', '在最后一日以前恢复办理一件暂缓的业务')
    .requiredOption('--reason <text>', '理由')
    .action(async (given: string, options: ResumeOptions) => {
      const json = { reason: options.reason };
      await change(given, options, { to: (id) => `/cases/${id}:resume`, json });
    });
}

function changing(group: Command, name: string, description: string): Command {
  return leaf(group, name, description)
    .argument('<case>', '业务标识或编号')
    .option('--if-version <n>', '所依据的业务版本；不填则取当前版本', whole)
    .addOption(keyOption());
}

async function change(
  given: string,
  options: ChangeOptions,
  { to, json }: { readonly to: (id: string) => string; readonly json: unknown },
): Promise<void> {
  await withClient(options, async (client) => {
    const id = await caseId(client, given);
    const seen = await client.read(`/cases/${id}`);
    const version = options.ifVersion ?? Number(text(seen, 'version'));
    const key = keyFor(options.key);
    const { body } = await client.send({
      ...{ method: 'POST', path: to(id), key, version, json },
    });
    return { data: body, text: caseCard(body) };
  });
}
