/** `anju supervision …`: the supervisor's board, the radar, the forecast, and what is down. */
import type { Command } from 'commander';
import { field, items, moment, text, wordsOf, type Body } from './answers.ts';
import { leaf, withClient, type CommonOptions } from './command.ts';
import { EXIT } from './failure.ts';
import { card, grid, section, type Column } from './grid.ts';
import { whatIfCommand } from './what-if.ts';

/** Adds the command group `supervision`. */
export function supervisionCommand(program: Command): void {
  const group = program.command('supervision').description('督办：看板、停滞雷达、到期预测');
  leaf(group, 'board', '在办、超期、需处理，外部系统、进程、后台事项和批处理的情况').action(
    async (options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/supervision');
        return { data: body, text: boardText(body) };
      });
    },
  );
  radarCommand(group);
  whatIfCommand(group);
  leaf(group, 'forecast', '今后 180 天到期的业务、待付资金和工时，按日、周或者月')
    .option('--by <period>', 'day、week（默认）或者 month')
    .action(async (options: CommonOptions & { readonly by?: string }) => {
      await withClient(options, async (client) => {
        const body = await client.read('/supervision/forecast', { by: options.by });
        return { data: body, text: forecastText(body) };
      });
    });
  leaf(group, 'degraded', '现在什么停了，哪些照常办、哪些等待').action(
    async (options: CommonOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read('/supervision/degraded');
        return { data: body, text: degradedText(body) };
      });
    },
  );
}

interface RadarOptions extends CommonOptions {
  readonly kind?: string;
  readonly case?: string;
}

function radarCommand(group: Command): void {
  leaf(group, 'radar', '没有任何人和事推动的业务，以及业务库与办理引擎的差异；有则以 6 结束')
    .option('--kind <kind>', '只看一种情形，如 orphan')
    .option('--case <id>', '只看一件，立即查看')
    .action(async (options: RadarOptions) => {
      await withClient(options, async (client) => {
        const { kind, case: ofCase } = options;
        const body = await client.read('/supervision/radar', { kind, case: ofCase });
        if (items(body, 'kinds').length > 0) process.exitCode = EXIT.no;
        return { data: body, text: radarText(body) };
      });
    });
}

const columns = (...names: readonly (readonly [string, string])[]): readonly Column<Body>[] =>
  names.map(([title, name]) => ({ title, value: (row) => text(row, name) }));

const at = (title: string, name: string): Column<Body> => ({
  title,
  value: (row) => moment(row, name),
});

function boardText(body: unknown): string {
  const number = (...path: readonly string[]) => text(body, ...path);
  return (
    card([
      ['截至', moment(body, 'at')],
      ['在办', number('open')],
      ['超法定期限', number('overdue', 'byLaw')],
      ['超承诺期限', number('overdue', 'byPromise')],
      ['需处理', number('parkedCount')],
      ['等待已到期而无动作', number('overdue', 'waits')],
      ['超期待办', number('overdue', 'tasks')],
      [
        '应收个人款',
        `${number('receivables', 'count')}笔${number('receivables', 'left')}元，逾期${number('receivables', 'overdue')}笔`,
      ],
      ['停滞', field(body, 'stalls') === null ? '雷达尚未扫描' : number('stalls', 'total')],
      ['工作日历', number('calendar', 'alarm')],
    ]) +
    section('在办业务', grid(CASES, items(body, 'cases'))) +
    section('等待', grid(WAITS, items(body, 'waits'))) +
    section('需处理', grid(PARKED, items(body, 'parked'))) +
    section('外部系统', grid(SYSTEMS, items(body, 'systems'))) +
    section('进程', grid(PROCESSES, items(body, 'workers', 'processes'))) +
    section('队列', grid(QUEUES, items(body, 'workers', 'queues'))) +
    section('后台事项', grid(LOOPS, items(body, 'loops'))) +
    section('批处理', grid(RUNS, items(body, 'runs'))) +
    section('近90天退回的原因', grid(RETURNS, items(body, 'returns')))
  );
}

