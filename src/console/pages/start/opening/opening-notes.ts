/** What is said beside single fields of the opening form, by the rules' own words. */
import { canonicalNumber, normalizeNumber, readNumber } from '../../../../domain/identity.ts';
import { DOCUMENT_TYPES } from '../../../../domain/vocabulary.ts';
import type { EVIDENCE_KINDS } from '../../../../forms/account-opening.ts';
import { valueAt } from '../../../forms/values.ts';
import type { OpeningView } from './opening-view.ts';

export interface Reading {
  readonly tellsBirth: boolean;
  readonly tellsSex: boolean;
}

/** What the number of the document tells by itself; null while it cannot be read. */
export function readingOf(value: unknown): Reading | null {
  const document = ['applicant', 'document'];
  const stated = valueAt(value, [...document, 'type']);
  const number = valueAt(value, [...document, 'number']);
  const type = DOCUMENT_TYPES.find((one) => one === stated);
  if (type === undefined || typeof number !== 'string') return null;
  const reading = readNumber(type, canonicalNumber(type, normalizeNumber(number)));
  if (reading === null) return null;
  return { tellsBirth: reading.birthDigits !== null, tellsSex: reading.sex !== null };
}

/** What would stand in the way of what is filled in at a place; nothing about what is still empty. */
export function warningAt(
  view: OpeningView | null,
  value: unknown,
  pointer: string,
): string | undefined {
  const path = pointer.slice(1).split('/');
  if (valueAt(value, path) === undefined) return undefined;
  return view?.missing.find((one) => one.pointer === pointer)?.bring;
}

/** The materials that this applicant needs. */
export function askedFor(
  view: OpeningView | null,
  value: unknown,
): readonly (typeof EVIDENCE_KINDS)[number][] {
  return [
    'identity-document',
    ...(view?.underAge === true ? (['own-income'] as const) : []),
    ...(valueAt(value, ['retirementBase']) === 50 ? (['retirement-base'] as const) : []),
  ];
}
