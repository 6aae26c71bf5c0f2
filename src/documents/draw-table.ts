/** Tables: ruled, rows never split over two sheets, the head repeated on every sheet. */
import type { Block } from './blocks.ts';
import type { Line } from './lines.ts';
import {
  BODY,
  BOLD,
  CONTENT,
  drawLine,
  lead,
  linesOf,
  newPage,
  PAGE,
  roomLeft,
  type Sheet,
  type Style,
} from './sheet.ts';

type Table = Extract<Block, { readonly type: 'table' }>;

const PAD_X = 7;
const PAD_Y = 3.5;
const RULE = '#9aa0a6';
const CELL: Style = { ...BODY, size: 10.5, leading: 17 };
const HEAD: Style = { ...BOLD, size: 10.5, leading: 17 };

interface Cell {
  readonly lines: readonly Line[];
  readonly style: Style;
  readonly left: number;
  readonly width: number;
  readonly align: 'left' | 'right';
}

interface Row {
  readonly cells: readonly Cell[];
  readonly height: number;
  readonly tinted: (column: number) => boolean;
}

export function drawTable(sheet: Sheet, table: Table): void {
  const columns = columnsOf(table.widths);
  const { labels = [], right = [] } = table;
  const head =
    table.head === null
      ? null
      : rowOf(sheet, table.head, { columns, head: true, labels: [], right });
  sheet.y += 3;
  let open = false;
  for (const texts of table.rows) {
    const row = rowOf(sheet, texts, { columns, head: false, labels, right });
    const needed = row.height + (open || head === null ? 0 : head.height);
    if (roomLeft(sheet) < needed) {
      newPage(sheet);
      open = false;
    }
    if (!open && head !== null) drawRow(sheet, head);
    open = true;
    drawRow(sheet, row);
  }
  sheet.y += 8;
}

function columnsOf(widths: readonly number[]): readonly { left: number; width: number }[] {
  const total = widths.reduce((sum, width) => sum + width, 0);
  let left = PAGE.left;
  return widths.map((width) => {
    const column = { left, width: (CONTENT * width) / total };
    left += column.width;
    return column;
  });
}

interface RowKind {
  readonly columns: readonly { readonly left: number; readonly width: number }[];
  readonly head: boolean;
  readonly labels: readonly number[];
  readonly right: readonly number[];
}

function rowOf(sheet: Sheet, texts: readonly string[], kind: RowKind): Row {
  const { columns, head, labels, right } = kind;
  const cells = texts.map((text, index): Cell => {
    const spanned = columns.slice(index, index === texts.length - 1 ? undefined : index + 1);
    const left = spanned[0]?.left ?? PAGE.left;
    const width = spanned.reduce((sum, column) => sum + column.width, 0);
    const style = head ? HEAD : CELL;
    const place = { left, width: width - PAD_X * 2 };
    const align = right.includes(index) ? 'right' : 'left';
    return { lines: linesOf(sheet, text, style, place), style, left, width, align };
  });
  const height =
    Math.max(...cells.map(({ lines, style }) => lines.length * lead(sheet, style))) + PAD_Y * 2;
  return { cells, height, tinted: (column) => head || labels.includes(column) };
}

function drawRow(sheet: Sheet, row: Row): void {
  row.cells.forEach(({ lines, style, left, width, align }, column) => {
    if (row.tinted(column)) sheet.doc.rect(left, sheet.y, width, row.height).fill('#f1f3f4');
    sheet.doc.rect(left, sheet.y, width, row.height).lineWidth(0.5).strokeColor(RULE).stroke();
    const inner = { left: left + PAD_X, width: width - PAD_X * 2 };
    const top = sheet.y + (row.height - lines.length * lead(sheet, style)) / 2;
    lines.forEach((line, index) => {
      drawLine(sheet, line, style, {
        ...inner,
        align,
        y: top + index * lead(sheet, style),
      });
    });
  });
  sheet.y += row.height;
}
