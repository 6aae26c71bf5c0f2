/** The papers with which leaving (退出销户) ends: 销户, 终止 and 贷款结清. */
import type { ExitEndedParams } from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  EXIT_CLOSED_EXAMPLES,
  EXIT_ENDED_EXAMPLES,
  EXIT_ENDED_RESTING_EXAMPLES,
  EXIT_SETTLED_BUT_EXAMPLES,
  EXIT_SETTLED_EXAMPLES,
} from './exit-examples.ts';
import { rows } from './exit.ts';
import { addressee, caseFacts, contact, issuer, message } from './notice.ts';

export const exitClosed2026: Template<'exit-closed'> = {
  kind: 'exit-closed',
  version: 'exit-closed-2026-1',
  title: '销户通知书',
  examples: EXIT_CLOSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.accountLast4}）本息已经付清，于${dayText(params.closedOn)}销户，缴存使用协议同时终止。`,
    ),
    caseFacts(params, rows(params, [['销户日期', dayText(params.closedOn)]])),
    ...(params.payments.length === 0
      ? [paragraph('账户没有余额，也没有应付的利息，没有付款。')]
      : [
          heading('付款'),
          list([
            ...params.payments.map(({ on, amount }) => `${dayText(on)}：${amount}元。`),
            `合计${params.total}元。`,
          ]),
        ]),
    list([
      '销户后原账号不再使用；以后需要缴存的，可以重新申请开户，以前的缴存记录保留。',
      '销户以后到达的款项，本中心列入待查并与您联系。',
    ]),
    ...contact(params),
    issuer(params, params.closedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金账户（尾号${params.accountLast4}）已于${dayText(params.closedOn)}销户，共付${params.total}元。业务编号${params.caseNumber}。`,
    ),
};

/** What it says of an agreement that goes on is what differs between its versions. */
function ended(
  version: string,
  examples: Template<'exit-ended'>['examples'],
  goesOn: (params: ExitEndedParams) => string,
): Template<'exit-ended'> {
  return {
    kind: 'exit-ended',
    version,
    title: '退出销户终止通知',
    examples,
    render: (params) => [
      addressee(params),
      paragraph(
        `${endText(params)}${
          params.agreement === 'goes-on'
            ? goesOn(params)
            : '缴存使用协议已经终止，账户保持封存，余额继续计息；可以再次申请，也可以申请恢复缴存。'
        }`,
      ),
      caseFacts(params, rows(params)),
      ...contact(params),
      issuer(params, params.endedOn),
    ],
    message: (params) =>
      message(params, `您的退出销户申请（${params.caseNumber}）已终止，账户没有销户，详见通知。`),
  };
}

const DEBITED = '账户和缴存使用协议照旧，扣款按协议继续。';

/** As it was told before anybody asked whether something else stops the debits. */
export const exitEnded2026First = ended('exit-ended-2026-1', EXIT_ENDED_EXAMPLES, () => DEBITED);

export const exitEnded2026 = ended(
  'exit-ended-2026-2',
  EXIT_ENDED_RESTING_EXAMPLES,
  ({ rests = '' }) => (rests === '' ? DEBITED : `账户照旧。${rests}`),
);

function endText({ why, endedOn }: ExitEndedParams): string {
  const on = dayText(endedOn);
  switch (why) {
    case 'withdrawn':
      return `您于${on}撤回退出销户申请，本中心予以确认，业务终止。`;
    case 'not-signed':
      return `在告知书规定的期限内没有签字，业务于${on}终止。`;
    case 'not-mended':
      return `付款未成功后，在规定的期限内没有更换收款卡，业务于${on}终止。`;
  }
}

/** As it was told before a loan was watched that is not all. */
export const exitLoanSettled2026First: Template<'exit-loan-settled'> = {
  kind: 'exit-loan-settled',
  version: 'exit-loan-settled-2026-1',
  title: '贷款结清通知',
  examples: EXIT_SETTLED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      '经向全国平台核查，您的住房公积金贷款已经结清、担保责任已经解除，此前不予办理退出销户的原因不再存在。',
    ),
    caseFacts(params, rows(params)),
    paragraph('需要退出销户的，请再次申请，不须提供结清证明；不需要的，不必办理任何手续。'),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金贷款已结清，此前的退出销户申请（${params.caseNumber}）可以重新提出，不须提供结清证明。`,
    ),
};

export const exitLoanSettled2026: Template<'exit-loan-settled'> = {
  ...exitLoanSettled2026First,
  version: 'exit-loan-settled-2026-2',
  examples: EXIT_SETTLED_BUT_EXAMPLES,
  render: ({ standing = [], ...params }) =>
    standing.length === 0
      ? exitLoanSettled2026First.render(params)
      : [
          addressee(params),
          paragraph(
            '经向全国平台核查，您的住房公积金贷款已经结清、担保责任已经解除，不再是不予办理退出销户的原因。目前还有以下情形，尚不能办理：',
          ),
          caseFacts(params, rows(params)),
          list([...standing]),
          paragraph('以上情形消除后，需要退出销户的，请再次申请，不须提供贷款结清证明。'),
          ...contact(params),
          issuer(params, params.toldOn),
        ],
  message: ({ standing = [], ...params }) =>
    standing.length === 0
      ? (exitLoanSettled2026First.message?.(params) ?? '')
      : message(
          params,
          `您的住房公积金贷款已结清；退出销户（${params.caseNumber}）目前还有其他不能办理的情形，详见通知，消除后可以再次申请。`,
        ),
};
