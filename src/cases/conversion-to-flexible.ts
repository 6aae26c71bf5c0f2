/**
 * 单位转灵活: the account that a unit has sealed goes on as the holder's own, with its number, its money
 * and its history. It waits for a unit that seals late.
 *
 * @source 通知（征求意见稿）（一）（二）（三）（十四）
 */
import type { OpeningAction } from './account-opening.ts';
import { accountOpening } from './account-opening.ts';
import type { CaseType } from './case.ts';
import {
  takeUpActions,
  takeUpCourse,
  takeUpPermits,
  takeUpPlaces,
  takeUpStages,
  type TakeUpStage,
} from './take-up.ts';

const NAMED = { act: '转换', refused: '不予转换', done: '已转为灵活就业缴存' } as const;

export const conversionToFlexible: CaseType<TakeUpStage, OpeningAction> = {
  type: 'conversion-to-flexible',
  title: '单位转灵活',
  clauses: ['liaoning-1', 'liaoning-2', 'liaoning-3', 'liaoning-5', 'liaoning-14'],
  numberPrefix: 'F',
  startedBy: ['clerk', 'channel'],
  waitMoves: { ...accountOpening.waitMoves, 'awaiting unit': 'unit-seal' },
  claimsPerson: true,
  course: takeUpCourse('转换', {
    ...takeUpPlaces(NAMED),
    'awaiting unit': {
      step: '核查',
      now: '单位尚未封存账户，等单位办理封存；单位报来封存后自动继续，也可以要求立即重新核查。',
    },
  }),
  stages: {
    ...takeUpStages(NAMED),
    'awaiting unit': { title: '待单位封存', state: 'waiting' },
  },
  actions: takeUpActions(),
  permits: { ...takeUpPermits(), 'awaiting unit': accountOpening.permits.deferred },
};
