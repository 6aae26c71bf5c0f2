/**
 * Opaque cursors: the sort key of the last row, sealed against tampering and bound to one list.
 *
 * A keyset and not an offset: rows that appear while somebody turns pages neither repeat nor hide
 * others.
 */
import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import { invalid } from './input.ts';

export type SortKey = readonly (string | null)[];

const TAG_BYTES = 12;

export function cursorText(key: KeyObject, list: string, last: SortKey): string {
  const body = Buffer.from(JSON.stringify(last), 'utf8');
  return Buffer.concat([tag(key, list, body), body]).toString('base64url');
}

/** @throws Fault 'input-invalid' for a cursor that is not ours or belongs to another list */
export function cursorIn(key: KeyObject, list: string, text: string | undefined): SortKey | null {
  if (text === undefined) return null;
  const bytes = Buffer.from(text, 'base64url');
  const body = bytes.subarray(TAG_BYTES);
  const given = bytes.subarray(0, TAG_BYTES);
  const expected = tag(key, list, body);
  if (given.length !== TAG_BYTES || !timingSafeEqual(given, expected)) {
    throw invalid([{ pointer: 'query/cursor', detail: '翻页位置无效，请从第一页重新读取' }]);
  }
  return JSON.parse(body.toString('utf8')) as SortKey;
}

function tag(key: KeyObject, list: string, body: Buffer): Buffer {
  const mac = createHmac('sha256', key).update(`cursor\n${list}\n`).update(body).digest();
  return mac.subarray(0, TAG_BYTES);
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Rows were asked for with one more than the limit: the extra one says that there is a next page. */
export function page<Row, T>(
  rows: readonly Row[],
  limit: number,
  next: (last: Row) => string,
  show: (row: Row) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(show),
    nextCursor: rows.length > limit && last !== undefined ? next(last) : null,
  };
}
