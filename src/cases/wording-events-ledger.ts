/** What corrections and receivables leave in the trail, in plain sentences. */
import { sourceTitle } from './wording-accounts.ts';
import { textField, type EventWords, type Fields } from './wording-fields.ts';

function amount(fields: Fields, name = 'amount'): string {
  return `${textField(fields, name) ?? ''}元`;
}

function journal(fields: Fields): string {
  const value = fields['journal'];
  return typeof value === 'number' || typeof value === 'string' ? `凭证${String(value)}` : '凭证';
}

function because(fields: Fields): string {
  const reason = textField(fields, 'reason');
  return reason === null ? '' : `：${reason}`;
}

function corrected(fields: Fields): string {
  const [from, to] = [sourceText(fields, 'from'), sourceText(fields, 'to')];
  const document = textField(fields, 'document') ?? '';
  const since = textField(fields, 'since') ?? '';
  return `账户中的${amount(fields)}由${from}更正为${to}，自${since}起算，依据${document}`;
}

function sourceText(fields: Fields, name: string): string {
  return sourceTitle(textField(fields, name) ?? '');
}

export const LEDGER_EVENTS = {
  // reversal, journal, reason, steps, digest
  'correction-proposed': {
    title: '申请冲账',
    sentence: (fields) => `申请冲销${journal(fields)}及依附于它的凭证${because(fields)}。`,
    channel: null,
  },
  // reversal, journal, journals, lacks
  'correction-confirmed': {
    title: '同意冲账',
    sentence: (fields) => {
      const lacks = textField(fields, 'lacks');
      const owed = lacks === null || lacks === '0.00' ? '' : `，差额${lacks}元记应收个人款`;
      return `同意冲销${journal(fields)}，已全部记账${owed}${because(fields)}。`;
    },
    channel: null,
  },
  'correction-declined': {
    title: '不同意冲账',
    sentence: (fields) => `不同意冲销${journal(fields)}${because(fields)}。`,
    channel: null,
  },
  'correction-withdrawn': {
    title: '撤回冲账申请',
    sentence: (fields) => `撤回了冲销${journal(fields)}的申请${because(fields)}。`,
    channel: null,
  },
  // correction, account, from, to, amount, since, document, reason
  'source-correction-proposed': {
    title: '申请来源更正',
    sentence: (fields) => `申请将${corrected(fields)}${because(fields)}。`,
    channel: null,
  },
  // as above, journal
  'source-correction-confirmed': {
    title: '同意来源更正',
    sentence: (fields) => `同意将${corrected(fields)}，已记${journal(fields)}${because(fields)}。`,
    channel: null,
  },
  'source-correction-declined': {
    title: '不同意来源更正',
    sentence: (fields) => `不同意将${corrected(fields)}${because(fields)}。`,
    channel: null,
  },
  'source-correction-withdrawn': {
    title: '撤回来源更正申请',
    sentence: (fields) => `撤回了将${corrected(fields)}的申请${because(fields)}。`,
    channel: null,
  },
  // receivable, amount, journal, cause, dueOn
  'receivable-raised': {
    title: '登记应收个人款',
    sentence: (fields) => `${amount(fields)}已付出而被收回或冲销，登记为应收个人款，须追回。`,
    channel: null,
  },
  // receivable, amount, left, journal, serial, reason
  'receivable-recovered': {
    title: '追回款项',
    sentence: (fields) =>
      `以来款追回应收个人款${amount(fields)}，尚未追回${amount(fields, 'left')}${because(fields)}。`,
    channel: null,
  },
  // item, amount, serial
  'suspense-read': {
    title: '查看付款人',
    sentence: (fields) => `查看了暂收款${amount(fields)}的付款人和附言，事由已记录。`,
    channel: null,
  },
  // item, amount, serial, reason
  'suspense-funded': {
    title: '拨入补贴资金',
    sentence: (fields) => `把暂收款${amount(fields)}记入缴存补贴资金${because(fields)}。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
