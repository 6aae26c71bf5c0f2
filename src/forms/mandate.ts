/** What may be sent about a direct-debit mandate (委托扣款授权). */
import { z } from 'zod';
import { bankCardField, moneyField, reasonField } from './fields.ts';

const card = bankCardField.meta({ description: 'A card of the person' });

export const MandateSigning = z.strictObject({
  card: card
    .optional()
    .meta({ description: 'Left out: the card of the last mandate, or of the plan' }),
  limit: moneyField.optional().meta({
    description: 'The most that one debit may take, yuan; left out: what the center’s figure says',
  }),
});

export const MandateConfirmation = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/, { error: '验证码为6位数字' })
    .meta({ description: 'What the bank sent to the cardholder' }),
});

export const MandateChange = MandateSigning.refine(
  ({ card: number, limit }) => number !== undefined || limit !== undefined,
  { error: '请填写新的银行卡或新的限额' },
);

export const MandateCancellation = z.strictObject({
  reason: reasonField,
  by: z
    .enum(['holder', 'center'], { error: '须为 holder 或 center' })
    .default('holder')
    .meta({ description: 'Whose wish it is; the center’s is a supervisor’s to say' }),
});
