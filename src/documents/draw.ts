/** Drawing each kind of block on the sheets. */
import type { Block, Signature } from './blocks.ts';
import { drawTable } from './draw-table.ts';
import {
  BODY,
  BOLD,
  CONTENT,
  drawLine,
  GRAY,
  INK,
  lead,
  linesOf,
  needRoom,
  newPage,
  PAGE,
  roomLeft,
  SMALL,
  write,
  type Place,
  type Sheet,
  type Style,
} from './sheet.ts';

const FULL: Place = { left: PAGE.left, width: CONTENT };
const HEADING: Style = { ...BOLD, size: 12, leading: 22 };
const QUOTE: Style = { ...BODY, size: 10, leading: 17, color: '#3c4043' };

export function drawBlock(sheet: Sheet, block: Block): void {
  switch (block.type) {
    case 'heading':
      needRoom(sheet, lead(sheet, HEADING) + 8 + lead(sheet, BODY) * 2);
      sheet.y += 8;
      write(sheet, block.text, HEADING, { ...FULL, align: 'left' });
      sheet.y += 2;
      return;
    case 'addressee':
      write(sheet, block.text, BOLD, { ...FULL, align: 'left' });
      return;
    case 'paragraph':
      write(sheet, block.text, BODY, { ...FULL, indent: BODY.size * 2 });
      sheet.y += 3;
      return;
    case 'emphasis':
      drawBox(sheet, block.label, block.text);
      return;
    case 'quotation':
      drawQuotation(sheet, block.title, block.text);
      return;
    case 'list':
      drawList(sheet, block.items);
      return;
    case 'table':
      drawTable(sheet, block);
      return;
    case 'signatures':
      drawSignatures(sheet, block.parties);
      return;
    case 'issuer':
      drawIssuer(sheet, block.name, block.day);
      return;
    case 'note':
      sheet.y += 4;
      write(sheet, block.text, SMALL, FULL);
  }
}

function drawList(sheet: Sheet, items: readonly string[]): void {
  const inset = 26;
  items.forEach((item, index) => {
    needRoom(sheet, lead(sheet, BODY));
    const mark = linesOf(sheet, `${String(index + 1)}.`, BODY, { left: 0, width: inset });
    const [line] = mark;
    if (line) {
      const at = { left: PAGE.left + 8, width: inset, align: 'left', y: sheet.y } as const;
      drawLine(sheet, line, BODY, at);
    }
    write(sheet, item, BODY, { left: PAGE.left + inset, width: CONTENT - inset });
    sheet.y += 2;
  });
  sheet.y += 3;
}

const PAD = 9;

/** A heavy clause: label and bold text on a tinted ground with a bar, split over sheets if need be. */
function drawBox(sheet: Sheet, label: string, text: string): void {
  const place: Place = { left: PAGE.left + PAD + 4, width: CONTENT - PAD * 2 - 4 };
  const head: Style = { ...BOLD, size: 10, leading: 17, color: '#8c1d18' };
  const rows = [
    ...linesOf(sheet, `【${label}】`, head, place).map((line) => ({ line, style: head })),
    ...linesOf(sheet, text, BOLD, { ...place, indent: BOLD.size * 2 }).map((line) => ({
      line,
      style: BOLD,
    })),
  ];
  sheet.y += 4;
  let rest = rows;
  while (rest.length > 0) {
    const count = fittingRows(
      rest.map(({ style }) => lead(sheet, style)),
      roomLeft(sheet) - PAD * 2,
    );
    if (count < Math.min(rest.length, 3)) {
      newPage(sheet);
      continue;
    }
    const part = rest.slice(0, count);
    const height = part.reduce((total, { style }) => total + lead(sheet, style), PAD * 2 - 6);
    sheet.doc.rect(PAGE.left, sheet.y, CONTENT, height).fill('#f6f1ee');
    sheet.doc.rect(PAGE.left, sheet.y, 3, height).fill('#8c1d18');
    let y = sheet.y + PAD - 3;
    for (const { line, style } of part) {
      drawLine(sheet, line, style, { ...place, y });
      y += lead(sheet, style);
    }
    sheet.y += height + 6;
    rest = rest.slice(count);
  }
}

/** How many rows fit into a height. */
function fittingRows(heights: readonly number[], room: number): number {
  let used = 0;
  const over = heights.findIndex((height) => (used += height) > room);
  return over === -1 ? heights.length : over;
}

function drawQuotation(sheet: Sheet, title: string, text: string | null): void {
  const place: Place = { left: PAGE.left + 24, width: CONTENT - 34 };
  const titleStyle: Style = { ...QUOTE, weight: 'bold' };
  needRoom(sheet, lead(sheet, titleStyle) + (text === null ? 0 : lead(sheet, QUOTE)));
  const rows = [
    ...linesOf(sheet, title, titleStyle, place).map((line) => ({ line, style: titleStyle })),
    ...(text === null
      ? []
      : linesOf(sheet, `“${text}”`, QUOTE, place).map((line) => ({ line, style: QUOTE }))),
  ];
  for (const { line, style } of rows) {
    needRoom(sheet, lead(sheet, style));
    sheet.doc.rect(PAGE.left + 12, sheet.y, 1.5, lead(sheet, style)).fill('#bdc1c6');
    drawLine(sheet, line, style, { ...place, y: sheet.y });
    sheet.y += lead(sheet, style);
  }
  sheet.y += 5;
}

const SIGNATURE_ROW = 30;

function drawSignatures(sheet: Sheet, parties: readonly Signature[]): void {
  const width = CONTENT / parties.length;
  const rows = Math.max(...parties.map(({ lines }) => lines.length));
  needRoom(sheet, 60 + rows * SIGNATURE_ROW);
  sheet.y += 14;
  const top = sheet.y;
  parties.forEach(({ label, name, lines }, column) => {
    const place: Place = { left: PAGE.left + column * width, width: width - 20, align: 'left' };
    sheet.y = top;
    write(sheet, label, BOLD, place);
    write(sheet, name, BODY, place);
    lines.forEach((line, index) => {
      sheet.y = top + 44 + index * SIGNATURE_ROW;
      write(sheet, `${line}：`, BODY, place);
      sheet.doc
        .moveTo(place.left + 50, sheet.y - 2)
        .lineTo(place.left + place.width, sheet.y - 2)
        .lineWidth(0.5)
        .strokeColor(INK)
        .stroke();
    });
  });
  sheet.y = top + 44 + rows * SIGNATURE_ROW + 6;
}

function drawIssuer(sheet: Sheet, name: string, day: string): void {
  const gap = 26 * sheet.density;
  const needed = gap + lead(sheet, BODY) * 2 + lead(sheet, SMALL);
  if (roomLeft(sheet) < needed) {
    newPage(sheet);
    // As official papers do, so that nobody adds words above the seal.
    write(sheet, '（此页无正文）', BODY, FULL);
  }
  const first = sheet.doc.bufferedPageRange().count === 1;
  sheet.alone = !first && sheet.y < PAGE.top + lead(sheet, BODY) * 3;
  sheet.y += gap;
  const place: Place = { left: PAGE.left + CONTENT - 240, width: 240, align: 'center' };
  write(sheet, name, BODY, place);
  write(sheet, '（业务专用章）', { ...SMALL, color: GRAY }, place);
  write(sheet, day, BODY, place);
}
