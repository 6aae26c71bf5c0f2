/** 零余额停缴提醒, 零余额销户告知书, 零余额账户利息付款通知书, 零余额销户办结告知书 and 零余额销户通知书. */
import type { DormancyEndedParams, DormancyWarningParams } from '../../cases/wording-documents.ts';
import { dayText, monthText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import { yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import {
  CLOSED_EXAMPLES,
  ENDED_EXAMPLES,
  INTEREST_PAID_EXAMPLES,
  NOTICE_EXAMPLES,
  NEXT_WARNING_EXAMPLES,
  WARNING_EXAMPLES,
} from './dormancy-examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

/** The second version says that interest is paid out first. */
export const dormancyNotice2026First = notice('dormancy-notice-2026-1', [
  '不需要账户的，无须办理任何手续；告知期满经核查余额和利息均为零的，账户销户，缴存使用协议和扣款授权同时终止。',
]);
export const dormancyNotice2026 = notice('dormancy-notice-2026-2', [
  '不需要账户的，无须办理任何手续；告知期满经核查余额为零、没有贷款和担保的，账户销户，缴存使用协议和扣款授权同时终止。',
  '账户尚有利息的，先结清付到您扣款的银行卡，付清后销户；没有可以收款的本人银行卡的，账户保留。',
]);

function notice(version: string, otherwise: readonly string[]): Template<'dormancy-notice'> {
  return {
    kind: 'dormancy-notice',
    version,
    title: '零余额销户告知书',
    examples: NOTICE_EXAMPLES,
    render: (params) => [
      addressee(params),
      paragraph(
        `您的住房公积金个人账户（尾号${params.last4}）余额为零，自${monthText(params.emptyFrom)}起连续${String(params.months)}个月以上没有缴存，本中心拟办理销户，现予告知。`,
      ),
      caseFacts(params, [['告知日期', dayText(params.noticedOn)]]),
      heading('依据'),
      ...params.clauses.map(quotation),
      heading('告知期'),
      paragraph(
        `自本告知书送达的次日起${String(params.noticeDays)}日内；最后一日是法定休假日的，顺延到休假日结束的次日。未送达的，期限不开始计算。`,
      ),
      heading('您可以这样做'),
      list([
        '希望保留账户的，请在告知期内恢复缴存：存足款项等待扣款，或者向个人账号转账。款项到账的，不再销户。',
        ...otherwise,
        '销户后原账号不再使用；以后需要缴存的，可以重新申请开户，以前的缴存记录保留。',
        '对本告知有异议的，可以在告知期内向任一服务网点提出。',
      ]),
      ...contact(params),
      issuer(params, params.noticedOn),
    ],
    message: (params) =>
      message(
        params,
        `您的住房公积金个人账户（尾号${params.last4}）余额为零且连续${String(params.months)}个月以上未缴存，拟销户。希望保留的，请自收到之日的次日起${String(params.noticeDays)}日内恢复缴存，详见告知书。业务编号${params.caseNumber}。`,
      ),
  };
}

const HOW: Readonly<Record<DormancyEndedParams['how'], string>> = {
  contributing: '您已恢复缴存，账户照常使用，不再销户。',
  kept: '经核查，账户不符合销户条件，予以保留。',
  withdrawn: '本中心撤销原销户告知，账户保留。',
};

export const dormancyEnded2026: Template<'dormancy-ended'> = {
  kind: 'dormancy-ended',
  version: 'dormancy-ended-2026-1',
  title: '零余额销户办结告知书',
  examples: ENDED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`关于您的住房公积金个人账户（尾号${params.last4}）的销户告知：${HOW[params.how]}`),
    caseFacts(params, [['办结日期', dayText(params.endedOn)]]),
    ...(params.reasons.length === 0
      ? []
      : [heading('理由'), list(params.reasons.map(({ text, remedy }) => `${text}${remedy}`))]),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
  message: (params) => message(params, `${HOW[params.how]}业务编号${params.caseNumber}。`),
};

export const dormantInterestPaid2026: Template<'dormant-interest-paid'> = {
  kind: 'dormant-interest-paid',
  version: 'dormant-interest-paid-2026-1',
  title: '零余额账户利息付款通知书',
  examples: INTEREST_PAID_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.last4}）余额为零，告知期已满。账户尚未结清的利息已由受托银行付到您本人的卡上，账户随后核查销户。`,
    ),
    caseFacts(params, [
      ['实付金额', yuanText(params.moved)],
      ['收款银行卡', `尾号${params.cardLast4}`],
      ['付款日期', dayText(params.paidOn)],
    ]),
    ...contact(params),
    issuer(params, params.paidOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金个人账户（尾号${params.last4}）尚未结清的利息${params.moved}元已于${dayText(params.paidOn)}付到您的卡（尾号${params.cardLast4}）。业务编号${params.caseNumber}。`,
    ),
};

