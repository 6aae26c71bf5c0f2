/**
 * 恢复缴存: the holder's own sealed account goes on under a new agreement, with its number, its money and
 * its history.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（十四）
 */
import { accountOpening, type OpeningAction } from './account-opening.ts';
import type { CaseType } from './case.ts';
import {
  takeUpActions,
  takeUpCourse,
  takeUpPermits,
  takeUpPlaces,
  takeUpStages,
  type ResumptionStage,
} from './take-up.ts';

const NAMED = { act: '恢复缴存', refused: '不予恢复缴存', done: '已恢复缴存' } as const;

export const resumption: CaseType<ResumptionStage, OpeningAction> = {
  type: 'resumption',
  title: '恢复缴存',
  clauses: ['liaoning-1', 'liaoning-2', 'liaoning-3', 'liaoning-5', 'liaoning-14'],
  numberPrefix: 'H',
  startedBy: ['clerk', 'channel'],
  waitMoves: { ...accountOpening.waitMoves },
  claimsPerson: true,
  course: takeUpCourse('恢复缴存', takeUpPlaces(NAMED)),
  stages: takeUpStages(NAMED),
  actions: takeUpActions(),
  permits: takeUpPermits(),
};
