/** The course of an account opening (开户) in the words of the counter. */
import type { Course } from './case.ts';
import { sentBackPlace } from './sent-back.ts';

export const openingCourse = {
  steps: ['受理', '核查', '签协议', '开户'],
  stages: {
    incomplete: {
      step: '受理',
      now: '材料未齐，等申请人按一次性补正告知书补齐，补齐当天即可受理。',
    },
    contested: {
      step: '受理',
      now: '同一人有两件业务在办，由提交人以外的人核对后再继续。',
    },
    checking: {
      step: '核查',
      now: '正在向公安身份核验和全国住房公积金监管服务平台查询，一般几秒钟内有答复，答复后随即认定。',
    },
    'needs attention': {
      step: '核查',
      now: '外部系统多次查询没有可用的答复，由主管处理；不会因此当作“没有账户”。',
    },
    'sent back': sentBackPlace('核查'),
    'in review': {
      step: '核查',
      now: '由提交人以外的复核人员核实所列事项，核实后按规则再次认定。',
    },
    deferred: {
      step: '核查',
      now: '每天上午自动重新核查一次；办妥封存或合并后，也可以要求立即重新核查。',
    },
    'awaiting signature': {
      step: '签协议',
      now: '审核已通过，等申请人在期限内签署缴存使用协议，签署后即开户。',
    },
    opening: {
      step: '开户',
      now: '协议已签署，正在确认核查结果并开立账户，一般几秒钟内完成。',
    },
    opened: { step: '开户', now: '账户已开立，缴存使用协议已生效，可以打印开户通知书。' },
    'not accepted': {
      step: '受理',
      now: '已决定不予受理，理由和办法见通知书；申请人可以在期限内申请人工复议。',
      reasons: true,
    },
    refused: {
      step: '核查',
      now: '已决定不予开户，理由和办法见决定书；申请人可以在期限内申请人工复议。',
      reasons: true,
    },
    'in human review': {
      step: '核查',
      now: '申请人要求人工复议，由复核人员核对事实后，按规则再次认定。',
    },
    'finally refused': {
      step: '核查',
      now: '申请人工复议的期限已过，决定为最终结果；情况变化后可以重新申请。',
      reasons: true,
    },
    'to convert': {
      step: '核查',
      now: '本人在本中心已有封存的账户，不另开户，请办理身份转换。',
    },
    lapsed: { step: '签协议', now: '签署期限已过，协议没有签署，业务终止；可以重新申请。' },
    withdrawn: { step: null, now: '申请人已撤回申请，业务终止；可以重新申请。' },
    discontinued: { step: '受理', now: '经人工核对为重复申请，本件终止。' },
  },
} as const satisfies Course;
