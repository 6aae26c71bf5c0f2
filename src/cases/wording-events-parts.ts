/** Parts of timeline sentences: findings, outside systems, days, wherever an event keeps them. */
import { returnTitle } from './returns.ts';
import { dayText, listText, systemTitle } from './wording.ts';
import { listedField, listField, textField, when, type Fields } from './wording-fields.ts';
import { findingTitle } from './wording-reasons.ts';

/** Findings and reasons as a list; empty when there are none. */
export function codes(fields: Fields): string {
  const all = [
    ...listField(fields, 'codes'),
    ...listedField(fields, 'reasons', 'code'),
    ...[textField(fields, 'finding'), textField(fields, 'code')].filter((code) => code !== null),
  ];
  return listText([...new Set(all)].map(findingTitle));
}

/** The outside systems it is about. */
export function system(fields: Fields): string {
  const all = [
    ...[textField(fields, 'system')].filter((name) => name !== null),
    ...listField(fields, 'systems'),
    ...listedField(fields, 'faults', 'system'),
  ];
  return listText([...new Set(all)].map(systemTitle)) || '外部系统';
}

/** （录入与原件不一致）: why something was sent back; nothing before there were codes. */
export function returnedFor(fields: Fields): string {
  return when(textField(fields, 'reasonCode'), (code) => `（${returnTitle(code)}）`);
}

/** The words around a day, or nothing without it. */
export function day(fields: Fields, name: string, build: (text: string) => string): string {
  return when(textField(fields, name), (text) => build(dayText(text)));
}
