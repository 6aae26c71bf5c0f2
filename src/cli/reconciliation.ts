/** `anju reconciliation …`: the bank's days beside our book, what differs, and closing a day. */
import type { Command } from 'commander';
import { field, isBody, items, moment, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { keyFor, keyOption, leaf, withClient, type CommonOptions } from './command.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { card, grid, more, section, type Column } from './grid.ts';
import { pageOptions, readPages, type PageOptions } from './pages.ts';

/** Adds the command group `reconciliation`. */
export function reconciliationCommand(program: Command): void {
  const group = program
    .command('reconciliation')
    .description('银行对账：对账单与银行存款账逐笔核对、差异、关账');
  listDays(group);
  dayLeaf(group, 'show', '一天：两边的余额、每笔差异和可做的操作').action(
    async (day: string, options: DayOptions) => {
      await withClient(options, async (client) => {
        const body = await client.read(dayPath(day, options));
        return { data: body, text: dayText(body) };
      });
    },
  );
  listLines(group);
  explain(group);
  posting(group, 'propose', '就一笔差异提出记账（另一名主管复核）');
  posting(group, 'confirm', '复核提出的记账，入账（提出人以外的主管）');
  decline(group);
  closeDay(group);
}

interface DayOptions extends CommonOptions {
  readonly center: string;
  readonly key?: string;
}

function dayLeaf(group: Command, name: string, description: string): Command {
  return leaf(group, name, description)
    .argument('<day>', '日期，如 2026-11-22')
    .requiredOption('--center <code>', '中心代码，如 210100');
}

function dayPath(day: string, options: DayOptions): string {
  return `/bank-days/${centerIn(options)}/${dayOf(day)}`;
}

function centerIn({ center }: DayOptions): string {
  return encodeURIComponent(center);
}

function dayOf(day: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw badInput('日期须如 2026-11-22。');
  return day;
}

const DAYS: readonly Column<Body>[] = [
  { title: '中心', value: (row) => text(row, 'center') },
  { title: '日期', value: (row) => text(row, 'day') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '笔数', value: (row) => text(row, 'lines') },
  { title: '银行余额', value: (row) => text(row, 'bank', 'closing') },
  { title: '账面余额', value: (row) => text(row, 'book', 'closing') },
  { title: '待处理差异', value: (row) => text(row, 'differences', 'open') },
  { title: '已说明差异', value: (row) => text(row, 'differences', 'explained') },
];

interface ListOptions extends CommonOptions, PageOptions {
  readonly center?: string;
  readonly state?: string;
}

function listDays(group: Command): void {
  pageOptions(leaf(group, 'list', '各日对账，最近的在前'))
    .option('--center <code>', '中心')
    .option('--state <state>', '状态：open、closed')
    .action(async (options: ListOptions) => {
      const { center, state } = options;
      await withClient(options, async (client) => {
        const body = await readPages(client, '/bank-days', { center, state }, options);
        const rows = grid(DAYS, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
}

const LINES: readonly Column<Body>[] = [
  { title: '序号', value: (row) => text(row, 'n') },
  { title: '银行流水号', value: (row) => text(row, 'serial') },
  { title: '业务编号', value: (row) => text(row, 'key') },
  { title: '类别', value: (row) => text(row, 'kindTitle') },
  { title: '金额', value: (row) => text(row, 'amount') },
  { title: '余额', value: (row) => text(row, 'balance') },
  { title: '核对', value: (row) => text(row, 'stateTitle') },
  { title: '凭证', value: (row) => journals(row, 'journals') },
];

interface LinesOptions extends DayOptions, PageOptions {
  readonly state?: string;
}

function listLines(group: Command): void {
  pageOptions(dayLeaf(group, 'lines', '对账单逐笔，连同我方的凭证和业务'))
    .option('--state <state>', '核对：open、matched、missing-here、amount-differs')
    .action(async (day: string, options: LinesOptions) => {
      const { state } = options;
      await withClient(options, async (client) => {
        const path = `/bank-days/${centerIn(options)}/${dayOf(day)}/lines`;
        const body = await readPages(client, path, { state }, options);
        const rows = grid(LINES, items(body, 'items'));
        return { data: body, text: rows + more(text(body, 'nextCursor')) };
      });
    });
}

function journals(row: Body, name: string): string {
  const named = items(row, name).map((one) => {
    const number = text(one, 'caseNumber');
    return `${text(one, 'id')} ${text(one, 'kindTitle')}${number && ` ${number}`}`;
  });
  return named.join('；');
}

const FOUND: readonly Column<Body>[] = [
  { title: '标识', value: (row) => text(row, 'id') },
  { title: '差异', value: (row) => text(row, 'kindTitle') },
  { title: '银行流水号', value: (row) => text(row, 'serial') },
  { title: '类别', value: (row) => text(row, 'lineKindTitle') },
  { title: '银行', value: (row) => text(row, 'bank') },
  { title: '账面', value: (row) => text(row, 'ours') },
  { title: '状态', value: (row) => text(row, 'stateTitle') },
  { title: '原因或建议', value: (row) => text(row, 'reasonTitle') || text(row, 'proposal') },
];

function dayText(body: unknown): string {
  const side = (name: string) =>
    ['opening', 'received', 'paid', 'closing'].map((sum) => text(body, name, sum)).join(' / ');
  return [
    card([
      ['日期', `${text(body, 'center')}　${text(body, 'day')}`],
      ['状态', text(body, 'stateTitle')],
      ['银行（期初/收/付/期末）', side('bank')],
      ['账面（期初/收/付/期末）', side('book')],
      ['对账单', `${text(body, 'lines')} 笔，SHA-256 ${text(body, 'sha256')}`],
      [
        '关账',
        text(body, 'closedByName') && `${text(body, 'closedByName')} ${moment(body, 'closedAt')}`,
      ],
      [
        '能否关账',
        field(body, 'close', 'permitted') === true ? '可以' : text(body, 'close', 'reason'),
      ],
    ]),
    section('差异', items(body, 'found').length > 0 ? grid(FOUND, items(body, 'found')) : ''),
  ].join('');
}

interface ReasonedOptions extends DayOptions {
  readonly reason: string;
  readonly note?: string;
}

function explain(group: Command): void {
  dayLeaf(group, 'explain', '说明一笔差异的原因')
    .argument('<difference>', '差异的标识')
    .requiredOption(
      '--reason <code>',
      '原因：in-transit、result-awaited、bank-error、opening-balance、other',
    )
    .option('--note <text>', '说明（不要写个人信息）')
    .addOption(keyOption())
    .action(async (day: string, id: string, options: ReasonedOptions) => {
      const { reason, note } = options;
      await act(day, id, { options, json: { action: 'explain', reason, note } });
    });
}

function decline(group: Command): void {
  dayLeaf(group, 'decline', '退回提出的记账')
    .argument('<difference>', '差异的标识')
    .requiredOption(
      '--reason <code>',
      '原因：bank-corrects、told-twice、result-coming、wrong-posting、not-proven、other-cause',
    )
    .option('--note <text>', '说明（不要写个人信息）；other-cause 须写明')
    .addOption(keyOption())
    .action(async (day: string, id: string, options: ReasonedOptions) => {
      const { reason: declineReason, note } = options;
      await act(day, id, { options, json: { action: 'decline', declineReason, note } });
    });
}

function posting(group: Command, action: 'propose' | 'confirm', what: string): void {
  dayLeaf(group, action, what)
    .argument('<difference>', '差异的标识')
    .addOption(keyOption())
    .action(async (day: string, id: string, options: DayOptions) => {
      await act(day, id, { options, json: { action } });
    });
}

interface Acting {
  readonly options: DayOptions;
  readonly json: {
    readonly action: string;
    readonly reason?: string;
    readonly declineReason?: string;
    readonly note?: string | undefined;
  };
}

async function act(day: string, id: string, { options, json }: Acting): Promise<void> {
  await withClient(options, async (client) => {
    const seen = await differenceIn(client, dayPath(day, options), id);
    permitted(items(seen, 'actions').find((one) => text(one, 'action') === json.action));
    const { body } = await client.send({
      method: 'POST',
      path: `/bank-differences/${id}/actions`,
      json,
      key: keyFor(options.key),
      version: Number(text(seen, 'version')),
    });
    return { data: body, text: grid(FOUND, isBody(body) ? [body] : []) };
  });
}

async function differenceIn(client: Client, path: string, id: string): Promise<Body> {
  const day = await client.read(path);
  const found = items(day, 'found').find((one) => text(one, 'id') === id);
  if (found) return found;
  throw failure(EXIT.notFound, { code: 'not-found', title: '该日没有这笔差异' });
}

function closeDay(group: Command): void {
  dayLeaf(group, 'close', '关账：差异都已说明或记账')
    .addOption(keyOption())
    .action(async (day: string, options: DayOptions) => {
      await withClient(options, async (client) => {
        const seen = await client.read(dayPath(day, options));
        permitted(field(seen, 'close'));
        const { body } = await client.send({
          method: 'POST',
          path: `/bank-days/${centerIn(options)}/${dayOf(day)}:close`,
          key: keyFor(options.key),
          version: Number(text(seen, 'version')),
        });
        return { data: body, text: dayText(body) };
      });
    });
}

/** @throws a failure (conflict) with the server's reason */
function permitted(of: unknown): void {
  if (field(of, 'permitted') === true) return;
  throw failure(EXIT.conflict, {
    code: 'action-not-permitted',
    title: '当前不能进行此操作',
    detail: text(of, 'reason'),
  });
}
