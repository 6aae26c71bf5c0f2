/**
 * 依法扣划告知书 to the person, 协助扣划回执 to the court: what was deducted, by which order, where it went.
 *
 * @source 民事诉讼法 第二百五十三条
 */
import type { DeductionParams } from '../../cases/wording-documents-deductions.ts';
import { dayText } from '../../cases/wording.ts';
import { plainDate } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import { heading, list, pairedFacts, paragraph } from '../blocks.ts';
import { documentText } from '../format.ts';
import type { Template } from '../template.ts';
import { BARE_HEAD, CLAUSE, HEAD } from './examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

const on = plainDate('2026-11-24');
const about = {
  ...{ on, paidOn: on, last4: '0012', hold: '（2026）某01执1号', order: '（2026）某01执1号之二' },
  ...{ placedOn: plainDate('2026-11-02'), orderedOn: plainDate('2026-11-20') },
  ...{ orderedBy: '某市某区人民法院', asked: yuan('3000.00'), amount: yuan('3000.00') },
  payee: { holder: '某市某区人民法院案款专户', bank: '某某银行某支行', number: '6200000000001234' },
};
const EXAMPLES: readonly [DeductionParams, ...DeductionParams[]] = [
  {
    ...{ ...HEAD, ...about, business: '冻结', ends: true },
    ...{ total: yuan('5800.00'), available: yuan('5800.00'), clauses: [CLAUSE] },
  },
  {
    ...{ ...BARE_HEAD, ...about, business: '冻结', ends: false, amount: yuan('2999.00') },
    ...{ total: yuan('5801.00'), available: yuan('0.00'), clauses: [] },
  },
];

export const deductionNotice2026: Template<'deduction-notice'> = {
  kind: 'deduction-notice',
  version: 'deduction-notice-2026-1',
  title: '依法扣划告知书',
  examples: EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `${params.orderedBy}以${params.order}要求协助扣划，本中心已于${dayText(params.paidOn)}从您的住房公积金账户（尾号${params.last4}）扣划${params.amount}元。`,
    ),
    caseFacts(params, [
      ...rowsOf(params),
      [
        '收款账户',
        `${params.payee.holder}，${params.payee.bank}，尾号${params.payee.number.slice(-4)}`,
      ],
    ]),
    heading('这意味着'),
    list([
      `扣划后账户余额${params.total}元，其中未冻结${params.available}元。`,
      params.ends
        ? '按文书，该项冻结随这次扣划结束。'
        : '该项冻结按文书继续执行，解除以前仍然有效。',
      '缴存、连续缴存时间不受影响；余额照常计息。',
    ]),
    heading('依据'),
    ...params.clauses.map(quotation),
    paragraph('对执行有异议的，请向作出文书的机关提出；对数额和账户有疑问的，可以向本中心查询。'),
    ...contact(params),
    issuer(params, params.on),
  ],
  message: (params) =>
    message(
      params,
      `按${params.orderedBy}的文书，您的账户（尾号${params.last4}）已扣划${params.amount}元。业务编号${params.caseNumber}。`,
    ),
};

export const deductionReply2026: Template<'deduction-reply'> = {
  kind: 'deduction-reply',
  version: 'deduction-reply-2026-1',
  title: '协助扣划回执',
  examples: EXAMPLES,
  render: (params) => [
    { type: 'addressee', text: `${params.orderedBy}：` },
    paragraph(`贵院（机关）${params.order}收悉，本中心已协助扣划并付至文书载明的账户，情况如下。`),
    pairedFacts([
      ['被执行人', params.person.name],
      ['证件', documentText(params.person)],
      ['账户', `住房公积金个人账户，尾号${params.last4}`],
      ['办理编号', params.caseNumber],
      ...rowsOf(params),
      ['收款户名', params.payee.holder],
      ['开户银行', params.payee.bank],
      ['收款账号', params.payee.number],
      ['扣划后余额', `${params.total}元`],
      ['其中未冻结', `${params.available}元`],
      ['冻结', params.ends ? '随这次扣划结束' : '按文书继续执行'],
    ]),
    ...params.clauses.map(quotation),
    ...contact(params),
    issuer(params, params.on),
  ],
  message: (params) => message(params, `协助扣划已办理，业务编号${params.caseNumber}。`),
};

function rowsOf(params: DeductionParams): readonly [string, string][] {
  const { hold, placedOn, order, orderedOn, asked, amount, paidOn } = params;
  return [
    ['冻结文号', `${hold}（${dayText(placedOn)}起）`],
    ['扣划文号', `${order}（${dayText(orderedOn)}）`],
    ['文书要求扣划', `${asked}元`],
    ['实际扣划', `${amount}元，${dayText(paidOn)}付讫`],
  ];
}
