/** Proofs in answers: the verdict, every check, and by what the certificate is known again. */
import { z } from 'zod';
import {
  PROOF_CHECK_NAMES,
  PROOF_SKIPPED,
  PROOF_VERDICTS,
  type ProofSkipped,
  type ProofVerdict,
} from '../../cases/proof-checks.ts';
import { centerCode, date, instant, pageOf } from './terms.ts';

const verdictName = z.enum(Object.keys(PROOF_VERDICTS) as ProofVerdict[]);
const money = z.string().meta({ description: 'Yuan', examples: ['800.00'] });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const CheckView = z
  .object({
    name: z.enum(PROOF_CHECK_NAMES),
    title: z.string(),
    note: z.string(),
    ok: z.boolean().nullable().meta({ description: 'Null: it was not made' }),
    skipped: z.enum(Object.keys(PROOF_SKIPPED) as ProofSkipped[]).nullable(),
    skippedText: z.string().nullable(),
    counted: z.int(),
    brokenCount: z.int(),
    broken: z.array(z.string()).meta({ description: 'The first twenty of what is wrong' }),
    names: z.string().meta({ description: 'What those are' }),
  })
  .meta({ id: 'ProofCheck' });

const head = {
  id: z.string().meta({ examples: ['proof.210100.2026-11-22.1'] }),
  center: centerCode,
  businessOn: date,
  turn: z.int(),
  endedAt: instant,
  verdict: verdictName,
  verdictTitle: z.string(),
};

const ProofRow = z
  .object({ ...head, wrong: z.array(z.string()).meta({ description: 'Titles of what is wrong' }) })
  .meta({ id: 'ProofRow' });
export const ProofPage = pageOf(ProofRow).meta({ id: 'ProofPage' });

export const ProofView = z
  .object({
    ...head,
    checks: z.array(CheckView),
    lastJournal: z.string(),
    head: sha256,
    chainHead: z.object({ seq: z.string(), mac: z.string() }).nullable(),
    bank: z.object({ day: date, closing: money, book: money }).nullable(),
    signature: z.string().meta({ description: 'Ed25519, base64' }),
    signatureFits: z.boolean(),
    keyFingerprint: sha256,
    certificate: z.string().meta({ description: 'Address of the PDF' }),
  })
  .meta({ id: 'Proof' });
