/**
 * Account opening (开户), as its course in time.
 *
 * Received and taken in; checked for identity and nationwide; decided; signed; opened. Whatever
 * else can happen is a stage of its own, and the stage decides what the course waits for. Acts of
 * people write the stage they lead to, so the course only ever asks: where does the case stand?
 *
 * @source 通知（征求意见稿）（一）（二）（五）（十二）（十四）
 */
import { accountOpening as caseType } from '../src/cases/account-opening.ts';
import type { CaseStart } from '../src/cases/messages.ts';
import { openDesk } from './engine/desk.ts';
import { installJoining, joiningStep } from './opening/course.ts';
import { OPENING, OPENING_MOVES } from './opening/own-business.ts';
import type { OpeningDesk } from './opening/state.ts';

export async function accountOpening(start: CaseStart): Promise<string> {
  const desk: OpeningDesk = { ...openDesk(caseType, start, OPENING_MOVES), business: OPENING };
  installJoining(desk, start);
  return desk.run(() => joiningStep(desk));
}
