/**
 * The sheets of one document: A4, margins, the pen's height, and writing lines on them.
 *
 * Lengths are in points (1/72 inch). Nothing is ever drawn below the bottom margin: whoever needs
 * room asks for it first and gets a new sheet when there is none.
 */
import PDFDocument from 'pdfkit';
import { fontFile, printable, type Weight } from './fonts.ts';
import { breakLines, stretch, type Line } from './lines.ts';

export const PAGE = { width: 595.28, height: 841.89, left: 71, right: 71, top: 74, bottom: 70 };
export const CONTENT = PAGE.width - PAGE.left - PAGE.right;
const FLOOR = PAGE.height - PAGE.bottom;

export interface Sheet {
  readonly doc: PDFKit.PDFDocument;
  /** Where the next line goes. */
  y: number;
  /** Characters that 〓 stood for. */
  readonly lacking: string[];
  readonly widths: Map<string, number>;
  /** 1, or less when lines stand closer so that the issuer does not end up alone on a sheet. */
  readonly density: number;
  /** The issuer stands alone on the last sheet. */
  alone: boolean;
}

export interface Style {
  readonly size: number;
  readonly weight: Weight;
  readonly leading: number;
  readonly color: string;
}

export const INK = '#1a1a1a';
export const GRAY = '#5f6368';
export const BODY: Style = { size: 11, weight: 'regular', leading: 19, color: INK };
export const BOLD: Style = { ...BODY, weight: 'bold' };
export const SMALL: Style = { size: 9, weight: 'regular', leading: 14, color: GRAY };

export function openSheet(info: PDFKit.DocumentInfo, density: number): Sheet {
  const doc = new PDFDocument({
    size: 'A4',
    margins: { top: 0, bottom: 0, left: 0, right: 0 },
    bufferPages: true,
    lang: 'zh-CN',
    displayTitle: true,
    pdfVersion: '1.7',
    info,
  });
  doc.registerFont('regular', fontFile('regular'));
  doc.registerFont('bold', fontFile('bold'));
  return { doc, y: PAGE.top, lacking: [], widths: new Map(), density, alone: false };
}

/** The height of a line of that style on this sheet. */
export function lead({ density }: Sheet, { leading }: Style): number {
  return leading * density;
}

/** Room left above the bottom margin. */
export function roomLeft(sheet: Sheet): number {
  return FLOOR - sheet.y;
}

/** Begins a new sheet when less than this height is left. */
export function needRoom(sheet: Sheet, height: number): void {
  if (roomLeft(sheet) >= height) return;
  newPage(sheet);
}

export function newPage(sheet: Sheet): void {
  sheet.doc.addPage();
  sheet.y = PAGE.top;
}

/** The text as it can be shown; what cannot is remembered for the note at the end. */
export function shown(sheet: Sheet, text: string, weight: Weight): string {
  const { text: safe, lacking } = printable(text, weight);
  sheet.lacking.push(...lacking);
  return safe;
}

export function measure(sheet: Sheet, { weight, size }: Style): (text: string) => number {
  return (text) => {
    const key = `${weight}:${String(size)}:${text}`;
    const known = sheet.widths.get(key);
    if (known !== undefined) return known;
    const width = sheet.doc.font(weight).fontSize(size).widthOfString(text);
    sheet.widths.set(key, width);
    return width;
  };
}

export interface Place {
  readonly left: number;
  readonly width: number;
  /** Moves the first line in. */
  readonly indent?: number;
  readonly align?: 'justify' | 'center' | 'right' | 'left';
}

/** The lines a text takes at a place; 〓 already stands for what cannot be shown. */
export function linesOf(sheet: Sheet, text: string, style: Style, place: Place): readonly Line[] {
  const { width, indent = 0 } = place;
  const safe = shown(sheet, text, style.weight);
  return breakLines(safe, { width, indent, measure: measure(sheet, style) });
}

/** Draws one line with its top at `y`. */
export function drawLine(sheet: Sheet, line: Line, style: Style, at: Place & { y: number }): void {
  const { left, width, align = 'justify', y } = at;
  const gap = align === 'justify' ? stretch(line, width, style.size * 3) : 0;
  const shift = { justify: 0, left: 0, center: 0.5, right: 1 }[align] * (width - line.width);
  sheet.doc
    .font(style.weight)
    .fontSize(style.size)
    .fillColor(style.color)
    .text(
      line.text,
      left + line.indent + shift,
      y + (lead(sheet, style) - style.size * 1.448) / 2,
      {
        lineBreak: false,
        characterSpacing: gap,
      },
    );
}

/** Writes a text from the pen's height on, over as many sheets as it takes. */
export function write(sheet: Sheet, text: string, style: Style, place: Place): void {
  for (const line of linesOf(sheet, text, style, place)) {
    needRoom(sheet, lead(sheet, style));
    drawLine(sheet, line, style, { ...place, y: sheet.y });
    sheet.y += lead(sheet, style);
  }
}
