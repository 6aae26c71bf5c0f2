/**
 * The words of the ledger: books, sources, kinds of journals; their meaning stands in the tables
 * `book` and `journal_kind` (migrations/0100-ledger.sql) and in docs/ledger.md.
 *
 * @source 住房公积金管理条例 第二十一条; 通知（征求意见稿）（五）
 */

/** 会计科目 of a center. */
export const BOOKS = [
  'personal',
  'bank',
  'suspense',
  'in-payment',
  'interest-payable',
  'subsidy-fund',
  'receivable',
  'result',
] as const;
export type Book = (typeof BOOKS)[number];

/** Sub-ledgers of a personal account (分类核算, clause 5). */
export const MONEY_SOURCES = ['unit', 'flexible', 'subsidy', 'unclassified'] as const;
export type MoneySource = (typeof MONEY_SOURCES)[number];

export function isMoneySource(text: string): text is MoneySource {
  return MONEY_SOURCES.some((source) => source === text);
}

/** 业务类型; a reversal is made from the journal it takes back. */
export const JOURNAL_KINDS = [
  'takeover',
  'contribution',
  'receipt',
  'assignment',
  'return',
  'subsidy',
  'interest',
  'interest-charge',
  'reserve',
  'payment',
  'release',
  'deduction',
  'reclassification',
  'recall',
  'recovery',
  'shortfall',
  'subsidy-funding',
  'fund-income',
  'payment-return',
  'reserve-moved',
  'overpayment',
  'clawback',
  'bank-interest',
  'bank-fee',
] as const;
export type JournalKind = (typeof JOURNAL_KINDS)[number];
