/** The course of a hold in the words of the office. */
import type { Course } from './case.ts';

export const holdCourse = {
  steps: ['登记冻结', '第二人核对', '冻结期内', '解除'],
  stages: {
    'to confirm': {
      step: '第二人核对',
      now: '冻结已经生效，等登记人以外的人员对照文书核对；登记有误的即时撤销。',
    },
    'in force': {
      step: '冻结期内',
      now: '余额在冻结范围内只收不付，缴存照常入账；期满前提醒，期满须续冻或者解除。',
    },
    expired: {
      step: '冻结期内',
      now: '冻结期限已满，冻结不自行解除，等主管凭文书续冻或者办理解除。',
    },
    releasing: { step: '解除', now: '已提出解除，等提出人以外的人员确认；确认前仍然冻结。' },
    deducting: {
      step: '冻结期内',
      now: '已登记扣划，等登记人以外的人员对照文书核对；核对以前款项仍在账户内冻结。',
    },
    paying: {
      step: '冻结期内',
      now: '款项已转出账户，等银行付至文书载明的账户；银行未付成的，款项退回账户继续冻结。',
    },
    'payment unknown': {
      step: '冻结期内',
      now: '银行没有答复付款结果，每日自动查询；查明以前不会重付，也不退回账户。',
    },
    released: { step: '解除', now: '冻结已经解除，余额可以依法动用。' },
    declined: { step: '第二人核对', now: '登记与文书不符，冻结已经撤销。' },
  },
} as const satisfies Course;
