/** 复核 of leaving, and what the case hears of changes of data while it runs. */
import { patched } from '@temporalio/workflow';
import {
  changeMark,
  isOwnCard,
  marksOf,
  unseenChanges,
} from '../../src/policy/personal-change-watch.ts';
import { stillDue } from './clock.ts';
import { declined } from './endings.ts';
import { next } from './payment.ts';
import { review } from './review.ts';
import { judged, judgedNow, type ActOf, type ExitDesk, type ExitDraft } from './state.ts';

/** 复核: the holder wants it, whoever changed what; or it is not certain. */
export async function reviewed(
  desk: ExitDesk,
  { content, by }: ActOf<'review'>,
): Promise<ExitDraft> {
  const { approve, reason } = content;
  const before = await judgedNow(desk);
  const codes = before.decision.toConfirm ?? [];
  const done = { kind: 'exit-reviewed', public: { approve, codes }, content: { reason } };
  const notes = desk.notes();
  const seen = [...new Set([...(notes.seen ?? []), ...marksOf(before.prepared.facts.watch)])];
  const draft = approve
    ? next(await judged(desk, before.application, { ...notes, seen }))
    : declined(before, reason);
  const withReview = (one: ExitDraft): ExitDraft => ({
    ...one,
    parties: { ...one.parties, reviewer: by.id },
    events: [done, ...one.events],
  });
  const { otherwise } = draft;
  const others = Object.entries(otherwise ?? {}).map(
    ([code, make]) => [code, () => withReview(make())] as const,
  );
  return {
    ...withReview(draft),
    step: 'reviewed',
    ...(otherwise && { otherwise: Object.fromEntries(others) }),
  };
}

/** A change that the case did not know of; null: none. Runs from before it was told go on as they were. */
export async function heardOfChange(desk: ExitDesk): Promise<ExitDraft | null> {
  if (!patched('personal-changes')) return null;
  const work = await judgedNow(desk);
  const { notes, prepared } = work;
  const heard = notes.heard ?? [];
  const changes = unseenChanges(prepared.facts.watch)
    .filter((one) => (notes.askedOn == null || one.on >= notes.askedOn) && !isOwnCard(one))
    .map(changeMark)
    .filter((mark) => !heard.includes(mark));
  if (changes.length === 0) return null;
  const told = { kind: 'personal-change-heard', public: { changes } };
  // Whoever is looking at it looks at what came since as well.
  if (desk.stage() === 'in review' && (work.decision.toConfirm ?? []).length > 0) {
    const again = stillDue(review(work), notes);
    return { ...again, step: 'change-heard', events: [told, ...again.events] };
  }
  return {
    step: 'change-heard',
    notes: { ...notes, heard: [...heard, ...changes] },
    events: [told],
  };
}
