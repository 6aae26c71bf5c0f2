/**
 * 单位转灵活, as its course in time: that of an opening, on an account that is here already; and a wait for a
 * unit that seals late, which ends by what the unit tells or by its last day.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（十四）
 */
import { defineSignal, setHandler } from '@temporalio/workflow';
import { conversionToFlexible as caseType } from '../src/cases/conversion-to-flexible.ts';
import { NEWS, type CaseStart } from '../src/cases/messages.ts';
import { openDesk } from './engine/desk.ts';
import { installJoining, joiningStep } from './opening/course.ts';
import { OPENING_MOVES } from './opening/own-business.ts';
import type { OpeningDesk } from './opening/state.ts';
import { takingUp } from './take-up/business.ts';
import { unitNews, unitSealMovedTo } from './take-up/unit-seal.ts';

const news = defineSignal(NEWS);
const MOVES = { ...OPENING_MOVES, 'unit-seal': unitSealMovedTo };

export async function conversionToFlexible(start: CaseStart): Promise<string> {
  const business = takingUp('conversion-to-flexible');
  const desk: OpeningDesk = { ...openDesk(caseType, start, MOVES), business };
  installJoining(desk, start);
  setHandler(news, () => unitNews(desk));
  return desk.run(() => joiningStep(desk));
}
