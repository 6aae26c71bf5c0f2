/**
 * The clauses that decisions cite: title and the law's own words.
 *
 * The notice (通知) stands at `liaoning-1` to `liaoning-15`, without the names of the departments
 * in charge; the regulation is quoted in the text in force since 2026-09-20, with the text before
 * where a rule still needs it. Every quotation stands word for word in docs/law/, and a test
 * keeps it so. A center's own document is cited as `center:<document number>`.
 */
import { plainDate, type PlainDate } from '../domain/calendar.ts';
import { NOTICE } from './clauses-notice.ts';

export interface Clause {
  /** 《…》第…条, or the notice's heading. */
  readonly title: string;
  /** The law's own words, verbatim. */
  readonly text: string;
  /** The words in force before a date, where open cases may still fall under them. */
  readonly before?: { readonly on: PlainDate; readonly text: string };
}

/** The day the third revision of the regulation came into force (国务院令第844号). */
export const REGULATION_2026_FROM = plainDate('2026-09-20');

const STATE_LAW = {
  'regulation-6': {
    title: '《住房公积金管理条例》第六条',
    text: '住房公积金的存、贷利率由国务院决定。',
  },
  'regulation-13': {
    title: '《住房公积金管理条例》第十三条',
    text: '每个职工只能有一个住房公积金账户。',
  },
  'regulation-18': {
    title: '《住房公积金管理条例》第十八条',
    text: '职工和单位住房公积金的缴存比例均不得低于职工上一年度月平均工资的5%，不得高于国家规定的最高缴存比例。',
  },
  'regulation-21': {
    title: '《住房公积金管理条例》第二十一条',
    text: '住房公积金自存入职工住房公积金账户之日起按照国家规定的利率计息。',
  },
  'regulation-24': {
    title: '《住房公积金管理条例》第二十四条',
    text: '职工有下列情形之一的，可以提取职工住房公积金账户内的存储余额',
  },
  'regulation-25': {
    title: '《住房公积金管理条例》第二十五条',
    text: '职工申请提取住房公积金的，住房公积金管理中心应当自受理申请之日起3日内作出准予提取或者不准提取的决定，并通知申请人',
    before: {
      on: REGULATION_2026_FROM,
      text: '住房公积金管理中心应当自受理申请之日起3日内作出准予提取或者不准提取的决定，并通知申请人',
    },
  },
  'regulation-26': {
    title: '《住房公积金管理条例》第二十六条',
    text: '住房公积金管理中心应当自受理申请之日起10日内作出准予贷款或者不准贷款的决定，并通知申请人',
    before: {
      on: REGULATION_2026_FROM,
      text: '住房公积金管理中心应当自受理申请之日起15日内作出准予贷款或者不准贷款的决定，并通知申请人',
    },
  },
  'regulation-31': {
    title: '《住房公积金管理条例》第三十一条',
    text: '实现住房公积金缴存记录等全国范围内互信互认，推动住房公积金转移接续、异地贷款等业务便捷高效办理。',
  },
  'regulation-41': {
    title: '《住房公积金管理条例》第四十一条',
    text: '以欺诈、伪造证明材料或者其他手段违法提取住房公积金的，由住房公积金管理中心责令限期退回违法提取的住房公积金，3年内不得提取住房公积金或者使用住房公积金贷款。',
  },
  'regulation-49': {
    title: '《住房公积金管理条例》第四十九条',
    text: '个体工商户、非全日制从业人员以及其他灵活就业人员，可以自愿缴存住房公积金，按照规定享受相应的政策支持。具体办法由设区的市级以上地方人民政府制定。',
  },
  'civil-code-13': {
    title: '《民法典》第十三条',
    text: '自然人从出生时起到死亡时止，具有民事权利能力，依法享有民事权利，承担民事义务。',
  },
  'civil-code-18': {
    title: '《民法典》第十八条',
    text: '十六周岁以上的未成年人，以自己的劳动收入为主要生活来源的，视为完全民事行为能力人。',
  },
  'civil-code-161': {
    title: '《民法典》第一百六十一条',
    text: '依照法律规定、当事人约定或者民事法律行为的性质，应当由本人亲自实施的民事法律行为，不得代理。',
  },
  'civil-code-165': {
    title: '《民法典》第一百六十五条',
    text: '委托代理授权采用书面形式的，授权委托书应当载明代理人的姓名或者名称、代理事项、权限和期限，并由被代理人签名或者盖章。',
  },
  'civil-code-168': {
    title: '《民法典》第一百六十八条',
    text: '代理人不得以被代理人的名义与自己实施民事法律行为，但是被代理人同意或者追认的除外。',
  },
  'civil-code-173': {
    title: '《民法典》第一百七十三条',
    text: '有下列情形之一的，委托代理终止：',
  },
  'civil-code-201': {
    title: '《民法典》第二百零一条',
    text: '按照年、月、日计算期间的，开始的当日不计入，自下一日开始计算。',
  },
  'civil-code-202': {
    title: '《民法典》第二百零二条',
    text: '按照年、月计算期间的，到期月的对应日为期间的最后一日；没有对应日的，月末日为期间的最后一日。',
  },
  'civil-code-203': {
    title: '《民法典》第二百零三条',
    text: '期间的最后一日是法定休假日的，以法定休假日结束的次日为期间的最后一日。',
  },
  'civil-code-565': {
    title: '《民法典》第五百六十五条',
    text: '当事人一方依法主张解除合同的，应当通知对方。合同自通知到达对方时解除；通知载明债务人在一定期限内不履行债务则合同自动解除，债务人在该期限内未履行债务的，合同自通知载明的期限届满时解除。',
  },
  'civil-code-1259': {
    title: '《民法典》第一千二百五十九条',
    text: '民法所称的“以上”、“以下”、“以内”、“届满”，包括本数；所称的“不满”、“超过”、“以外”，不包括本数。',
  },
  'civil-procedure-253': {
    title: '《民事诉讼法》第二百五十三条',
    text: '人民法院决定扣押、冻结、划拨、变价财产，应当作出裁定，并发出协助执行通知书，有关单位必须办理。',
  },
  'retirement-1': {
    title: '《国务院关于渐进式延迟法定退休年龄的办法》第一条',
    text: '从2025年1月1日起，男职工和原法定退休年龄为五十五周岁的女职工，法定退休年龄每四个月延迟一个月，分别逐步延迟至六十三周岁和五十八周岁；原法定退休年龄为五十周岁的女职工，法定退休年龄每二个月延迟一个月，逐步延迟至五十五周岁。',
  },
} as const satisfies Record<string, Clause>;

export const CLAUSES = { ...NOTICE, ...STATE_LAW } as const satisfies Record<string, Clause>;

/** A clause of the table. */
type KnownClause = keyof typeof CLAUSES;
/** A clause of the table, or a center's own document by its number. */
export type ClauseKey = KnownClause | `center:${string}`;

/** The key of a center's own document. */
export function centerClause(document: string): ClauseKey {
  return `center:${document}`;
}

function isKnown(key: ClauseKey): key is KnownClause {
  return Object.hasOwn(CLAUSES, key);
}

/** What a reader sees for a key: 《…》第…条, or the center's document number. */
export function clauseTitle(key: ClauseKey): string {
  return isKnown(key) ? CLAUSES[key].title : key.slice('center:'.length);
}

/** The words in force on a date; null for a center's own document, whose text is not kept here. */
export function clauseText(key: ClauseKey, on: PlainDate): string | null {
  if (!isKnown(key)) return null;
  const clause: Clause = CLAUSES[key];
  return clause.before && on < clause.before.on ? clause.before.text : clause.text;
}
