/** The short text of a document, as it goes out by SMS or app. */
import { readParams } from './read-params.ts';
import { isDocumentKind, templateOf } from './registry.ts';

/**
 * @param content the parameters stored with the document of that kind
 * @returns null when the kind is not sent that way
 * @throws RangeError for a kind or version that was never used
 * @throws TypeError when the parameters are not those of the template
 */
export function messageOf(kind: string, version: string, content: unknown): string | null {
  if (!isDocumentKind(kind)) throw new RangeError(`no template for ${kind}`);
  const { message } = templateOf(kind, version);
  return message === null ? null : message(readParams(kind, version, content));
}
