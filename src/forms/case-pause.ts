/** What is sent to put a case aside (暂缓办理) and to take it up again: the same for every type. */
import { z } from 'zod';
import { PAUSE_REASONS } from '../domain/vocabulary.ts';
import { dateField, reasonField } from './fields.ts';

export const PauseForm = z
  .strictObject({
    reasonCode: z.enum(PAUSE_REASONS, { error: '请选择暂缓的事由' }),
    /** In words; needed where the code says nothing. */
    note: reasonField.optional(),
    /** The last day on which it is aside. */
    until: dateField,
  })
  .refine(({ reasonCode, note }) => reasonCode !== 'other' || note !== undefined, {
    path: ['note'],
    error: '事由为“其他”的，请写明',
  });
export type PauseForm = z.infer<typeof PauseForm>;

export const ResumeForm = z.strictObject({ reason: reasonField });
export type ResumeForm = z.infer<typeof ResumeForm>;
