/** What a withdrawal (提取) hears of changes of the person's data while it is not yet paid. */
import { patched } from '@temporalio/workflow';
import { changeMark, isOwnCard, unseenChanges } from '../../src/policy/personal-change-watch.ts';
import { onward } from './decision.ts';
import { judgedNow, type WithdrawalDesk, type WithdrawalDraft } from './state.ts';

/** A change that the case did not know of; null: none. Runs from before it was told go on as they were. */
export async function hearOfChange(desk: WithdrawalDesk): Promise<WithdrawalDraft | null> {
  if (!patched('personal-changes')) return null;
  const work = await judgedNow(desk);
  const { notes, decision } = work;
  const heard = notes.heard ?? [];
  const askedOn = decision.facts.acceptedOn;
  const changes = unseenChanges(decision.facts.watch)
    .filter((change) => change.on >= askedOn && !isOwnCard(change))
    .map(changeMark)
    .filter((mark) => !heard.includes(mark));
  if (changes.length === 0) return null;
  const told = { kind: 'personal-change-heard', public: { changes } };
  const known = { ...notes, heard: [...heard, ...changes] };
  const stage = desk.stage();
  // Whoever is looking at it, or has approved of it, looks at what came since as well.
  if (stage === 'in review' || stage === 'in approval') {
    const again = onward({ ...work, notes: known });
    return { ...again, step: 'change-heard', events: [told, ...again.events] };
  }
  return { step: 'change-heard', notes: known, events: [told] };
}
