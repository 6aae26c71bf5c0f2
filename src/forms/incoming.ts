/**
 * What outside systems send by themselves (来信), by kind. The sender's serial number makes a second
 * arrival known; `about` is the key of the message of ours that is answered.
 */
import { z } from 'zod';

const visible = (max: number) =>
  z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${max}}$`), {
    error: `须为1至${max}个可见的ASCII字符`,
  });

const HEAD = { serial: visible(100), about: visible(200) };

/** 送达回执: what became of a notice. */
const deliveryReceipt = z.strictObject({
  ...HEAD,
  kind: z.literal('delivery-receipt'),
  content: z.strictObject({
    state: z.enum(['delivered', 'failed'], { error: '须为 delivered 或 failed' }),
    /** Of the delivery. */
    at: z.iso.datetime({ offset: true, error: '须为带时区的时刻' }).nullable(),
    /** Why it failed, in the sender's words. */
    reason: z.string().max(200).nullable(),
  }),
});

/** Another kind of answer is another member here, and one more row where the inbox is worked off. */
export const IncomingMessage = z.discriminatedUnion('kind', [deliveryReceipt], {
  error: '不认识的来信种类',
});
export type IncomingMessage = z.infer<typeof IncomingMessage>;

/** Which messages of ours a kind may answer. */
export const ANSWERS: Readonly<Record<IncomingMessage['kind'], readonly string[]>> = {
  'delivery-receipt': ['notice'],
};
