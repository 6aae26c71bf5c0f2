/**
 * A printed document as PDF: A4, the embedded Chinese typeface, head, body, page numbers.
 *
 * Rendered when somebody looks or prints, never on the way. The same order gives the same bytes:
 * no clock is read, the document bears the day it was issued.
 */
import type { DocumentKind, DocumentParams } from '../cases/wording-documents.ts';
import { startOf, type PlainDate } from '../domain/calendar.ts';
import { drawBlock } from './draw.ts';
import { codePointText, GETA } from './fonts.ts';
import { isSigned, signingHash } from './hash.ts';
import { templateOf } from './registry.ts';
import type { Template } from './template.ts';
import {
  BOLD,
  CONTENT,
  drawLine,
  linesOf,
  newPage,
  openSheet,
  PAGE,
  SMALL,
  write,
  type Place,
  type Sheet,
  type Style,
} from './sheet.ts';

export interface DocumentOrder<Kind extends DocumentKind> {
  readonly kind: Kind;
  /** Version of the template, as stored with the document. */
  readonly template: string;
  readonly issuedOn: PlainDate;
  readonly center: { readonly name: string };
  readonly content: DocumentParams[Kind];
  /** null: the center keeps nothing of it, and the paper says so. */
  readonly registered: Registered | null;
}

/** By what the center confirms that a paper is its own. */
export interface Registered {
  /** 文书编号 */
  readonly number: string;
  /** 验证码 */
  readonly code: string;
  /** Where the code can be checked. */
  readonly address: string;
}

const RED = '#b3261e';
const CENTER: Place = { left: PAGE.left, width: CONTENT, align: 'center' };
const NAME: Style = { ...BOLD, size: 19, leading: 32, color: RED };
const TITLE: Style = { ...BOLD, size: 17, leading: 30 };

/**
 * Ways of setting the text, tried in this order until the issuer does not stand alone on the last
 * sheet: lines a little closer; else the last section begins on a sheet of its own.
 */
const SETTINGS: readonly Setting[] = [
  { density: 1, apart: false },
  { density: 0.95, apart: false },
  { density: 0.9, apart: false },
  { density: 1, apart: true },
];

interface Setting {
  readonly density: number;
  /** The last section goes to a new sheet. */
  readonly apart: boolean;
}

/**
 * @throws RangeError when the template's version does not exist
 */
export async function renderDocument<Kind extends DocumentKind>(
  order: DocumentOrder<Kind>,
): Promise<Buffer> {
  let drawn: Drawn | null = null;
  for (const setting of SETTINGS) {
    drawn = drawAll(order, setting);
    if (!drawn.sheet.alone) break;
  }
  if (drawn === null) throw new RangeError('no way of setting the text');
  drawn.sheet.doc.end();
  return drawn.bytes;
}

interface Drawn {
  readonly sheet: Sheet;
  readonly bytes: Promise<Buffer>;
}

function drawAll<Kind extends DocumentKind>(
  order: DocumentOrder<Kind>,
  { density, apart }: Setting,
): Drawn {
  const { kind, template: version, issuedOn, center, content, registered } = order;
  const template = templateOf(kind, version);
  const day = new Date(startOf(issuedOn));
  const info = {
    Title: registered === null ? template.title : `${template.title} ${registered.number}`,
    Author: center.name,
    Creator: 'Anju',
    Producer: 'Anju',
    CreationDate: day,
    ModDate: day,
  };
  const sheet = openSheet(info, density);
  const bytes = collect(sheet);
  drawHead(sheet, order, template);
  const blocks = template.render(content);
  const apartFrom = apart ? blocks.findLastIndex(({ type }) => type === 'heading') : -1;
  blocks.forEach((block, index) => {
    if (index === apartFrom) newPage(sheet);
    if (block.type === 'issuer' || block.type === 'signatures') drawLacking(sheet);
    drawBlock(sheet, block);
  });
  drawHash(sheet, order);
  drawEdges(sheet, order, template);
  return { sheet, bytes };
}

