/** Why a case stands where it stands, in words: with the ages by which it was decided. */
import { z } from 'zod';
import { hasReason, reasonOf } from '../cases/wording-reasons.ts';
import { place } from '../crypto/places.ts';
import type { Ages } from '../policy/eligibility.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { openedContent } from './personal.ts';
import type { CaseRow } from './queries/cases.ts';
import { decisionsOf } from './queries/parts.ts';

/** Reasons of the stage and findings of its waits, each once, in the order in which they are told. */
export async function reasonsInWords(deps: ApiDeps, row: CaseRow) {
  const codes = codesIn(row).filter(hasReason);
  const ages = codes.some(namesAnAge) ? await agesOf(deps, row.id) : undefined;
  return codes.map((code) => {
    const { reason, remedy, clauses } = reasonOf(code, ages);
    return { code, reason, remedy, clauses: clauses.map(clauseRef) };
  });
}

function codesIn({ detail, waits }: CaseRow): readonly string[] {
  const reasons = z.array(z.looseObject({ code: z.string() })).safeParse(detail['reasons']);
  const findings = waits.flatMap(({ detail: { finding, code } }) => [finding, code]);
  const told = [
    ...(reasons.success ? reasons.data.map(({ code }) => code) : []),
    detail['finding'],
    ...findings,
  ];
  return [...new Set(told.filter((code) => typeof code === 'string'))];
}

function namesAnAge(code: string): boolean {
  const { reason, remedy } = reasonOf(code);
  return (reason + remedy).includes('周岁');
}

const decided = z.object({
  facts: z.object({
    eligibility: z.object({ ageMin: z.int(), ageOwnIncomeMin: z.int() }),
  }),
});

/** Those of the newest decision that was taken by ages; undefined: the law's. */
async function agesOf({ pool, secrets }: ApiDeps, caseId: string): Promise<Ages | undefined> {
  for (const row of await decisionsOf(pool, caseId)) {
    const record = decided.safeParse(
      openedContent(secrets, row, place.decision(row.key), row.record),
    );
    if (record.success) return record.data.facts.eligibility;
  }
  return undefined;
}
