/**
 * The two checks of an opening, side by side: who the person is, and what accounts and loans exist
 * nationwide. Brief attempts first, patient ones next, then the case parks with safe moves.
 */
import { CancellationScope, isCancellation } from '@temporalio/workflow';
import type { Draft } from '../engine/desk.ts';
import { askBriefly, askPatiently, type Attempt, type System } from '../engine/outside.ts';
import { decide } from './outcomes.ts';
import { checking } from './intake.ts';
import { isFresh, setAnswer, takeUnwritten, type Opening } from './state.ts';

const SYSTEMS: readonly System[] = ['identity', 'national'];
const MINUTE = 60_000;
/** Working days in which a supervisor looks at a parked case. */
const REPAIR_DAYS = 1;

/** 核查中: asks what is not known freshly, decides, and writes what follows. */
export async function check(opening: Opening): Promise<void> {
  const { desk } = opening;
  let seen = desk.version();
  let attempts: readonly Attempt[] = await Promise.all(
    wanted(opening).map((system) => askBriefly(system, question(opening, system))),
  );
  keep(opening, attempts);
  if (attempts.some(failed)) {
    const first = attempts;
    if (!(await desk.advance(() => retrying(opening, first), seen))) return;
    seen = desk.version();
    const outcome = await askWhileUnchanged(opening, attempts.filter(failed), seen);
    if (outcome === null) return;
    attempts = outcome;
    keep(opening, attempts);
  }
  const faults = attempts.filter(failed);
  await desk.advance(() => (faults.length > 0 ? parked(opening, faults) : decide(opening)), seen);
}

function wanted({ answers, desk, prepared }: Opening): readonly System[] {
  const days = prepared.figures.checkValidDays;
  return SYSTEMS.filter((system) => !isFresh(answers[system], desk.today(), days));
}

function question({ desk, round }: Opening, system: System) {
  return {
    caseId: desk.caseId,
    key: `${desk.caseId}:${system}:${round}`,
    purpose: 'OPEN_ACCOUNT' as const,
    on: desk.today(),
    at: Date.now(),
  };
}

type Failed = Extract<Attempt, { readonly fault: string }>;

function failed(attempt: Attempt): attempt is Failed {
  return 'fault' in attempt;
}

function keep(opening: Opening, attempts: readonly Attempt[]): void {
  for (const attempt of attempts) {
    if (!failed(attempt)) setAnswer(opening, attempt.system, attempt.answer);
  }
}

/** Goes on asking; gives up at once when a person changes the case meanwhile. */
async function askWhileUnchanged(
  opening: Opening,
  systems: readonly Failed[],
  seen: number,
): Promise<readonly Attempt[] | null> {
  const { desk, prepared } = opening;
  const scope = new CancellationScope();
  const asked = scope.run(() =>
    Promise.all(
      systems.map(({ system }) =>
        askPatiently(system, question(opening, system), prepared.patience.budgetSeconds),
      ),
    ),
  );
  const overtaken = desk.changed(seen, null).then(() => null);
  const first = await Promise.race([asked, overtaken]);
  if (first !== null) return first;
  scope.cancel();
  await asked.catch((error: unknown) => {
    if (!isCancellation(error)) throw error;
  });
  return null;
}

/** Says why it is taking longer: an outside system does not answer, and is asked again. */
function retrying(opening: Opening, attempts: readonly Attempt[]): Draft {
  const { prepared } = opening;
  const systems = attempts.filter(failed).map(({ system }) => system);
  const faults = attempts.filter(failed).map(({ system, fault }) => ({ system, fault }));
  return {
    step: 'outside-retry',
    events: [{ kind: 'check-failed', public: { faults } }],
    stage: { at: opening.signed ? 'opening' : 'checking', detail: { waitingFor: systems } },
    checks: takeUnwritten(opening),
    waits: {
      close: 'all',
      open: [
        {
          kind: 'outside-retry',
          until: Date.now() + prepared.patience.budgetSeconds * 1000,
          clause: 'liaoning-14',
          endedBy: ['outside'],
          shortenedBy: '外部系统恢复',
          detail: { systems },
        },
      ],
    },
  };
}

/** 需处理: what failed, the safe moves as a task, and the next attempt by itself. */
function parked(opening: Opening, faults: readonly Failed[]): Draft {
  const { prepared } = opening;
  const systems = faults.map(({ system }) => system);
  const retryAt = Date.now() + prepared.patience.retryMinutes * MINUTE;
  const detail = { faults: faults.map(({ system, fault }) => ({ system, fault })), retryAt };
  return {
    step: 'park',
    events: [{ kind: 'case-parked', public: detail }],
    stage: { at: 'needs attention', detail },
    checks: takeUnwritten(opening),
    waits: { close: 'all', open: [parkedWait(systems, retryAt)] },
    tasks: {
      close: 'all',
      open: [{ kind: 'repair', role: 'supervisor', workingDays: REPAIR_DAYS }],
    },
    written: () => {
      opening.parked = { systems, retryAt };
    },
  };
}

export function parkedWait(systems: readonly System[], retryAt: number) {
  return {
    kind: 'parked',
    until: retryAt,
    clause: 'liaoning-14',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '外部系统恢复后立即重试，或凭平台查询结果人工录入',
    detail: { systems },
  };
}

/** 需处理: until somebody acts or the next attempt is due. */
export async function awaitRepair(opening: Opening): Promise<void> {
  const { desk, parked: stuck } = opening;
  const seen = desk.version();
  if (await desk.changed(seen, stuck?.retryAt ?? null)) return;
  await desk.advance(
    {
      ...checking(opening),
      step: 'retry',
      events: [{ kind: 'repair-retry', public: { systems: stuck?.systems ?? [] } }],
    },
    seen,
  );
}
