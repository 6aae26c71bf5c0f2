/**
 * Text of a card reader, as it is pasted: several labeled lines, one line between bars or tabs, or
 * bare lines. What is recognized fills the form; the form's schema judges it as if it were typed.
 *
 * Nothing is guessed: a piece that is not recognized is left out, and a text without a document
 * number is no card.
 */
import { isPlainDate, type PlainDate } from '../../../../domain/calendar.ts';
import { checkCharacter, normalizeNumber } from '../../../../domain/identity.ts';
import type { DocumentType, Sex } from '../../../../domain/vocabulary.ts';
import { tidyName, tidyText } from '../../../../forms/fields.ts';
import { meantDate } from '../../../forms/typed.ts';

export interface CardText {
  readonly type: DocumentType;
  readonly number: string;
  readonly name?: string;
  readonly address?: string;
  readonly bornOn?: PlainDate;
  readonly sex?: Sex;
  /** null: 长期 */
  readonly validUntil?: PlainDate | null;
}

type Part = 'name' | 'sex' | 'born' | 'address' | 'number' | 'valid' | 'other';

/** Longer labels before those they begin with; the letters may stand apart. */
const LABELS: readonly (readonly [string, Part])[] = [
  ['公民身份号码', 'number'],
  ['身份证号码', 'number'],
  ['身份证号', 'number'],
  ['证件号码', 'number'],
  ['证件号', 'number'],
  ['中文姓名', 'name'],
  ['姓名', 'name'],
  ['性别', 'sex'],
  ['民族', 'other'],
  ['国籍', 'other'],
  ['出生日期', 'born'],
  ['出生', 'born'],
  ['住址', 'address'],
  ['地址', 'address'],
  ['签发机关', 'other'],
  ['通行证号码', 'other'],
  ['签发次数', 'other'],
  ['有效期限', 'valid'],
  ['有效期至', 'valid'],
  ['有效期', 'valid'],
];
const LABEL = new RegExp(
  LABELS.map(([label]) => Array.from(label).join('\\s{0,2}')).join('|'),
  'gu',
);
const TEXT_MAX = 4_000;

/** What a card says; null when the text is none. */
export function readCardText(text: string): CardText | null {
  if (text.length > TEXT_MAX * 50) return null;
  const short = text.slice(0, TEXT_MAX).replaceAll('\r', '');
  const labeled = labeledParts(short);
  return labeled.size >= 2 ? fromLabels(labeled) : fromTokens(tokensIn(short));
}

function labeledParts(text: string): ReadonlyMap<Part, string> {
  const hits = [...text.matchAll(LABEL)];
  return new Map(
    hits.map((hit, at) => {
      const from = hit.index + hit[0].length;
      const value = text.slice(from, hits[at + 1]?.index ?? text.length);
      return [partOf(hit[0]), value.replace(/^[\s:：|]+/u, '').replace(/[\s|;；,，]+$/u, '')];
    }),
  );
}

function partOf(hit: string): Part {
  const label = hit.replaceAll(/\s/gu, '');
  return LABELS.find(([known]) => known === label)?.[1] ?? 'other';
}

function fromLabels(parts: ReadonlyMap<Part, string>): CardText | null {
  const number = normalizeNumber(parts.get('number') ?? '').replaceAll(/\s/gu, '');
  if (!/^[A-Z0-9]{5,20}$/u.test(number)) return null;
  const address = parts.get('address')?.replaceAll(/\s*\n\s*/gu, '');
  return card(number, {
    name: parts.get('name'),
    address,
    born: parts.get('born'),
    sex: parts.get('sex'),
    valid: parts.get('valid'),
  });
}

interface Pieces {
  readonly name: string | undefined;
  readonly address: string | undefined;
  readonly born: string | undefined;
  readonly sex: string | undefined;
  readonly valid: string | undefined;
}

