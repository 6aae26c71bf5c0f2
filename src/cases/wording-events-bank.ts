/**
 * Timeline sentences for the reconciliation with the bank. The public fields each reads are named
 * beside it.
 */
import {
  DECLINE_REASONS,
  DIFFERENCE_REASONS,
  type DeclineReason,
  type DifferenceReason,
} from './bank-differences.ts';
import { day } from './wording-events-parts.ts';
import { textField, when, type EventWords, type Fields } from './wording-fields.ts';

function named(fields: Fields): string {
  const parts = [
    day(fields, 'day', (text) => text),
    when(textField(fields, 'serial'), (text) => `银行流水号${text}`),
    when(textField(fields, 'amount'), (text) => `差额${text}元`),
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : `（${parts.join('，')}）`;
}

function lacking(fields: Fields): string {
  return when(textField(fields, 'lacks'), (text) => `，其中${text}元记入应收个人款`);
}

function reason(fields: Fields): string {
  const code = textField(fields, 'reason');
  if (code === null) return '';
  return `：${reasonWords(code)}`;
}

function reasonWords(code: string): string {
  if (isReason(code)) return DIFFERENCE_REASONS[code];
  return isDecline(code) ? DECLINE_REASONS[code] : code;
}

function isDecline(code: string): code is DeclineReason {
  return Object.hasOwn(DECLINE_REASONS, code);
}

function isReason(code: string): code is DifferenceReason {
  return Object.hasOwn(DIFFERENCE_REASONS, code);
}

export const BANK_EVENTS = {
  // day, serial, amount, reason
  'bank-difference-explained': {
    title: '说明对账差异',
    sentence: (fields) => `说明了银行对账差异${named(fields)}${reason(fields)}。`,
    channel: null,
  },
  // day, serial, amount, lacks
  'bank-posting-proposed': {
    title: '提出对账记账',
    sentence: (fields) =>
      `提出就银行对账差异${named(fields)}记账${lacking(fields)}，待另一名主管复核。`,
    channel: null,
  },
  'bank-posting-confirmed': {
    title: '复核对账记账',
    sentence: (fields) => `复核了银行对账差异${named(fields)}的记账，已入账${lacking(fields)}。`,
    channel: null,
  },
  // day, serial, amount, reason, note
  'bank-posting-declined': {
    title: '退回对账记账',
    sentence: (fields) => `退回了就银行对账差异${named(fields)}提出的记账${reason(fields)}。`,
    channel: null,
  },
  // day
  'bank-day-closed': {
    title: '银行日关账',
    sentence: (fields) => `关闭了银行账${day(fields, 'day', (text) => `（${text}）`)}。`,
    channel: null,
  },
  'bank-day-reopened': {
    title: '银行日重新打开',
    sentence: (fields) =>
      `重新核对时有未说明的差异，银行账重新打开${day(fields, 'day', (text) => `（${text}）`)}。`,
    channel: null,
  },
  'bank-statement-changed': {
    title: '银行更换对账单',
    sentence: (fields) =>
      `银行的对账单与先前取得的不同，须重新核对${day(fields, 'day', (text) => `（${text}）`)}。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
