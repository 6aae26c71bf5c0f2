/**
 * 验证码: the code on a printed document by which anybody can have it confirmed.
 *
 * Twenty characters of Crockford's base32 in groups of four: the first four are twenty bits of the
 * document's id, so that it is found without the code resting anywhere; the other sixteen are
 * eighty bits of a keyed hash over id and content. Nobody makes one without the key, and a row
 * whose content was exchanged no longer answers to its code. The lookup key is used because it is
 * the one that never changes: what was printed stays printed.
 */
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';

/** Without I, L, O and U: nothing reads like something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Twenty bits: five hexadecimal digits of the id, four characters of the code. */
const LOCATOR = { digits: 5, characters: 4 } as const;
const MAC_BYTES = 10;
const CODE = new RegExp(`^[${ALPHABET}]{20}$`);

export interface Verified {
  readonly id: string;
  /** SHA-256 of the content, hexadecimal. */
  readonly contentHash: string;
}

/** 7KQ2-9FHM-31XZ-ABCD-EFGH */
export function verificationCode(lookup: KeyObject, document: Verified): string {
  const locator = BigInt(`0x${document.id.slice(0, LOCATOR.digits)}`);
  const code = encoded(locator, LOCATOR.characters) + encoded(macOf(lookup, document), 16);
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/** A code as somebody typed it, made comparable. */
export interface ReadCode {
  /** Without hyphens, in the letters of the alphabet. */
  readonly code: string;
  /** Ids between which the document must lie, both included. */
  readonly from: string;
  readonly to: string;
}

/** @returns null when it cannot be a code: another length, another letter */
export function readCode(text: string): ReadCode | null {
  const code = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Dash}]/gu, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1');
  if (!CODE.test(code)) return null;
  const digits = Array.from(code.slice(0, LOCATOR.characters))
    .reduce((bits, letter) => bits * 32n + BigInt(ALPHABET.indexOf(letter)), 0n)
    .toString(16)
    .padStart(LOCATOR.digits, '0');
  const id = (rest: string) =>
    `${digits}${rest.repeat(3)}-${[4, 4, 4, 12].map((count) => rest.repeat(count)).join('-')}`;
  return { code, from: id('0'), to: id('f') };
}

/** Whether a code is that of a document; takes as long for a wrong one as for the right one. */
export function isCodeOf(lookup: KeyObject, { code }: ReadCode, document: Verified): boolean {
  const right = Buffer.from(verificationCode(lookup, document).replaceAll('-', ''), 'latin1');
  return timingSafeEqual(Buffer.from(code, 'latin1'), right);
}

function macOf(lookup: KeyObject, { id, contentHash }: Verified): bigint {
  const mac = createHmac('sha256', lookup).update(`verification-1\n${id}\n${contentHash}`).digest();
  return BigInt(`0x${mac.subarray(0, MAC_BYTES).toString('hex')}`);
}

function encoded(bits: bigint, characters: number): string {
  return Array.from({ length: characters }, (_, at) =>
    ALPHABET.charAt(Number((bits >> BigInt(5 * (characters - 1 - at))) & 31n)),
  ).join('');
}
