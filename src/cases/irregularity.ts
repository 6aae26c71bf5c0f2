/**
 * An irregularity (异常核查): something that must never stand in the books was found by the nightly
 * legality sweep, and a supervisor answers for it.
 *
 * It ends by itself when the books no longer show it; else one supervisor says what was found out or
 * put right, and another one who looks at the evidence agrees. What is said to be put right has to be
 * gone from the books.
 *
 * @source 住房公积金管理条例 第四十一条; 通知（征求意见稿）（五）（十四）
 */
import type { CaseType, Permit } from './case.ts';
import { irregularityCourse } from './irregularity-course.ts';

export type IrregularityStage = 'to examine' | 'to confirm' | 'gone' | 'explained' | 'mended';
export type IrregularityAction = 'explain' | 'mend' | 'confirm' | 'return' | 'recheck';

const BOSS: Permit = { roles: ['supervisor'] };
const OTHER_BOSS: Permit = { roles: ['supervisor'], notBy: ['proposer'] };

export const irregularity: CaseType<IrregularityStage, IrregularityAction> = {
  type: 'irregularity',
  title: '异常核查',
  clauses: [
    ...['liaoning-2', 'liaoning-3', 'liaoning-4', 'liaoning-5', 'liaoning-7', 'liaoning-14'],
    ...['regulation-13', 'regulation-24', 'regulation-41', 'civil-procedure-253'],
  ],
  personTitle: '缴存人',
  numberPrefix: 'Y',
  // Only the sweep begins one.
  startedBy: [],
  claimsPerson: false,
  course: irregularityCourse,
  stages: {
    'to examine': { title: '待核查', state: 'attention' },
    'to confirm': { title: '待第二人确认', state: 'waiting' },
    gone: { title: '已消除', state: 'ended', final: true },
    explained: { title: '查明无误', state: 'ended', final: true },
    mended: { title: '已更正', state: 'ended', final: true },
  },
  actions: {
    explain: {
      title: '说明查明无误',
      reason: true,
      preview: '提出查明无误的理由，由另一名主管确认；确认后，同样的事实不再作为异常列出。',
    },
    mend: {
      title: '说明已经更正',
      reason: true,
      preview: '说明更正的办法，由另一名主管确认；确认时对照账目再查，账目仍有异常的不能办结。',
    },
    confirm: { title: '确认', reason: true },
    return: { title: '退回', coded: true },
    recheck: {
      title: '立即复查',
      preview: '对照账目立即复查：不再存在的，业务办结；仍然存在的，继续核查。',
    },
  },
  permits: {
    'to examine': { explain: BOSS, mend: BOSS, recheck: BOSS },
    'to confirm': { confirm: OTHER_BOSS, return: OTHER_BOSS, recheck: BOSS },
    gone: {},
    explained: {},
    mended: {},
  },
};
