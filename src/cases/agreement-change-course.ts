/** The course of a suspension, resumption or termination of an agreement in the words of the office. */
import type { Course } from './case.ts';

export const agreementChangeCourse = {
  steps: ['提出', '第二人确认', '生效'],
  stages: {
    'awaiting second person': {
      step: '第二人确认',
      now: '等提出人以外的主管确认或不同意；确认前协议和扣款不变。',
    },
    done: { step: '生效', now: '协议已按告知书变更，账户余额不变。' },
    declined: { step: '第二人确认', now: '另一名主管不同意，协议不变。' },
    withdrawn: { step: '第二人确认', now: '变更的提议已撤回，协议不变。' },
  },
} as const satisfies Course;
