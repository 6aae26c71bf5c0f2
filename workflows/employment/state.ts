/** What a conversion to employee remembers, and what its parts share. */
import type { EmploymentNow } from '../../activities/employment.ts';
import type { EmploymentAction, EmploymentStage } from '../../src/cases/conversion-to-employee.ts';
import type { Act } from '../../src/cases/messages.ts';
import type { PlainDate, PlainMonth } from '../../src/domain/calendar.ts';
import type { ConversionToEmployeeActs } from '../../src/forms/conversion-to-employee.ts';
import { steadily } from '../engine/commit.ts';
import type { Desk, Draft } from '../engine/desk.ts';

export interface EmploymentNotes {
  /** Opaque id. */
  readonly account: string;
  /** By hand, as the unit's list says; null: the books say it. */
  readonly byHand: { readonly unit: string; readonly firstMonth: PlainMonth } | null;
  /** Last day on which the unit's first contribution is waited for; null: nothing is. */
  readonly until: PlainDate | null;
}

export type EmploymentDesk = Desk<EmploymentStage, EmploymentAction, EmploymentNotes>;
export type EmploymentDraft = Draft<EmploymentNotes>;
export type ActOf<Name extends EmploymentAction> = Act<ConversionToEmployeeActs[Name]>;

export const CLEAN = { waits: { close: 'all' }, tasks: { close: 'all' } } as const;

/** What the books say today. */
export function lookAt(
  desk: EmploymentDesk,
  { account, byHand }: Pick<EmploymentNotes, 'account' | 'byHand'>,
): Promise<EmploymentNow> {
  const { caseId, center } = desk;
  const firstMonth = byHand?.firstMonth ?? null;
  return steadily(({ lookAtEmployment }) =>
    lookAtEmployment({ caseId, center, account, on: desk.today(), firstMonth }),
  );
}
