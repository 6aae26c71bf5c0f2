/**
 * The two checks of an opening, side by side: who the person is, and what accounts and loans exist
 * nationwide. Brief attempts first, patient ones next, then the case parks with safe moves.
 */
import { CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import type { Answered } from '../../activities/checks.ts';
import { askBriefly, askPatiently, type Attempt, type System } from '../engine/outside.ts';
import { looked } from './business.ts';
import { decide } from './outcomes.ts';
import { answeredEvents, parked, type Failure } from './parking.ts';
import {
  hearing,
  isFresh,
  openingOf,
  SYSTEMS,
  withoutStale,
  type Opening,
  type OpeningDesk,
  type OpeningDraft,
} from './state.ts';

/** 核查中: asks what is not known freshly, decides, and writes what follows. */
export async function check(desk: OpeningDesk): Promise<void> {
  const asked = desk.version();
  const opening = withoutStale(openingOf(desk));
  const brief = await Promise.all(
    wanted(opening).map((system) => askBriefly(system, question(opening, system))),
  );
  if (!brief.some(failed)) {
    await desk.advance(() => conclude(opening, brief), asked);
    return;
  }
  if (!(await desk.advance(() => retrying(opening, brief), asked))) return;
  const retried = desk.version();
  const patient = await askWhileUnchanged(desk, brief.filter(failed));
  if (patient === null) return;
  await desk.advance(() => conclude(openingOf(desk), patient), retried);
}

/** Complete answers decide; where one is still missing, the case waits for it. */
function conclude(
  opening: Opening,
  attempts: readonly Attempt[],
): OpeningDraft | Promise<OpeningDraft> {
  const answers = attempts.flatMap(answered);
  const known = hearing(opening, answers);
  const heard = answers.map(({ record }) => record);
  const failures = attempts.filter(failed);
  if (failures.length > 0) return parked(known, failures, heard);
  return looked(known, (read) => decide(read, heard));
}

function wanted(opening: Opening): readonly System[] {
  return SYSTEMS.filter((system) => !isFresh(opening, system));
}

function question({ desk, notes }: Opening, system: System) {
  return {
    caseId: desk.caseId,
    key: `${desk.caseId}:${system}:${notes.rounds[system]}`,
    purpose: 'OPEN_ACCOUNT' as const,
    on: desk.today(),
    at: Date.now(),
  };
}

function failed(attempt: Attempt): attempt is Failure {
  return 'fault' in attempt;
}

function answered(attempt: Attempt): readonly Answered[] {
  return failed(attempt) ? [] : [attempt.answer];
}

/** Goes on asking; gives up at once when a person changes the case meanwhile. */
async function askWhileUnchanged(
  desk: OpeningDesk,
  failures: readonly Failure[],
): Promise<readonly Attempt[] | null> {
  const opening = openingOf(desk);
  const seen = desk.version();
  const { budgetSeconds } = opening.notes.prepared.patience;
  const scope = new CancellationScope();
  const asked = scope.run(() =>
    Promise.all(
      failures.map(({ system }) => askPatiently(system, question(opening, system), budgetSeconds)),
    ),
  );
  const overtaken = condition(() => desk.version() !== seen).then(() => null);
  const first = await Promise.race([asked, overtaken]);
  if (desk.version() === seen) return first;
  scope.cancel();
  await asked.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  return null;
}

/** Says why it is taking longer: an outside system does not answer, and is asked again. */
function retrying(opening: Opening, attempts: readonly Attempt[]): OpeningDraft {
  const answers = attempts.flatMap(answered);
  const heard = answers.map(({ record }) => record);
  const { notes } = hearing(opening, answers);
  const faults = attempts.filter(failed).map(({ system, fault }) => ({ system, fault }));
  const systems = faults.map(({ system }) => system);
  return {
    step: 'outside-retry',
    notes,
    events: [...answeredEvents(heard), { kind: 'check-failed', public: { faults } }],
    stage: {
      at: notes.signed ? opening.desk.business.working : 'checking',
      detail: { waitingFor: systems },
    },
    checks: heard,
    waits: {
      close: 'all',
      open: [
        {
          kind: 'outside-retry',
          until: Date.now() + notes.prepared.patience.budgetSeconds * 1000,
          clause: 'liaoning-14',
          endedBy: ['outside'],
          shortenedBy: '外部系统恢复',
          detail: { systems },
        },
      ],
    },
  };
}
