/** What a repair is about, as one opaque word: `case-<uuid>`, `outbox-<number>`, `inbox-<number>`. */
import { z } from 'zod';
import { notFound } from '../case-access.ts';

const OBJECT =
  /^(?:(case)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|(outbox|inbox)-([1-9]\d{0,17}))$/;

export const objectField = z
  .string()
  .regex(OBJECT, { error: '应为 case-、outbox- 或 inbox- 加其标识' })
  .meta({ examples: ['case-0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70'] });

export interface StuckObject {
  readonly kind: 'case' | 'outbox' | 'inbox';
  readonly id: string;
}

/** @throws Fault 'not-found' for a word of another form */
export function objectOf(text: string): StuckObject {
  const [, aCase, caseId, message, number] = OBJECT.exec(text) ?? [];
  if (aCase === 'case' && caseId !== undefined) return { kind: 'case', id: caseId };
  if ((message === 'outbox' || message === 'inbox') && number !== undefined) {
    return { kind: message, id: number };
  }
  throw notFound();
}
