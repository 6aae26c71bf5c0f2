/**
 * Reversal of an opening (撤销开户): an account opened by mistake is undone with everything that followed.
 *
 * What was posted is taken back by compensating entries, just as it was looked at beforehand. It takes a supervisor, a second supervisor and a reason, and it is an event of its own: the
 * account stays in the books as closed, nothing is ever deleted.
 *
 * @source 通知（征求意见稿）（五）; 住房公积金管理条例 第十三条
 */
import type { CaseType } from './case.ts';
import { reversalCourse } from './opening-reversal-course.ts';

export type ReversalStage = 'awaiting second person' | 'undone' | 'not undone' | 'withdrawn';
export type ReversalAction = 'approve' | 'decline' | 'withdraw';

export const openingReversal: CaseType<ReversalStage, ReversalAction> = {
  type: 'opening-reversal',
  title: '撤销开户',
  clauses: ['liaoning-5', 'regulation-13'],
  personTitle: '缴存人',
  numberPrefix: 'C',
  startedBy: ['supervisor'],
  claimsPerson: true,
  course: reversalCourse,
  stages: {
    'awaiting second person': { title: '待第二人确认', state: 'waiting' },
    undone: { title: '已撤销开户', state: 'ended', final: true },
    'not undone': { title: '未撤销', state: 'ended', final: true },
    withdrawn: { title: '已撤回', state: 'ended', final: true },
  },
  actions: {
    approve: {
      title: '确认撤销开户',
      reason: true,
      preview:
        '记过的账全部冲销，已缴的钱转暂收款；账户以“开户有误”销户，协议作废，扣款授权终止；不删除任何记录。',
    },
    decline: { title: '不同意撤销', reason: true },
    withdraw: { title: '撤回', reason: true },
  },
  permits: {
    'awaiting second person': {
      approve: { roles: ['supervisor'], notBy: ['submitter'] },
      decline: { roles: ['supervisor'], notBy: ['submitter'] },
      withdraw: { roles: ['supervisor'] },
    },
    undone: {},
    'not undone': {},
    withdrawn: {},
  },
};
