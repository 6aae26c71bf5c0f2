/** From a stored document to the PDF that is shown: number, code, and the hash of its bytes. */
import { createHash } from 'node:crypto';
import { verificationCode } from '../crypto/verification.ts';
import type { Acting } from '../db/acting.ts';
import { recordRendering } from '../db/person-documents.ts';
import { plainDate } from '../domain/calendar.ts';
import { renderDocument } from '../documents/pdf.ts';
import { readParams } from '../documents/read-params.ts';
import { isDocumentKind } from '../documents/registry.ts';
import type { ApiDeps } from './deps.ts';
import type { Answer } from './operation.ts';
import { listCenters } from './queries/offices.ts';

/** What every stored document tells, of a case or of a person. */
export interface IssuedRow {
  readonly id: string;
  readonly kind: string;
  readonly number: string;
  readonly template: string;
  readonly content_hash: string;
  readonly issued_on: string;
  readonly center: string;
}

/** The code printed on a document; it rests nowhere. */
export function codeOf({ secrets }: ApiDeps, { id, content_hash: contentHash }: CodedRow): string {
  return verificationCode(secrets.lookup, { id, contentHash });
}

type CodedRow = Pick<IssuedRow, 'id' | 'content_hash'>;

/** Where codes are checked: `https://anju.example/verify`. */
export function verifyAddress({ publicUrl }: ApiDeps): string {
  return `${publicUrl}/verify`;
}

/**
 * The document as PDF, its hash kept so that a copy can be compared.
 *
 * @throws Error for a kind or template this release does not have
 */
export async function printed(
  deps: ApiDeps,
  document: IssuedRow,
  { content, by }: { readonly content: unknown; readonly by: Acting },
): Promise<Answer> {
  const { kind, template, number, issued_on, center } = document;
  if (!isDocumentKind(kind)) throw new Error(`unknown kind of document ${kind}`);
  const [office] = await listCenters(deps.pool, [center]);
  const bytes = await renderDocument({
    kind,
    template,
    issuedOn: plainDate(issued_on),
    center: { name: office?.name ?? '' },
    content: readParams(kind, template, content),
    registered: { number, code: codeOf(deps, document), address: verifyAddress(deps) },
  });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await recordRendering(deps.pool, { document: document.id, sha256, by });
  return pdfAnswer(bytes, `${kind}-${number}.pdf`);
}

/** Shown in place. */
export function pdfAnswer(bytes: Buffer, name: string): Answer {
  return { status: 200, file: { bytes, mediaType: 'application/pdf', name, inline: true } };
}
