/**
 * Any acts by anybody in any order: what the workflow takes and refuses is what the permit table
 * says of the case as it stands, and whatever happens, the books are in order.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WorkflowNotFoundError } from '@temporalio/client';
import { accountOpening } from '../../src/cases/account-opening.ts';
import { judge, type Actor } from '../../src/cases/case.ts';
import { application, idNumber } from '../builders.ts';
import { expectOrder } from '../harness/books.ts';
import {
  actor,
  BANK,
  CLERK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_REVIEWER,
  SECOND_SUPERVISOR,
  SUPERVISOR,
} from '../harness/office.ts';

const place = office();
const REASON = { reason: '任意次序' };

/** Refusals that an act gives for itself, where the table lets it pass. */
const OWN_REFUSALS = [
  'input-invalid',
  'agreement-changed',
  'action-not-permitted',
  'claim-held',
  'person-conflict',
];
/** Stages in which nobody has to do anything for the case to go on. */
const AT_WORK = ['checking', 'opening'];

interface Step {
  readonly action: string;
  readonly by: Actor;
  readonly content: (caseId: string, number: string) => Promise<object>;
}

const fixed = (content: object) => () => Promise.resolve(content);

async function form(number: string, more: Record<string, unknown>) {
  return application({ number, files: { 'identity-document': await place.upload() } }, more);
}

const restated = (more: Record<string, unknown>) => async (_: string, number: string) => ({
  ...REASON,
  application: await form(number, more),
});

const CONTENTS: Readonly<Record<string, readonly Step['content'][]>> = {
  supplement: [
    async (_, number) => ({ application: await form(number, {}) }),
    async (_, number) => ({ application: await form(number, { contribution: undefined }) }),
  ],
  correct: [restated({}), restated({ contribution: undefined }), restated({ drawsPension: true })],
  withdraw: [fixed(REASON)],
  verdict: [fixed({ ...REASON, verdict: 'continue-after' })],
  recheck: [fixed({})],
  review: [
    fixed({ ...REASON, finding: 'fraud-flag', cleared: true }),
    fixed({ ...REASON, finding: 'fraud-flag', cleared: false }),
    fixed({ ...REASON, finding: 'remote-frozen', cleared: true }),
  ],
  sign: [
    async (caseId) => ({
      by: 'electronic',
      agreementHash: await place.agreementHash(caseId),
      signatureReference: 'ES-1',
      termsExplained: true,
    }),
    fixed({
      by: 'electronic',
      agreementHash: '0'.repeat(64),
      signatureReference: 'ES-1',
      termsExplained: true,
    }),
  ],
  'request-human-review': [fixed(REASON)],
  reconsider: [restated({}), fixed({ ...REASON, cleared: ['fraud-flag'] })],
  'retry-now': [fixed(REASON)],
  'confirm-answer': [fixed(REASON)],
};

const ACTORS = [
  ...[CLERK, REVIEWER, SECOND_REVIEWER, SUPERVISOR, SECOND_SUPERVISOR, BANK],
  actor('reviewer', CLERK.id),
];

const step: fc.Arbitrary<Step> = fc.constantFrom(...Object.keys(CONTENTS)).chain((action) =>
  fc.record({
    action: fc.constant(action),
    // Mostly somebody who may, so that the stories lead somewhere.
    by: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(CLERK, REVIEWER, SECOND_REVIEWER) },
      { weight: 1, arbitrary: fc.constantFrom(...ACTORS) },
    ),
    content: fc.constantFrom(...(CONTENTS[action] ?? [])),
  }),
);

/** What the world knows of the person, so that stories begin differently. */
const known = fc.constantFrom(
  {},
  { fraudFlag: true },
  { fraudFlag: true, accounts: [{ center: '110100', state: 'frozen' as const }] },
  { accounts: [{ center: '110100', state: 'normal' as const }] },
);
const stated = fc.constantFrom({}, { drawsPension: true }, { contribution: undefined });

async function settled(caseId: string) {
  await place.temporal.clock.untilIdle(place.handle(caseId));
  return place.row(caseId);
}

async function take({ action, by, content }: Step, caseId: string, number: string) {
  const { stage, version, parties } = await settled(caseId);
  const told = judge(accountOpening, { stage, version, parties }, by, action);
  const act = place.act(caseId, action, await content(caseId, number), by);
  try {
    const standing = await act;
    expect(told, `${action} at ${stage} by ${by.role}`).toBeNull();
    expect(standing.version).toBe(version + 1);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) {
      expect(accountOpening.stages[stage as keyof typeof accountOpening.stages].final).toBe(true);
      return;
    }
    const code = await refusalOf(act);
    if (told) expect(code).toBe(told.code);
    else expect(OWN_REFUSALS, `${action} at ${stage}`).toContain(code);
    expect((await place.row(caseId)).version).toBe(version);
  }
}

describe('any acts in any order', () => {
  it('do what the table says, one version each, and leave the books in order', async () => {
    await fc.assert(
      fc.asyncProperty(
        known,
        stated,
        fc.array(step, { maxLength: 10 }),
        async (of, more, steps) => {
          const person = await place.world.person(of, { number: idNumber(), name: '张三' });
          const { caseId } = await place.apply(person, more);
          for (const one of steps) await take(one, caseId, person.number);
          const { stage } = await settled(caseId);
          expect(AT_WORK).not.toContain(stage);
          await expectOrder(place);
          const accounts = 'select number from account where opened_by_case = $1';
          const opened = await place.ask(accounts, caseId);
          expect(opened).toHaveLength(stage === 'opened' ? 1 : 0);
        },
      ),
      { numRuns: 25, interruptAfterTimeLimit: 20_000, markInterruptAsFailure: false },
    );
  }, 60_000);
});
