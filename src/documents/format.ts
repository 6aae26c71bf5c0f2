/** How days, amounts, numbers and names are written on paper. */
import type { Yuan } from '../domain/money.ts';
import { DOCUMENT_TYPE_NAMES } from '../domain/vocabulary.ts';
import type { PersonOnPaper } from '../cases/wording-documents.ts';

const DIGITS = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES = ['', '拾', '佰', '仟'];

function digit(character: string): string {
  return DIGITS[Number(character)] ?? '';
}

/** Four digits, without leading zeros said: 0305 is 叁佰零伍. */
function groupText(group: string): string {
  let text = '';
  let zero = false;
  Array.from(group).forEach((character, index) => {
    if (character === '0') {
      zero = text !== '';
      return;
    }
    text += (zero ? '零' : '') + digit(character) + (PLACES[group.length - 1 - index] ?? '');
    zero = false;
  });
  return text;
}

/** Whole yuan, read by the ten thousand and the hundred million. */
function wholeText(digits: string): string {
  const text = digits.replace(/^0+/, '');
  if (text.length <= 4) return groupText(text);
  const places = text.length > 8 ? 8 : 4;
  const low = text.slice(-places);
  const lowText = wholeText(low);
  const zero = lowText !== '' && low.startsWith('0') ? '零' : '';
  return wholeText(text.slice(0, -places)) + (places === 8 ? '亿' : '万') + zero + lowText;
}

/**
 * An amount in capitals, as contracts and receipts carry it: 800.00 is 捌佰元整.
 *
 * @param amount zero or more
 */
export function capitalYuan(amount: Yuan): string {
  const [whole = '0', cents = '00'] = amount.split('.');
  const [jiao = '0', fen = '0'] = Array.from(cents);
  const yuanText = wholeText(whole);
  const head = yuanText === '' ? '' : `${yuanText}元`;
  if (cents === '00') return head === '' ? '零元整' : `${head}整`;
  const jiaoText = jiao === '0' ? (head === '' ? '' : '零') : `${digit(jiao)}角`;
  return head + jiaoText + (fen === '0' ? '整' : `${digit(fen)}分`);
}

/** 800.00元（大写：捌佰元整） */
export function yuanText(amount: Yuan): string {
  return `${amount}元（大写：${capitalYuan(amount)}）`;
}

/** First three and last four, as everywhere a document number is masked. */
export function maskNumber(number: string): string {
  if (number.length <= 7) {
    const shown = Math.min(2, Math.floor(number.length / 2));
    return '*'.repeat(number.length - shown) + number.slice(number.length - shown);
  }
  return number.slice(0, 3) + '*'.repeat(number.length - 7) + number.slice(-4);
}

export function maskPhone(phone: string): string {
  return phone.length < 8 ? '****' : `${phone.slice(0, 3)}****${phone.slice(-4)}`;
}

/** First character and a mark: 张＊. */
export function maskName(name: string): string {
  const [first = ''] = name;
  return `${first}＊`;
}

/** 居民身份证 219***********0014 */
export function documentText({ documentType, documentNumber }: PersonOnPaper): string {
  return `${DOCUMENT_TYPE_NAMES[documentType]} ${maskNumber(documentNumber)}`;
}

/** 20 digits in groups of four, so that a person can read them out. */
export function accountText(account: string): string {
  return account.replace(/(.{4})(?=.)/g, '$1 ');
}
