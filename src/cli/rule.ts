/**
 * `anju rule list` and `anju rule run NAME`: the law as a calculator, offline.
 *
 * A refusal is an answer (exit code 0). Facts that cannot be read: exit code 2, one problem as
 * JSON on standard error, nothing on standard output.
 */
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { type Command, Option } from 'commander';
import { Fault, FAULTS, type FieldError } from '../domain/fault.ts';
import { RULES } from './rules.ts';
import { runRule } from './run-rule.ts';
import { tableText } from './table.ts';

export const EXIT_UNREADABLE = 2;

interface RunOptions {
  readonly facts?: string;
  readonly figures?: string;
  readonly trace?: boolean;
  readonly output: 'json' | 'table';
}

/** Adds the command group `rule` to a program. */
export function ruleCommand(program: Command): void {
  const rule = program.command('rule').description('规则计算：不需要服务器');
  rule
    .command('list')
    .description('列出各项规则及其条款依据')
    .addOption(output('table'))
    .action((options: Pick<RunOptions, 'output'>) => {
      process.stdout.write(options.output === 'json' ? json(listed()) : tableText(listed()));
    });
  rule
    .command('run')
    .argument('<name>', '规则名称')
    .description('以 JSON 事实（对象或数组）运行一项规则，从标准输入或文件读取')
    .option('--facts <file>', '事实文件；不填则读标准输入')
    .option('--figures <file>', '参数文件；不填则用随程序发布的参数')
    .option('--trace', '附上逐项条件')
    .addOption(output('json'))
    .action(async (name: string, options: RunOptions) => {
      await run(name, options);
    });
}

function output(byDefault: RunOptions['output']): Option {
  return new Option('-o, --output <format>', '输出格式')
    .choices(['json', 'table'])
    .default(byDefault);
}

async function run(name: string, options: RunOptions): Promise<void> {
  try {
    const answer = runRule({
      name,
      facts: options.facts === undefined ? await text(process.stdin) : fileText(options.facts),
      ...(options.figures === undefined ? {} : { figures: fileText(options.figures) }),
      trace: options.trace === true,
    });
    process.stdout.write(options.output === 'json' ? json(answer) : tableText(answer));
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    process.stderr.write(json(problem(error)));
    process.exitCode = EXIT_UNREADABLE;
  }
}

/** @throws Fault 'input-invalid' when the file cannot be read */
function fileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    const detail = '文件无法读取';
    throw new Fault('input-invalid', detail, { members: { errors: [{ pointer: '', detail }] } });
  }
}

function problem(fault: Fault): object {
  const { errors = [] } = fault.members as { readonly errors?: readonly FieldError[] };
  const { title, status } = FAULTS[fault.code];
  const { pointer, detail } = errors[0] ?? { pointer: '', detail: fault.message };
  return { type: `/problems/${fault.code}`, title, status, detail, pointer, errors };
}

function listed(): readonly object[] {
  return RULES.map(({ rule: { name, version, title, clauses } }) => ({
    name,
    version,
    title,
    clauses,
  }));
}

function json(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}
