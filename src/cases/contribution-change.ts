/**
 * Change of the contribution (缴存变更): amount, cycle, debit day or card of an agreement in force, from
 * the first month that is not settled yet.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import type { CaseType, Permit } from './case.ts';
import { changeCourse } from './contribution-change-course.ts';

export type ChangeStage =
  'awaiting signature' | 'awaiting bank' | 'in force' | 'refused' | 'lapsed' | 'withdrawn';
export type ChangeAction = 'sign' | 'withdraw' | 'ask-bank';

const COUNTER: Permit = { roles: ['clerk', 'channel'] };

export const contributionChange: CaseType<ChangeStage, ChangeAction> = {
  type: 'contribution-change',
  title: '缴存变更',
  clauses: ['liaoning-2', 'liaoning-4'],
  numberPrefix: 'G',
  startedBy: ['clerk', 'channel'],
  claimsPerson: true,
  agents: 'seen',
  course: changeCourse,
  stages: {
    'awaiting signature': { title: '待签补充协议', state: 'waiting' },
    'awaiting bank': { title: '待银行办理', state: 'waiting' },
    'in force': { title: '变更已生效', state: 'ended', final: true },
    refused: { title: '不予变更', state: 'ended', final: true },
    lapsed: { title: '逾期未办，已终止', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    sign: { title: '签署补充协议' },
    withdraw: {
      title: '撤回申请',
      reason: true,
      preview: '业务终止，补充协议作废，缴存约定不变；正在换的卡不再启用。',
    },
    'ask-bank': { title: '再次向银行办理' },
  },
  permits: {
    'awaiting signature': { sign: COUNTER, withdraw: COUNTER },
    'awaiting bank': { withdraw: COUNTER, 'ask-bank': { roles: ['clerk', 'supervisor'] } },
    'in force': {},
    refused: {},
    lapsed: {},
    withdrawn: {},
  },
};
