/** Nightly proofs: the latest one, those before, and the certificate as a paper. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { instantText } from '../cases/wording.ts';
import { verificationCode } from '../crypto/verification.ts';
import { dateAt } from '../domain/calendar.ts';
import { renderDocument } from '../documents/pdf.ts';
import { currentTemplate } from '../documents/registry.ts';
import { notFound } from './case-access.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { operation, type Context } from './operation.ts';
import { pdfAnswer, verifyAddress } from './printing.ts';
import { listCenters } from './queries/offices.ts';
import { findProof, latestProof, listProofRows, type ProofRunRow } from './queries/proofs.ts';
import { ProofPage, ProofView } from './schemas/proof.ts';
import { centerCode, limitOf, paging } from './schemas/terms.ts';
import { certificateOf, showProof, showProofRow } from './show-proof.ts';

const tag = 'Proofs';
const params = z.object({ id: z.string().min(1).max(120) });

export const listProofs = operation({
  id: 'listProofs',
  method: 'get',
  path: '/proofs',
  tag,
  summary: 'Proofs that were made, the last one first',
  query: z.object({ ...paging, center: centerCode.optional() }),
  answers: { 200: { description: 'A page', schema: ProofPage } },
  handle: async (call, { pool, secrets }) => {
    const { center = null, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = secrets.session;
    const [after = null, id = null] = cursorIn(key, 'proofs', cursor) ?? [];
    const rows = await listProofRows(pool, call, center, { limit, after: { at: after, id } });
    const body = page(
      rows,
      limit,
      (row) => cursorText(key, 'proofs', [String(row.endedAt), row.id]),
      showProofRow,
    );
    return { status: 200, body };
  },
});

export const getLatestProof = operation({
  id: 'getLatestProof',
  method: 'get',
  path: '/proofs:latest',
  tag,
  summary: 'The last proof of a center, with its signature checked',
  query: z.object({ center: centerCode }),
  answers: { 200: { description: 'The proof', schema: ProofView } },
  handle: async (call, { pool, secrets }) => {
    const row = await latestProof(pool, call, call.query.center);
    if (!row) throw notFound();
    return { status: 200, body: showProof(row, secrets.heads.publicKey) };
  },
});

export const getProof = operation({
  id: 'getProof',
  method: 'get',
  path: '/proofs/{id}',
  tag,
  summary: 'One proof, with its signature checked',
  params,
  answers: { 200: { description: 'The proof', schema: ProofView } },
  handle: async (call, deps) => {
    const row = await proofFor(call, deps, call.params.id);
    return { status: 200, body: showProof(row, deps.secrets.heads.publicKey) };
  },
});

export const getRunCertificate = operation({
  id: 'getRunCertificate',
  method: 'get',
  path: '/runs/{id}/certificate',
  tag,
  summary: 'The certificate of a proof (核验证明) as PDF',
  params,
  answers: { 200: { description: 'The paper', mediaTypes: ['application/pdf'] } },
  handle: async (call, deps) => {
    const row = await proofFor(call, deps, call.params.id);
    const [office] = await listCenters(deps.pool, [row.center]);
    const center = { name: office?.name ?? '', shortName: office?.short_name ?? '' };
    const issuedOn = dateAt(row.endedAt);
    const told = { center, madeOn: issuedOn, madeAt: instantText(row.endedAt) };
    const bytes = await renderDocument({
      kind: 'proof-certificate',
      template: currentTemplate('proof-certificate').version,
      issuedOn,
      center,
      content: certificateOf(row, deps.secrets.heads.publicKey, told),
      registered: { number: row.id, code: codeOf(deps, row), address: verifyAddress(deps) },
    });
    return pdfAnswer(bytes, `${row.id}.pdf`);
  },
});

/** The code by which anybody has it confirmed that the certificate is ours. */
function codeOf({ secrets }: ApiDeps, { result }: ProofRunRow): string {
  const contentHash = createHash('sha256').update(result.signature, 'utf8').digest('hex');
  return verificationCode(secrets.lookup, { id: result.certificate, contentHash });
}

async function proofFor(call: Context, { pool }: ApiDeps, id: string): Promise<ProofRunRow> {
  const row = await findProof(pool, call, id);
  if (!row) throw notFound();
  return row;
}
