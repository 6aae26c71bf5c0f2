/** Parameters of a document, as they were stored, taken for what they are. */
import type { DocumentKind, DocumentParams } from '../cases/wording-documents.ts';
import { templateOf } from './registry.ts';

/**
 * Takes stored parameters for what they are: every field of the template's examples must be there,
 * of its kind. What the product wrote itself always passes.
 *
 * @throws TypeError naming the field, never its value
 */
export function readParams<Kind extends DocumentKind>(
  kind: Kind,
  version: string,
  stored: unknown,
): DocumentParams[Kind] {
  const { examples } = templateOf(kind, version);
  const problem = misfit(examples, stored, '');
  if (problem !== null) throw new TypeError(`parameters of ${kind} do not fit at ${problem}`);
  return stored as DocumentParams[Kind]; // checked against the examples just above
}

/** Fields that may be null in any kind of document. */
const NULLABLE = new Set([
  'phone',
  'address',
  'court',
  'text',
  'earliestOn',
  'promisedOn',
  'agreementNumber',
  'decisionNumber',
  'accountLast4',
  'nextOn',
  'owesFrom',
]);

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The pointer of the first field that fits none of the samples, else null. */
function misfit(samples: readonly unknown[], value: unknown, pointer: string): string | null {
  if (value === null) {
    return NULLABLE.has(pointer.slice(pointer.lastIndexOf('/') + 1)) ? null : pointer;
  }
  const rest = samples.filter((sample) => sample !== null);
  if (Array.isArray(value)) {
    const lists = rest.filter((sample) => Array.isArray(sample));
    if (lists.length === 0) return pointer;
    const items: readonly unknown[] = lists.flat();
    return firstMisfit(value.map((one, index) => [items, one, `${pointer}/${String(index)}`]));
  }
  if (isObject(value)) {
    const objects = rest.filter(isObject);
    const [first] = objects;
    if (!first) return pointer;
    return firstMisfit(
      Object.keys(first).map((key) => [
        objects.map((sample) => sample[key]),
        value[key],
        `${pointer}/${key}`,
      ]),
    );
  }
  return rest.some((sample) => typeof sample === typeof value) ? null : pointer;
}

function firstMisfit(
  parts: readonly (readonly [readonly unknown[], unknown, string])[],
): string | null {
  for (const [samples, value, pointer] of parts) {
    const problem = misfit(samples, value, pointer);
    if (problem !== null) return problem;
  }
  return null;
}
