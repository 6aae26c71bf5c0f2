/** 账户冻结情况告知书 to the person, 协助冻结回执 to the body that ordered the hold. */
import { plainDate } from '../../domain/calendar.ts';
import { yuan } from '../../domain/money.ts';
import type { HoldPaperParams } from '../../cases/wording-documents-agreements.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, pairedFacts, paragraph } from '../blocks.ts';
import { documentText } from '../format.ts';
import type { Template } from '../template.ts';
import { BARE_HEAD, CLAUSE, HEAD } from './examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

const on = plainDate('2026-11-23');
const about = {
  ...{ on, last4: '0012', document: '（2026）某01执1号', orderedBy: '某市某区人民法院' },
  ...{ placedOn: on, total: yuan('8800.00'), available: yuan('0.00') },
};
const EXAMPLES: readonly [HoldPaperParams, ...HoldPaperParams[]] = [
  {
    ...{ ...HEAD, ...about, business: '冻结', cause: 'placed', kind: '争议待决' },
    ...{ amount: yuan('10000.00'), until: plainDate('2027-11-22'), clauses: [CLAUSE] },
  },
  {
    ...{ ...BARE_HEAD, ...about, business: '冻结', cause: 'renewed', kind: '骗提惩戒' },
    ...{ amount: '', until: plainDate('2028-11-22'), clauses: [] },
  },
  {
    ...{ ...HEAD, ...about, business: '冻结', cause: 'released', kind: '贷款担保' },
    ...{ amount: '', until: '', available: yuan('8800.00'), clauses: [CLAUSE] },
  },
];

const DONE: Readonly<Record<HoldPaperParams['cause'], string>> = {
  placed: '冻结',
  renewed: '续冻',
  released: '解除冻结',
};

export const holdNotice2026: Template<'hold-notice'> = {
  kind: 'hold-notice',
  version: 'hold-notice-2026-1',
  title: '账户冻结情况告知书',
  examples: EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您的住房公积金账户（尾号${params.last4}）自${dayText(params.on)}起${DONE[params.cause]}。原因：${params.kind}；依据${params.orderedBy}的文书：${params.document}。`,
    ),
    caseFacts(params, rowsOf(params)),
    heading('这意味着'),
    list(meaning(params)),
    heading('依据'),
    ...params.clauses.map(quotation),
    paragraph('有异议的，请向作出文书的机关提出；对本中心的决定有异议的，可以向本中心提出。'),
    ...contact(params),
    issuer(params, params.on),
  ],
  message: (params) =>
    message(
      params,
      `您的账户（尾号${params.last4}）自${dayText(params.on)}起${DONE[params.cause]}（${params.kind}）。业务编号${params.caseNumber}。`,
    ),
};

export const holdReply2026: Template<'hold-reply'> = {
  kind: 'hold-reply',
  version: 'hold-reply-2026-1',
  title: '协助冻结回执',
  examples: EXAMPLES,
  render: (params) => [
    { type: 'addressee', text: `${params.orderedBy}：` },
    paragraph(
      `贵院（机关）${params.document}收悉，本中心已于${dayText(params.on)}办理${DONE[params.cause]}，情况如下。`,
    ),
    pairedFacts([
      ['被执行人', params.person.name],
      ['证件', documentText(params.person)],
      ['账户', `住房公积金个人账户，尾号${params.last4}`],
      ['办理编号', params.caseNumber],
      ...rowsOf(params),
      ['账户余额', `${params.total}元`],
      ['其中未冻结', `${params.available}元`],
    ]),
    ...(params.cause === 'released'
      ? []
      : [
          list([
            '冻结金额超过余额的，以后入账的款项在冻结金额以内一并冻结。',
            '账户另有冻结的，未冻结金额为各项冻结以外的部分。',
            ...(params.until === ''
              ? []
              : [`期限至${dayText(params.until)}；需要继续冻结的，请在期满前送达续冻文书。`]),
          ]),
        ]),
    ...params.clauses.map(quotation),
    ...contact(params),
    issuer(params, params.on),
  ],
  message: (params) =>
    message(params, `${DONE[params.cause]}已办理，业务编号${params.caseNumber}。`),
};

function rowsOf({ amount, placedOn, until }: HoldPaperParams): readonly [string, string][] {
  return [
    ['冻结范围', amount === '' ? '整户' : `${amount}元`],
    ['冻结起始日期', dayText(placedOn)],
    ['冻结期限', until === '' ? '至解除为止' : `至${dayText(until)}`],
  ];
}

function meaning({ cause, amount, until }: HoldPaperParams): readonly string[] {
  if (cause === 'released') {
    return ['被冻结的余额可以依法提取和使用；账户另有冻结的，仍按其执行。'];
  }
  return [
    amount === ''
      ? '账户余额只收不付：缴存照常入账，解除以前不能提取。'
      : `余额中${amount}元以内的部分不能提取；余额不足的，以后入账的款项一并冻结。`,
    '缴存、计息和连续缴存时间不受影响。',
    ...(until === '' ? [] : ['期满由本中心凭文书续冻或者解除，冻结不因期满自行解除。']),
  ];
}
