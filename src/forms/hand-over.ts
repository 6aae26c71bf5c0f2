/** What a supervisor sends to hand a case over to another branch (移交网点): the same for every type. */
import { z } from 'zod';
import { reasonField } from './fields.ts';

export const HandOverForm = z.strictObject({
  /** The branch of the same center that goes on with it. */
  branch: z.string().min(1, { error: '请选择接收网点' }).max(40, { error: '请选择接收网点' }),
  reason: reasonField,
});
