/**
 * The papers of a change of the contribution (缴存变更): 补充协议, 缴存变更通知书, 不予变更通知书 and the
 * notice that it ended without one.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import { dayText, monthText } from '../../cases/wording.ts';
import { times } from '../../domain/money.ts';
import { CYCLE_MONTHS, CYCLE_NAMES } from '../../domain/vocabulary.ts';
import type {
  AmendmentParams,
  ChangeEndedParams,
  ChosenPlan,
  ContributionChangedParams,
  FirstDebitOfChange,
} from '../../cases/wording-documents.ts';
import { facts, heading, list, note, paragraph, type Block } from '../blocks.ts';
import { documentText, yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import {
  AMENDMENT_EXAMPLES,
  CHANGED_EXAMPLES,
  CHANGE_ENDED_EXAMPLES,
  CHANGE_REFUSED_EXAMPLES,
} from './change-examples.ts';
import { addressee, caseFacts, contact, issuer, message, reasonBlocks } from './notice.ts';

export const amendment2026: Template<'amendment'> = {
  kind: 'amendment',
  version: 'amendment-2026-1',
  title: '缴存使用协议补充协议',
  examples: AMENDMENT_EXAMPLES,
  render: renderAmendment,
  message: null,
};

function renderAmendment(params: AmendmentParams): readonly Block[] {
  const { center, person, changes, before, after, limits, expected } = params;
  const number = params.agreementNumber === null ? '' : `（${params.agreementNumber}）`;
  const account = params.accountLast4 === null ? '' : `（个人账户尾号${params.accountLast4}）`;
  const agent = params.agent === undefined ? [] : ([['乙方代理人', params.agent]] as const);
  return [
    facts([['甲方', center.name], ['乙方', person.name], ['证件', documentText(person)], ...agent]),
    paragraph(
      `甲乙双方就已经签订的《灵活就业人员住房公积金缴存使用协议》${number}${account}，经协商一致，变更${changes}，签订本补充协议。`,
    ),
    heading('第一条　变更内容'),
    comparison(before, after),
    paragraph(
      `新的月缴存额由乙方在本协议出具日的上下限（每月${limits.min}元至${limits.max}元，含两端）以内自行选定。`,
    ),
    heading('第二条　生效'),
    {
      type: 'emphasis',
      label: '重点条款 · 从哪个月起',
      text: `变更自生效时尚未缴存的首个月份起执行；已经缴存、已经欠缴和正在银行扣款的月份，仍按原约定。原约定下已经到期、尚未交银行扣款的月份，改按新约定扣缴。按本协议出具日的情况，首个月份为${monthText(expected.firstMonth)}，首次扣款${firstDebitText(expected)}；生效后以变更通知书为准。`,
    },
    paragraph(`${params.bank}银行和持卡人须在签署后${String(params.bankDays)}日内办妥。`),
    paragraph(
      `生效以前，乙方可以随时撤回；乙方逾期未签署、银行和持卡人逾期未办妥，或者生效时不符合当地上下限等规定的，本补充协议不生效，原约定不变。`,
    ),
    heading('第三条　其他'),
    paragraph(
      `月缴存额每${String(params.changeMonths)}个月可以变更一次，本次变更月缴存额的，自生效之日起计算。本补充协议是原协议的组成部分；没有变更的内容，仍按原协议履行，变更前后的内容均予保存。`,
    ),
    {
      type: 'signatures',
      parties: [
        { label: '甲方（盖章）', name: center.name, lines: ['经办人', '日期'] },
        {
          label: params.agent === undefined ? '乙方（签名）' : '乙方（由代理人签名）',
          ...{ name: person.name, lines: ['签名', '日期'] },
        },
      ],
    },
    note(
      `补充协议文本版本：amendment-2026-1；业务编号：${params.caseNumber}；出具日期：${dayText(params.offeredOn)}；请于${dayText(params.signBy)}前（含当日）签署。`,
    ),
  ];
}

/** What it was and what it is, side by side. */
function comparison(before: ChosenPlan, after: ChosenPlan): Block {
  const rows = [
    ['月缴存额', yuanText(before.monthlyAmount), yuanText(after.monthlyAmount)],
    ['缴存周期', cycleText(before), cycleText(after)],
    ['扣款日', dayOfMonth(before), dayOfMonth(after)],
    ['扣款账户', cardText(before), cardText(after)],
  ];
  return {
    type: 'table',
    head: ['事项', '原约定', '新约定'],
    rows: rows.map(([what = '', old = '', now = '']) => [what, old, old === now ? '不变' : now]),
    widths: [1, 2, 2],
    labels: [0],
  };
}

