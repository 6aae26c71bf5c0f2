/** Help and complaints about what was typed, in Chinese. */
import { CommanderError, type Argument, type Command } from 'commander';
import { EXIT } from './failure.ts';

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Commands:': '命令：',
};

/** What the library says, and how we say it. */
const SENTENCES: readonly (readonly [RegExp, string])[] = [
  [/unknown option '([^']*)'/, '不认识的选项 $1'],
  [/unknown command '([^']*)'/, '不认识的命令 $1'],
  [/missing required argument '([^']*)'/, '缺少参数 $1'],
  [/required option '([^']*)' not specified/, '缺少选项 $1'],
  [/option '([^']*)' argument missing/, '选项 $1 后面缺少内容'],
  [/option '([^']*)' cannot be used with option '([^']*)'/, '选项 $1 不能与 $2 同用'],
  [
    /option '([^']*)' argument '[^']*' is invalid\. Allowed choices are ([^.]*)\./,
    '选项 $1 只能是 $2',
  ],
  [/too many arguments.*/, '参数过多'],
];

function inChinese(text: string): string {
  const sentence = SENTENCES.find(([pattern]) => pattern.test(text));
  if (sentence === undefined) return text.replace(/^error: /, '');
  const [pattern, said] = sentence;
  const [line = ''] = text.split('\n');
  return `${line.replace(/^error: /, '').replace(pattern, said)}\n`;
}

/** Prepares a program before its commands are added: they inherit all of this. */
export function speakChinese(program: Command): Command {
  return program
    .exitOverride()
    .helpOption('-h, --help', '查看用法')
    .helpCommand('help [command]', '查看某个命令的用法')
    .showHelpAfterError('（加 --help 查看用法）')
    .configureHelp({
      styleTitle: (title) => TITLES[title] ?? title,
      styleUsage: (usage) => usage.replace('[options]', '[选项]').replace('[command]', '[命令]'),
      subcommandTerm: (command) =>
        [command.name(), ...command.registeredArguments.map(argumentTerm)].join(' '),
      optionDescription: ({ description, argChoices = [], defaultValue }) => {
        const byDefault = typeof defaultValue === 'string' ? [`默认 ${defaultValue}`] : [];
        const notes = [...(argChoices.length > 0 ? [argChoices.join('、')] : []), ...byDefault];
        return notes.length === 0 ? description : `${description}（${notes.join('；')}）`;
      },
    })
    .configureOutput({
      outputError: (text, write) => {
        write(inChinese(text));
      },
    });
}

function argumentTerm(argument: Argument): string {
  return argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;
}

/**
 * Runs the program; what was mistyped becomes exit code 2, asking for help 0.
 */
export async function runProgram(program: Command, argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync([...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.input;
  }
}
