/** What supervisors send to move the last day of a wait (改期): the same for every type. */
import { z } from 'zod';
import { MOVE_GROUNDS } from '../domain/vocabulary.ts';
import { dateField, fileIdField, reasonField, textField } from './fields.ts';

export const MoveWaitForm = z
  .strictObject({
    moveGround: z.enum(MOVE_GROUNDS, { error: '请选择改期的事由' }),
    /** The last day that is asked for; a day of rest moves on to the next working day. */
    toOn: dateField.optional(),
    /** The day of the seal as the document has it, where the wait follows from a seal. */
    correctedOn: dateField.optional(),
    moveDocument: textField(100),
    file: fileIdField,
    reason: reasonField,
  })
  .refine(({ toOn, correctedOn }) => toOn !== undefined || correctedOn !== undefined, {
    path: ['toOn'],
    error: '请填写新的期限；更正封存日期的，填写凭证上的封存日期',
  });
export type MoveWaitForm = z.infer<typeof MoveWaitForm>;

const reason = z.strictObject({ reason: reasonField });

export const waitMoveForms = {
  'move-wait': MoveWaitForm,
  'confirm-wait-move': reason,
  'decline-wait-move': reason,
} as const;
export interface SettleMoveForm {
  readonly reason: string;
}
