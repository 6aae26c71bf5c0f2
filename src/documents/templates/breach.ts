/** 违约告知书, 异议答复书, 违约处置决定书 and 违约处置办结告知书. */
import type { BreachClosedParams, WaysOnPaper } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  CLOSED_EXAMPLES,
  DECISION_EXAMPLES,
  NOTICE_EXAMPLES,
  REPLY_EXAMPLES,
} from './breach-examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

export const breachNotice2026: Template<'breach-notice'> = {
  kind: 'breach-notice',
  version: 'breach-notice-2026-1',
  title: '违约告知书',
  examples: NOTICE_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您与本中心签订的缴存使用协议（账户尾号${params.last4}），经查有下列违约情形，现予告知。`,
    ),
    caseFacts(params, [['告知日期', dayText(params.noticedOn)]]),
    heading('事实'),
    paragraph(`${params.fact}${params.months === '' ? '' : `：${params.months}`}。`),
    ...(params.told === '' ? [] : [paragraph(params.told)]),
    heading('依据'),
    paragraph(params.term),
    ...params.clauses.map(quotation),
    heading('整改期限'),
    paragraph(
      `自本告知书送达的次日起${String(params.cureDays)}日内；最后一日是法定休假日的，顺延到休假日结束的次日。未送达的，期限不开始计算。`,
    ),
    paragraph(
      params.cure === ''
        ? '本情形的限制期由法律规定，退回款项不影响限制期。'
        : `整改的办法：${params.cure}。在期限内整改的，不再采取措施。`,
    ),
    heading('逾期不改的处置'),
    ...(params.measures.length === 0 ? [] : [list(params.measures.map((one) => `${one}。`))]),
    paragraph('情节严重、经催告仍不整改的，本中心可以依协议解除缴存使用协议。'),
    heading('如您有异议'),
    paragraph(
      '可以在整改期限内向本中心任一服务网点陈述、申辩或者提出异议，由经办人以外的工作人员审查并书面答复；答复前不采取措施。',
    ),
    ...contact(params),
    issuer(params, params.noticedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的缴存使用协议（账户尾号${params.last4}）有违约情形：${params.fact}。请自收到之日的次日起${String(params.cureDays)}日内整改，有异议的可在期限内提出，详见告知书。业务编号${params.caseNumber}。`,
    ),
};

export const objectionReply2026: Template<'objection-reply'> = {
  kind: 'objection-reply',
  version: 'objection-reply-2026-1',
  title: '违约异议答复书',
  examples: REPLY_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您于${dayText(params.objectedOn)}就“${params.fact}”（账户尾号${params.last4}）提出的异议，已由经办人以外的工作人员审查，答复如下。`,
    ),
    caseFacts(params),
    heading(params.upheld ? '异议成立' : '异议不成立'),
    paragraph(params.reason),
    paragraph(
      params.upheld
        ? '本中心不认定违约，业务已办结，不采取任何措施。'
        : `整改期限仍为${dayText(params.cureUntil)}前（含当日），期限内整改的，不再采取措施。`,
    ),
    ...(params.upheld ? [] : waysAgainst(params.ways)),
    ...contact(params),
    issuer(params, params.repliedOn),
  ],
  message: (params) =>
    message(
      params,
      `您就违约告知提出的异议${params.upheld ? '成立，不认定违约' : '经审查不成立'}，详见答复书。业务编号${params.caseNumber}。`,
    ),
};

export const breachDecision2026: Template<'breach-decision'> = {
  kind: 'breach-decision',
  version: 'breach-decision-2026-1',
  title: '违约处置决定书',
  examples: DECISION_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您因“${params.fact}”（账户尾号${params.last4}），本中心出具的违约告知书${params.noticeNumber === '' ? '' : `（${params.noticeNumber}）`}已于${dayText(params.servedOn)}送达，整改期限至${dayText(params.cureUntil)}届满，未见整改。经审批，决定采取下列措施。`,
    ),
    caseFacts(params, [['决定日期', dayText(params.decidedOn)]]),
    heading('措施'),
    list(
      params.measures.map((one) => `${one.title}，${one.days}。依据：${one.term}；${one.clause}。`),
    ),
    ...(params.terminates
      ? [
          paragraph(
            '缴存使用协议自本决定书送达之日起解除，缴存计划和委托扣款授权同时结束；账户封存，余额仍归您所有，可以依法提取。',
          ),
        ]
      : []),
    heading('依据'),
    ...params.clauses.map(quotation),
    ...waysAgainst(params.ways),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `本中心就“${params.fact}”作出处置决定：${params.measures.map(({ title }) => title).join('、')}。理由、依据和救济途径详见决定书。业务编号${params.caseNumber}。`,
    ),
};

const HOW: Readonly<Record<BreachClosedParams['how'], string>> = {
  cured: '您已在整改期限内改正，本中心不再采取措施，业务办结。',
  withdrawn: '本中心撤销原违约告知，已采取的措施一并撤销，业务办结。',
  lifted: '本中心已解除对您采取的措施。',
};

export const breachClosed2026: Template<'breach-closed'> = {
  kind: 'breach-closed',
  version: 'breach-closed-2026-1',
  title: '违约处置办结告知书',
  examples: CLOSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`关于“${params.fact}”（账户尾号${params.last4}）：${HOW[params.how]}`),
    caseFacts(params, [['告知日期', dayText(params.closedOn)]]),
    ...(params.reason === '' ? [] : [heading('理由'), paragraph(params.reason)]),
    ...contact(params),
    issuer(params, params.closedOn),
  ],
  message: (params) => message(params, `${HOW[params.how]}业务编号${params.caseNumber}。`),
};

function waysAgainst({ reconsiderationBody, court }: WaysOnPaper): readonly Block[] {
  return [
    heading('如您不同意'),
    list([
      `可以自收到本文书之日起60日内，依法向${reconsiderationBody}申请行政复议。`,
      `可以自收到本文书之日起6个月内，依法向${court}提起诉讼。`,
    ]),
  ];
}
