/**
 * Notices about the money of an account: 缴存回执, 缴款通知单, 扣款未成功通知, 委托扣款授权终止通知.
 *
 * @source 通知（征求意见稿）（二）（四）（五）
 */
import { dayText, monthText } from '../../cases/wording.ts';
import type { DebitRefusedParams, MoneyHead } from '../../cases/wording-documents.ts';
import { documentText, yuanText } from '../format.ts';
import { facts, heading, list, note, pairedFacts, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import {
  DEBIT_REFUSED_EXAMPLES,
  MANDATE_ENDED_EXAMPLES,
  PAYMENT_SLIP_EXAMPLES,
  RECEIPT_OF_MONEY_EXAMPLES,
} from './money-examples.ts';
import { addressee, contact, issuer, message } from './notice.ts';

export const contributionReceipt2026: Template<'contribution-receipt'> = {
  kind: 'contribution-receipt',
  version: 'contribution-receipt-2026-1',
  title: '缴存回执',
  examples: RECEIPT_OF_MONEY_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.accountLast4}）${monthsText(params)}的缴存情况如下。`,
    ),
    holder(params),
    {
      type: 'table',
      head: ['所属月份', '金额（元）', '到账日期', '凭证号'],
      rows: params.months.map(({ month, amount, paidOn, journal }) => [
        ...[monthText(month), amount, dayText(paidOn), journal],
      ]),
      widths: [2, 2, 2, 1],
    },
    facts([['合计', yuanText(params.total)]]),
    note('本回执按出具之日账上的记录列示；其后冲正的，以账户明细为准。'),
    ...contact(params),
    issuer(params, params.issuedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金账户（尾号${params.accountLast4}）缴存${monthsText(params)}共${params.total}元已入账。`,
    ),
};

export const paymentSlip2026: Template<'payment-slip'> = {
  kind: 'payment-slip',
  version: 'payment-slip-2026-1',
  title: '缴款通知单',
  examples: PAYMENT_SLIP_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您自行缴存${monthsText(params)}的住房公积金，请在${dayText(params.validTo)}前（含当日）按本单缴款。`,
    ),
    holder(params),
    facts([
      ['所属月份', `${monthsText(params)}，共${String(params.months)}个月`],
      ['月缴存额', yuanText(params.monthlyAmount)],
      ['应缴金额', yuanText(params.amount)],
      ['收款户名', params.center.name],
      ['收款账号', params.virtualAccount],
      ['有效期至', dayText(params.validTo)],
    ]),
    heading('怎样缴款'),
    list([
      '在本中心柜台的银行终端、受托银行网点或者网上银行缴款，收款账号填上列账号。',
      '金额须与应缴金额一致，一次缴清；不是整月的金额不能入账，转为暂收款，等待认领或者退回。',
      '到账以银行记账日为准，款项到账后记入个人账户，可以打印缴存回执。',
      '缴款以前已经由银行自动扣款的，请勿再按本单缴款。',
    ]),
    note('本中心工作人员不收取现金。'),
    ...contact(params),
    issuer(params, params.madeOn),
  ],
  message: (params) =>
    message(
      params,
      `请于${dayText(params.validTo)}前（含当日）缴存${monthsText(params)}住房公积金${params.amount}元，收款账号见缴款通知单。`,
    ),
};

export const debitRefused2026: Template<'debit-refused'> = {
  kind: 'debit-refused',
  version: 'debit-refused-2026-1',
  title: '扣款未成功通知',
  examples: DEBIT_REFUSED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.accountLast4}）${monthsText(params)}应缴${params.amount}元，${dayText(params.refusedOn)}扣款没有成功：${params.reason}。`,
    ),
    holder(params),
    heading('接下来'),
    list([
      nextText(params),
      params.remedy,
      `也可以在${dayText(params.until)}前（含当日）向个人账号转账缴存同一金额；到期仍未缴存的，这些月份视为未缴。`,
      '承受不了现在的金额的，可以申请缴存变更。',
    ]),
    ...contact(params),
    issuer(params, params.refusedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金${monthsText(params)}扣款${params.amount}元未成功（${params.reason}）。${nextText(params)}`,
    ),
};

function nextText({ nextOn, until }: DebitRefusedParams): string {
  return nextOn === null
    ? `不再自动扣款，请在${dayText(until)}前（含当日）另行缴存。`
    : `${dayText(nextOn)}再次扣款，请提前存足款项。`;
}

export const mandateEnded2026: Template<'mandate-ended'> = {
  kind: 'mandate-ended',
  version: 'mandate-ended-2026-1',
  title: '委托扣款授权终止通知',
  examples: MANDATE_ENDED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      params.state === 'refused'
        ? `您的住房公积金个人账户（尾号${params.accountLast4}）的委托扣款授权，银行没有受理：${params.reason}。授权没有签成，不会自动扣款。`
        : `您的住房公积金个人账户（尾号${params.accountLast4}）的委托扣款授权已经终止：${params.reason}。此后不再自动扣款。`,
    ),
    holder(params),
    list([
      params.remedy === '' ? '需要自动扣款的，请重新签约。' : params.remedy,
      '重新签约以前，请按期向个人账号转账缴存，以免中断。',
      '如非本人办理，请立即与本中心和发卡银行联系。',
    ]),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金委托扣款授权${params.state === 'refused' ? '未签成' : '已终止'}（${params.reason}），不会自动扣款，请重新签约或按期转账缴存。`,
    ),
};

export function monthsText({ from, to }: { readonly from: string; readonly to: string }): string {
  return from === to ? monthText(from) : `${monthText(from)}至${monthText(to)}`;
}

export function holder(params: MoneyHead): Block {
  return pairedFacts([
    ['姓名', params.person.name],
    ['证件', documentText(params.person)],
    ['个人账户', `尾号${params.accountLast4}`],
    ['开户网点', params.branch],
  ]);
}
