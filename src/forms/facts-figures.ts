/** A list of dated figures as a file: the same shape as those shipped with the code. */
import { z } from 'zod';
import { dateField } from './fields.ts';

export const figureList = z.array(
  z
    .strictObject({
      /** Code of the center, or `*` for every center. */
      center: z.string().regex(/^(\d{6}|\*)$/, { error: '中心代码为六位数字或 *' }),
      district: z
        .string()
        .regex(/^\d{6}$/, { error: '区县代码为六位数字' })
        .nullable(),
      name: z.string(),
      value: z.string(),
      from: dateField,
      to: dateField.nullable(),
      document: z.string().min(1).max(200),
      note: z.string().max(500).exactOptional(),
    })
    .superRefine(({ from, to }, context) => {
      if (to !== null && to <= from) {
        context.addIssue({ code: 'custom', path: ['to'], message: '止日须晚于起日' });
      }
    }),
);