export const dormantClosed2026: Template<'dormant-closed'> = {
  kind: 'dormant-closed',
  version: 'dormant-closed-2026-1',
  title: '零余额销户通知书',
  examples: CLOSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.last4}）自${monthText(params.emptyFrom)}起没有缴存，销户告知书已于${dayText(params.servedOn)}送达，告知期内没有恢复缴存。经核查余额和利息均为零，账户于${dayText(params.closedOn)}销户（零额销户）。`,
    ),
    caseFacts(params, [['销户日期', dayText(params.closedOn)]]),
    heading('依据'),
    ...params.clauses.map(quotation),
    list([
      '缴存使用协议、缴存计划和委托扣款授权同时终止，不再扣款。',
      '原账号不再使用，缴存记录长期保留；以后可以凭身份证件重新申请开户。',
      '对销户有异议的，请凭身份证件到任一服务网点提出，本中心核查后书面答复。',
    ]),
    ...contact(params),
    issuer(params, params.closedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金个人账户（尾号${params.last4}）余额为零，告知期内未恢复缴存，已于${dayText(params.closedOn)}销户。以后可以重新申请开户。业务编号${params.caseNumber}。`,
    ),
};

/** What it says of further warnings is what differs between its versions. */
function warning(
  version: string,
  examples: Template<'dormancy-warning'>['examples'],
  next: (params: DormancyWarningParams) => readonly string[],
): Template<'dormancy-warning'> {
  return {
    kind: 'dormancy-warning',
    version,
    title: '零余额停缴提醒',
    examples,
    render: (params) => [
      addressee(params),
      paragraph(
        `您的住房公积金个人账户（尾号${params.accountLast4}）余额为零，自${monthText(params.emptyFrom)}起已有${String(params.emptyMonths)}个月没有缴存。`,
      ),
      caseFacts(params, [['提醒日期', dayText(params.warnedOn)]]),
      list([
        `余额为零且连续${String(params.months)}个月以上没有缴存的账户，可以予以销户；自${dayText(params.possibleFrom)}起，本中心可以出具销户告知书。`,
        ...next(params),
        '希望保留账户的，请恢复缴存；暂时有困难的，可以申请缴存变更，降低金额或者改变周期。',
      ]),
      ...contact(params),
      issuer(params, params.warnedOn),
    ],
    message: (params) =>
      message(
        params,
        `您的住房公积金个人账户（尾号${params.accountLast4}）余额为零，已有${String(params.emptyMonths)}个月未缴存；满${String(params.months)}个月的可能被销户。希望保留的，请恢复缴存。`,
      ),
  };
}

export const dormancyWarning2026First = warning(
  'dormancy-warning-2026-1',
  WARNING_EXAMPLES,
  () => [],
);

/** By the center's own months of warning: whether another one follows. */
export const dormancyWarning2026 = warning(
  'dormancy-warning-2026-2',
  NEXT_WARNING_EXAMPLES,
  ({ nextOn = null }) => [
    nextOn === null
      ? '这是期满以前的最后一次提醒。'
      : `仍没有缴存的，${dayText(nextOn)}起再次提醒。`,
  ],
);
