/**
 * Suspension, resumption and termination of an agreement in force (协议中止、恢复、终止).
 *
 * What the holder asks for counts with the signed request; what the center does of its own accord, and
 * every termination, takes a second person. The money stays where it is.
 *
 * @source 通知（征求意见稿）（二）（三）; 缴存使用协议“中止与终止”
 */
import { agreementChangeCourse } from './agreement-change-course.ts';
import type { CaseType } from './case.ts';

export type AgreementChangeStage = 'awaiting second person' | 'done' | 'declined' | 'withdrawn';
export type AgreementChangeAction = 'approve' | 'decline' | 'withdraw';

export const agreementChange: CaseType<AgreementChangeStage, AgreementChangeAction> = {
  type: 'agreement-change',
  title: '协议中止、恢复与终止',
  clauses: ['liaoning-2', 'liaoning-3'],
  numberPrefix: 'Z',
  startedBy: ['clerk', 'supervisor'],
  claimsPerson: true,
  agents: 'seen',
  course: agreementChangeCourse,
  stages: {
    'awaiting second person': { title: '待第二人确认', state: 'waiting' },
    done: { title: '已变更', state: 'ended', final: true },
    declined: { title: '未同意', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    approve: {
      title: '确认变更',
      reason: true,
      preview: '协议状态即日变更：中止、终止的不再扣款，已在银行办理的扣款不受影响；余额保留。',
    },
    decline: { title: '不同意变更', reason: true },
    withdraw: { title: '撤回', reason: true },
  },
  permits: {
    'awaiting second person': {
      approve: { roles: ['supervisor'], notBy: ['submitter'] },
      decline: { roles: ['supervisor'], notBy: ['submitter'] },
      withdraw: { roles: ['clerk', 'supervisor'] },
    },
    done: {},
    declined: {},
    withdrawn: {},
  },
};
