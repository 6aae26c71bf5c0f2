/**
 * 提取款退回通知: a payment to a person came back from the other bank.
 *
 * @source 通知（征求意见稿）（七）
 */
import { dayText } from '../../cases/wording.ts';
import { heading, list, pairedFacts, paragraph } from '../blocks.ts';
import { documentText, yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import { addressee, contact, issuer, message } from './notice.ts';
import { RETURNED_EXAMPLES } from './withdrawal-examples.ts';

export const payoutReturned2026: Template<'payout-returned'> = {
  kind: 'payout-returned',
  version: 'payout-returned-2026-1',
  title: '提取款退回通知',
  examples: RETURNED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `付到您尾号${params.cardLast4}的卡上的提取款${params.amount}元，于${dayText(params.returnedOn)}被退回：${params.reason}。`,
    ),
    pairedFacts([
      ['姓名', params.person.name],
      ['证件', documentText(params.person)],
      ['个人账户', `尾号${params.accountLast4}`],
      ['退回金额', yuanText(params.amount)],
    ]),
    heading('接下来'),
    list([
      params.into === 'account'
        ? '款项已记回您的个人账户，自退回之日起计息。'
        : '您的账户已经销户，款项由本中心暂存，请尽快与本中心联系。',
      params.remedy,
      '需要的，请核对银行卡后重新申请提取；这一笔不计入提取的次数和月份。',
    ]),
    ...contact(params),
    issuer(params, params.returnedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的提取款${params.amount}元被退回（${params.reason}），请核对银行卡后与我们联系。`,
    ),
};
