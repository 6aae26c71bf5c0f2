/**
 * Numbers of identity documents: normal form, what the digits say, check digits.
 *
 * 居民身份证 and 港澳台居民居住证 follow GB 11643 (ISO 7064 MOD 11-2); 外国人永久居留身份证 of 2023
 * has the same length and check behind a leading 9; the card before it has 15 characters and the
 * check of ICAO 9303. Nothing here judges a document: that is src/policy/identity-document.ts.
 */
import { isPlainDate, type PlainDate } from './calendar.ts';
import { type DocumentType, type Sex } from './vocabulary.ts';

/** What a well-formed number says by itself. */
export interface NumberReading {
  /** Two digits of the province, where the number has them. */
  readonly province: string | null;
  /** YYYYMMDD as printed, existing or not; null where the number carries no full date. */
  readonly birthDigits: string | null;
  /** YYMMDD, on cards that leave the century open. */
  readonly birthDigitsShort: string | null;
  /** Three digits that are never 000 on an issued document. */
  readonly sequence: string | null;
  readonly sex: Sex | null;
  /** Whether the last character is the right one; null where there is none to check. */
  readonly checkFits: boolean | null;
}

/** Area codes whose first two digits exist (GB/T 2260), without Hong Kong, Macao and Taiwan's 8x. */
const PROVINCES = new Set(
  (
    '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 ' +
    '61 62 63 64 65 71'
  ).split(' '),
);
/** 810000 Hong Kong, 820000 Macao, 830000 Taiwan: residence permits only. */
const PERMIT_AREAS = new Set(['81', '82', '83']);

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';

const NOTHING: NumberReading = {
  province: null,
  birthDigits: null,
  birthDigitsShort: null,
  sequence: null,
  sex: null,
  checkFits: null,
};

/** Trimmed, full-width made half-width, x made X. */
export function normalizeNumber(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .trim()
    .replaceAll('x', 'X');
}

/** The check character of the first 17 digits (ISO 7064 MOD 11-2). */
export function checkCharacter(first17: string): string {
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(first17[at]), 0);
  return CHECK_CHARACTERS.charAt(total % 11);
}

/** The check digit of ICAO 9303: weights 7-3-1, A is 10 and Z is 35. */
export function machineCheckDigit(text: string): string {
  const weights = [7, 3, 1];
  const total = Array.from(text).reduce(
    (sum, character, at) => sum + Number.parseInt(character, 36) * (weights[at % 3] ?? 0),
    0,
  );
  return String(total % 10);
}

/** Whether the province of a number may stand on a document of this type. */
export function provinceFits(type: DocumentType, province: string): boolean {
  return type === 'residence-permit' ? PERMIT_AREAS.has(province) : PROVINCES.has(province);
}

/** The number as the person's document prints it: a renewal count of older prints is dropped. */
export function canonicalNumber(type: DocumentType, number: string): string {
  return type === 'travel-permit-hk-macao' && /^[HM][0-9]{10}$/.test(number)
    ? number.slice(0, 9)
    : number;
}

/** What the digits say; null when the number has not the form of its type. */
export function readNumber(type: DocumentType, number: string): NumberReading | null {
  switch (type) {
    case 'resident-id':
    case 'residence-permit':
      return /^[1-9][0-9]{16}[0-9X]$/.test(number) ? readEighteen(number, 0) : null;
    case 'permanent-residence-card':
      if (/^9[0-9]{16}[0-9X]$/.test(number)) return readEighteen(number, 1);
      return /^[A-Z]{3}[0-9]{12}$/.test(number) ? readOldCard(number) : null;
    case 'travel-permit-hk-macao':
      return /^([HM][0-9]{8}([0-9]{2})?|[HM]A[0-9]{7})$/.test(number) ? NOTHING : null;
    case 'travel-permit-taiwan':
      return /^[0-9]{8}$/.test(number) ? NOTHING : null;
    case 'passport':
      return /^[A-Z0-9]{5,20}$/.test(number) ? NOTHING : null;
  }
}

function readEighteen(number: string, provinceAt: number): NumberReading {
  return {
    province: number.slice(provinceAt, provinceAt + 2),
    birthDigits: number.slice(6, 14),
    birthDigitsShort: null,
    sequence: number.slice(14, 17),
    sex: Number(number.charAt(16)) % 2 === 1 ? 'M' : 'F',
    checkFits: checkCharacter(number) === number.charAt(17),
  };
}

/** 3 letters of nationality, 4 digits of region, YYMMDD, 1 of sequence, 1 of check. */
function readOldCard(number: string): NumberReading {
  return {
    ...NOTHING,
    province: number.slice(3, 5),
    birthDigitsShort: number.slice(7, 13),
    checkFits: machineCheckDigit(number.slice(0, 14)) === number.charAt(14),
  };
}

/** The date of eight digits, or null when no such day exists. */
export function dateOfDigits(digits: string): PlainDate | null {
  const text = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return isPlainDate(text) ? text : null;
}
