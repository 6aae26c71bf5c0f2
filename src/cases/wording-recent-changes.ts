/** What of a person was changed, and when, in words: 近期变更信息后提取. */
import { isPlainDate, plainDate } from '../domain/calendar.ts';
import { dayText, listText } from './wording.ts';

const KINDS: Readonly<Record<string, string>> = {
  name: '姓名',
  document: '身份证件',
  phone: '手机号码',
  address: '居住地址',
  card: '扣款银行卡',
  'payout-card': '收款银行卡',
};
export function personalChangeTitle(kind: string): string {
  return KINDS[kind] ?? kind;
}
export function personalChangeNames(kinds: readonly string[]): string {
  return listText(kinds.map(personalChangeTitle));
}

export const RECENT_CHANGE_TITLE = '近期变更信息后提取';
export const RECENT_CHANGE_REVIEW = `${RECENT_CHANGE_TITLE}：须向本人核实变更和提取都是本人意愿，再复核`;

/** @param mark the mark of a change (personal-change-watch.ts) */
export function recentChangeText(mark: string): string {
  const [on = '', what = '', by = '', card = ''] = mark.split(' ');
  const day = isPlainDate(on) ? dayText(plainDate(on)) : on;
  const how = by === '' ? '' : `（${by}）`;
  if (card !== '') return payoutCardText(card.slice(0, LAST), { day, by, how });
  return `${day}变更${personalChangeNames(what.split('+'))}${how}`;
}

/** The digits of a card that are shown. */
const LAST = 4;

function payoutCardText(
  last4: string,
  { day, by, how }: { readonly day: string; readonly by: string; readonly how: string },
): string {
  const card = `收款银行卡（尾号${last4}）`;
  return by === ''
    ? `所填的${card}不是原来登记或者付过款的卡`
    : `${card}自${day}才付过款${how}，不是原来登记的卡`;
}

export function recentChangesText(marks: readonly string[]): string {
  return marks.map(recentChangeText).join('；');
}
