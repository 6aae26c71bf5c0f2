/** Corrections of the source as tests of the ledger use them. */
import { randomUUID } from 'node:crypto';
import type { Acting } from '../../src/db/acting.ts';
import {
  decideSourceCorrection,
  previewSourceCorrection,
  proposeSourceCorrection,
  type SourceCorrectionPlan,
} from '../../src/ledger/source-corrections.ts';
import { acting, type Bench } from '../db/fixtures.ts';

export const SUN = acting('sun', 'supervisor');
export const ZHOU = acting('zhou', 'supervisor');

export interface Asked {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly since?: string | null;
}

export function lookAt(
  suite: Bench,
  account: string,
  { since = null, ...asked }: Asked,
  by: Acting = SUN,
): Promise<SourceCorrectionPlan> {
  return previewSourceCorrection(suite.api, { account, since, ...asked }, by);
}

/** Proposed by one supervisor as it was looked at. @returns the proposal's id */
export async function propose(
  suite: Bench,
  account: string,
  asked: Asked,
  id: string = randomUUID(),
): Promise<string> {
  const { since, digest } = await lookAt(suite, account, asked);
  const grounds = { document: '沈房金账更〔2026〕12号', reason: '期初来源待定，经查属个人缴存' };
  await proposeSourceCorrection(
    suite.api,
    id,
    { account, ...asked, since, digest, ...grounds },
    SUN,
  );
  return id;
}

export async function decide(
  suite: Bench,
  id: string,
  decision: string,
  by: Acting,
): Promise<void> {
  const { version } = await rowOf(suite, id);
  const reason = decision === 'confirm' ? null : '核对后不更正';
  await decideSourceCorrection(suite.api, { id, version, decision, reason, by });
}

/** Proposed and confirmed. @returns the proposal's id */
export async function correctSource(suite: Bench, account: string, asked: Asked): Promise<string> {
  const id = await propose(suite, account, asked);
  await decide(suite, id, 'confirm', ZHOU);
  return id;
}

export async function rowOf(suite: Bench, id: string) {
  const { rows } = await suite.owner.query<{
    readonly state: string;
    readonly journal: string | null;
    readonly version: number;
  }>('select state, journal, version from source_correction where id = $1', [id]);
  return rows[0]!;
}
