/**
 * Change of personal data (信息变更), as its course in time: taken in; the identity verified anew with the new
 * name and number; looked at by another person where name or document change, or the registry doubts; written,
 * and told to the old phone as well as to the new one.
 *
 * @source 通知（征求意见稿）（一）（十一）
 */
import { type CaseStart } from '../src/cases/messages.ts';
import { personalChange as caseType } from '../src/cases/personal-change.ts';
import type { PersonalChangeApplication } from '../src/forms/personal-change.ts';
import { deadlineOf } from './engine/days.ts';
import { openDesk } from './engine/desk.ts';
import { installPersonalActs } from './personal/acts.ts';
import { awaitRetry, check } from './personal/check.ts';
import { awaitSupplement, receive } from './personal/intake.ts';
import type { PersonalDesk } from './personal/state.ts';

export async function personalChange(start: CaseStart): Promise<string> {
  const desk: PersonalDesk = openDesk(caseType, start, {
    'personal-supplement': (notes, last) => ({
      notes: { ...notes, supplementBy: deadlineOf(last) },
    }),
  });
  desk.onSubmit<PersonalChangeApplication>(({ content, by }) => receive(desk, content, by));
  installPersonalActs(desk);
  return desk.run(() => step(desk));
}

/** One look at where the case stands, and what is done about it there. */
async function step(desk: PersonalDesk): Promise<void> {
  switch (desk.stage()) {
    case 'incomplete':
      return awaitSupplement(desk);
    case 'checking':
      return check(desk);
    case 'needs attention':
      return awaitRetry(desk);
    case 'sent back':
    case 'in review':
    case 'awaiting mandate':
      // Nothing but a person moves it.
      await desk.changed(desk.version(), null);
      return;
    case 'changed':
    case 'refused':
    case 'lapsed':
    case 'withdrawn':
      return;
  }
}
