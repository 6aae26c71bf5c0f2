/**
 * The signature of a proof's certificate: whoever has the public key sees that it was this
 * installation that found this, and that nobody changed a word of it since.
 */
import { createHash, sign, verify, type KeyObject } from 'node:crypto';

/** All that a certificate says, in the order in which it is signed. */
export interface SignedProof {
  readonly certificate: string;
  readonly run: string;
  readonly center: string;
  readonly day: string;
  readonly verdict: string;
  readonly lastJournal: string;
  readonly head: string;
  readonly chainHead: { readonly seq: string; readonly mac: string } | null;
  readonly bank: { readonly day: string; readonly closing: string; readonly book: string } | null;
  readonly checks: readonly {
    readonly name: string;
    readonly ok: boolean | null;
    readonly counted: number;
    readonly brokenCount: number;
    readonly broken: readonly string[];
  }[];
}

/** @returns Ed25519, base64 */
export function signProof(privateKey: KeyObject, proof: SignedProof): string {
  return sign(null, proofBytes(proof), privateKey).toString('base64');
}

export function isProofGenuine(
  publicKey: KeyObject,
  proof: SignedProof,
  signature: string,
): boolean {
  return verify(null, proofBytes(proof), publicKey, Buffer.from(signature, 'base64'));
}

function proofBytes(proof: SignedProof): Buffer {
  const { certificate, run, center, day, verdict } = proof;
  const { lastJournal, head, chainHead, bank, checks } = proof;
  const text = JSON.stringify([
    ...['proof-1', certificate, run, center, day, verdict, lastJournal, head],
    chainHead && [chainHead.seq, chainHead.mac],
    bank && [bank.day, bank.closing, bank.book],
    checks.map(({ name, ok, counted, brokenCount, broken }) => [
      ...[name, ok, counted, brokenCount, broken],
    ]),
  ]);
  return Buffer.from(text, 'utf8');
}

/** SHA-256 of the public key, hexadecimal: by it the key of a signature is known. */
export function keyFingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

export interface LedgerHead {
  readonly center: string;
  readonly lastJournal: string;
  /** What each book comes to, yuan, credits positive; personal accounts by source. */
  readonly books: Readonly<Record<string, string>>;
  readonly ranges: readonly {
    readonly from: number;
    readonly to: number;
    readonly count: number;
    readonly digest: string;
  }[];
}

/** The hash of the ledger's head: of every range of journals and what all books come to. */
export function ledgerHead({ center, lastJournal, books, ranges }: LedgerHead): string {
  const sums = Object.entries(books).sort(([one], [other]) => (one < other ? -1 : 1));
  const digests = ranges.map(({ from, to, count, digest }) => [from, to, count, digest]);
  const text = JSON.stringify(['ledger-head-1', center, lastJournal, sums, digests]);
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
