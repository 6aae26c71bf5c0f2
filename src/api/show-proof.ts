/** A proof as answers and papers show it; the signature is checked whenever somebody looks. */
import type { KeyObject } from 'node:crypto';
import {
  PROOF_CHECKS,
  PROOF_SKIPPED,
  PROOF_VERDICTS,
  type ProofCheck,
} from '../cases/proof-checks.ts';
import type { ProofCertificateParams } from '../cases/wording-documents.ts';
import { dayText } from '../cases/wording.ts';
import { isProofGenuine, keyFingerprint } from '../crypto/proof-signature.ts';
import { plainDate } from '../domain/calendar.ts';
import type { ProofRunRow } from './queries/proofs.ts';
import { iso } from './show-case.ts';

function headOf({ id, center, businessOn, turn, endedAt, result }: ProofRunRow) {
  const { verdict } = result;
  return {
    ...{ id, center, businessOn, turn, endedAt: iso(endedAt) },
    ...{ verdict, verdictTitle: PROOF_VERDICTS[verdict] },
  };
}

export function showProofRow(row: ProofRunRow) {
  const wrong = row.result.checks.filter(({ ok }) => ok === false);
  return { ...headOf(row), wrong: wrong.map(({ title }) => title) };
}

export function showProof(row: ProofRunRow, publicKey: KeyObject) {
  const { checks, lastJournal, head, chainHead, bank, signature } = row.result;
  return {
    ...headOf(row),
    checks: checks.map((check) => ({
      ...check,
      note: PROOF_CHECKS[check.name].note,
      names: PROOF_CHECKS[check.name].names,
      skippedText: check.skipped === null ? null : PROOF_SKIPPED[check.skipped],
    })),
    ...{ lastJournal, head, chainHead, bank, signature },
    signatureFits: signatureFits(row, publicKey),
    keyFingerprint: keyFingerprint(publicKey),
    certificate: `/api/v1/runs/${row.id}/certificate`,
  };
}

function signatureFits(
  { id, center, businessOn, result }: ProofRunRow,
  publicKey: KeyObject,
): boolean {
  const { signature, ...found } = result;
  return isProofGenuine(publicKey, { run: id, center, day: businessOn, ...found }, signature);
}

type Told = Pick<ProofCertificateParams, 'center' | 'madeOn' | 'madeAt'>;

export function certificateOf(
  { businessOn, result }: ProofRunRow,
  publicKey: KeyObject,
  told: Told,
): ProofCertificateParams {
  const { checks, lastJournal, head, chainHead, bank, signature, verdict } = result;
  return {
    ...told,
    day: plainDate(businessOn),
    passed: verdict === 'green',
    checks: checks.map((check) => ({
      title: check.title,
      note: PROOF_CHECKS[check.name].note,
      result: resultText(check.ok),
      counted: check.counted,
      brokenCount: check.brokenCount,
      remark: remarkOf(check),
    })),
    ...{ lastJournal, head, signature },
    chainHead: chainHead ? `第${chainHead.seq}条 ${chainHead.mac}` : '尚无留痕',
    bank: bank ? [{ ...bank, day: dayText(bank.day) }] : [],
    keyFingerprint: keyFingerprint(publicKey),
  };
}

function resultText(ok: boolean | null): string {
  if (ok === null) return '未核';
  return ok ? '相符' : '不符';
}

function remarkOf({ name, skipped, broken, brokenCount }: ProofCheck): string {
  if (broken.length > 0) {
    const rest = brokenCount > broken.length ? `　等${brokenCount}项` : '';
    return `${PROOF_CHECKS[name].names} ${broken.join('、')}${rest}`;
  }
  return skipped === null ? '' : PROOF_SKIPPED[skipped];
}
