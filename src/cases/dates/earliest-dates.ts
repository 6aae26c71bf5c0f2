/**
 * Everything that can be said of a person's dates, in the order in which a clerk would say it: what
 * runs out first, then what becomes possible, then what threatens, then retirement.
 *
 * Pure: the same facts give the same answer at the counter, on the case page, on paper and offline.
 *
 * @source 通知（征求意见稿）（一）（三）（七）（十四）
 */
import { joiningDates, retirementDates } from './age.ts';
import { convertingDates, dormancyDates } from './changing.ts';
import { deadlineDates } from './deadlines.ts';
import { drawingFigures } from './drawing.ts';
import type { DatesFacts } from './facts.ts';
import { leavingDates } from './leaving.ts';
import type { Milestone } from './milestone.ts';
import { withdrawingDates } from './withdrawing.ts';

export interface EarliestDates {
  readonly milestones: readonly Milestone[];
  /** What was not looked at, in sentences. */
  readonly assumptions: readonly string[];
}

export function earliestDatesOf(facts: DatesFacts): EarliestDates {
  return {
    milestones: [
      ...deadlineDates(facts),
      ...joiningDates(facts),
      ...convertingDates(facts),
      ...withdrawingDates(facts),
      ...leavingDates(facts),
      ...dormancyDates(facts),
      ...retirementDates(facts),
    ],
    assumptions: assumptionsOf(facts),
  };
}

function assumptionsOf(facts: DatesFacts): readonly string[] {
  const { person, account, drawing } = facts;
  const { bornOn, sex } = person;
  return [
    '按目前掌握的事实和现行参数测算，办理时以当日的事实和规定为准。',
    '未计入全国范围内的贷款、担保和冻结，办理时以核查结果为准。',
    ...(account === null ? [] : ['未计入尚未入账的缴存和利息。']),
    ...(account === null || (drawing?.continuous ?? null) !== null
      ? []
      : ['没有告知已连续缴存的月数，租房提取按已经达到测算。']),
    ...(drawing?.balanceUntold === true ? ['没有告知余额，提取按账户有余额测算。'] : []),
    ...(account === null || drawingFigures(facts) !== null
      ? []
      : ['中心还没有登记提取的参数，未测算提取。']),
    ...(bornOn === null ? ['没有出生日期，未测算年龄和退休日期。'] : []),
    ...(bornOn !== null && sex === null ? ['没有性别，未测算退休日期。'] : []),
  ];
}
