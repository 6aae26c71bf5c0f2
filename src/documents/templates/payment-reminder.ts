/**
 * 缴存提醒: something owed is about to be missed. It says whether the bank is still asked for it, and if it is not,
 * why, and what the person can do.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import { dayText } from '../../cases/wording.ts';
import type { DebitAhead, PaymentReminderParams } from '../../cases/wording-money-documents.ts';
import { compare } from '../../domain/money.ts';
import { list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import { FIRST_REMINDER_EXAMPLES, REMINDER_OF_MONEY_EXAMPLES } from './money-examples.ts';
import { holder, monthsText } from './money.ts';
import { addressee, contact, issuer, message } from './notice.ts';

/** As it was while everybody was told to wait for the debit. */
export const paymentReminder2026First: Template<'payment-reminder'> = {
  kind: 'payment-reminder',
  version: 'payment-reminder-2026-1',
  title: '缴存提醒',
  examples: FIRST_REMINDER_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.accountLast4}）${monthsText(params)}应缴${params.amount}元，至今没有缴存，${dayText(params.until)}期满。`,
    ),
    holder(params),
    list([
      `请在${dayText(params.until)}前（含当日）存足款项等待扣款，或者向个人账号转账缴存。`,
      `期满仍未缴存的，视为未缴，影响缴存时间的连续计算；构成违约的，依协议书面通知，给予${String(params.cureDays)}日整改期限。`,
      '暂时有困难的，可以申请缴存变更，降低金额或者改变周期。',
    ]),
    ...contact(params),
    issuer(params, params.remindedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金${monthsText(params)}应缴${params.amount}元尚未缴存，请于${dayText(params.until)}前存足款项或转账缴存，逾期视为未缴。`,
    ),
};

export const paymentReminder2026: Template<'payment-reminder'> = {
  kind: 'payment-reminder',
  version: 'payment-reminder-2026-2',
  title: '缴存提醒',
  examples: REMINDER_OF_MONEY_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户（尾号${params.accountLast4}）${monthsText(params)}应缴${params.amount}元，至今没有缴存，${dayText(params.until)}期满。`,
    ),
    holder(params),
    list([...nowText(params), ...missedText(params)]),
    ...contact(params),
    issuer(params, params.remindedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金${monthsText(params)}应缴${params.amount}元尚未缴存，${shortText(params)}`,
    ),
};

type OutsideLimits = Extract<DebitAhead, { readonly standing: 'outside-limits' }>;

const SLIP = '也可以到本中心柜台领取缴款通知单，按单缴款，或者向个人账号转账缴存同一金额。';

/** What is debited, or why nothing is; what to do until then. */
function nowText({
  debit = { standing: 'comes' },
  until,
}: PaymentReminderParams): readonly string[] {
  const by = `${dayText(until)}前（含当日）`;
  switch (debit.standing) {
    case 'comes':
      return [`请在${by}存足款项等待扣款，或者向个人账号转账缴存。`];
    case 'over':
      return [
        '银行已经按约定的次数扣款，均未成功，这些月份不再自动扣款。',
        `请在${by}到本中心柜台领取缴款通知单缴款，或者向个人账号转账缴存同一金额。`,
      ];
    case 'no-mandate':
      return [
        '您的账户没有生效的委托扣款授权，不会自动扣款，请勿等待扣款。',
        `需要自动扣款的，请在${by}带本人的银行卡到本中心柜台签订委托扣款授权，并以发卡银行发到您手机的验证码确认。`,
        SLIP,
      ];
    case 'over-mandate-limit':
      return [
        `应缴金额超过您的委托扣款授权的单笔限额${debit.limitEach}元，不会自动扣款，请勿等待扣款。`,
        `需要自动扣款的，请在${by}到本中心柜台变更授权的单笔限额。`,
        SLIP,
      ];
    case 'outside-limits':
      return [
        `约定的月缴存额${debit.monthlyAmount}元不再符合当地现行的上下限（每月${debit.min}元至${debit.max}元），${sideText(debit)}，因此不会扣款，也不能按原金额自行缴存。`,
        `请在${by}申请缴存变更，把月缴存额改为${debit.min}元至${debit.max}元之间的金额：可以到本中心柜台办理，或者通过您开户时的渠道办理；不受变更次数的限制。变更生效后，尚未缴存的月份按新的金额扣款。`,
      ];
  }
}

function sideText({ monthlyAmount, min, max }: OutsideLimits): string {
  return compare(monthlyAmount, min) < 0 ? `低于下限${min}元` : `高于上限${max}元`;
}

function missedText({ debit, cureDays }: PaymentReminderParams): readonly string[] {
  const easier = '暂时有困难的，可以申请缴存变更，降低金额或者改变周期。';
  if (debit?.standing === 'outside-limits') {
    return [
      '期满仍未缴存的，视为未缴，影响缴存时间的连续计算；只因上下限调整没有扣款的月份，不作为您的违约。',
    ];
  }
  return [
    `期满仍未缴存的，视为未缴，影响缴存时间的连续计算；构成违约的，依协议书面通知，给予${String(cureDays)}日整改期限。`,
    easier,
  ];
}

function shortText({ debit = { standing: 'comes' }, until }: PaymentReminderParams): string {
  const by = dayText(until);
  switch (debit.standing) {
    case 'comes':
      return `请于${by}前存足款项或转账缴存，逾期视为未缴。`;
    case 'over':
      return `不再自动扣款，请于${by}前到柜台或者转账缴存，逾期视为未缴。`;
    case 'no-mandate':
      return `因没有生效的委托扣款授权，不会扣款；请于${by}前签订授权，或者到柜台、转账缴存。`;
    case 'over-mandate-limit':
      return `因超过授权单笔限额，不会扣款；请于${by}前变更限额，或者到柜台、转账缴存。`;
    case 'outside-limits':
      return `因月缴存额不在现行上下限（${debit.min}元至${debit.max}元）内，不会扣款；请于${by}前申请缴存变更。`;
  }
}
