/** The course of a withdrawal (提取) in the words of the counter. */
import type { Course } from './case.ts';
import { sentBackPlace } from './sent-back.ts';

export const withdrawalCourse = {
  steps: ['受理', '审核', '付款', '办结'],
  stages: {
    incomplete: {
      step: '受理',
      now: '材料不齐，已经一次性告知，等申请人在期限内补齐；补齐之日受理，办理期限从受理起算。',
    },
    deciding: {
      step: '审核',
      now: '申请已经受理，按当日的账户和当地规定审核，三日内作出决定。',
    },
    'sent back': sentBackPlace('审核'),
    'in review': {
      step: '审核',
      now: '申请已经受理，等另一名工作人员复核；三日内作出决定，不须申请人再办什么。',
    },
    'in approval': {
      step: '审核',
      now: '申请已经复核，金额较大，等主管审批；三日内作出决定，不须申请人再办什么。',
    },
    checking: {
      step: '审核',
      now: '申请已经受理；正在向全国平台核查有没有未结清的贷款和担保。',
    },
    'check unanswered': {
      step: '审核',
      now: '全国平台没有答复贷款和担保情况，中心继续核查；没有答复以前不作决定、不付款、不销户，三日的办理期限照算。',
    },
    paying: {
      step: '付款',
      now: '已经准予提取，款项已从账户划出待付，等银行付到本人的卡上。',
    },
    'needs attention': {
      step: '付款',
      now: '款项已从账户划出待付，银行还没有答复结果；中心正在查询，查明以前不会重付，也不会多付。',
    },
    'payment failed': {
      step: '付款',
      now: '银行没有付成，款项已退回账户；请在期限内更换本人名下的收款卡，中心重新付款。',
    },
    closing: {
      step: '付款',
      now: '款项已经付到本人的卡上；付清到付款之日的利息后，随即销户，不须申请人再办什么。',
    },
    closed: { step: '办结', now: '本息已经付清，账户已经注销，缴存使用协议同时终止。' },
    paid: { step: '办结', now: '款项已经付到本人的卡上。' },
    refused: {
      step: '审核',
      now: '不准提取，理由和办法见决定书；账户余额不变，条件具备后可以再次申请。',
      reasons: true,
    },
    lapsed: { step: null, now: '期限已过，业务终止；账户余额不变，可以重新申请。' },
    withdrawn: { step: null, now: '申请人已撤回申请，账户余额不变；可以重新申请。' },
  },
} as const satisfies Course;