function cycleText({ cycle, monthlyAmount }: ChosenPlan): string {
  return `${CYCLE_NAMES[cycle]}，每期${times(monthlyAmount, CYCLE_MONTHS[cycle])}元`;
}

function dayOfMonth({ debitDay, debitRule }: ChosenPlan): string {
  return `${String(debitDay)}日，遇非营业日${debitRule === 'previous' ? '提前' : '顺延'}`;
}

function cardText({ bank, cardLast4 }: ChosenPlan): string {
  return `${bank}，尾号${cardLast4}`;
}

function firstDebitText(first: FirstDebitOfChange): string {
  const { firstMonth, debitOn, coversTo, amount, provisional } = first;
  const covered =
    coversTo === firstMonth
      ? monthText(firstMonth)
      : `${monthText(firstMonth)}至${monthText(coversTo)}`;
  return `${dayText(debitOn)}${provisional ? '（暂定）' : ''}，扣缴${covered}，共${amount}元`;
}

export const contributionChanged2026: Template<'contribution-changed'> = {
  kind: 'contribution-changed',
  version: 'contribution-changed-2026-1',
  title: '缴存变更通知书',
  examples: CHANGED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您申请变更${params.changes}，补充协议已于${dayText(params.changedOn)}生效，自${monthText(params.first.firstMonth)}起按新的约定缴存。`,
    ),
    caseFacts(params, accountRow(params)),
    heading('新的约定'),
    comparison(params.before, params.after),
    facts([['首次扣款', firstDebitText(params.first)]]),
    heading('请您留意'),
    list([
      `${monthText(params.first.firstMonth)}以前的月份仍按原约定；已经缴存的不变。`,
      '请在扣款日前在扣款账户存足款项；没有办理委托扣款授权的，请尽快签订，也可以向个人账号转账缴存。',
      '对变更有异议的，请及时联系本中心。',
    ]),
    ...contact(params),
    issuer(params, params.changedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的缴存变更（${params.changes}）已生效，自${monthText(params.first.firstMonth)}起执行，首次扣款${dayText(params.first.debitOn)}${params.first.provisional ? '（暂定）' : ''}共${params.first.amount}元。业务编号${params.caseNumber}。`,
    ),
};

function accountRow({ accountLast4 }: ContributionChangedParams) {
  return accountLast4 === null ? [] : ([['个人账户', `尾号${accountLast4}`]] as const);
}

export const changeRefused2026: Template<'change-refused'> = {
  kind: 'change-refused',
  version: 'change-refused-2026-1',
  title: '不予变更通知书',
  examples: CHANGE_REFUSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您申请变更${params.changes}。在变更生效以前，情况有变化，不符合变更的条件，本次变更不生效，补充协议作废；您原来的缴存约定不变。`,
    ),
    caseFacts(params),
    ...reasonBlocks(params.reasons, params.center.rule),
    heading('如您不同意'),
    paragraph('可以向本中心提出，由原经办人以外的工作人员核对；也可以在符合条件后随时重新申请。'),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的缴存变更（${params.caseNumber}）不符合条件，未生效，原约定不变，理由和办法详见通知书。`,
    ),
};

export const changeEnded2026: Template<'change-ended'> = {
  kind: 'change-ended',
  version: 'change-ended-2026-1',
  title: '缴存变更终止通知',
  examples: CHANGE_ENDED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`${endText(params)}您原来的缴存约定不变，补充协议作废。`),
    caseFacts(params, [['变更事项', params.changes]]),
    paragraph('您可以随时重新申请变更。办理过程的记录依法保存。'),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的缴存变更（${params.caseNumber}）已终止，原约定不变，可随时重新申请。如有疑问请联系我们。`,
    ),
};

function endText({ why, until, endedOn, changes }: ChangeEndedParams): string {
  const on = dayText(endedOn);
  switch (why) {
    case 'withdrawn':
      return `您于${on}提出撤回变更${changes}的申请，本中心予以确认，业务终止。`;
    case 'not-signed':
      return `您申请变更${changes}，补充协议在约定的期限（${dayText(until)}）内未签署，业务于${on}终止。`;
    case 'not-done':
      return `您申请变更${changes}，银行和持卡人在约定的期限（${dayText(until)}）内没有办妥扣款授权的变更，业务于${on}终止。`;
  }
}
