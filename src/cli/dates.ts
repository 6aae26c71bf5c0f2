/** `anju dates`: earliest dates of a person, or of facts in a file, with the reckoning. */
import type { Command } from 'commander';
import { items, text, wordsOf, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions, type Result } from './command.ts';
import { badInput } from './failure.ts';
import { grid, section, type Column } from './grid.ts';
import { isUuid, objectFrom } from './input.ts';
import { pathIn, saveNew } from './papers.ts';

interface DatesOptions extends CommonOptions {
  readonly person?: string;
  readonly file?: string;
  readonly print?: string;
  readonly key?: string;
}

const DATES: readonly Column<Body>[] = [
  { title: '事项', value: (row) => text(row, 'title') },
  { title: '日期', value: dayOf },
  { title: '情况', value: (row) => text(row, 'stateTitle') },
];

function dayOf(row: Body): string {
  const on = text(row, 'on');
  return on === '' ? '——' : `${on}${text(row, 'kind') === 'from' ? ' 起' : ' 止'}`;
}

/** Adds the command `dates`. */
export function datesCommand(program: Command): void {
  leaf(program, 'dates', '测算最早可办日期及其依据')
    .option('--person <id>', '某个人（人员标识）；查看会留痕')
    .option('--file <file>', '自述的事实（JSON），- 为标准输入；不留存')
    .option('--print <pdf>', '打印告知单存为 PDF；某个人的有编号和核验码，并留存')
    .addOption(keyOption())
    .action(async (options: DatesOptions) => {
      await withClient(options, async (client) => {
        const { person, file, print } = options;
        if ((person === undefined) === (file === undefined)) {
          throw badInput('请用 --person 或 --file 之一说明为谁测算。');
        }
        if (person !== undefined && !isUuid(person)) throw badInput('--person 须为人员标识。');
        if (print !== undefined) return printed(client, options, print);
        const body =
          person === undefined
            ? (
                await client.send({
                  method: 'POST',
                  path: '/earliest-dates:calculate',
                  json: await objectFrom(file ?? '-'),
                })
              ).body
            : await client.read(`/persons/${person}/earliest-dates`);
        return { data: body, text: datesText(body) };
      });
    });
}

/** A person's sheet is numbered and kept; one of told facts is kept nowhere. */
async function printed(
  client: Client,
  { person, file, key }: DatesOptions,
  out: string,
): Promise<Result> {
  if (person === undefined) {
    const json = await objectFrom(file ?? '-');
    const { bytes } = await client.send({ method: 'POST', path: '/earliest-dates:print', json });
    saveNew(out, bytes);
    return { data: { saved: out }, text: `已存 ${out}\n` };
  }
  const path = `/persons/${person}/earliest-dates:print`;
  const { body } = await client.send({ method: 'POST', path, key: keyFor(key) });
  const { bytes } = await client.send({ method: 'GET', path: pathIn(body as Body) });
  saveNew(out, bytes);
  return {
    data: { ...(body as Body), saved: out },
    text: `${text(body, 'number')}，已存 ${out}\n`,
  };
}

function datesText(body: unknown): string {
  const dates = items(body, 'items');
  const reckonings = dates.map((date) => {
    const steps = items(date, 'steps').map((step) => `  ${text(step, 'text')}`);
    return [text(date, 'title'), `  ${text(date, 'sentence')}`, ...steps].join('\n');
  });
  const notes = wordsOf(body, 'assumptions').map((note) => `  ${note}`);
  return [
    grid(DATES, dates),
    section('测算过程', reckonings.map((lines) => `${lines}\n`).join('\n')),
    section('说明', notes.map((line) => `${line}\n`).join('')),
  ].join('');
}
