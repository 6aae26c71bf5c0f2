/**
 * Keyed hashes by which a person is found although name and numbers rest only as ciphertext.
 *
 * HMAC-SHA-256 under the lookup key, over what was typed made comparable: the same document is
 * found whether its number came from a card reader, a bank or a keyboard.
 */
import { createHmac, type KeyObject } from 'node:crypto';

const NORMALIZE = {
  document: (text: string) => plain(text).replace(/[\s\-()]/g, ''),
  name: (text: string) => plain(text).replace(NAME_DOTS, '·').replace(/\s+/g, ''),
  phone: (text: string) =>
    plain(text)
      .replace(/\D/g, '')
      .replace(/^(?:0{0,2}86)(?=1\d{10}$)/, ''),
  account: (text: string) => plain(text).replace(/[\s-]/g, ''),
  expense: (text: string) => plain(text).replace(/\s/g, ''),
} as const;
export type LookupKind = keyof typeof NORMALIZE;

/** Unicode's name dots: 阿卜杜拉·买买提 is one person however the dot was typed. */
const NAME_DOTS = /[\u2022\u2027\u30FB\uFF65\u00B7\u2E31]/g;

/** @returns 64 hexadecimal digits; the kind is part of what is hashed */
export function lookupHash(key: KeyObject, kind: LookupKind, text: string): string {
  return createHmac('sha256', key)
    .update(`${kind}\n${NORMALIZE[kind](text)}`)
    .digest('hex');
}

/** Half-width, composed, upper case. */
function plain(text: string): string {
  return text.normalize('NFKC').toUpperCase().trim();
}