function collect({ doc }: Sheet): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    doc.on('data', (chunk: Buffer) => chunks.push(chunk));
    doc.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    doc.on('error', reject);
  });
}

type AnyOrder = DocumentOrder<DocumentKind>;

/** The center's name over a double rule, the number at the right, the title. */
function drawHead(sheet: Sheet, { center, registered }: AnyOrder, words: Words): void {
  sheet.y = 58;
  write(sheet, center.name, NAME, CENTER);
  sheet.y += 4;
  const rule = (y: number, width: number) =>
    sheet.doc
      .moveTo(PAGE.left, y)
      .lineTo(PAGE.left + CONTENT, y)
      .lineWidth(width)
      .strokeColor(RED)
      .stroke();
  rule(sheet.y, 1.8);
  rule(sheet.y + 3, 0.5);
  sheet.y += 8;
  const number = registered === null ? unregistered(words) : `文书编号　${registered.number}`;
  write(sheet, number, SMALL, { ...CENTER, align: 'right' });
  sheet.y += 10;
  write(sheet, words.title, TITLE, CENTER);
  sheet.y += 8;
}

/** An agreement bears the hash of what is signed: version and parameters. */
function drawHash(sheet: Sheet, { kind, template, content }: AnyOrder): void {
  if (!isSigned(kind)) return;
  const hash = signingHash(kind, template, content as DocumentParams[typeof kind]); // by its kind
  write(sheet, `签署摘要（SHA-256）：${hash}`, SMALL, { left: PAGE.left, width: CONTENT });
}

/** What 〓 stands for, so that no character is lost without a word. */
function drawLacking(sheet: Sheet): void {
  const codes = [...new Set(sheet.lacking.map(codePointText))];
  if (codes.length === 0) return;
  sheet.y += 4;
  write(
    sheet,
    `注：文中“${GETA}”代替印刷字库未收的字，依次为 ${codes.join('、')}（统一码），以当事人证件所载为准。`,
    SMALL,
    { left: PAGE.left, width: CONTENT },
  );
}

type Words = Pick<Template, 'title' | 'unregistered'>;

function unregistered({ unregistered: words = '测算参考，不编号' }: Words): string {
  return words;
}

/** Head and foot of every sheet, when their number is known. */
function drawEdges(sheet: Sheet, { center, registered }: AnyOrder, words: Words): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  const foot = PAGE.height - 56;
  const number = registered === null ? unregistered(words) : registered.number;
  for (let index = 0; index < count; index += 1) {
    sheet.doc.switchToPage(start + index);
    if (index > 0) edge(sheet, `${center.name}　${words.title}　${number}`, 46, 'right');
    sheet.doc
      .moveTo(PAGE.left, foot - 6)
      .lineTo(PAGE.left + CONTENT, foot - 6)
      .lineWidth(0.4)
      .strokeColor('#bdc1c6')
      .stroke();
    edge(sheet, `第 ${String(index + 1)} 页　共 ${String(count)} 页`, foot, 'center');
    if (registered === null) {
      edge(sheet, number, foot, 'left');
      edge(sheet, '没有留存，不设验证码', foot, 'right');
      continue;
    }
    edge(sheet, `文书编号 ${registered.number}`, foot, 'left');
    edge(sheet, `验证码 ${registered.code}`, foot, 'right');
    edge(sheet, `在 ${registered.address} 填入验证码，可以核验本件的真伪`, foot + 12, 'right');
  }
}

function edge(sheet: Sheet, text: string, y: number, align: 'left' | 'center' | 'right'): void {
  const style: Style = { ...SMALL, size: 8, leading: 12 };
  const place: Place = { left: PAGE.left, width: CONTENT, align };
  const [line] = linesOf(sheet, text, style, place);
  if (line) drawLine(sheet, line, style, { ...place, y });
}
