/**
 * From a draft to a written change.
 *
 * What is written is remembered only once it is known to be written. Where an earlier attempt had
 * written it and its worker was gone before the workflow heard of it, the books are believed: the
 * case goes on from what they say, and nothing is written twice.
 */
import { systemActor, type Actor, type CaseType } from '../../src/cases/case.ts';
import type { Change, Committed, NewCase, Remembered } from '../../src/cases/change.ts';
import type { CaseStart } from '../../src/cases/messages.ts';
import { dateAt, type PlainDate } from '../../src/domain/calendar.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { faultOf, steadily, writeChange } from './commit.ts';
import { takeOver, type Standings } from './stage.ts';

type Given = 'key' | 'caseId' | 'expected' | 'asked' | 'at' | 'on' | 'by' | 'notes' | 'whenHeld';

/** A change as a course describes it; the desk adds key, version, time and who. */
export type Draft<Notes> = Omit<Change, Given> & {
  /** Short name of the step: part of the change's key. */
  readonly step: string;
  /** What the course remembers when this is written. */
  readonly notes: Notes;
  readonly whenHeld?: Omit<NonNullable<Change['whenHeld']>, 'notes'> & { readonly notes: Notes };
  /** What is written instead when the database refuses with one of these faults. */
  readonly otherwise?: Readonly<Record<string, () => Draft<Notes>>>;
  /** The act did not come to what was asked: what the person is told once this is written. */
  readonly refusal?: ActRefusal;
};

/** Why an act was refused: a fault's code, and words for the person. */
export interface ActRefusal {
  readonly code: string;
  readonly detail: string;
  /** The clause, when one stands behind it. */
  readonly restsOn?: ClauseKey;
  /** Which field of the form it is about. */
  readonly pointer?: `#/${string}`;
  /** The first day on which it would no longer be refused for this. */
  readonly earliestOn?: PlainDate;
}

export interface Case<Notes> {
  readonly caseType: CaseType;
  readonly start: CaseStart;
  readonly now: Standings<Notes>;
}

/** Who wants a change: the Update of a person's act, or the case itself. */
export interface Wish {
  readonly by: Actor;
  readonly asked: string | null;
  readonly operation?: string | undefined;
}

export function ownWish({ start }: Case<unknown>): Wish {
  return { by: systemActor(start.center), asked: null };
}

export interface Written {
  readonly committed: Committed;
  /** False when somebody else's change stands at this version: this one was not written. */
  readonly mine: boolean;
  readonly refusal?: ActRefusal | undefined;
}

/** Writes a draft, or finds that it was written before. */
export async function writeDraft<Notes>(
  work: Case<Notes>,
  draft: Draft<Notes>,
  wish: Wish,
): Promise<Written> {
  const change = changeOf(work, draft, wish);
  try {
    const committed = await writeChange(change);
    const { now } = work;
    const { before } = committed;
    if (before === null) {
      const held = committed.claimHeldBy !== null && draft.whenHeld;
      const notes = held ? held.notes : draft.notes;
      takeOver(work.caseType, now, committed, { notes, content: draft.content ?? now.content });
      return { committed, mine: true, refusal: draft.refusal };
    }
    believe(work, committed);
    return { committed, mine: before.asked === wish.asked };
  } catch (error) {
    const other = draft.otherwise?.[faultOf(error)?.type ?? ''];
    if (!other) throw error;
    return writeDraft(work, other(), wish);
  }
}

/** Goes on from what the books say, when they are ahead. */
export function believe<Notes>({ caseType, now }: Case<Notes>, committed: Committed): void {
  const { before, version } = committed;
  if (before === null || version <= now.version) return;
  // The notes are this type's own, written by an earlier attempt of this very workflow.
  const notes = before.notes as Notes;
  takeOver(caseType, now, committed, { notes, content: before.content });
  if (before.asked !== null) now.found = [...now.found, before.asked];
}

/** Reads what was last written of the case; nothing happens when there is nothing. */
export async function recall(work: Case<unknown>): Promise<void> {
  const { caseId } = work.start;
  const last = await steadily(({ recall: read }) => read({ caseId }));
  if (last) believe(work, last);
}

function changeOf<Notes>(
  { caseType, start, now }: Case<Notes>,
  draft: Draft<Notes>,
  { by, asked, operation }: Wish,
): Change {
  const { step, otherwise: _otherwise, refusal: _refusal, notes, whenHeld, ...rest } = draft;
  const { caseId } = start;
  const at = Date.now();
  return {
    ...rest,
    key: asked === null ? `${caseId}:${step}:${now.version + 1}` : `${caseId}:${asked}`,
    caseId,
    expected: now.version,
    asked,
    at,
    on: dateAt(at),
    by,
    notes: remembered(notes),
    ...(whenHeld ? { whenHeld: { ...whenHeld, notes: remembered(whenHeld.notes) } } : {}),
    ...(now.version === 0 ? { start: newCase(caseType, start, operation) } : {}),
  };
}

/** Notes are plain JSON of the case type's own. */
function remembered(notes: unknown): Remembered {
  return notes as Remembered;
}

function newCase(caseType: CaseType, start: CaseStart, operation: string | undefined): NewCase {
  const { center, branch, channel } = start;
  return {
    type: caseType.type,
    prefix: caseType.numberPrefix,
    center,
    branch,
    channel,
    ...(operation === undefined ? {} : { operation }),
  };
}
