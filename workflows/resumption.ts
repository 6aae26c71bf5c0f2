/**
 * 恢复缴存, as its course in time: that of an opening, on the holder's own sealed account.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（十四）
 */
import { resumption as caseType } from '../src/cases/resumption.ts';
import type { CaseStart } from '../src/cases/messages.ts';
import { openDesk } from './engine/desk.ts';
import { installJoining, joiningStep } from './opening/course.ts';
import { OPENING_MOVES } from './opening/own-business.ts';
import type { OpeningDesk } from './opening/state.ts';
import { takingUp } from './take-up/business.ts';

export async function resumption(start: CaseStart): Promise<string> {
  const desk: OpeningDesk = {
    ...openDesk(caseType, start, OPENING_MOVES),
    business: takingUp('resumption'),
  };
  installJoining(desk, start);
  return desk.run(() => joiningStep(desk));
}
