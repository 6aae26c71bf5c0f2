/** 单位报送录用告知书, 转为单位缴存通知书 and 灵活转单位办结告知书. */
import { dayText, monthText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import type { EmploymentEndedParams } from '../../cases/wording-documents.ts';
import {
  CONVERTED_EXAMPLES,
  ENDED_EXAMPLES,
  LISTED_EXAMPLES,
  NOT_CONVERTED_EXAMPLES,
} from './employment-examples.ts';
import { addressee, caseFacts, contact, issuer, message, quotation } from './notice.ts';

export const employmentListed2026: Template<'employment-listed'> = {
  kind: 'employment-listed',
  version: 'employment-listed-2026-1',
  title: '单位报送录用告知书',
  examples: LISTED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `单位报送您自${dayText(params.fromOn)}起被录用，您的住房公积金将由单位缴存。${params.suspended ? '自即日起，缴存使用协议中止，本中心不再从您的银行账户扣款；已经在银行办理的扣款，到账后计入您的账户。' : ''}`,
    ),
    caseFacts(params, [
      ['个人账户', `尾号${params.last4}，账号不变`],
      ['等待单位缴存至', `${dayText(params.until)}（含当日）`],
    ]),
    ...params.clauses.map(quotation),
    heading('以后怎样办'),
    list([
      '单位首次缴存后，账户自动转由单位缴存，另行通知您；账号、余额和缴存记录全部保留。',
      `${dayText(params.until)}以前单位没有缴存的，协议自行恢复，照常扣款，另行通知您。`,
      '没有被该单位录用的，请立即与本中心联系，核实后撤销。',
    ]),
    ...contact(params),
    issuer(params, params.toldOn),
  ],
  message: (params) =>
    message(
      params,
      `单位报送您自${dayText(params.fromOn)}起被录用，${params.suspended ? '即日起不再扣款，' : ''}单位首次缴存后账户（尾号${params.last4}）转由单位缴存。如未被录用请立即联系我们。业务编号${params.caseNumber}。`,
    ),
};

export const convertedToEmployee2026: Template<'converted-to-employee'> = {
  kind: 'converted-to-employee',
  version: 'converted-to-employee-2026-1',
  title: '转为单位缴存通知书',
  examples: CONVERTED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `单位已自${monthText(params.firstMonth)}起为您缴存住房公积金，您的个人账户自${dayText(params.on)}起转由单位缴存，账号不变；缴存使用协议中止，本中心不再从您的银行账户扣款。`,
    ),
    caseFacts(params, [
      ['个人账户', `尾号${params.last4}`],
      ['单位首次缴存', monthText(params.firstMonth)],
    ]),
    ...params.clauses.map(quotation),
    heading('请您留意'),
    list([
      '以灵活就业人员身份缴存的资金和记录全部保留，单独登记，照常计息；缴存时间与单位缴存合并计算。',
      ...(params.overlap === 0
        ? []
        : [
            `您已缴存的月份中有${String(params.overlap)}个月与单位重叠：依协议，缴存时间按一个月计算，已缴金额全部保留在您的账户，不予退还。`,
          ]),
      '与单位终止劳动关系、单位封存账户后，可以申请“单位转灵活”，继续以灵活就业人员身份缴存。',
    ]),
    ...contact(params),
    issuer(params, params.on),
  ],
  message: (params) =>
    message(
      params,
      `您的住房公积金账户（尾号${params.last4}）已转由单位缴存（首次缴存${monthText(params.firstMonth)}），账号和余额不变，不再从您的银行卡扣款。业务编号${params.caseNumber}。`,
    ),
};

const HOW = {
  'not-contributed': '单位报送您被录用后，在等待期限内没有缴存。',
  withdrawn: '经核实，单位报送您被录用的信息有误，予以撤销。',
  'not-converted': '单位已经为您缴存，但账户现在不能转由单位缴存。',
} as const;

const standing = ({ how, owesFrom, endedOn }: EmploymentEndedParams) =>
  `${HOW[how]}您的个人账户仍以灵活就业人员身份缴存${owesFrom === null ? '。' : `，缴存使用协议自${dayText(endedOn)}起恢复，自${monthText(owesFrom)}起照常扣款；中止期间的月份不作违约处理，也不能补缴。`}`;

const ended = {
  kind: 'employment-ended',
  title: '灵活转单位办结告知书',
  message: (params) =>
    message(
      params,
      `您的住房公积金账户仍以灵活就业人员身份缴存${params.owesFrom === null ? '' : `，自${monthText(params.owesFrom)}起照常扣款，请存足款项`}。业务编号${params.caseNumber}。`,
    ),
} as const satisfies Partial<Template<'employment-ended'>>;

/** As it was before it told of a contribution that could not be carried over. */
export const employmentEnded2026First: Template<'employment-ended'> = {
  ...ended,
  version: 'employment-ended-2026-1',
  examples: ENDED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(standing(params)),
    caseFacts(params, params.last4 === '' ? [] : [['个人账户', `尾号${params.last4}`]]),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
};

export const employmentEnded2026: Template<'employment-ended'> = {
  ...ended,
  version: 'employment-ended-2026-2',
  examples: [...ENDED_EXAMPLES, ...NOT_CONVERTED_EXAMPLES],
  render: (params) => [
    addressee(params),
    paragraph(standing(params)),
    ...(params.reasons === undefined
      ? []
      : [
          list([
            ...params.reasons,
            '所列情况消除后，单位下一次报来缴存时再行转换；其间单位和您都缴存的月份，缴存时间按一个月计算，已缴金额全部保留在您的账户。需要暂停本人扣款的，可以申请协议中止。',
          ]),
        ]),
    caseFacts(params, params.last4 === '' ? [] : [['个人账户', `尾号${params.last4}`]]),
    ...contact(params),
    issuer(params, params.endedOn),
  ],
};
