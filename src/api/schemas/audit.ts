/** The audit trail, its verification and exports, in answers. */
import { z } from 'zod';
import { EventView } from './parts.ts';
import { centerCode, instant, listOf, pageOf, staffId, uuid } from './terms.ts';
import { VERIFICATION_STATES } from './words.ts';

const auditEvent = {
  ...EventView.shape,
  actorRoleTitle: z.string(),
  caseNumber: z.string().nullable(),
};
export const AuditEvent = z.object(auditEvent).meta({ id: 'AuditEvent' });
export const AuditEventPage = pageOf(AuditEvent).meta({ id: 'AuditEventPage' });

export const AuditEventDetail = z
  .object({
    ...auditEvent,
    seal: z
      .object({
        seq: z.string().meta({ description: 'Place in the chain of the center' }),
        mac: z.string(),
        keyId: z.string(),
        sealedAt: instant,
      })
      .nullable()
      .meta({ description: 'Null within the second before it is sealed' }),
  })
  .meta({ id: 'AuditEventDetail' });

const chainReport = z
  .object({
    center: centerCode,
    intact: z.boolean(),
    sealed: z.int(),
    unsealed: z.array(z.string()).meta({ description: 'Not sealed yet; the first fifty' }),
    unsealedCount: z.int(),
    heads: z.int().meta({ description: 'Signed heads compared' }),
    problems: z.array(
      z.object({
        seq: z.string().nullable(),
        event: z.string().nullable(),
        kind: z.string(),
        title: z.string(),
        detail: z.string(),
      }),
    ),
    problemCount: z.int(),
    head: z.object({ seq: z.string(), mac: z.string() }).nullable(),
  })
  .meta({ id: 'ChainReport' });

export const Verification = z
  .object({
    id: uuid,
    state: z.enum(VERIFICATION_STATES),
    startedBy: staffId,
    startedAt: instant,
    finishedAt: instant.nullable(),
    walked: z.int().meta({ description: 'Seals walked so far' }),
    total: z.int().meta({ description: 'Seals there were when it began' }),
    intact: z.boolean().nullable().meta({ description: 'Null until it is done' }),
    centers: z.array(chainReport).meta({ description: 'Empty until it is done' }),
  })
  .meta({ id: 'Verification' });
export const VerificationList = listOf(Verification).meta({ id: 'VerificationList' });
