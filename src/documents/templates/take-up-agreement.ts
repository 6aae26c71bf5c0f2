/**
 * 灵活就业人员住房公积金缴存使用协议（沿用原账户）: the agreement of an opening, on an account that is here already.
 *
 * It says what is different: the account goes on with its number, money and history; which month is the
 * first, how many months lie between, and what that means for continuous contribution.
 *
 * @source 通知（征求意见稿）（二）（三）; domain section 10, clause 3
 */
import type { MonthOutlookOnPaper, TakeUpAgreementParams } from '../../cases/wording-documents.ts';
import { dayText, monthText } from '../../cases/wording.ts';
import { facts, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import { articlesOf, renderAgreement } from './agreement-2026.ts';
import type { Article } from './agreement-text.ts';
import { TAKE_UP_AGREEMENT_EXAMPLES } from './take-up-examples.ts';

const VERSION = 'take-up-agreement-2026-1';

/** First paragraphs that say otherwise than those of an opening, by the title of their article. */
const OTHERWISE: Readonly<Record<string, string>> = {
  个人账户与分类登记:
    '乙方沿用在甲方的原个人账户，账号不变，实名管理，一人一户；自本协议生效之日起，该账户归入灵活就业人员集中管理账户。账户内的存储余额属于乙方个人所有，原有余额和缴存记录全部保留。',
  签署与生效:
    '乙方应当于{signBy}前（含当日）签署本协议；逾期未签的，本次申请终止，账户保持原状，乙方可以重新申请。本协议自双方签署、甲方再次核查无误并将个人账户转入灵活就业人员集中管理账户之日起生效。',
};

const ARTICLES: readonly Article[] = articlesOf((article) => {
  const first = OTHERWISE[article.title];
  return first === undefined
    ? article
    : { ...article, paragraphs: [first, ...article.paragraphs.slice(1)] };
});

export const takeUpAgreement2026: Template<'take-up-agreement'> = {
  kind: 'take-up-agreement',
  version: VERSION,
  title: '灵活就业人员住房公积金缴存使用协议（沿用原账户）',
  message: null,
  examples: TAKE_UP_AGREEMENT_EXAMPLES,
  render: (params) =>
    renderAgreement(
      {
        version: VERSION,
        limitsOf: '受理申请之日',
        firstMonth: () => '见“原账户和连续缴存”',
        firstDebit:
          '本协议在首期月份的扣款日之前生效的，为当月扣款日；在扣款日当日或者之后生效的，为次月扣款日，首期与至该日到期的其他各期一并扣缴',
        articles: ARTICLES,
        before: { title: '原账户和连续缴存', blocks: takeUpBlocks(params) },
      },
      params,
    ),
};

function takeUpBlocks({ takeUp }: TakeUpAgreementParams): readonly Block[] {
  const { way, last4, sealedOn, paidTo, toleratedGap, keptThrough, outlook } = takeUp;
  const converted = way === 'conversion-to-flexible';
  return [
    facts([
      ['个人账户', `尾号${last4}，账号不变`],
      ['办理事项', converted ? '由单位缴存转为灵活就业人员缴存' : '恢复以灵活就业人员身份缴存'],
      ['封存日期', sealedOn === '' ? '—' : dayText(sealedOn)],
      ['缴至年月', paidTo === '' ? '从未缴存' : monthText(paidTo)],
    ]),
    {
      type: 'table',
      head: ['协议生效的月份', '首期月份', '间断', '连续缴存'],
      rows: outlook.map(outlookRow),
      widths: [2, 2, 1, 2],
    },
    paragraph(
      keptThrough === ''
        ? '此前没有缴存记录，连续缴存自首期月份起计算。'
        : `缴存月份相隔不超过${String(toleratedGap)}个月的，连续缴存不中断，相隔的月份不计入缴存月数；${dayText(keptThrough)}以后生效的，连续缴存自首期月份起重新计算。已经过去的月份不能补缴。`,
    ),
    ...(converted
      ? [
          paragraph(
            '单位缴存的资金保留在账户的单位缴存部分，继续计息；该部分的封存日期不因转换改变，满半年的期限照常计算。',
          ),
        ]
      : []),
  ];
}

function outlookRow({ in: month, firstMonth, gapMonths, continuity }: MonthOutlookOnPaper) {
  const meant = { kept: '不中断', broken: '中断，重新计算', none: '开始计算' }[continuity];
  return [monthText(month), monthText(firstMonth), `${String(gapMonths)}个月`, meant];
}
