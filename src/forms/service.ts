/** The acts by which somebody at the desk sees to the service of a paper (送达). */
import { z } from 'zod';
import { SERVED_WAYS } from '../domain/vocabulary.ts';
import { dateField, fileIdField, reasonField, textField } from './fields.ts';

export const serviceActions = {
  'record-delivery': z.strictObject({
    way: z.enum(SERVED_WAYS, { error: '请选择送达方式' }),
    /** The day it reached the person. */
    servedOn: dateField,
    /** The signed receipt or the postal return. */
    file: fileIdField,
    reason: reasonField,
  }),
  announce: z.strictObject({
    publishedOn: dateField,
    publishedIn: textField(100),
    file: fileIdField,
    reason: reasonField,
  }),
  'serve-again': z.strictObject({
    by: z.enum(['sms', 'app', 'letter'], { error: '请选择送达方式' }),
    reason: reasonField,
  }),
} as const;
