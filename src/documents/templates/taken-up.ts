/** 沿用原账户缴存通知书: an account goes on under a new agreement (单位转灵活, 恢复缴存). */
import { dayText, monthText } from '../../cases/wording.ts';
import { times } from '../../domain/money.ts';
import { CYCLE_MONTHS, CYCLE_NAMES } from '../../domain/vocabulary.ts';
import type { TakenUpParams } from '../../cases/wording-documents.ts';
import { facts, heading, list, pairedFacts, paragraph, type Block } from '../blocks.ts';
import { accountText } from '../format.ts';
import type { Template } from '../template.ts';
import { addressee, caseFacts, contact, issuer, message } from './notice.ts';
import { debitMessage, firstDebitText } from './opened.ts';
import { TAKEN_UP_EXAMPLES } from './take-up-examples.ts';

const WHAT = {
  'conversion-to-flexible': '由单位缴存转为以灵活就业人员身份缴存',
  resumption: '恢复以灵活就业人员身份缴存',
} as const;

export const takenUp2026: Template<'taken-up'> = {
  kind: 'taken-up',
  version: 'taken-up-2026-1',
  title: '沿用原账户缴存通知书',
  examples: TAKEN_UP_EXAMPLES,
  render: renderTakenUp,
  message: (params) =>
    message(
      params,
      `您的住房公积金账户（尾号${params.accountNumber.slice(-4)}）已${WHAT[params.way]}，账号不变，首期月份${monthText(params.plan.firstMonth)}，${debitMessage(params.plan)}。`,
    ),
};

function renderTakenUp(params: TakenUpParams): readonly Block[] {
  const { plan, way } = params;
  const months = CYCLE_MONTHS[plan.cycle];
  return [
    addressee(params),
    paragraph(
      `您的住房公积金个人账户自${dayText(params.on)}起${WHAT[way]}，账号不变，原有余额和缴存记录全部保留；缴存使用协议${params.agreementNumber === null ? '' : `（${params.agreementNumber}）`}同日生效。`,
    ),
    caseFacts(params),
    heading('账户'),
    pairedFacts([
      ['个人账号', accountText(params.accountNumber)],
      ['账户状态', '正常'],
      ['归属', '灵活就业人员集中管理账户'],
      ['连续缴存', continuityText(params)],
    ]),
    heading('缴存约定'),
    pairedFacts([
      ['月缴存额', `${plan.monthlyAmount}元`],
      [
        '缴存周期',
        `${CYCLE_NAMES[plan.cycle]}，每期${times(plan.monthlyAmount, months)}元（${String(months)}个月）`,
      ],
      [
        '扣款日',
        `每期${String(plan.debitDay)}日，遇非营业日${plan.debitRule === 'previous' ? '提前' : '顺延'}`,
      ],
      ['扣款账户', `${plan.bank}，尾号${plan.cardLast4}`],
      ['首期月份', monthText(plan.firstMonth)],
    ]),
    ...(plan.firstDebit === undefined
      ? []
      : [facts([['首次扣款', firstDebitText(plan, plan.firstDebit)]])]),
    heading('请您留意'),
    list([
      '请在扣款日前存足款项；变更金额、周期、扣款日或者银行卡，随时可以办理，自尚未缴存的月份起生效。',
      ...(way === 'conversion-to-flexible'
        ? [
            '单位缴存的资金仍单独登记、照常计息；其封存日期不变，销户时该部分须自封存之日起满半年。再次被单位录用的，本协议中止，账户转由单位缴存。',
          ]
        : []),
      ...(params.transferInOffer
        ? ['经核查，您在外地有封存的住房公积金账户，可以申请转入，缴存时间和余额合并计算。']
        : []),
      `连续${String(params.dormancyMonths ?? 6)}个月以上未缴存且余额为零的账户，将依协议在事先通知后注销。`,
    ]),
    ...contact(params),
    issuer(params, params.on),
  ];
}

function continuityText({ continuity, gapMonths }: TakenUpParams): string {
  if (continuity === 'none') return '自首期月份起计算';
  if (continuity === 'broken') return `间断${String(gapMonths)}个月，自首期月份起重新计算`;
  return gapMonths === 0 ? '不中断' : `间断${String(gapMonths)}个月，在容许以内，不中断`;
}
