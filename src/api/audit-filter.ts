/** What of the trail is asked for: the same in an address, in the body of an export, and in its line. */
import { z } from 'zod';
import { ROLES } from '../cases/case.ts';
import { addDays, startOf, type PlainDate } from '../domain/calendar.ts';
import { dateField } from '../forms/fields.ts';
import { centersOf } from './acting.ts';
import type { Context } from './operation.ts';
import type { AuditFilter } from './queries/audit.ts';
import { iso } from './show-case.ts';

const KINDS_MAX = 40;
const kind = z.string().regex(/^[a-z][a-z-]{0,59}$/, { error: '不是留痕事项的代码' });

const common = {
  person: z.uuid().optional().meta({ description: 'Opaque id, found by POST /persons:search' }),
  case: z.uuid().optional(),
  staff: z
    .string()
    .regex(/^(?!.*\d{11})[a-z0-9-]{1,40}$/, { error: '应为工作人员的登录名' })
    .optional()
    .meta({ description: 'Staff id, or `system`' }),
  role: z
    .enum([...ROLES, 'system', 'none'], { error: '没有这个岗位' })
    .optional()
    .meta({ description: 'The role acted in' }),
  from: dateField.optional().meta({ description: 'First day, Asia/Shanghai' }),
  to: dateField.optional().meta({ description: 'Last day, Asia/Shanghai' }),
};

/** In an address: several kinds with commas between them. */
export const kindsInAddress = z
  .string()
  .max(1_000)
  .regex(/^[a-z][a-z-]*(,[a-z][a-z-]*)*$/, { error: '须为留痕事项的代码，以逗号分隔' })
  .optional()
  .meta({ description: 'One or several, separated by commas' });
export const auditQuery = { ...common, kind: kindsInAddress };

/** In a body. */
export const auditBody = { ...common, kinds: z.array(kind).max(KINDS_MAX).optional() };

export interface AuditAsked {
  readonly person?: string | undefined;
  readonly case?: string | undefined;
  readonly staff?: string | undefined;
  readonly role?: string | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
}

export function askedIn({
  kind: kinds,
  ...rest
}: Omit<AuditAsked, 'kinds'> & { readonly kind?: string | undefined }): AuditAsked {
  return { ...rest, ...(kinds === undefined ? {} : { kinds: kinds.split(',') }) };
}

export function filterFor(context: Context, asked: AuditAsked): AuditFilter {
  const { person, case: caseId, staff, role, kinds = [], from, to } = asked;
  return {
    centers: centersOf(context),
    person: person ?? null,
    case: caseId ?? null,
    staff: staff ?? null,
    role: role ?? null,
    kinds: kinds.length === 0 ? null : kinds,
    from: from === undefined ? null : iso(startOf(from)),
    before: to === undefined ? null : iso(startOf(addDays(to, 1))),
  };
}

/** What was asked for, as the trail keeps it: codes, ids and days. */
export function askedText(asked: AuditAsked): Readonly<Record<string, unknown>> {
  const { person, case: caseId, staff, role, kinds, from, to } = asked;
  const told = { person, case: caseId, staff, role, kinds, from, to };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}
