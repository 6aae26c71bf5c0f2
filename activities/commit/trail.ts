/** Events, checks and decisions of a change, sealed under the person's key. */
import { createHash } from 'node:crypto';
import { sealJson, sealText } from '../../src/crypto/cipher.ts';
import { place } from '../../src/crypto/places.ts';
import { insertChecks, insertDecision } from '../../src/db/case-papers.ts';
import { insertEvents } from '../../src/db/case-writes.ts';
import type { Context } from './context.ts';

export async function writeTrail(context: Context): Promise<void> {
  const { later, change, head, person } = context;
  const about = { caseId: head.id, person: person.id };
  await insertEvents(
    later,
    { ...about, center: head.center, at: change.at },
    change.events.map(({ kind, content, by = change.by, ...event }) => ({
      kind,
      actor: by.id,
      role: by.role,
      origin: by.origin,
      public: event.public ?? {},
      content:
        content === undefined ? null : sealJson(person.key, place.event(head.id, null), content),
    })),
  );
  const checks = change.checks ?? [];
  await insertChecks(
    later,
    about,
    checks.map(({ evidence, enteredBy = null, confirmedBy = null, ...check }) => ({
      ...check,
      ...sealEvidence(context, check, evidence),
      enteredBy,
      confirmedBy,
    })),
  );
  for (const [n, { record, ...decision }] of (change.decisions ?? []).entries()) {
    const key = `${change.key}:decision:${n}`;
    const text = JSON.stringify(record);
    await insertDecision(later, about, {
      ...decision,
      key,
      record: sealText(person.key, place.decision(key), text),
      recordHash: sha256(text),
      on: change.on,
      at: change.at,
      by: change.by.id,
    });
  }
}

/** An answer entered by hand comes in clear through the encrypted act and is sealed here. */
function sealEvidence(
  { person }: Context,
  { key, evidenceHash }: { readonly key: string; readonly evidenceHash: string },
  evidence: string | Readonly<Record<string, unknown>>,
) {
  if (typeof evidence === 'string') return { evidence, evidenceHash };
  const text = JSON.stringify(evidence);
  return {
    evidence: sealText(person.key, place.check(key), text),
    evidenceHash: sha256(text),
  };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
