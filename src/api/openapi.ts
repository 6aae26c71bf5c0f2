/** The OpenAPI 3.1 document, from the very declarations that serve: /api/openapi.json. */
import { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathItemObject,
  type ZodOpenApiResponseObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { ROLES } from '../cases/case.ts';
import { FAULTS, type FaultCode } from '../domain/fault.ts';
import { rowOf } from './authorization.ts';
import type { AnswerSpec, Operation } from './operation.ts';
import { sessionCookieName } from './session/cookies.ts';
import { ProblemBody } from './schemas/terms.ts';

export function openApiDocument(operations: readonly Operation[], publicUrl: string) {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const operation of operations) {
    const item = (paths[`/api/v1${operation.path}`] ??= {});
    item[operation.method] = describe(operation);
  }
  return createDocument(
    {
      openapi: '3.1.0',
      info: {
        title: '安居办件 Anju API',
        version: '1',
        description: ABOUT,
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: publicUrl }],
      tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
      security: [{ session: [] }, { bearer: [] }],
      paths,
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: sessionCookieName(publicUrl) },
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
    { allowEmptySchema: { unknown: true, any: true, custom: true } },
  );
}

const ABOUT = `Case handling of a housing-provident-fund center.

- Errors are RFC 9457 problems.
- \`Idempotency-Key\` is required on whatever changes something: the same key and request give the same result; another request under the key is refused. A request that is corrected after a refusal needs a new key: the same key repeats the refusal.
- Writes to a case, task or draft carry \`If-Match\` with the ETag that was read.
- Lists turn pages by \`cursor\`; personal data is searched for by POST and shown masked.
- Money is a decimal string in yuan; instants are RFC 3339, dates are days in Asia/Shanghai.`;

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { id, tag, summary, description, params, query } = operation;
  const { roles, object, scope } = rowOf(id);
  const who =
    `Roles: ${roles.join(', ')}. Object rule: ${object}.` +
    (scope === undefined ? '' : ` Scope of the token: ${scope}.`);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: description === undefined ? who : `${description}\n\n${who}`,
    requestParams: {
      ...(params && { path: params as z.ZodObject }),
      ...(query && { query: query as z.ZodObject }),
      header: headersOf(operation),
    },
    ...bodyOf(operation),
    responses: responsesOf(operation),
  };
}

function headersOf({ keyed, versioned }: Operation): z.ZodObject {
  return z.object({
    'Anju-Role': z
      .enum(ROLES)
      .optional()
      .meta({ description: 'Act in this one of the own roles', examples: ['clerk'] }),
    'Anju-Unattended': z
      .string()
      .max(1)
      .optional()
      .meta({
        description: 'Asked by a screen that nobody has touched lately: keeps no session alive',
        examples: ['1'],
      }),
    ...(keyed && {
      'Idempotency-Key': z
        .string()
        .regex(/^[\x21-\x7e]{8,128}$/)
        .meta({
          description:
            'One per intended change. A request that is corrected after a refusal needs a new one: the same key repeats the refusal.',
          examples: ['b3f1c9d2-7a40-4c11-9f2e'],
        }),
    }),
    ...(versioned && {
      'If-Match': z
        .string()
        .regex(/^"v(0|[1-9]\d{0,8})"$/)
        .meta({ description: 'ETag of the version that was read', examples: ['"v3"'] }),
    }),
  });
}

type Body = Pick<ZodOpenApiOperationObject, 'requestBody'>;

function bodyOf({ raw, body, documentedBody, bodyExample }: Operation): Body {
  if (raw) {
    const content = Object.fromEntries(
      raw.mediaTypes.map((type) => [
        type,
        { schema: { type: 'string', format: 'binary' } as const },
      ]),
    );
    return { requestBody: { required: true, content } };
  }
  const schema = documentedBody ?? body;
  if (!schema) return {};
  const example = bodyExample === undefined ? {} : { example: bodyExample };
  return {
    requestBody: { required: true, content: { 'application/json': { schema, ...example } } },
  };
}

function responsesOf(operation: Operation): ZodOpenApiResponsesObject {
  const answers = Object.entries(operation.answers).map(
    ([status, spec]) => [status, answer(spec, operation)] as const,
  );
  const problems = Map.groupBy(faultsOf(operation), (code) => String(FAULTS[code].status));
  return {
    ...Object.fromEntries(answers),
    ...Object.fromEntries([...problems].map(([status, codes]) => [status, problem(status, codes)])),
    '500': problem('500', []),
  };
}

function answer(spec: AnswerSpec, { keyed }: Operation): ZodOpenApiResponseObject {
  const { description, schema, mediaTypes, etag, location, example } = spec;
  const headers = z.object({
    'X-Request-Id': z.string(),
    ...(etag === true && { ETag: z.string() }),
    ...(location === true && { Location: z.string() }),
    ...(keyed === true && { 'Idempotency-Replayed': z.enum(['true']).optional() }),
  });
  if (mediaTypes !== undefined) {
    const schema = { type: 'string', format: 'binary' } as const;
    const content = Object.fromEntries(mediaTypes.map((type) => [type, { schema }]));
    return { description, headers, content };
  }
  if (!schema) return { description, headers };
  const shown = example === undefined ? {} : { example };
  return { description, headers, content: { 'application/json': { schema, ...shown } } };
}

function problem(status: string, codes: readonly FaultCode[]): ZodOpenApiResponseObject {
  const described = codes.map((code) => `\`${code}\` ${FAULTS[code].title}`).join('; ');
  return {
    description: described === '' ? 'A bug; `traceId` finds it in the log' : described,
    headers: z.object({
      'X-Request-Id': z.string(),
      ...(['409', '429', '503'].includes(status) && { 'Retry-After': z.string().optional() }),
    }),
    content: { 'application/problem+json': { schema: ProblemBody } },
  };
}

/** What every route can give, and what follows from its declaration. */
function faultsOf(operation: Operation): readonly FaultCode[] {
  const { keyed, versioned, raw, body, documentedBody, params, faults = [] } = operation;
  const reads = raw !== undefined || body !== undefined || documentedBody !== undefined;
  const scoped = params !== undefined || rowOf(operation.id).object !== 'none';
  return [
    ...new Set<FaultCode>([
      'request-unreadable',
      'not-signed-in',
      'not-authorized',
      'second-factor-required',
      'input-invalid',
      'too-many-requests',
      'database-unavailable',
      'outside-system-unavailable',
      ...(operation.method === 'get' ? [] : (['origin-refused'] as const)),
      ...(scoped ? (['not-found'] as const) : []),
      ...(keyed ? (['key-in-progress', 'key-reused'] as const) : []),
      ...(versioned ? (['version-required', 'version-conflict'] as const) : []),
      ...(reads ? (['too-large', 'media-type-refused'] as const) : []),
      ...faults,
    ]),
  ];
}
