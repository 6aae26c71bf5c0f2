/**
 * 灵活就业人员住房公积金缴存使用协议, the versions of 2026.
 *
 * The first printed the month of the offer as the first one to pay for, and the limits as those of
 * the signature, though both may lie in another month than the opening. The second says what holds
 * on whatever day it is signed; the third also when the first periods are debited.
 *
 * Both sides' rights and duties; contribution, withdrawal, loan and post-loan conduct; breach and
 * its measures. What the holder signs is this version and his or her own parameters.
 *
 * @source 通知（征求意见稿）（二）（四）（五）（七）（十四）; 住房公积金管理条例 (2026) 24, 25, 26, 37, 38, 41, 49;
 * 民法典 496, 565
 */
import type { AgreementParams } from '../../cases/wording-documents.ts';
import { dayText, monthText } from '../../cases/wording.ts';
import { times } from '../../domain/money.ts';
import {
  CYCLE_MONTHS,
  CYCLE_NAMES,
  DOCUMENT_TYPE_NAMES,
  EMPLOYMENT_FORM_NAMES,
} from '../../domain/vocabulary.ts';
import { facts, heading, note, paragraph, type Block } from '../blocks.ts';
import { yuanText } from '../format.ts';
import type { Template } from '../template.ts';
import { ARTICLES_USE } from './agreement-2026-articles-use.ts';
import { ARTICLES_ACCOUNT } from './agreement-2026-articles.ts';
import {
  chineseNumber,
  fill,
  HEAVY_TERMS,
  type Article,
  type HeavyTerm,
} from './agreement-text.ts';
import { AGREEMENT_EXAMPLES, FIRST_AGREEMENT_EXAMPLES } from './examples.ts';

const ARTICLES: readonly Article[] = [...ARTICLES_ACCOUNT, ...ARTICLES_USE];
const TERMS = Object.keys(HEAVY_TERMS) as readonly HeavyTerm[];

/** What one version says otherwise than another. */
export interface Wording {
  readonly version: string;
  readonly firstMonth: (params: AgreementParams) => string;
  /** When the first periods are debited; left out where the version says nothing of it. */
  readonly firstDebit?: string;
  /** The day whose limits are printed. */
  readonly limitsOf: string;
  /** Left out: those of an opening. */
  readonly articles?: readonly Article[];
  /** What stands before the first article. */
  readonly before?: { readonly title: string; readonly blocks: readonly Block[] };
}

const FIRST: Wording = {
  version: 'agreement-2026-1',
  firstMonth: ({ plan: { firstMonth } }) => (firstMonth === undefined ? '' : monthText(firstMonth)),
  limitsOf: '签订本协议时',
};
const SECOND: Wording = {
  version: 'agreement-2026-2',
  firstMonth: () => '本协议生效的当月，即甲方为乙方设立个人账户的当月',
  limitsOf: '受理开户申请之日',
};
const THIRD: Wording = {
  ...SECOND,
  version: 'agreement-2026-3',
  firstDebit:
    '个人账户在当月扣款日之前设立的，为当月扣款日；在当月扣款日当日或者之后设立的，为次月扣款日，首期与至该日到期的其他各期一并扣缴',
};

export const agreement2026First = template(FIRST, FIRST_AGREEMENT_EXAMPLES);
export const agreement2026Second = template(SECOND, AGREEMENT_EXAMPLES);
export const agreement2026 = template(THIRD, AGREEMENT_EXAMPLES);

function template(
  wording: Wording,
  examples: Template<'agreement'>['examples'],
): Template<'agreement'> {
  return {
    kind: 'agreement',
    version: wording.version,
    title: '灵活就业人员住房公积金缴存使用协议',
    render: (params) => renderAgreement(wording, params),
    message: null,
    examples,
  };
}

/** The articles, each as `change` leaves it: for an agreement that says some of it otherwise. */
export function articlesOf(change: (article: Article) => Article): readonly Article[] {
  return ARTICLES.map(change);
}