function card(number: string, pieces: Pieces): CardText {
  const name = tidyName(pieces.name ?? '');
  const address = tidyText(pieces.address ?? '');
  const bornOn = meantDate(pieces.born ?? '');
  const sex = sexIn(pieces.sex ?? '');
  const validUntil = lastDayIn(pieces.valid ?? '');
  return {
    type: typeOf(number),
    number,
    ...(name !== '' && { name }),
    ...(address !== '' && { address }),
    ...(isPlainDate(bornOn) && { bornOn }),
    ...(sex !== null && { sex }),
    ...(validUntil !== undefined && { validUntil }),
  };
}

/** The kind of card, as far as its number tells. */
function typeOf(number: string): DocumentType {
  if (/^(81|82|83)0000\d{11}[\dX]$/u.test(number)) return 'residence-permit';
  if (/^9\d{16}[\dX]$/u.test(number) || /^[A-Z]{3}\d{12}$/u.test(number)) {
    return 'permanent-residence-card';
  }
  if (/^[HM](\d{8}(\d{2})?|A\d{7})$/u.test(number)) return 'travel-permit-hk-macao';
  return /^\d{8}$/u.test(number) ? 'travel-permit-taiwan' : 'resident-id';
}

function sexIn(text: string): Sex | null {
  if (/^男|^M\b/u.test(text)) return 'M';
  return /^女|^F\b/u.test(text) ? 'F' : null;
}

/** The end of "2016.05.04-2036.05.04", of "20160504-长期", or a single last day. */
function lastDayIn(text: string): PlainDate | null | undefined {
  const tidy = tidyText(text).replaceAll(/\s/gu, '');
  if (tidy.endsWith('长期')) return null;
  const days = tidy.match(/\d{4}[.\-/年]\d{1,2}[.\-/月]\d{1,2}日?|\d{8}/gu) ?? [];
  const last = meantDate(days.at(-1) ?? '');
  return isPlainDate(last) ? last : undefined;
}

function tokensIn(text: string): readonly string[] {
  return text
    .split(/[|\t\n]/u)
    .map((token) => tidyText(token))
    .filter((token) => token !== '' && token.length <= 200);
}

/** By what they look like: the order differs from reader to reader. */
function fromTokens(tokens: readonly string[]): CardText | null {
  const number = tokens.map(normalizeNumber).find(isEighteen);
  if (number === undefined || tokens.length < 2) return null;
  const born = number.slice(6, 14);
  const rest = tokens.filter((token) => normalizeNumber(token) !== number);
  const valid = rest.filter(
    (token) => lastDayIn(token) !== undefined && meantDate(token).replaceAll('-', '') !== born,
  );
  const words = rest.filter(
    (token) => /\p{L}/u.test(token) && !valid.includes(token) && !isAside(token),
  );
  const address = words.find(
    (token) => token.length > 5 && /[省市区县旗镇乡村路街巷号]/u.test(token),
  );
  return card(number, {
    name: words.find((token) => token !== address && isName(token)),
    address,
    born,
    sex: rest.find((token) => token === '男' || token === '女'),
    valid: valid.at(-1),
  });
}

function isEighteen(token: string): boolean {
  return /^\d{17}[\dX]$/u.test(token) && checkCharacter(token) === token.charAt(17);
}

/** Sex, nationality and issuer: on the card, but not in the form. */
function isAside(token: string): boolean {
  return /^(男|女|.{1,6}族|汉)$/u.test(token) || /(公安|移民|出入境)\S*(局|厅|署)$/u.test(token);
}

function isName(token: string): boolean {
  return token.length <= 100 && /^[\p{L}\p{M}·•‧・･.'\s-]+$/u.test(token);
}

/** The digits of a bank card, with a label or without; null when there are none. */
export function readBankText(text: string): string | null {
  const tidy = tidyText(text.slice(0, TEXT_MAX));
  const [, labeled] = /(?:银行)?卡号\s*[:：]?\s*([\d\s-]{12,40})/u.exec(tidy) ?? [];
  const digits = (labeled ?? tidy).replaceAll(/[\s-]/gu, '');
  return /^\d{12,19}$/u.test(digits) ? digits : null;
}
