/** The course of a breach in the words of the office. */
import type { Course } from './case.ts';

export const breachCourse = {
  steps: ['告知', '整改', '处理意见', '审批', '执行'],
  stages: {
    serving: {
      step: '告知',
      now: '已出具违约告知书，等送达；送达的次日起才计算整改期限。',
    },
    curing: { step: '整改', now: '告知书已送达，整改期限内改正的，不再采取措施；可以提出异议。' },
    objected: { step: '整改', now: '已提出异议，由经办人以外的人员审查答复。' },
    'to propose': { step: '处理意见', now: '整改期限已过，等提出处理意见。' },
    proposed: { step: '审批', now: '处理意见已提出，等提出人以外的人员审批。' },
    'serving decision': {
      step: '执行',
      now: '已决定解除协议，等决定书送达；送达当日协议解除。',
    },
    'in force': { step: '执行', now: '处置措施执行中；改正后可以申请解除。' },
    lifting: { step: '执行', now: '已提出解除措施，等提出人以外的人员审批；审批前措施仍然有效。' },
    cured: { step: '整改', now: '已在整改期限内改正，不再采取措施。' },
    dismissed: { step: '整改', now: '异议成立，不认定违约。' },
    withdrawn: { step: null, now: '违约告知已撤销，所采取的措施一并撤销。' },
    concluded: { step: '执行', now: '处置已经完成，没有仍在执行的措施。' },
  },
} as const satisfies Course;
