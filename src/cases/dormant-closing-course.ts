/** The course of closing an empty account in the words of the office. */
import type { Course } from './case.ts';

export const dormantClosingCourse = {
  steps: ['告知', '告知期', '核查', '结清利息', '销户'],
  stages: {
    serving: {
      step: '告知',
      now: '已出具零余额销户告知书，等送达；送达的次日起才计算告知期。',
    },
    noticed: { step: '告知期', now: '告知书已送达；告知期内恢复缴存的，不再销户。' },
    checking: {
      step: '核查',
      now: '告知期已满，正在向全国平台核查有没有未结清的住房公积金贷款和担保。',
    },
    'needs attention': {
      step: '核查',
      now: '全国平台暂时没有答复，系统会自动再次核查；没有答复不等于没有贷款，所以不能先销户。',
    },
    paying: {
      step: '结清利息',
      now: '账户尚有利息，已结清划出待付，等银行付到本人的卡上；付清后再销户。',
    },
    'payment unknown': {
      step: '结清利息',
      now: '利息已划出待付，银行还没有答复结果；中心正在查询，查明以前不会重付，也不会销户。',
    },
    closed: {
      step: '销户',
      now: '告知期满，经核查余额和利息均为零、没有贷款和担保，账户已销户，协议终止。',
    },
    contributing: { step: '核查', now: '已恢复缴存，账户照常使用，不再销户。' },
    kept: { step: '核查', now: '经核查不符合销户条件，账户保留。' },
    withdrawn: { step: null, now: '告知已撤销，账户保留。' },
  },
} as const satisfies Course;
