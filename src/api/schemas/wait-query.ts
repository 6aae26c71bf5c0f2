/** Filters of the list of cases by waiting and due dates: every number of the board is one of them. */
import { z } from 'zod';
import { TASK_KINDS } from '../../cases/wording-tasks.ts';
import { WAIT_KINDS } from '../../cases/wording-waits.ts';
import { AGES } from '../queries/case-conditions.ts';
import type { WaitFilter } from '../queries/case-waits.ts';
import { asBoolean, flag } from './terms.ts';

/** `wait.signature`, `task.review`. */
const DUE_KINDS = [
  ...WAIT_KINDS.map((kind) => `wait.${kind}`),
  ...TASK_KINDS.map((kind) => `task.${kind}`),
];
const day = z.iso.date({ error: '请按“2026-11-23”填写日期' }).optional();
const age = z.enum(AGES, { error: `应为 ${AGES.join('、')} 之一` }).optional();

export const waitQuery = {
  waitingFor: z.string().max(60).optional().meta({ description: 'Kind of an open wait' }),
  waitAge: age.meta({ description: 'How long it waits already' }),
  waitOverdue: flag.meta({ description: 'The end of an open wait is over' }),
  waitingOn: z
    .string()
    .max(40)
    .optional()
    .meta({ description: 'An outside system whose answer is awaited', examples: ['national'] }),
  age: age.meta({ description: 'How long the case is open' }),
  overdueBy: z
    .enum(['law', 'promise'], { error: '应为 law 或 promise' })
    .optional()
    .meta({ description: 'Over the last day by law, or by the promise of the center' }),
  dueFrom: day.meta({ description: 'First day on which an open wait or task ends' }),
  dueTo: day.meta({ description: 'Last such day' }),
  dueKind: z
    .enum(DUE_KINDS, { error: '没有这种到期事项' })
    .optional()
    .meta({ description: 'Only waits or tasks of that kind' }),
  endless: flag.meta({ description: 'An open wait has no end' }),
};

type WaitQuery = z.output<z.ZodObject<typeof waitQuery>>;

export function waitFilterOf(query: WaitQuery): Omit<WaitFilter, 'at'> & {
  readonly waitingFor: string | undefined;
} {
  const { waitingFor, waitAge, waitingOn, age: caseAge, overdueBy } = query;
  const { dueFrom, dueTo, dueKind } = query;
  return {
    ...{ waitingFor, waitAge, waitingOn, age: caseAge, overdueBy, dueFrom, dueTo, dueKind },
    waitOverdue: asBoolean(query.waitOverdue),
    endless: asBoolean(query.endless),
  };
}

/** What a channel is not told: what a case waits for, and until when. */
export function filtersByWait({
  waitingFor,
  waitAge,
  waitOverdue,
  waitingOn,
  dueFrom,
  dueTo,
  dueKind,
  endless,
}: WaitQuery): boolean {
  const asked = [waitingFor, waitAge, waitOverdue, waitingOn, dueFrom, dueTo, dueKind, endless];
  return asked.some((value) => value !== undefined);
}
