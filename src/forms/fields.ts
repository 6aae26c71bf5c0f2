/** Fields that forms share. Messages are what a clerk reads beside the field. */
import { z } from 'zod';
import { isPlainDate, isPlainMonth } from '../domain/calendar.ts';
import { isYuan } from '../domain/money.ts';
import { RETURN_CODES } from '../domain/vocabulary.ts';

/** Half-width, trimmed, one kind of name dot: what people and card readers type differently. */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .trim();
}

/** Unicode's name dots as one: 阿卜杜拉·买买提 is one person however the dot was typed. */
export function tidyName(text: string): string {
  return tidyText(text)
    .replace(/[\u2022\u2027\u30FB\uFF65\u00B7\u2E31]/g, '·')
    .replace(/\s+/g, ' ');
}

export const dateField = z
  .string()
  .refine(isPlainDate, { error: '请填写存在的日期（YYYY-MM-DD）' })
  .transform((text) => text)
  .meta({ format: 'date', examples: ['2026-11-23'] });

export const monthField = z
  .string()
  .refine(isPlainMonth, { error: '请填写月份（YYYY-MM）' })
  .transform((text) => text);

export const moneyField = z
  .string()
  .refine(isYuan, { error: '请填写金额（元，两位小数，如 "800.00"）' })
  .transform((text) => text)
  .meta({ examples: ['800.00'] });

const CONTROL = /[\u0000-\u0008\u000B-\u001F\u007F\u2028\u2029\u202A-\u202E\u2066-\u2069]/;

/** One line or several of plain text; control and direction-changing characters are refused. */
export function textField(max: number) {
  return tidied(max, tidyText);
}

/** Words of one's own: trimmed, but with the punctuation they were written with. */
export function wordsField(max: number) {
  return tidied(max, (text) => text.normalize('NFC').trim());
}

function tidied(max: number, tidy: (text: string) => string) {
  return z
    .string()
    .max(max, { error: `不能超过${String(max)}个字符` })
    .refine((text) => !CONTROL.test(text), { error: '含有不能使用的控制字符' })
    .transform(tidy)
    .refine((text) => text.length > 0, { error: '不能为空' });
}

export const nameField = textField(100)
  .transform(tidyName)
  .meta({ examples: ['张三'] });
export const phoneField = z
  .string()
  .transform(tidyText)
  .refine((text) => /^1\d{10}$/.test(text), { error: '请填写11位手机号码' });
export const cardField = z
  .string()
  .transform((text) => tidyText(text).replaceAll(' ', ''))
  .refine((text) => /^\d{12,19}$/.test(text), { error: '银行卡号应为12至19位数字' });
/** A card with whose name stands on it: whether it may be used is the rule's to say. */
export const bankCardField = z.strictObject({
  number: cardField,
  holder: nameField,
  bank: textField(60),
});
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** An account: the printed 20 digits or the opaque id; the API makes it the id before it goes on. */
export const accountField = z
  .string()
  .transform((text) => tidyText(text).replace(/\s/g, '').toLowerCase())
  .refine((text) => /^\d{20}$/.test(text) || UUID.test(text), { error: '请填写20位个人账号' })
  .meta({ examples: ['21010002980000000001'] });
export const fileIdField = z.uuid({ error: '材料编号不正确' });
export const reasonField = wordsField(500);

/** What an act that sends something back carries: a coded reason, words where the code says none. */
export const sentBackForm = z
  .strictObject({
    reasonCode: z.enum(RETURN_CODES, { error: '请选择退回的原因' }),
    reason: reasonField.optional(),
  })
  .refine(({ reasonCode, reason }) => reasonCode !== 'other' || reason !== undefined, {
    path: ['reason'],
    error: '选择“其他”的，请写明原因',
  });
