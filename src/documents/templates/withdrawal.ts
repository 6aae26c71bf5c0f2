/**
 * The papers of a withdrawal (提取): 受理, 补正, 准予, 不准, 付款, 付款未成功 and 终止.
 *
 * @source 住房公积金管理条例 第二十四条、第二十五条; 通知（征求意见稿）（七）
 */
import type {
  WithdrawalEndedParams,
  WithdrawalHead,
  WithdrawalRefusedParams,
} from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import { yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import {
  addressee,
  caseFacts,
  contact,
  issuer,
  message,
  quotation,
  reasonBlocks,
} from './notice.ts';
import {
  ACCEPTED_EXAMPLES,
  DECISION_EXAMPLES,
  ENDED_EXAMPLES,
  FAILED_EXAMPLES,
  PAID_EXAMPLES,
  REFUSED_EXAMPLES,
  SUPPLEMENT_EXAMPLES,
} from './withdrawal-examples.ts';

function rows(
  { what, amount, accountLast4, card }: WithdrawalHead,
  more: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  return [
    ['提取情形', what],
    ['提取金额', yuanText(amount)],
    ['个人账户', `尾号${accountLast4}`],
    ['收款卡', card],
    ...more,
  ];
}

export const withdrawalAccepted2026First: Template<'withdrawal-accepted'> = {
  kind: 'withdrawal-accepted',
  version: 'withdrawal-accepted-2026-1',
  title: '提取受理通知书',
  examples: ACCEPTED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的住房公积金提取申请材料齐全，本中心予以受理。'),
    caseFacts(params, rows(params, [['受理日期', dayText(params.acceptedOn)]])),
    heading('办理期限'),
    list([
      `依《住房公积金管理条例》第二十五条，自受理之日起三日内作出准予或者不准提取的决定，最迟${dayText(params.lastOn)}。`,
      params.promisedOn === null
        ? `本中心承诺${String(params.promisedWorkingDays)}个工作日内办结。`
        : `本中心承诺${String(params.promisedWorkingDays)}个工作日内办结，${params.promisedProvisional ? '暂定' : ''}最迟${dayText(params.promisedOn)}。`,
      '款项只付到您本人的银行卡上；不须单位出具证明，本中心不收取任何费用。',
    ]),
    paragraph(
      params.regulation === '2026'
        ? '本业务适用2026年9月20日起施行的《住房公积金管理条例》。'
        : '本业务适用2026年9月20日以前施行的《住房公积金管理条例》。',
    ),
    ...contact(params),
    issuer(params, params.acceptedOn),
  ],
  message: null,
};

export const withdrawalSupplement2026: Template<'withdrawal-supplement'> = {
  kind: 'withdrawal-supplement',
  version: 'withdrawal-supplement-2026-1',
  title: '提取补正告知书',
  examples: SUPPLEMENT_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的住房公积金提取申请还缺少下列材料或者情况说明，现一次性告知。'),
    caseFacts(params, rows(params)),
    heading('请补齐'),
    list(params.missing.map(({ name, bring }) => `${name}：${bring}`)),
    paragraph(
      `请于${dayText(params.until)}前（含当日）补齐；补齐之日受理，三日内作出决定。逾期没有补齐的，业务终止，可以重新申请。`,
    ),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `您的提取申请（${params.caseNumber}）材料不齐，请于${dayText(params.until)}前补齐：${params.missing.map(({ name }) => name).join('、')}。`,
    ),
};

