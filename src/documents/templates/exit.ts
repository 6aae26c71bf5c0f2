/**
 * The papers of leaving (退出销户): 告知, 受理, 准予, 不予办理, 付款 and 日期变动.
 *
 * @source 通知（征求意见稿）（七）; 住房公积金管理条例 第二十一条、第二十五条
 */
import type { ExitHead, ReadingOnPaper } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import { yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import {
  EXIT_ACCEPTED_EXAMPLES,
  EXIT_DECISION_EXAMPLES,
  EXIT_MOVED_EXAMPLES,
  EXIT_PAID_EXAMPLES,
  EXIT_REFUSED_EXAMPLES,
  EXIT_TERMS_EXAMPLES,
  FIRST_ACCEPTED_EXAMPLES,
  FIRST_TERMS_EXAMPLES,
} from './exit-examples.ts';
import {
  addressee,
  caseFacts,
  contact,
  issuer,
  message,
  quotation,
  reasonBlocks,
} from './notice.ts';

export function rows(
  { accountLast4, card }: ExitHead,
  more: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  return [['个人账户', `尾号${accountLast4}`], ['收款卡', card], ...more];
}

function reading({ title, lines }: ReadingOnPaper): readonly Block[] {
  return [paragraph(`${title}：`), list([...lines])];
}

const TERMS: Omit<Template<'exit-terms'>, 'version' | 'examples'> = {
  kind: 'exit-terms',
  title: '退出销户告知书',
  render: (params) => [
    addressee(params),
    paragraph('经核查，您可以办理退出销户。请在签字以前看清下列日期；有不明白的，请当场询问。'),
    caseFacts(
      params,
      rows(params, [
        ['灵活就业部分本息', `${yuanText(params.flexible)}（利息暂计至今日）`],
        ['单位缴存部分本息', `${yuanText(params.employee)}（利息暂计至今日）`],
      ]),
    ),
    heading('什么时候付款、销户'),
    ...reading(params.reading),
    ...(params.gate === '' ? [] : [paragraph(params.gate)]),
    ...(params.others.length === 0
      ? []
      : [
          paragraph('对“封存满半年”还有另一种理解，本中心没有采用，日期供您比较：'),
          ...params.others.flatMap(reading),
        ]),
    heading('签字以后'),
    list([
      '扣款立即停止，缴存使用协议和扣款授权终止，账户封存；利息按条例计到款项实际付出之日。',
      params.regretDays === 0
        ? '款项付出以后不能反悔；以后需要缴存的，可以重新申请开户，以前的缴存记录保留。'
        : `签字后${String(params.regretDays)}日内为反悔期：期内不付款，可以随时撤回，撤回后协议照旧；期满后付款，不能反悔。`,
      '等待期间出现贷款、担保、冻结等情形的，满半年之日不予办理；被单位录用并启封的，半年重新计算。',
      '款项只付到您本人的银行卡上，本中心不收取任何费用。',
    ]),
    heading('依据'),
    ...params.clauses.map(quotation),
    paragraph(`请于${dayText(params.until)}前（含当日）签字；逾期没有签字的，业务终止。`),
    paragraph('本人已看清以上日期，同意退出销户。　　签字：　　　　　　　　　　日期：'),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: null,
};

export const exitTerms2026First: Template<'exit-terms'> = {
  ...TERMS,
  version: 'exit-terms-2026-1',
  examples: FIRST_TERMS_EXAMPLES,
};

/** With a window in which it can be regretted, the days are those after it. */
export const exitTerms2026: Template<'exit-terms'> = {
  ...TERMS,
  version: 'exit-terms-2026-2',
  examples: EXIT_TERMS_EXAMPLES,
};

export const exitAccepted2026First: Template<'exit-accepted'> = {
  kind: 'exit-accepted',
  version: 'exit-accepted-2026-1',
  title: '退出销户受理通知书',
  examples: FIRST_ACCEPTED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的退出销户申请已签字确认，本中心予以受理。'),
    caseFacts(params, rows(params, [['受理日期', dayText(params.acceptedOn)]])),
    heading('日期'),
    list([
      ...params.lines,
      ...(params.gate === '' ? [] : [params.gate]),
      ...(params.regret === '' ? [] : [params.regret]),
      `依《住房公积金管理条例》第二十五条，三日内作出决定，最迟${dayText(params.lastOn)}；等封存满半年的，到期自动付款、销户。`,
    ]),
    paragraph('扣款已经停止。利息计到款项实际付出之日。'),
    ...contact(params),
    issuer(params, params.acceptedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的退出销户申请（${params.caseNumber}）已受理，扣款已停止。${params.lines.join('')}`,
    ),
};

/** The message tells of the window, too. */
export const exitAccepted2026: Template<'exit-accepted'> = {
  ...exitAccepted2026First,
  version: 'exit-accepted-2026-2',
  examples: EXIT_ACCEPTED_EXAMPLES,
  message: (params) =>
    message(
      params,
      `您的退出销户申请（${params.caseNumber}）已受理，扣款已停止。${params.lines.join('')}${params.regret}`,
    ),
};

export const exitDecision2026: Template<'exit-decision'> = {
  kind: 'exit-decision',
  version: 'exit-decision-2026-1',
  title: '准予退出提取决定书',
  examples: EXIT_DECISION_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`您的退出销户申请符合条件，准予提取${params.amount}元。`),
    caseFacts(
      params,
      rows(params, [
        ['提取金额', yuanText(params.amount)],
        ['其中今日结清的利息', yuanText(params.interest)],
      ]),
    ),
    heading('款项'),
    list([
      `动用的资金：${params.drawn}。`,
      '款项已从账户划出待付，由受托银行付到您本人的卡上；银行在以后的日子付款的，利息补计到付款之日。',
      ...(params.rest === '' ? [] : [params.rest]),
    ]),
    heading('依据'),
    ...params.clauses.map(quotation),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: null,
};

export const exitRefused2026: Template<'exit-refused'> = {
  kind: 'exit-refused',
  version: 'exit-refused-2026-1',
  title: '不予办理退出销户决定书',
  examples: EXIT_REFUSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的退出销户申请不符合条件，决定不予办理。'),
    caseFacts(params, rows(params)),
    ...reasonBlocks(params.reasons, params.center.rule),
    ...(params.paid === '' ? [] : [paragraph(params.paid)]),
    ...(params.watches
      ? [
          paragraph(
            '本中心会定期核查；贷款结清、担保解除后通知您，届时可以再次申请，不须提供结清证明。',
          ),
        ]
      : []),
    heading('如您不同意本决定'),
    list([
      '可以向本中心任一服务网点提出，由原经办人以外的工作人员核对事实；条件具备后可以随时再次申请。',
      `可以自收到本决定书之日起60日内，依法向${params.ways.reconsiderationBody}申请行政复议。`,
      `可以自收到本决定书之日起6个月内，依法向${params.ways.court}提起行政诉讼。`,
    ]),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的退出销户申请（${params.caseNumber}）不符合条件，不予办理，理由和办法详见决定书。${params.watches ? '贷款结清后我们会通知您。' : ''}`,
    ),
};

export const exitPaid2026: Template<'exit-paid'> = {
  kind: 'exit-paid',
  version: 'exit-paid-2026-1',
  title: '退出提取付款通知书',
  examples: EXIT_PAID_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您退出提取的款项已由受托银行付到您本人的卡上。'),
    caseFacts(
      params,
      rows(params, [
        ['实付金额', yuanText(params.moved)],
        ['付款日期', dayText(params.paidOn)],
      ]),
    ),
    ...(params.rest === '' ? [] : [paragraph(params.rest)]),
    ...contact(params),
    issuer(params, params.paidOn),
  ],
  message: (params) =>
    message(
      params,
      `您退出提取的住房公积金${params.moved}元已于${dayText(params.paidOn)}付到您的卡（${params.card}）。${params.rest}业务编号${params.caseNumber}。`,
    ),
};

export const exitGateMoved2026: Template<'exit-gate-moved'> = {
  kind: 'exit-gate-moved',
  version: 'exit-gate-moved-2026-1',
  title: '付款销户日期变动通知',
  examples: EXIT_MOVED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `${params.before === '' ? '' : `原告知您${params.before}起付清并销户。`}单位缴存部分的封存有变动，日期重新计算：${params.now}`,
    ),
    caseFacts(params, rows(params)),
    list([
      '半年须连续封存；被单位录用并启封的，自再次封存之日的次日起重新计算。',
      '不须您再来办理；也可以随时撤回申请，账户保留。',
    ]),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(params, `您的退出销户（${params.caseNumber}）日期有变动：${params.now}详见通知。`),
};
