/** The course of an irregularity (异常核查) in the words of the office. */
import type { Course } from './case.ts';

export const irregularityCourse = {
  steps: ['发现', '核查', '第二人确认', '办结'],
  stages: {
    'to examine': {
      step: '核查',
      now: '合规巡检发现异常，等主管查明原因；账目更正后，复查或者次日巡检自动办结。',
    },
    'to confirm': { step: '第二人确认', now: '核查意见已提出，等提出人以外的主管确认或者退回。' },
    gone: { step: '办结', now: '复查时异常已经不存在，自动办结。' },
    explained: { step: '办结', now: '已查明无误，经第二人确认；同样的事实不再列出。' },
    mended: { step: '办结', now: '已经更正，经第二人对照账目确认。' },
  },
} as const satisfies Course;