export const withdrawalDecision2026First: Template<'withdrawal-decision'> = {
  kind: 'withdrawal-decision',
  version: 'withdrawal-decision-2026-1',
  title: '准予提取决定书',
  examples: DECISION_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的提取申请符合《住房公积金管理条例》第二十四条第一款第（${numeral(params.item)}）项，准予提取${params.amount}元。`,
    ),
    caseFacts(params, rows(params, [['受理日期', dayText(params.acceptedOn)]])),
    heading('款项'),
    list([
      `动用的资金：${params.drawn}。`,
      ...(params.limit === '' ? [] : [`限额：${params.limit}。`]),
      '款项已从账户划出待付，由受托银行付到您本人的卡上；付款后另行通知。',
    ]),
    heading('依据'),
    ...params.clauses.map(quotation),
    paragraph(
      '以欺诈、伪造证明材料等手段提取的，责令限期退回，三年内不得提取住房公积金或者使用住房公积金贷款。',
    ),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: null,
};

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

function numeral(item: number): string {
  return NUMERALS[item - 1] ?? String(item);
}

export const withdrawalRefused2026First: Template<'withdrawal-refused'> = {
  kind: 'withdrawal-refused',
  version: 'withdrawal-refused-2026-1',
  title: '不准提取决定书',
  examples: REFUSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph('您的提取申请不符合提取条件，决定不准提取。账户余额不变。'),
    caseFacts(params, rows(params, [['受理日期', dayText(params.acceptedOn)]])),
    ...reasonBlocks(params.reasons, params.center.rule),
    ...ways(params),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的提取申请（${params.caseNumber}）不符合条件，不准提取，理由和办法详见决定书。`,
    ),
};

function ways({ ways: { reconsiderationBody, court } }: WithdrawalRefusedParams): readonly Block[] {
  return [
    heading('如您不同意本决定'),
    list([
      '可以向本中心任一服务网点提出，由原经办人以外的工作人员核对事实；条件具备后可以随时再次申请。',
      `可以自收到本决定书之日起60日内，依法向${reconsiderationBody}申请行政复议。`,
      `可以自收到本决定书之日起6个月内，依法向${court}提起行政诉讼。`,
    ]),
  ];
}

export const withdrawalPaid2026First: Template<'withdrawal-paid'> = {
  kind: 'withdrawal-paid',
  version: 'withdrawal-paid-2026-1',
  title: '提取付款通知书',
  examples: PAID_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`您提取的款项已由受托银行付到您本人的卡上。`),
    caseFacts(
      params,
      rows(params, [
        ['实付金额', yuanText(params.moved)],
        ['付款日期', dayText(params.paidOn)],
      ]),
    ),
    ...(params.moved === params.amount
      ? []
      : [paragraph('实付金额与提取金额不一致：少付的已退回账户，多付的由本中心与您联系追回。')]),
    ...contact(params),
    issuer(params, params.paidOn),
  ],
  message: (params) =>
    message(
      params,
      `您提取的住房公积金${params.moved}元已于${dayText(params.paidOn)}付到您的卡（${params.card}）。业务编号${params.caseNumber}。`,
    ),
};

export const payoutFailed2026: Template<'payout-failed'> = {
  kind: 'payout-failed',
  version: 'payout-failed-2026-1',
  title: '付款未成功通知',
  examples: FAILED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`您提取的款项，银行没有付成：${params.reason}。款项已退回您的账户。`),
    caseFacts(params, rows(params)),
    heading('接下来'),
    list([
      params.remedy,
      `请于${dayText(params.until)}前（含当日）提供本人名下的另一张银行卡，本中心重新付款；逾期的，业务终止，款项留在账户，可以重新申请。`,
    ]),
    ...contact(params),
    issuer(params, params.failedOn),
  ],
  message: (params) =>
    message(
      params,
      `您提取的款项未付成（${params.reason}），已退回账户。请于${dayText(params.until)}前更换本人名下的收款卡。业务编号${params.caseNumber}。`,
    ),
};

export const withdrawalEnded2026First: Template<'withdrawal-ended'> = {
  kind: 'withdrawal-ended',
  version: 'withdrawal-ended-2026-1',
  title: '提取终止通知',
  examples: ENDED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`${endText(params)}账户余额不变，您可以随时重新申请。`),
    caseFacts(params, [
      ['提取情形', params.what],
      ['提取金额', yuanText(params.amount)],
      ['个人账户', `尾号${params.accountLast4}`],
    ]),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
  message: (params) =>
    message(params, `您的提取申请（${params.caseNumber}）已终止，账户余额不变，可随时重新申请。`),
};

function endText({ why, endedOn }: WithdrawalEndedParams): string {
  const on = dayText(endedOn);
  switch (why) {
    case 'withdrawn':
      return `您于${on}撤回提取申请，本中心予以确认，业务终止。`;
    case 'not-supplied':
      return `在补正告知书规定的期限内没有补齐材料，业务于${on}终止。`;
    case 'not-mended':
      return `付款未成功后，在规定的期限内没有更换收款卡，业务于${on}终止。`;
  }
}