const RETURNS = columns(
  ['退回', 'kindTitle'],
  ['原因', 'reasonTitle'],
  ['依据', 'clauseTitle'],
  ['次数', 'count'],
);
const CASES = columns(
  ['业务', 'typeTitle'],
  ['环节', 'stageTitle'],
  ['件数', 'count'],
  ['超法定期限', 'overdueByLaw'],
  ['超承诺期限', 'overdueByPromise'],
);
const WAITS = columns(['等待', 'title'], ['已等', 'age'], ['件数', 'count'], ['已到期', 'overdue']);
const PARKED = [...columns(['编号', 'number'], ['情况', 'sentence']), at('自', 'since')];
const SYSTEMS = [
  ...columns(['系统', 'title'], ['状态', 'stateTitle'], ['等它的业务', 'waiting']),
  at('自', 'since'),
  at('最近答复', 'lastAnswerAt'),
  at('最近查询', 'askedAt'),
];
const PROCESSES = [
  ...columns(['进程', 'title'], ['版本', 'build']),
  { title: '状态', value: (row: Body) => (field(row, 'alive') === true ? '运行中' : '失联') },
  at('启动', 'startedAt'),
  at('最近心跳', 'seenAt'),
];
const QUEUES = columns(
  ['队列', 'title'],
  ['领取者', 'pollers'],
  ['积压', 'backlog'],
  ['最久（秒）', 'oldestSeconds'],
);
const LOOPS = [
  ...columns(['事项', 'title'], ['状态', 'stateTitle'], ['待处理', 'waiting']),
  ...columns(['最久（秒）', 'oldestSeconds'], ['已放弃', 'parked']),
  at('最近一次', 'passedAt'),
  at('最近有事做', 'doneAt'),
];
const RUNS = columns(
  ['批处理', 'kindTitle'],
  ['业务日期', 'businessOn'],
  ['状态', 'stateTitle'],
  ['情况', 'sentence'],
  ['标识', 'id'],
);

const STATES = columns(['状态', 'title'], ['业务库', 'database'], ['办理引擎', 'engine']);
const FINDINGS = [
  ...columns(['编号', 'number'], ['情形', 'title'], ['说明', 'sentence']),
  at('自', 'since'),
  { title: '业务标识', value: (row: Body) => text(row, 'caseId') },
];

function radarText(body: unknown): string {
  const whole = field(body, 'complete') === true;
  const left = field(body, 'left');
  return (
    card([
      ['截至', moment(body, 'at')],
      ['办理引擎', field(body, 'engineReachable') === true ? '有应答' : '没有应答，只看了业务库'],
      ['范围', whole ? '全部在办业务' : `没有看全，${text(body, 'notLookedAt')}件未逐件查看`],
      ['发现', text(body, 'total')],
    ]) +
    section('两边的件数', grid(STATES, items(body, 'states'))) +
    section('发现', grid(FINDINGS, items(body, 'items'))) +
    (left === 0 || left === undefined ? '' : `另有${text(body, 'left')}件未列出，可加 --kind。\n`)
  );
}

/** 150 minutes as 2.5 小时. */
function hours(row: Body): string {
  const minutes = Number(text(row, 'minutes') || '0');
  return minutes === 0 ? '' : `${String(Math.round(minutes / 6) / 10)}小时`;
}

function forecastText(body: unknown): string {
  const kinds = (row: Body) =>
    items(row, 'kinds')
      .map((kind) => `${text(kind, 'title')} ${text(kind, 'count')}`)
      .join('\n');
  const rest = (name: string, title: string): Body => ({
    ...(field(body, name) as Body),
    period: title,
  });
  const periods = items(body, 'periods').map((one) => ({ ...one, period: periodText(one) }));
  const rows = [
    rest('before', '此前已到期'),
    ...periods,
    rest('after', '180 天以后'),
    rest('endless', '没有期限'),
  ].filter((row) => ['cases', 'cashCases', 'minutes'].some((name) => text(row, name) !== '0'));
  return grid(
    [
      { title: '到期', value: (row: Body) => text(row, 'period') },
      { title: '件数', value: (row: Body) => text(row, 'cases') },
      { title: '等待和待办', value: kinds },
      { title: '资金（元）', value: (row: Body) => text(row, 'cash') },
      { title: '其中退出销户', value: (row: Body) => text(row, 'leaving') },
      { title: '其中零余额账户利息', value: (row: Body) => text(row, 'interest') },
      { title: '工时', value: (row: Body) => hours(row) },
    ],
    rows,
  );
}

/** One day, or the first and the last one. */
function periodText(row: Body): string {
  const [from, to] = [text(row, 'from'), text(row, 'to')];
  return from === to ? from : `${from} 至 ${to}`;
}

function degradedText(body: unknown): string {
  const down = items(body, 'items');
  if (down.length === 0) return '一切正常。\n';
  const list = (row: Body, name: string) =>
    items(row, name)
      .map((one) => [text(one, 'what'), wordsOf(one, 'acts').join('、'), text(one, 'promise')])
      .map((parts) => `  ${parts.filter((part) => part !== '').join('：')}\n`)
      .join('');
  return down
    .map((row) => {
      const held = text(row, 'heldBack');
      const waiting = held === '0' ? '' : `等它的业务${held}件。\n`;
      const [goesOn, waits] = [list(row, 'goesOn'), list(row, 'waits')];
      return (
        `${text(row, 'sentence')}\n${waiting}` +
        (goesOn === '' ? '' : `照常：\n${goesOn}`) +
        (waits === '' ? '' : `等待：\n${waits}`)
      );
    })
    .join('\n');
}
