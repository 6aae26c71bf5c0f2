/** `anju calendar …`: the working days of a year, shown and loaded from a file. */
import type { Command } from 'commander';
import { field, items, moment, text, type Body } from './answers.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';
import { textFrom } from './input.ts';

const DAYS: readonly Column<Body>[] = [
  { title: '日期', value: (row) => text(row, 'day') },
  { title: '安排', value: (row) => (field(row, 'working') === true ? '上班' : '放假') },
  { title: '名称', value: (row) => text(row, 'name') },
];

const ARRANGED: Readonly<Record<string, boolean>> = { 上班: true, 放假: false };
const LINE = /^(\d{4}-\d{2}-\d{2}),(上班|放假),([^,]{1,40})$/;

interface LoadOptions extends CommonOptions {
  readonly file: string;
  readonly document: string;
  readonly key?: string;
}

/** Adds the command group `calendar`. */
export function calendarCommand(program: Command): void {
  const group = program.command('calendar').description('工作日历：放假和调休上班的日子');
  leaf(group, 'show', '某一年的放假和调休')
    .argument('<year>', '年份，如 2027')
    .action(async (year: string, options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(`/calendar/${encodeURIComponent(year)}`);
        return { data: body, text: shown(body) };
      });
    });
  leaf(group, 'load', '载入一年的日历；在办业务的待办期限和承诺期限随之重新计算')
    .argument('<year>', '年份，如 2027')
    .requiredOption(
      '--file <csv>',
      '每行一天：日期,放假或上班,名称；只列与平常周不同的日子；- 为标准输入',
    )
    .requiredOption('--document <number>', '放假通知的文号，如 国办发明电〔2026〕8号')
    .addOption(keyOption())
    .action(async (year: string, options: LoadOptions) => {
      await withClient(options, async (client) => {
        const days = daysIn(await textFrom(options.file));
        const { body } = await client.send({
          method: 'PUT',
          path: `/calendar/${encodeURIComponent(year)}`,
          json: { documentNumber: options.document, days },
          key: keyFor(options.key),
        });
        return { data: body, text: shown(body) };
      });
    });
}

/** A heading may stand above; whatever else is no day refuses the file, by the number of its line. */
function daysIn(content: string) {
  const lines = content
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, n) => [line.trim().replaceAll('，', ','), n + 1] as const)
    .filter(([line, n]) => line !== '' && !(n === 1 && line.startsWith('日期')));
  if (lines.length === 0) throw badInput('文件中没有日期。');
  return lines.map(([line, n]) => {
    const [, day, arranged = '', name] = LINE.exec(line) ?? [];
    if (day === undefined || name === undefined) {
      throw badInput(`第${String(n)}行应为：日期,放假或上班,名称。`, '例如 2027-01-01,放假,元旦');
    }
    return { day, working: ARRANGED[arranged] === true, name: name.trim() };
  });
}

function shown(body: unknown): string {
  const days = items(body, 'days');
  const loaded = field(body, 'loaded') === true;
  const sure = field(body, 'provisional') === true ? '（暂定）' : '';
  return [
    card([
      ['年份', text(body, 'year')],
      ['状态', loaded ? `已载入${sure}` : '尚未载入，只按周末计算（暂定）'],
      ['文号', text(body, 'documentNumber')],
      ['载入', moment(body, 'loadedAt')],
      ['待办期限变动', text(body, 'tasksMoved')],
      ['承诺期限变动', text(body, 'promisesMoved')],
    ]),
    section('放假和调休', days.length === 0 ? '' : grid(DAYS, days)),
  ].join('');
}
