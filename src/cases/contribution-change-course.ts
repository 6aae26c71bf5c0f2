/** The course of a change of the contribution (缴存变更) in the words of the counter. */
import type { Course } from './case.ts';

export const changeCourse = {
  steps: ['审核', '签补充协议', '银行办理', '生效'],
  stages: {
    'awaiting signature': {
      step: '签补充协议',
      now: '变更内容已经审核，等申请人在期限内签署补充协议；签署前仍按原约定扣款。',
    },
    'awaiting bank': {
      step: '银行办理',
      now: '补充协议已签署，等银行办妥扣款授权的变更或者答复正在办理的扣款；办妥前仍按原约定扣款。',
    },
    'in force': {
      step: '生效',
      now: '变更已经生效，自通知书所载的首个月份起按新的约定缴存。',
    },
    refused: {
      step: '银行办理',
      now: '生效前情况有变化，不能变更，理由和办法见通知书；缴存约定不变。',
      reasons: true,
    },
    lapsed: {
      step: null,
      now: '期限已过，补充协议没有签署或者银行没有办妥，业务终止；缴存约定不变，可以重新申请。',
    },
    withdrawn: { step: null, now: '申请人已撤回申请，缴存约定不变；可以重新申请。' },
  },
} as const satisfies Course;
