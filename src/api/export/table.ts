/** From rows to the file of an export: columns in order, a limit that is said, a line in the trail. */
import { createHash } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { instantText } from '../../cases/wording.ts';
import { Fault } from '../../domain/fault.ts';
import { recordReading } from '../audit.ts';
import type { ApiDeps } from '../deps.ts';
import type { Answer, Context } from '../operation.ts';
import { exporting, MEDIA_TYPES, sheetFile } from './sheet-file.ts';
import type { SheetFormat } from './sheet-thread.ts';
import type { Line } from './cells.ts';

export interface Column<Shown> {
  readonly title: string;
  readonly width: number;
  readonly value: (shown: Shown) => string | null;
}

export interface Export<Row, Shown> {
  readonly format: SheetFormat;
  /** `audit` or `cases`: what the line in the trail calls it. */
  readonly list: string;
  /** 留痕 */
  readonly title: string;
  /** As asked for: codes, ids and days. */
  readonly filter: Readonly<Record<string, unknown>>;
  /** At most so many and one more. */
  readonly read: (limit: number) => Promise<readonly Row[]>;
  readonly show: (row: Row) => Shown;
  readonly columns: readonly Column<Shown>[];
  /** What else is to be said about it beside the table (XLSX only). */
  readonly about?: readonly Line[];
}

/** Rows are opened and masked so many at a time; others are answered between. */
const AT_ONCE = 200;

/**
 * The file, once the trail says that it was taken. A list that is longer than may be exported is
 * refused, never cut off.
 *
 * @throws Fault 'too-large', 'too-many-requests'
 */
export function exported<Row, Shown>(
  context: Context,
  deps: ApiDeps,
  given: Export<Row, Shown>,
): Promise<Answer> {
  return exporting(async () => {
    const { format, list, title, filter, columns } = given;
    const max = deps.limits.exportRowsMax;
    const rows = await given.read(max);
    if (rows.length > max) {
      throw new Fault('too-large', `符合条件的超过${max}行，请缩小范围后分次导出。`);
    }
    const lines = await linesOf(rows, given);
    const at = deps.now();
    const about = [
      ...aboutOf(context, { title, filter, count: rows.length, at }),
      ...(given.about ?? []),
    ];
    const head = columns.map((column) => column.title);
    const widths = columns.map(({ width }) => width);
    const bytes = await sheetFile({ format, title, head, widths, lines, about });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const told = { list, format, filter, count: rows.length, sha256 };
    await recordReading(context, deps, 'list-exported', told);
    const name = `${title}-${instantText(at).replaceAll(/[:\s]/g, '-')}.${format}`;
    return { status: 200, file: { bytes, mediaType: MEDIA_TYPES[format], name } };
  });
}

async function linesOf<Row, Shown>(
  rows: readonly Row[],
  { show, columns }: Pick<Export<Row, Shown>, 'show' | 'columns'>,
): Promise<readonly Line[]> {
  const lines: Line[] = [];
  for (const row of rows) {
    const shown = show(row);
    lines.push(columns.map(({ value }) => value(shown) ?? ''));
    if (lines.length % AT_ONCE === 0) await breath();
  }
  return lines;
}

interface About {
  readonly title: string;
  readonly filter: Readonly<Record<string, unknown>>;
  readonly count: number;
  readonly at: number;
}

function aboutOf({ caller }: Context, { title, filter, count, at }: About): readonly Line[] {
  return [
    ['内容', title],
    ['导出人', `${caller.name}（${caller.id}）`],
    ['导出时间', instantText(at)],
    ['行数', String(count)],
    ['筛选条件', Object.keys(filter).length === 0 ? '无' : JSON.stringify(filter)],
    ['个人信息', '已遮盖；本次导出已留痕。'],
    ['说明', '以等号等符号开头的内容前加了单引号，以免被办公软件当作公式。'],
  ];
}
