/**
 * What the bank says by itself of debits and of money that came in: the same facts that it answers
 * when it is asked, so that either way leads to the same posting.
 */
import { z } from 'zod';
import { exact, isYuan } from '../domain/money.ts';

/** Serial numbers, keys: what travels in headers and logs. */
export const visible = (max: number) =>
  z.string().regex(new RegExp(`^[\\x21-\\x7e]{1,${max}}$`), {
    error: `须为1至${max}个可见的ASCII字符`,
  });
export const HEAD = { serial: visible(100), about: visible(200) };
export const dayTold = z.iso.date({ error: '须为日期，如 2026-11-30' });

const amount = z
  .string()
  .refine((text) => isYuan(text) && exact(text).greaterThan(0), {
    error: '须为大于零的金额（元，两位小数，如 "800.00"）',
  })
  .meta({ examples: ['800.00'] });
const code = z
  .string()
  .regex(/^[0-9A-Za-z]{1,20}$/, { error: '银行代码为1至20位字母或数字' })
  .meta({ examples: ['51'] });
/** Of another state: null or left out. */
const none = z.null().optional();

const instruction = {
  key: visible(200),
  batch: visible(200),
  kind: z.enum(['debit', 'payout'], { error: '须为 debit 或 payout' }),
  asked: amount,
};
const moved = { amount, serial: visible(200), bookedOn: dayTold };

/** 指令结果: how one instruction ended. `about` is its key. */
export const bankResult = z
  .strictObject({
    ...HEAD,
    kind: z.literal('bank-result'),
    content: z.discriminatedUnion('state', [
      z.strictObject({
        ...instruction,
        ...moved,
        state: z.literal('done'),
        ...{ code: none, returnSerial: none, returnedOn: none },
      }),
      z.strictObject({
        ...instruction,
        ...{ state: z.literal('refused'), code, bookedOn: dayTold },
        amount: z.null(),
        ...{ serial: none, returnSerial: none, returnedOn: none },
      }),
      z.strictObject({
        ...instruction,
        ...moved,
        ...{ state: z.literal('returned'), code },
        ...{ returnSerial: visible(200), returnedOn: dayTold },
      }),
    ]),
  })
  .refine(({ about, content }) => about === content.key, {
    path: ['about'],
    error: '须与 content.key 相同',
  });

/** 来款: money that came in. `about` is the bank's serial number of the line. */
export const bankIncoming = z
  .strictObject({
    ...HEAD,
    kind: z.literal('bank-incoming'),
    content: z.strictObject({
      /** Whose deposit account it came to. */
      center: z.string().regex(/^\d{6}$/, { error: '中心代码为六位数字' }),
      serial: visible(200),
      amount,
      bookedOn: dayTold,
      /** What the payer wrote. */
      text: z.string().max(200, { error: '附言不能超过200个字符' }),
      virtualAccount: z.string().max(200, { error: '虚拟户号不能超过200个字符' }).nullable(),
      /** Interest on the deposit is the center's own; left out: a transfer. */
      kind: z.enum(['transfer', 'interest'], { error: '须为 transfer 或 interest' }).optional(),
      /** Who paid, where the bank knows. */
      payer: z.string().max(200, { error: '付款人不能超过200个字符' }).nullable().optional(),
      payerAccount: z
        .string()
        .max(200, { error: '付款账号不能超过200个字符' })
        .nullable()
        .optional(),
    }),
  })
  .refine(({ about, content }) => about === content.serial, {
    path: ['about'],
    error: '须与 content.serial 相同',
  });
