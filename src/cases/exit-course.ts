/** The course of leaving (退出销户) in the words of the counter. */
import type { Course } from './case.ts';
import { sentBackPlace } from './sent-back.ts';

export const exitCourse = {
  steps: ['核查', '告知签字', '付款', '等封存满半年', '销户'],
  stages: {
    checking: {
      step: '核查',
      now: '正在向全国平台核查有没有未结清的住房公积金贷款和担保，不须申请人再办什么。',
    },
    'needs attention': {
      step: '核查',
      now: '全国平台暂时没有答复，系统会自动再次核查；没有答复不等于没有贷款，所以不能先办。',
    },
    'awaiting signature': {
      step: '告知签字',
      now: '可以办理，请把告知书上的日期逐项念给本人听，本人同意后签字，扫描登记；签字后停止扣款，协议终止。',
    },
    regret: {
      step: '告知签字',
      now: '本人已签字，扣款已停止；反悔期内不付款，可以随时撤回，撤回后协议照旧。',
    },
    settling: {
      step: '付款',
      now: '正在结清利息、核对账户，随后付款或者销户，不须申请人再办什么。',
    },
    'sent back': sentBackPlace('付款'),
    'in review': {
      step: '付款',
      now: '办理前后变更过本人信息，等另一名工作人员向本人核实后再付款；不须申请人再办什么。',
    },
    paying: { step: '付款', now: '本息已从账户划出待付，等银行付到本人的卡上。' },
    'payment unknown': {
      step: '付款',
      now: '款项已从账户划出待付，银行还没有答复结果；中心正在查询，查明以前不会重付，也不会多付。',
    },
    'payment failed': {
      step: '付款',
      now: '银行没有付成，款项已退回账户；请在期限内更换本人名下的收款卡，中心重新付款。',
    },
    'awaiting gate': {
      step: '等封存满半年',
      now: '单位缴存部分须封存满半年，满半年的次日系统自动再次核查，付清其余本息并销户，不须本人再来。',
    },
    'awaiting settlement': {
      step: '核查',
      now: '因有未结清的贷款或者担保，不予办理，理由见决定书；系统定期核查，结清后通知本人，不影响本人办理其他业务。',
      reasons: true,
    },
    closed: { step: '销户', now: '本息已全部付到本人的卡上，协议终止，账户已销户。' },
    refused: {
      step: '核查',
      now: '不予办理，理由和办法见决定书；账户余额不变，条件具备后可以再次申请。',
      reasons: true,
    },
    told: {
      step: '核查',
      now: '贷款或者担保已经解除，已通知本人；没有其他情形的，可以再次申请退出销户。',
      reasons: '目前还不能办理的理由和办法',
    },
    lapsed: { step: null, now: '期限已过，业务终止；账户没有销户，可以重新申请。' },
    deceased: {
      step: null,
      now: '死亡提取已经复核同意，本业务终止；其余款项付给继承人，账户由死亡提取销户。',
    },
    withdrawn: { step: null, now: '申请人已撤回申请，账户没有销户；可以重新申请。' },
  },
} as const satisfies Course;
