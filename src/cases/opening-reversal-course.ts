/** The course of a reversal of an opening (撤销开户) in the words of the office. */
import type { Course } from './case.ts';

export const reversalCourse = {
  steps: ['提出', '第二人确认', '撤销'],
  stages: {
    'awaiting second person': {
      step: '第二人确认',
      now: '等提出人以外的主管确认或不同意；确认前账户和协议不变。',
    },
    undone: {
      step: '撤销',
      now: '误开的账户已撤销，记过的账已冲销，缴存使用协议作废；原记录保留。',
    },
    'not undone': { step: '第二人确认', now: '另一名主管不同意撤销，账户和协议不变。' },
    withdrawn: { step: '第二人确认', now: '撤销的提议已撤回，账户和协议不变。' },
  },
} as const satisfies Course;
