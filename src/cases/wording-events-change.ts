/**
 * Timeline sentences of a change of the contribution (缴存变更). The public fields each reads are named
 * beside it.
 */
import { listField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { changesText } from './wording-changes.ts';
import { mandateReason } from './wording-mandates.ts';
import { findingTitle } from './wording-reasons.ts';
import { dayText, listText, monthText } from './wording.ts';

const what = (fields: Fields) => changesText(listField(fields, 'changes')) || '缴存约定';
const BANK: Readonly<Record<string, string>> = {
  limit: '提高委托扣款的单笔限额',
  card: '更换扣款的银行卡',
  sign: '以新卡签订委托扣款授权',
};

export const CHANGE_EVENTS = {
  // changes, from, until
  'change-requested': {
    title: '申请缴存变更',
    sentence: (fields) =>
      `申请变更${what(fields)}${when(textField(fields, 'from'), (month) => `，自${monthText(month)}起`)}。`,
    channel: 'same',
  },
  // until
  'amendment-offered': {
    title: '出具补充协议',
    sentence: (fields) =>
      `审核通过，已出具补充协议${when(textField(fields, 'until'), (day) => `，请于${dayText(day)}前（含当日）签署`)}。`,
    channel: 'same',
  },
  // by
  'amendment-signed': {
    title: '签署补充协议',
    sentence: (fields) =>
      fields['by'] === 'electronic'
        ? '申请人以可靠电子签名签署了补充协议。'
        : '申请人在柜面签署了补充协议。',
    channel: 'same',
  },
  // bank
  'change-sent-to-bank': {
    title: '向银行办理',
    sentence: (fields) =>
      `已向银行申请${BANK[textField(fields, 'bank') ?? ''] ?? '变更扣款授权'}。`,
    channel: 'same',
  },
  // code
  'change-refused-by-bank': {
    title: '银行没有受理',
    sentence: (fields) =>
      `银行没有受理${when(textField(fields, 'code'), (code) => `：${mandateReason(code).title}`)}，待查明后再次办理或者撤回。`,
    channel: 'same',
  },
  // changes, from, debitOn, anew
  'change-in-force': {
    title: '变更生效',
    sentence: (fields) => {
      const anew = listField(fields, 'anew').map(monthText);
      const again = anew.length > 0 ? `；${listText(anew)}已到期未扣的改按新约定扣缴` : '';
      return `${what(fields)}的变更已经生效${when(textField(fields, 'from'), (month) => `，自${monthText(month)}起执行`)}${again}。`;
    },
    channel: 'same',
  },
  // until
  'change-lapsed': {
    title: '变更逾期终止',
    sentence: (fields) =>
      `期限${when(textField(fields, 'until'), (day) => `（${dayText(day)}）`)}已过，变更没有办成，业务终止，原约定不变。`,
    channel: 'same',
  },
  // codes
  'change-not-possible': {
    title: '不予变更',
    sentence: (fields) => {
      const codes = listField(fields, 'codes').map(findingTitle);
      return `生效前情况有变化，不予变更${codes.length > 0 ? `：${listText(codes)}` : ''}。`;
    },
    channel: 'same',
  },
} as const satisfies Record<string, EventWords>;
