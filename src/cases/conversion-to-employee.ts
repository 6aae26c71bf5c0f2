/**
 * 灵活转单位: a unit employs somebody who pays as a flexible worker. It begins by itself with what the unit
 * tells, or by a supervisor with the unit's list, which a second one confirms.
 *
 * @source 通知（征求意见稿）（三）
 */
import type { CaseType, Course, Permit } from './case.ts';

export type EmploymentStage =
  | 'awaiting contribution'
  | 'awaiting second person'
  | 'converted'
  | 'not contributed'
  | 'not converted'
  | 'declined'
  | 'withdrawn';
export type EmploymentAction = 'approve' | 'decline' | 'withdraw' | 'recheck';

const BOSS: Permit = { roles: ['supervisor'] };
const SECOND: Permit = { roles: ['supervisor'], notBy: ['submitter'] };

const course = {
  steps: ['核对', '等待缴存', '转换'],
  stages: {
    'awaiting second person': {
      step: '核对',
      now: '主管凭单位的清单提出，由另一名主管核对确认。',
    },
    'awaiting contribution': {
      step: '等待缴存',
      now: '单位已报送录用，协议中止、不再扣款；单位首次缴存后账户转由单位缴存，逾期未缴存的，协议自行恢复。',
    },
    converted: {
      step: '转换',
      now: '账户已转由单位缴存，账号不变，原有资金和缴存记录全部保留。',
    },
    'not contributed': {
      step: '等待缴存',
      now: '单位逾期未缴存，协议已恢复，照常扣款。',
    },
    'not converted': {
      step: '等待缴存',
      now: '账户不能转由单位缴存，原因已记录。',
      reasons: true,
    },
    declined: { step: '核对', now: '另一名主管不同意，账户保持原状。' },
    withdrawn: { step: null, now: '报送有误，已撤销；协议已恢复。' },
  },
} as const satisfies Course<EmploymentStage>;

export const conversionToEmployee: CaseType<EmploymentStage, EmploymentAction> = {
  type: 'conversion-to-employee',
  title: '灵活转单位',
  clauses: ['liaoning-2', 'liaoning-3', 'liaoning-4'],
  personTitle: '缴存人',
  numberPrefix: 'E',
  startedBy: ['supervisor'],
  claimsPerson: false,
  course,
  stages: {
    'awaiting contribution': { title: '待单位首次缴存', state: 'waiting' },
    'awaiting second person': { title: '待第二人确认', state: 'waiting' },
    converted: { title: '已转为单位缴存', state: 'ended', final: true },
    'not contributed': { title: '单位未缴存，协议已恢复', state: 'ended', final: true },
    'not converted': { title: '不能转换', state: 'ended', final: true },
    declined: { title: '未同意', state: 'ended', final: true },
    withdrawn: { title: '已撤销', state: 'ended', final: true },
  },
  actions: {
    approve: {
      title: '确认转换',
      reason: true,
      preview: '协议中止、不再扣款，账户即日转由单位缴存；原有资金和缴存记录保留。',
    },
    decline: { title: '不同意转换', reason: true },
    withdraw: {
      title: '撤销报送',
      reason: true,
      preview: '单位的报送有误：业务终止，因此中止的协议即日恢复，自未过扣款日的月份起扣款。',
    },
    recheck: { title: '立即核查' },
  },
  permits: {
    'awaiting contribution': { withdraw: BOSS, recheck: { roles: ['clerk', 'supervisor'] } },
    'awaiting second person': { approve: SECOND, decline: SECOND, withdraw: BOSS },
    converted: {},
    'not contributed': {},
    'not converted': {},
    declined: {},
    withdrawn: {},
  },
};