export function renderAgreement(wording: Wording, params: AgreementParams): readonly Block[] {
  const { articles = ARTICLES, before } = wording;
  const values = { ...valuesOf(params), limitsOf: wording.limitsOf };
  return [
    parties(params),
    {
      type: 'emphasis',
      label: '特别提示',
      text: `本协议由甲方事先拟定。标有“重点条款”的内容与您有重大利害关系，共${String(TERMS.length)}项：${TERMS.map((term) => HEAVY_TERMS[term]).join('、')}。请逐条阅读；有不明白的，请要求甲方工作人员说明后再签署。`,
    },
    ...(before === undefined ? [] : [heading(before.title), ...before.blocks]),
    ...articles.flatMap((article, index) => [
      heading(`第${chineseNumber(index + 1)}条　${article.title}`),
      ...(article.plan === true ? [plan(params, wording)] : []),
      ...articleBlocks(article, values),
    ]),
    heading('重点条款确认'),
    paragraph('乙方确认：甲方已对下列重点条款作出提示并应乙方要求作出说明，乙方已阅读并理解。'),
    {
      type: 'table',
      head: ['重点条款', '所在条款', '已提示、说明，乙方确认（√）'],
      rows: TERMS.map((term) => [HEAVY_TERMS[term], articleOf(term), '□ 确认']),
      widths: [3, 2, 3],
    },
    {
      type: 'signatures',
      parties: [
        { label: '甲方（盖章）', name: params.center.name, lines: ['经办人', '日期'] },
        { label: '乙方（签名）', name: params.holder.name, lines: ['签名', '日期'] },
      ],
    },
    note(
      `协议文本版本：${wording.version}；业务编号：${params.caseNumber}；出具日期：${dayText(params.offeredOn)}。`,
    ),
  ];
}

function parties({ center, holder, employment }: AgreementParams): Block {
  return facts([
    ['甲方', center.name],
    ...(center.address === null ? [] : [['甲方地址', center.address] as const]),
    ...(center.phone === null ? [] : [['甲方电话', center.phone] as const]),
    ['乙方', holder.name],
    ['证件', `${DOCUMENT_TYPE_NAMES[holder.documentType]} ${holder.documentNumber}`],
    ['手机号码', holder.phone],
    ['居住地址', holder.address],
    ['就业形式', `${EMPLOYMENT_FORM_NAMES[employment.form]}（${employment.occupation}）`],
  ]);
}

function plan(params: AgreementParams, { firstMonth, firstDebit }: Wording): Block {
  const { plan: chosen } = params;
  const months = CYCLE_MONTHS[chosen.cycle];
  return facts([
    ['月缴存额', yuanText(chosen.monthlyAmount)],
    ['缴存周期', `${CYCLE_NAMES[chosen.cycle]}（每期${String(months)}个月）`],
    ['每期应缴', yuanText(times(chosen.monthlyAmount, months))],
    ['扣款日', `每期${String(chosen.debitDay)}日`],
    ['扣款账户', `${chosen.bank}，尾号${chosen.cardLast4}（乙方本人账户）`],
    ['首期月份', firstMonth(params)],
    ...(firstDebit === undefined ? [] : [['首次扣款', firstDebit] as const]),
  ]);
}

function articleBlocks(
  { paragraphs, breaches, after = [] }: Article,
  values: Readonly<Record<string, string>>,
): readonly Block[] {
  return [
    ...paragraphs.map((one): Block =>
      typeof one === 'string'
        ? paragraph(fill(one, values))
        : {
            type: 'emphasis',
            label: `重点条款 · ${HEAVY_TERMS[one.term]}`,
            text: fill(one.text, values),
          },
    ),
    ...(breaches === undefined
      ? []
      : [
          {
            type: 'table',
            head: ['违约情形', '处置措施'],
            rows: breaches,
            widths: [1, 1],
          } satisfies Block,
        ]),
    ...after.map((text) => paragraph(fill(text, values))),
  ];
}

/** 第七条: where a heavy term stands. */
function articleOf(term: HeavyTerm): string {
  const index = ARTICLES.findIndex(({ paragraphs }) =>
    paragraphs.some((one) => typeof one !== 'string' && one.term === term),
  );
  return `第${chineseNumber(index + 1)}条`;
}

function valuesOf(params: AgreementParams): Readonly<Record<string, string>> {
  const { center, employment, plan: chosen, limits, terms } = params;
  const bare = (term: HeavyTerm) => articleOf(term).slice(1, -1);
  return {
    centerRule: center.rule,
    employmentForm: EMPLOYMENT_FORM_NAMES[employment.form],
    occupation: employment.occupation,
    limitMin: limits.min,
    limitMax: limits.max,
    debitDay: String(chosen.debitDay),
    debitRule: chosen.debitRule === 'previous' ? '提前至上一个营业日' : '顺延至下一个营业日',
    debitAttempts: String(terms.debitAttempts),
    changeMonths: String(terms.changeMonths),
    retiresOn: dayText(params.retiresOn),
    cureDays: String(terms.cureDays),
    dormancyMonths: String(terms.dormancyMonths),
    dormancyNoticeDays: String(terms.dormancyNoticeDays),
    dormancyArticle: bare('dormancy-closing'),
    breachArticle: bare('breach'),
    signBy: dayText(params.signBy),
  };
}
