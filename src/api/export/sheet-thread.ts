/**
 * A thread that makes one file of a table and ends: thousands of rows take seconds of computing,
 * and the process has others to answer meanwhile.
 */
import { parentPort, workerData } from 'node:worker_threads';
import writeXlsxFile from 'write-excel-file/node';
import { csvText, safeCell, type Line } from './cells.ts';

export type SheetFormat = 'csv' | 'xlsx';

/** One table under its heading, and (XLSX only) what is to be said about it on a sheet of its own. */
export interface SheetTask {
  readonly format: SheetFormat;
  readonly title: string;
  readonly head: Line;
  /** In characters, as wide as a Latin letter. */
  readonly widths: readonly number[];
  readonly lines: readonly Line[];
  readonly about: readonly Line[];
}

async function fileOf({ format, title, head, widths, lines, about }: SheetTask): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(csvText([head, ...lines]), 'utf8');
  const columns = widths.map((width) => ({ width }));
  const headCells = head.map((text) => ({ ...cell(text), fontWeight: 'bold' as const }));
  return writeXlsxFile([
    {
      data: [headCells, ...lines.map((line) => line.map(cell))],
      sheet: title,
      columns,
      stickyRowsCount: 1,
    },
    {
      data: about.map((line) => line.map(cell)),
      sheet: '导出说明',
      columns: [{ width: 18 }, { width: 80 }],
    },
  ]).toBuffer();
}

/** Always a text: a number of eighteen digits stays what it is, and nothing is a formula. */
function cell(text: string) {
  return { value: safeCell(text), type: String };
}

parentPort?.postMessage(await fileOf(workerData as SheetTask));
