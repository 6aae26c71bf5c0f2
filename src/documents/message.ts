/** The short text of a document, as it goes out by SMS or app. */
import type { DocumentParams } from '../cases/wording-documents.ts';
import { isDocumentKind, templateOf } from './registry.ts';

/**
 * @param content the parameters stored with the document of that kind
 * @returns null when the kind is not sent that way
 * @throws RangeError for a kind or version that was never used
 */
export function messageOf(kind: string, version: string, content: unknown): string | null {
  if (!isDocumentKind(kind)) throw new RangeError(`no template for ${kind}`);
  const { message } = templateOf(kind, version);
  // The stored parameters are those the template of this kind and version was printed with.
  return message === null ? null : message(content as DocumentParams[typeof kind] & never);
}
