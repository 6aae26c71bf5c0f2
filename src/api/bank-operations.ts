/** The routes of reconciliation and proof, in the order of the document. */
import { closeBankDayOperation, getBankDay, listBankDays, listBankLines } from './bank-days.ts';
import { actOnBankDifference } from './bank-differences.ts';
import type { Operation } from './operation.ts';
import { getLatestProof, getProof, getRunCertificate, listProofs } from './proofs.ts';

export const BANK_OPERATIONS: readonly Operation[] = [
  listBankDays,
  getBankDay,
  listBankLines,
  closeBankDayOperation,
  actOnBankDifference,
  listProofs,
  getLatestProof,
  getProof,
  getRunCertificate,
];
