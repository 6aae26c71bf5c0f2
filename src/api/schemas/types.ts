/** Case types in answers: stages, course, acts, permits, forms. */
import { z } from 'zod';
import { listOf, roleName } from './terms.ts';

const TypeView = z
  .object({
    type: z.string(),
    title: z.string(),
    clauses: z.array(z.object({ id: z.string(), title: z.string() })),
    startedBy: z.array(roleName),
    stages: z.array(
      z.object({
        at: z.string(),
        title: z.string(),
        state: z.string(),
        final: z.boolean(),
        step: z.string().nullable().meta({ description: 'Where it stands in the course' }),
        now: z.string().nullable().meta({ description: 'What happens there' }),
      }),
    ),
    course: z.array(z.string()).meta({ description: 'Steps of a case that goes well' }),
    actions: z.array(
      z.object({
        action: z.string(),
        title: z.string(),
        needsReason: z.boolean(),
        preview: z.string().nullable(),
        form: z.unknown().meta({ description: 'JSON Schema (2020-12) of the body' }),
      }),
    ),
    permits: z
      .record(z.string(), z.record(z.string(), z.object({ roles: z.array(roleName) })))
      .meta({ description: 'Stage → act → who may' }),
    application: z.unknown().meta({ description: 'JSON Schema (2020-12) of the application' }),
  })
  .meta({ id: 'CaseType' });
export const TypeList = listOf(TypeView).meta({ id: 'CaseTypeList' });
