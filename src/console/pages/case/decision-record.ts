/** Reading the stored record of a decision: its conditions and flags, nothing taken for granted. */
import { z } from 'zod';

const condition = z.object({
  condition: z.string(),
  label: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  value: z.unknown(),
  clause: z.string(),
});
export type Condition = z.infer<typeof condition>;

const record = z.object({
  answer: z.object({
    trace: z.array(condition).default([]),
    flags: z.array(z.string()).default([]),
    code: z.string().nullable().default(null),
  }),
});

export function conditionsIn(stored: unknown): readonly Condition[] {
  const read = record.safeParse(stored);
  return read.success ? read.data.answer.trace : [];
}

export function flagsIn(stored: unknown): readonly string[] {
  const read = record.safeParse(stored);
  return read.success ? read.data.answer.flags : [];
}

/** The finding that decided. */
export function decisiveIn(stored: unknown): string | null {
  const read = record.safeParse(stored);
  return read.success ? read.data.answer.code : null;
}
