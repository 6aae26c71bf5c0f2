/**
 * The OpenAPI document: valid, complete, and kept: every operation is fuzzed from it with a valid
 * sign-in, and no answer is a bug or outside the document.
 */
import { Validator } from '@seriousme/openapi-schema-validator';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATIONS } from '../../src/api/operations-list.ts';
import { startCase } from './world/cases.ts';
import type { DocumentedOperation } from './world/contract.ts';
import { valueOf } from './world/fuzz.ts';
import { world } from './world/index.ts';

const place = world();
const STREAMS = ['streamCase', 'streamTasks'];
const ROUNDS = 12;

interface Entry {
  readonly path: string;
  readonly method: string;
  readonly operation: DocumentedOperation;
}

const entries = (): Entry[] =>
  Object.entries(place.contract.document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({
      path: path.replace('/api/v1', ''),
      method: method.toUpperCase(),
      operation,
    })),
  );

/** Real ids, so that not every request ends at 404. */
const known: string[] = [];

beforeAll(async () => {
  const { id, told } = await startCase(place.as('lin-guiyuan'));
  known.push(id, told.string('person.id'), told.string('tasks.0.id'));
});

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(
      JSON.parse(JSON.stringify(place.contract.document)) as Record<string, unknown>,
    );
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('describes every route with its headers, problems and who may call it', () => {
    const described = entries();
    expect(described.map(({ operation }) => operation.operationId).sort()).toEqual(
      OPERATIONS.map(({ id }) => id).sort(),
    );
    for (const { operation } of described) {
      const { operationId, responses, parameters = [], requestBody } = operation;
      const declared = OPERATIONS.find(({ id }) => id === operationId)!;
      const headers = parameters.filter(({ in: where }) => where === 'header');
      const names = headers.filter(({ required }) => required).map(({ name }) => name);
      expect(names, operationId).toEqual([
        ...(declared.keyed ? ['Idempotency-Key'] : []),
        ...(declared.versioned ? ['If-Match'] : []),
      ]);
      for (const status of ['400', '401', '403', '422', '429', '500', '503']) {
        expect(Object.keys(responses), `${operationId} ${status}`).toContain(status);
      }
      if (declared.method === 'post' && declared.body) {
        expect(requestBody, operationId).toBeTruthy();
      }
    }
  });

  it('gives an example for every body, and the example fits', async () => {
    for (const { path, method, operation } of entries()) {
      const media = operation.requestBody?.content['application/json'] as
        { example?: unknown } | undefined;
      // A file is its own example.
      const isFile = OPERATIONS.some(({ id, raw }) => id === operation.operationId && raw);
      if (!media || isFile) continue;
      expect(media.example, operation.operationId).toBeDefined();
      const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
        name === 'action' ? 'withdraw' : (NUMBERED[name] ?? known[0]!),
      );
      const staff =
        path.startsWith('/figures') || path.startsWith('/calendar') ? SUPERVISOR : CLERK;
      const told = await place.as(staff).send(method, target, { body: media.example, version: 1 });
      expect(told.at('code'), `${operation.operationId}: ${told.text}`).not.toBe('input-invalid');
    }
  });

  it('is served to everybody, like health and metrics, without a sign-in', async () => {
    for (const [path, type] of [
      ['/api/openapi.json', 'application/json'],
      ['/health/live', 'application/json'],
      ['/metrics', 'text/plain'],
    ] as const) {
      const answer = await fetch(`${place.base}${path}`);
      expect(answer.status, path).toBe(200);
      expect(answer.headers.get('content-type'), path).toContain(type);
    }
  });
});

/** Parts of an address that are no opaque id. */
const NUMBERED: Readonly<Record<string, string>> = { year: '2027', checkId: '1' };

const textOf = (value: unknown): string =>
  typeof value === 'string' ? value : JSON.stringify(value);

const CLERK = 'lin-guiyuan';
const SUPERVISOR = 'sun-zhuguan';
const CALLERS = [CLERK, 'zhao-fuhe', SUPERVISOR, 'li-shenji', 'wu-yunwei', 'channel-bank'];

describe('fuzzing from the document', () => {
  it.each(OPERATIONS.map(({ id }) => id).filter((id) => !STREAMS.includes(id)))(
    '%s never answers with a bug, nor outside the document',
    async (id) => {
      const { path, method, operation } = entries().find(
        (entry) => entry.operation.operationId === id,
      )!;
      const { parameters = [], requestBody } = operation;
      const root = place.contract.document;
      const of = (where: string) =>
        fc.record(
          Object.fromEntries(
            parameters
              .filter((parameter) => parameter.in === where)
              .map(({ name, schema }) => [name, valueOf(schema, root, known)]),
          ),
          { requiredKeys: [] },
        );
      const json = requestBody?.content['application/json']?.schema;
      const bytes = requestBody && !json;
      const request = fc.record({
        staff: fc.constantFrom(...CALLERS),
        inPath: of('path'),
        inQuery: of('query'),
        body: json ? valueOf(json, root, known) : fc.constant(undefined),
        raw: fc.uint8Array({ maxLength: 200 }),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ staff, inPath, inQuery, body, raw }) => {
          const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
            encodeURIComponent(textOf(inPath[name] ?? known[0])).replaceAll('.', '%2E'),
          );
          const query = new URLSearchParams();
          for (const [name, value] of Object.entries(inQuery)) query.set(name, textOf(value));
          // Holds itself against the document, and a 500 shows the log line of the bug.
          const told = await place.as(staff).send(method, `${target}?${query.toString()}`, {
            ...(body === undefined ? {} : { body }),
            ...(bytes ? { raw, headers: { 'content-type': 'text/csv' } } : {}),
            version: 1,
          });
          // A file is looked through whatever it holds: what is wrong with it is the answer.
          const isFile = OPERATIONS.some(
            ({ id, raw: file }) => id === operation.operationId && file,
          );
          if (!isFile && !place.contract.allows(operation, body)) {
            expect(told.status, `accepted ${JSON.stringify(body)}`).toBeGreaterThanOrEqual(400);
          }
        }),
        { numRuns: ROUNDS },
      );
    },
  );

  it('reached every operation, and found success in most', () => {
    const { seen } = place.contract;
    expect([...seen.keys()].sort()).toEqual(
      OPERATIONS.map(({ id }) => id)
        .filter((id) => !STREAMS.includes(id))
        .sort(),
    );
  });
});
