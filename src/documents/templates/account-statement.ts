/** 个人明细账（对账单）: what an account had, every line of a period, what it has then, by source. */
import type {
  AccountStatementParams,
  StatementLineOnPaper,
  StatementSourceOnPaper,
} from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { plainDate } from '../../domain/calendar.ts';
import { heading, list, note, pairedFacts, paragraph, type Block } from '../blocks.ts';
import type { Template } from '../template.ts';
import { contact } from './notice.ts';

const LINE: StatementLineOnPaper = {
  day: '2026-11-16',
  journal: '2001',
  title: '汇缴',
  source: '灵活就业缴存',
  amount: '800.00',
  balance: '1600.00',
};

const SOURCE: StatementSourceOnPaper = {
  title: '灵活就业缴存',
  opening: '800.00',
  credits: '800.00',
  debits: '0.00',
  closing: '1600.00',
};

const WHOLE: AccountStatementParams = {
  center: {
    name: '某市住房公积金管理中心',
    shortName: '某市公积金',
    phone: '12329',
    address: '某市某区某路1号',
    rule: '《某市灵活就业人员住房公积金缴存使用管理办法》（某金管〔2026〕1号）',
  },
  name: '张三',
  document: '居民身份证 219***********0014',
  account: '21010002000000000019',
  madeOn: plainDate('2026-11-23'),
  from: plainDate('2026-11-01'),
  to: plainDate('2026-11-22'),
  booksAt: '2026年11月23日 10:00',
  scope: '全部来源',
  sources: [SOURCE],
  total: { ...SOURCE, title: '合计' },
  lines: [LINE, { ...LINE, title: '冲账（冲凭证2001）', amount: '-800.00', balance: '800.00' }],
  months: [{ month: '2026-11', amount: '800.00', note: '已冲账' }],
};

const EXAMPLES: readonly [AccountStatementParams, ...AccountStatementParams[]] = [
  WHOLE,
  {
    ...WHOLE,
    center: { ...WHOLE.center, phone: null, address: null },
    scope: '缴存补贴',
    lines: [],
    months: [],
  },
];

/** How amounts stand in a table. */
interface Looks {
  readonly amount: (text: string) => string;
  /** The columns of amounts that are set to the right, of those there are. */
  readonly right: (columns: readonly number[]) => { readonly right?: readonly number[] };
}

const AS_THEY_ARE: Looks = { amount: (text) => text, right: () => ({}) };
const IN_COLUMNS: Looks = { amount: grouped, right: (right) => ({ right }) };

const COMMON = {
  kind: 'account-statement',
  title: '住房公积金个人明细账（对账单）',
  examples: EXAMPLES,
  message: null,
} as const;

export const accountStatement2026First: Template<'account-statement'> = {
  ...COMMON,
  version: 'account-statement-2026-1',
  render: (params) => statement(params, AS_THEY_ARE),
};

/** Amounts in groups of three, to the right, with a true minus. */
export const accountStatement2026: Template<'account-statement'> = {
  ...COMMON,
  version: 'account-statement-2026-2',
  render: (params) => statement(params, IN_COLUMNS),
};

function statement(params: AccountStatementParams, looks: Looks): readonly Block[] {
  const { amount, right } = looks;
  return [
    pairedFacts([
      ['户名', params.name],
      ['证件', params.document],
      ['个人账号', params.account],
      ['资金来源', params.scope],
      ['起止日期', `${dayText(params.from)}至${dayText(params.to)}`],
      ['账务截至', params.booksAt],
    ]),
    heading('各来源收支（元）'),
    {
      type: 'table',
      head: ['资金来源', '期初余额', '本期增加', '本期减少', '期末余额'],
      rows: [...params.sources, params.total].map(
        ({ title, opening, credits, debits, closing }) => [
          ...[title, ...[opening, credits, debits, closing].map(amount)],
        ],
      ),
      widths: [1.9, 1.9, 1.9, 1.9, 1.9],
      ...right([1, 2, 3, 4]),
    },
    heading('明细（元）'),
    ...detail(params, looks),
    ...months(params, looks),
    heading('说明'),
    list([
      '增加为正，减少为负；余额为该笔记账后所列资金来源的余额，期初余额加本期增加、减本期减少等于期末余额。',
      '“冲账”是按原凭证反向记账的更正，原凭证照留。',
      '未结利息不在内；利息在每年6月30日或销户时记入。',
    ]),
    ...contact(params),
    { type: 'issuer', name: params.center.name, day: dayText(params.madeOn) },
  ];
}

function grouped(text: string): string {
  return text.replace(/\B(?=(\d{3})+\.)/g, ',').replace('-', '−');
}

function detail(
  { lines, total }: AccountStatementParams,
  { amount: shown, right }: Looks,
): readonly Block[] {
  if (lines.length === 0) return [paragraph('本期没有记账。')];
  return [
    {
      type: 'table',
      head: ['记账日期', '凭证号', '摘要', '发生额', '余额'],
      rows: [
        ['', '', '期初余额', '', shown(total.opening)],
        ...lines.map(({ day, journal, title, source, amount, balance }) => [
          ...[day, journal, `${title} ${source}`, shown(amount), shown(balance)],
        ]),
        ['', '', '期末余额', '', shown(total.closing)],
      ],
      // An amount of a hundred million stays on one line.
      widths: [1.6, 1.5, 2.5, 1.9, 2],
      ...right([3, 4]),
    },
    note(`共${String(lines.length)}笔。`),
  ];
}

function months(
  { months: paid }: AccountStatementParams,
  { amount: shown, right }: Looks,
): readonly Block[] {
  if (paid.length === 0) return [];
  return [
    heading('本期缴存的所属月份（元）'),
    {
      type: 'table',
      head: ['所属月份', '缴存额', '情况'],
      rows: paid.map(({ month, amount, note: what }) => [month, shown(amount), what]),
      widths: [2, 2, 3],
      ...right([1]),
    },
  ];
}
