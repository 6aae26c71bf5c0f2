/** What the case of an irregularity remembers, and what its parts share. */
import type { IrregularityFound } from '../../activities/irregularity.ts';
import type { IrregularityAction, IrregularityStage } from '../../src/cases/irregularity.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { IrregularityActs } from '../../src/forms/irregularity.ts';
import { steadily } from '../engine/commit.ts';
import type { Desk, Draft } from '../engine/desk.ts';

/** What a supervisor says of it, until another one agrees. */
export type Answer = 'explained' | 'mended';

export interface IrregularityNotes {
  readonly found: IrregularityFound;
  readonly answer: Answer | null;
  /** In whose words, until it is confirmed; left out: nothing was answered. */
  readonly told?: string;
}

export type IrregularityDesk = Desk<IrregularityStage, IrregularityAction, IrregularityNotes>;
export type IrregularityDraft = Draft<IrregularityNotes>;
export type ActOf<Name extends IrregularityAction> = Act<IrregularityActs[Name]>;

export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;
/** Working days to find out what it is, and for the second person. */
export const EXAMINE_DAYS = 3;
export const CONFIRM_DAYS = 1;

/** Whether the books still show it. */
export async function stands(desk: IrregularityDesk): Promise<boolean> {
  const { caseId } = desk;
  const [on, at] = [desk.today(), Date.now()];
  return (await steadily(({ lookAtIrregularity }) => lookAtIrregularity({ caseId, on, at })))
    .stands;
}
