/** Shapes that many answers share. What is described here is what the document promises. */
import { z } from 'zod';
import { ROLES } from '../../cases/case.ts';
import { FAULTS } from '../../domain/fault.ts';
import { REGULATIONS } from './words.ts';

export const instant = z.iso.datetime().meta({ examples: ['2026-11-23T02:30:00.000Z'] });
export const date = z.iso.date().meta({ examples: ['2026-11-23'] });
export const uuid = z.uuid().meta({ examples: ['0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70'] });
export const staffId = z.string().meta({ examples: ['lin-guiyuan'] });
export const centerCode = z
  .string()
  .regex(/^\d{6}$/)
  .meta({ examples: ['210100'] });
export const roleName = z.enum(ROLES);
export const regulation = z.enum(REGULATIONS);
/** Codes and dates only; the keys depend on the kind. */
export const codes = z.record(z.string(), z.unknown());

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item) });
}

export const ProblemBody = z
  .looseObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(['internal', ...Object.keys(FAULTS)]),
    detail: z.string().optional(),
    remedy: z.string(),
    clause: z.string().optional(),
    earliestDate: z.string().optional(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    traceId: z.string(),
  })
  .meta({
    id: 'Problem',
    description:
      'RFC 9457. `type` names a page that explains the fault; `traceId` is X-Request-Id.',
    examples: [
      {
        type: '/problems/input-invalid',
        title: '填写内容不符合要求',
        status: 422,
        code: 'input-invalid',
        detail: '有1处填写内容不符合要求，请按提示修改。',
        remedy: '请按各栏的提示修改后重新提交。',
        errors: [{ pointer: '#/application/applicant/phone', detail: '请填写11位手机号码' }],
        traceId: '7d0d6c1e-2f5b-4d0e-8a3c-9b1f2e3d4c5b',
      },
    ],
  });

/** A person as lists show them: an opaque id and masked data. */
export const PersonHead = z
  .object({
    id: uuid,
    name: z
      .string()
      .nullable()
      .meta({ examples: ['张＊'] }),
    documentType: z.string().nullable(),
    documentNumber: z
      .string()
      .nullable()
      .meta({ examples: ['219***********0014'] }),
    destroyed: z.boolean(),
  })
  .meta({ id: 'PersonHead' });

export const ClauseRef = z
  .object({ id: z.string(), title: z.string() })
  .meta({ id: 'ClauseRef', examples: [{ id: 'liaoning-14', title: '通知（十四）' }] });

const limitText = z
  .string()
  .regex(/^\d{1,3}$/, { error: '应为1至100的整数' })
  .refine((text) => Number(text) >= 1 && Number(text) <= 100, { error: '应为1至100的整数' });

/** `?limit=20&cursor=…` */
export const paging = {
  limit: limitText.optional().meta({ description: '1–100, 20 when left out', examples: ['20'] }),
  cursor: z.string().max(400).optional().meta({ description: '`nextCursor` of the page before' }),
};

export function limitOf(text: string | undefined): number {
  return text === undefined ? 20 : Number(text);
}

export const flag = z.enum(['true', 'false'], { error: '应为 true 或 false' }).optional();

export function asBoolean(text: z.output<typeof flag>): boolean | undefined {
  return text === undefined ? undefined : text === 'true';
}

export const caseParams = z.object({ id: z.uuid() });
export const idParams = z.object({ id: z.uuid() });
