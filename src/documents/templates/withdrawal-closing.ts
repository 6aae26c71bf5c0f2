/**
 * The papers of a withdrawal that closes the account (提取并销户): those of every withdrawal with what becomes of
 * account and agreement, 销户, and 已付款、未销户.
 *
 * @source 住房公积金管理条例 第二十四条; 通知（征求意见稿）（七）
 */
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import { addressee, caseFacts, contact, issuer, message } from './notice.ts';
import {
  CLOSED_EXAMPLES,
  CLOSING_ACCEPTED_EXAMPLES,
  CLOSING_DECISION_EXAMPLES,
  CLOSING_ENDED_EXAMPLES,
  CLOSING_PAID_EXAMPLES,
  CLOSING_REFUSED_EXAMPLES,
  KEPT_OPEN_EXAMPLES,
} from './withdrawal-closing-examples.ts';
import {
  withdrawalAccepted2026First,
  withdrawalDecision2026First,
  withdrawalEnded2026First,
  withdrawalPaid2026First,
  withdrawalRefused2026First,
} from './withdrawal.ts';

/** Whom it is for, what it says, and the facts of the case come first. */
const HEAD_BLOCKS = 3;

function afterFacts(blocks: readonly Block[], more: readonly Block[]): readonly Block[] {
  return [...blocks.slice(0, HEAD_BLOCKS), ...more, ...blocks.slice(HEAD_BLOCKS)];
}

export const withdrawalAccepted2026: Template<'withdrawal-accepted'> = {
  ...withdrawalAccepted2026First,
  version: 'withdrawal-accepted-2026-2',
  examples: CLOSING_ACCEPTED_EXAMPLES,
  render: (params) =>
    afterFacts(
      withdrawalAccepted2026First.render(params),
      params.closes === true
        ? [
            heading('销户'),
            list([
              '您申请提取全部余额并同时注销账户：所列金额为今日的本息，实付金额另加到付款之日的利息。',
              '自受理之日起不再扣款；款项付清后注销账户，缴存使用协议同时终止。没有办成的，扣款按协议恢复。',
              params.regulation === '2026'
                ? '依《住房公积金管理条例》第二十四条，可以同时注销账户；付款以前要改为不注销的，请撤回后重新申请。'
                : '依2026年9月20日以前施行的《住房公积金管理条例》第二十四条，应当同时注销账户。',
            ]),
          ]
        : [],
    ),
};

export const withdrawalDecision2026: Template<'withdrawal-decision'> = {
  ...withdrawalDecision2026First,
  version: 'withdrawal-decision-2026-2',
  examples: CLOSING_DECISION_EXAMPLES,
  render: (params) =>
    afterFacts(
      withdrawalDecision2026First.render(params),
      params.closes === true
        ? [
            heading('销户'),
            list([
              `提取的是账户的全部本息，其中今日结清的利息${params.interest ?? '0.00'}元；到付款之日的利息另行付清。`,
              '款项付清后注销账户，缴存使用协议同时终止，销户另行通知。',
            ]),
          ]
        : [],
    ),
};

export const withdrawalRefused2026: Template<'withdrawal-refused'> = {
  ...withdrawalRefused2026First,
  version: 'withdrawal-refused-2026-2',
  examples: CLOSING_REFUSED_EXAMPLES,
  render: (params) => afterFacts(withdrawalRefused2026First.render(params), goesOn(params.stopped)),
};

export const withdrawalPaid2026: Template<'withdrawal-paid'> = {
  ...withdrawalPaid2026First,
  version: 'withdrawal-paid-2026-2',
  examples: CLOSING_PAID_EXAMPLES,
  render: (params) =>
    afterFacts(
      withdrawalPaid2026First.render(params),
      params.closes === true
        ? [paragraph('到付款之日的利息另行付清，随后注销账户，不须您再来办理；销户另行通知。')]
        : [],
    ),
};

export const withdrawalEnded2026: Template<'withdrawal-ended'> = {
  ...withdrawalEnded2026First,
  version: 'withdrawal-ended-2026-2',
  examples: CLOSING_ENDED_EXAMPLES,
  render: (params) => afterFacts(withdrawalEnded2026First.render(params), goesOn(params.stopped)),
};

function goesOn(stopped: boolean | undefined): readonly Block[] {
  return stopped === true
    ? [paragraph('账户没有注销；受理时停止的扣款，按缴存使用协议恢复。')]
    : [];
}

export const withdrawalClosed2026: Template<'withdrawal-closed'> = {
  kind: 'withdrawal-closed',
  version: 'withdrawal-closed-2026-1',
  title: '提取销户通知书',
  examples: CLOSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您按“${params.what}”提取的住房公积金本息已经付清，个人账户（尾号${params.accountLast4}）于${dayText(params.closedOn)}注销，缴存使用协议同时终止。`,
    ),
    caseFacts(params, [
      ['提取情形', params.what],
      ['个人账户', `尾号${params.accountLast4}`],
      ['收款卡', params.card],
      ['销户日期', dayText(params.closedOn)],
    ]),
    heading('付款'),
    list([
      ...params.payments.map(({ on, amount }) => `${dayText(on)}：${amount}元。`),
      `合计${params.total}元。`,
    ]),
    list([
      '销户后原账号不再使用，以前的缴存记录保留。',
      '销户以后到达或者退回的款项，本中心列入待查并与您联系。',
    ]),
    ...contact(params),
    issuer(params, params.closedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金账户（尾号${params.accountLast4}）本息已付清，于${dayText(params.closedOn)}注销，共付${params.total}元。业务编号${params.caseNumber}。`,
    ),
};

export const withdrawalKeptOpen2026: Template<'withdrawal-kept-open'> = {
  kind: 'withdrawal-kept-open',
  version: 'withdrawal-kept-open-2026-1',
  title: '账户未注销告知书',
  examples: KEPT_OPEN_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您提取的款项已经付到您本人的卡上，合计${params.total}元；因付款以后出现下列情形，账户没有注销。`,
    ),
    caseFacts(params, [['个人账户', `尾号${params.accountLast4}`]]),
    list(params.reasons.map(({ text, remedy }) => `${text}${remedy}`)),
    paragraph('已付的款项不受影响；账户照旧，受理时停止的扣款按缴存使用协议恢复。'),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `您提取的款项已付清，账户（尾号${params.accountLast4}）因付款以后出现的情形没有注销，详见告知书。业务编号${params.caseNumber}。`,
    ),
};
