/**
 * Handing a case over to another branch of the same center (移交网点): an act that every case type
 * has, at every stage that is not final. Nothing of the case's course changes; its place does, and
 * with it who sees it.
 */
import type { CaseType, Permit, Permits } from './case.ts';
import type { Change } from './change.ts';

export const HAND_OVER = 'hand-over';

const SUPERVISOR: Permit = { roles: ['supervisor'] };
/** Working days in which the receiving branch takes note. */
const TAKE_OVER_DAYS = 1;

export interface HandOver {
  /** The branch that goes on with it. */
  readonly branch: string;
  readonly reason: string;
}

/** The case type with this act added: the one the workflow, the API and the screen read. */
export function withHandOver<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
): CaseType<Stage, Action | typeof HAND_OVER> {
  return {
    ...caseType,
    actions: {
      ...caseType.actions,
      [HAND_OVER]: {
        title: '移交网点',
        reason: true,
        preview: '业务和未办结的待办转到接收网点，原网点随即不再可见；环节和期限不变。',
      },
    },
    permits: permitsOf(caseType),
  };
}

function permitsOf<Stage extends string, Action extends string>(
  caseType: CaseType<Stage, Action>,
): Permits<Stage, Action | typeof HAND_OVER> {
  const stages = Object.keys(caseType.stages) as Stage[]; // the keys of a record of stages
  return Object.fromEntries(
    stages.map((stage) => [
      stage,
      caseType.stages[stage].final === true
        ? caseType.permits[stage]
        : { ...caseType.permits[stage], [HAND_OVER]: SUPERVISOR },
    ]),
  ) as Permits<Stage, Action | typeof HAND_OVER>; // every stage was mapped
}

/** What is written: the new place, and a task by which the receiving branch learns of it. */
export function handOverChange({
  branch,
  reason,
}: HandOver): Pick<Change, 'branch' | 'events' | 'tasks'> {
  return {
    branch,
    events: [{ kind: 'handed-over', public: { to: branch }, content: { reason } }],
    tasks: {
      close: ['take-over'],
      open: [{ kind: 'take-over', role: 'clerk', workingDays: TAKE_OVER_DAYS, ownBranch: true }],
    },
  };
}
