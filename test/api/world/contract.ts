/** Holds every answer against the OpenAPI document: status, media type, body, required headers. */
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import type { Told } from './told.ts';

interface Media {
  readonly schema?: object;
}
interface Answer {
  readonly content?: Readonly<Record<string, Media>>;
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>;
}
export interface DocumentedOperation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, Answer>>;
  readonly parameters?: readonly {
    readonly in: string;
    readonly name: string;
    readonly required?: boolean;
    readonly schema: object;
  }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
}
export interface ApiDocument {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

export interface Contract {
  readonly document: ApiDocument;
  /** What does not fit, or null. */
  check: (method: string, path: string, told: Told) => string | null;
  /** Whether the document allows this body; true where it describes none. */
  allows: (operation: DocumentedOperation, body: unknown) => boolean;
  find: (method: string, path: string) => DocumentedOperation | null;
  /** Operations that were answered in this suite, with the statuses seen. */
  readonly seen: Map<string, Set<number>>;
}

export function createContract(document: ApiDocument): Contract {
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: true });
  formats.default(ajv);
  ajv.addSchema({ $id: 'https://anju/openapi', ...document });
  const compiled = new Map<object, ValidateFunction>();
  const validator = (schema: object): ValidateFunction => {
    const known = compiled.get(schema);
    if (known) return known;
    const text = JSON.stringify(schema).replaceAll('"#/', '"https://anju/openapi#/');
    const made = ajv.compile(JSON.parse(text) as object);
    compiled.set(schema, made);
    return made;
  };
  const routes = Object.entries(document.paths).map(([path, item]) => ({
    pattern: patternOf(path),
    weight: (path.match(/\{/g)?.length ?? 0) * 2 + (path.endsWith('}') ? 1 : 0),
    item,
  }));
  routes.sort((a, b) => a.weight - b.weight);
  const find = (method: string, path: string): DocumentedOperation | null => {
    const bare = `/api/v1${path.split('?')[0] ?? ''}`;
    const route = routes.find(({ pattern }) => pattern.test(bare));
    return route?.item[method.toLowerCase()] ?? null;
  };
  const seen = new Map<string, Set<number>>();
  return {
    document,
    seen,
    find,
    allows: ({ requestBody }, body) => {
      const schema = requestBody?.content['application/json']?.schema;
      return !schema || validator(schema)(body);
    },
    check: (method, path, told) => {
      const operation = find(method === 'HEAD' ? 'GET' : method, path);
      if (!operation) return [404, 405].includes(told.status) ? null : 'not in the document';
      const statuses = seen.get(operation.operationId) ?? new Set();
      seen.set(operation.operationId, statuses.add(told.status));
      const answer = operation.responses[String(told.status)];
      if (!answer) return `status ${told.status} is not documented`;
      for (const [name, { required }] of Object.entries(answer.headers ?? {})) {
        if (required === true && !told.headers.has(name)) return `header ${name} is missing`;
      }
      const type = (told.headers.get('content-type') ?? '').split(';')[0] ?? '';
      if (!answer.content) return told.text === '' ? null : 'a body where none is documented';
      const media = answer.content[type];
      if (!media) return `media type ${type} is not documented`;
      if (!media.schema || !type.includes('json')) return null;
      const validate = validator(media.schema);
      return validate(told.body) ? null : ajv.errorsText(validate.errors);
    },
  };
}

function patternOf(path: string): RegExp {
  const text = path.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`);
  return new RegExp(`^${text.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}
