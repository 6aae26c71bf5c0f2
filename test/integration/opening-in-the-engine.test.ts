/**
 * What the engine itself shows and does of a case: both systems are asked at once, and nothing that
 * tells who somebody is stands where Temporal's own pages look.
 */
import { describe, expect, it } from 'vitest';
import type { CaseActivities } from '../../activities/index.ts';
import { createDataConverter } from '../../src/temporal/codec.ts';
import { idNumber } from '../builders.ts';
import { office } from '../harness/office.ts';

/** By case: what began and what came back, in order. */
const seen = new Map<string, string[]>();

function watching(activities: CaseActivities): CaseActivities {
  const note = (caseId: string, what: string) => {
    seen.set(caseId, [...(seen.get(caseId) ?? []), what]);
  };
  const watched =
    (system: 'identity' | 'national'): CaseActivities['identity'] =>
    async (question) => {
      note(question.caseId, 'asked');
      const answer = await activities[system](question);
      note(question.caseId, 'answered');
      return answer;
    };
  return { ...activities, identity: watched('identity'), national: watched('national') };
}

const place = office({ between: watching });
const NAME = '欧阳明日香';

describe('identity verification and the national check', () => {
  it('are asked side by side: neither waits for the other', async () => {
    const { caseId } = await place.apply();
    await place.until(caseId, 'awaiting signature');
    expect(seen.get(caseId)?.slice(0, 2)).toEqual(['asked', 'asked']);
    await place.sign(caseId);
  });
});

describe('what Temporal shows of a case', () => {
  it('is its number, its stage and a day: in current details, timers and search attributes', async () => {
    const number = idNumber();
    const { caseId, number: printed } = await place.apply({ name: NAME, number });
    await place.until(caseId, 'awaiting signature');
    const handle = place.handle(caseId);
    const metadata = await handle.query<{ currentDetails?: string }>(
      '__temporal_workflow_metadata',
    );
    expect(metadata.currentDetails).toBe(`${printed} · 待签协议`);
    const { events = [] } = await handle.fetchHistory();
    const { payloadCodecs = [] } = createDataConverter(place.secrets.codec);
    const summaries = await Promise.all(
      (events ?? []).flatMap(({ timerStartedEventAttributes: timer, userMetadata }) =>
        timer && userMetadata?.summary ? [payloadCodecs[0]!.decode([userMetadata.summary])] : [],
      ),
    );
    const told = summaries.flat().map(({ data }) => Buffer.from(data ?? []).toString('utf8'));
    expect(told.length).toBeGreaterThan(0);
    for (const summary of told) expect(summary).toMatch(/^"[^"·]* · \d{4}-\d{2}-\d{2}"$/);
    const { typedSearchAttributes, memo } = await handle.describe();
    const attributes = typedSearchAttributes
      .getAll()
      .flatMap(({ key, value }) => (key.name.startsWith('Anju') ? [[key.name, value]] : []));
    expect(Object.fromEntries(attributes) as object).toEqual({
      AnjuType: 'account-opening',
      AnjuCenter: '210100',
      AnjuBranch: 'sy-hall',
      AnjuState: 'waiting',
    });
    for (const shown of [JSON.stringify(attributes), JSON.stringify(memo ?? {}), ...told]) {
      for (const personal of [NAME, number, '13900001111']) expect(shown).not.toContain(personal);
    }
    await place.act(caseId, 'withdraw', { reason: '不办了' });
  });
});
