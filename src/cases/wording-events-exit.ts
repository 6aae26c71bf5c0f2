/** Timeline sentences of leaving (退出销户). The public fields each reads are named beside it. */
import { isPlainDate, plainDate } from '../domain/calendar.ts';
import { delayText } from './wording-exit.ts';
import { listField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { findingTitle } from './wording-reasons.ts';
import { recentChangesText } from './wording-recent-changes.ts';
import { CHANNEL_REVIEW, dayText, listText } from './wording.ts';

const on = (fields: Fields, name: string) => {
  const day = textField(fields, name);
  return day !== null && isPlainDate(day) ? dayText(plainDate(day)) : null;
};
const codes = (fields: Fields) =>
  when(listText(listField(fields, 'codes').map(findingTitle)) || null, (text) => `：${text}`);
const card = (fields: Fields) => when(textField(fields, 'last4'), (text) => `（尾号${text}的卡）`);

export const EXIT_EVENTS = {
  'exit-asked': {
    title: '申请退出销户',
    sentence: () => '申请全额提取、终止协议并销户。',
    channel: 'same',
  },
  // closesOn, until
  'exit-offered': {
    title: '告知日期',
    sentence: (fields) =>
      `可以办理，已出具告知书${when(on(fields, 'closesOn'), (day) => `，可销户之日${day}`)}${when(on(fields, 'until'), (day) => `；请在${day}前（含当日）签字`)}。`,
    channel: 'same',
  },
  // closesOn, regretUntil, lastOn
  'exit-signed': {
    title: '签字、受理',
    sentence: (fields) =>
      `本人已签字，予以受理，停止扣款${when(on(fields, 'regretUntil'), (day) => `；反悔期至${day}`)}${when(on(fields, 'closesOn'), (day) => `；可销户之日${day}`)}。`,
    channel: 'same',
  },
  'exit-regret-over': {
    title: '反悔期满',
    sentence: () => '反悔期已满，没有撤回，开始结算付款。',
    channel: 'same',
  },
  // which, last4
  'exit-payment-ordered': {
    title: '结息付款',
    sentence: (fields) =>
      `利息已结清，${fields['which'] === 'flexible' ? '灵活就业缴存部分' : '全部'}本息已划出待付${card(fields)}。`,
    channel: 'same',
  },
  // amount, on
  'exit-paid': {
    title: '已付款',
    sentence: (fields) =>
      `${on(fields, 'on') ?? ''}已付到本人的卡上${when(textField(fields, 'amount'), (text) => `：${text}元`)}。`,
    channel: 'same',
  },
  // sealedOn, on
  'exit-waits': {
    title: '等封存满半年',
    sentence: (fields) => {
      const day = on(fields, 'on');
      return day === null
        ? '单位缴存部分没有封存，半年尚未起算；封存后自动起算。'
        : `单位缴存部分等封存满半年，${day}起自动付清并销户。`;
    },
    channel: 'same',
  },
  'exit-gate-open': {
    title: '封存已满半年',
    sentence: () => '封存已满半年，再次核查贷款和账户情况。',
    channel: 'same',
  },
  // before
  'exit-clock-reset': {
    title: '重新计算',
    sentence: (fields) =>
      `被单位录用，单位缴存部分已经启封，封存不再连续${when(on(fields, 'before'), (day) => `，原定${day}的付款、销户不再办理`)}；再次封存后重新起算半年，已通知本人。`,
    channel: 'same',
  },
  // before, sealedOn, on
  'exit-clock-runs': {
    title: '日期变动',
    sentence: (fields) =>
      `${when(on(fields, 'sealedOn'), (day) => `单位缴存部分${day}封存，`)}自此起算半年${when(on(fields, 'on'), (day) => `，${day}起付清并销户`)}，已通知本人。`,
    channel: 'same',
  },
  // codes
  'exit-obstacle': {
    title: '等待期间出现障碍',
    sentence: (fields) =>
      `目前有不能付款、销户的情形${codes(fields)}；满半年之日仍在的，${
        listField(fields, 'codes').every((code) => code === 'exit-case-in-flight')
          ? '等该业务办结'
          : '不予办理'
      }。`,
    channel: null,
  },
  'exit-obstacle-gone': {
    title: '障碍已消除',
    sentence: () => '不能付款、销户的情形已经消除。',
    channel: null,
  },
  // delays
  'exit-delayed': {
    title: '暂缓办理',
    sentence: (fields) => `${delayText(listField(fields, 'delays'))}，办完后继续办理。`,
    channel: { text: '办理中。' },
  },
  // codes, changes
  'exit-in-review': {
    title: '转复核',
    sentence: (fields) =>
      `办理前后变更过本人信息，转另一名工作人员复核${when(recentChangesText(listField(fields, 'changes')) || null, (text) => `：${text}`)}。`,
    channel: { text: CHANNEL_REVIEW },
  },
  // approve, codes
  'exit-reviewed': {
    title: '复核',
    sentence: (fields) => (fields['approve'] === false ? '复核不同意。' : '复核同意，继续办理。'),
    channel: null,
  },
  'exit-declined': {
    title: '不予办理',
    sentence: () => '复核不同意，不予办理，理由见决定书。',
    channel: 'same',
  },
  // codes
  'exit-refused': {
    title: '不予办理',
    sentence: (fields) => `不予办理退出销户${codes(fields)}。`,
    channel: 'same',
  },
  'exit-loan-recheck': {
    title: '再次核查贷款',
    sentence: () => '应要求再次核查贷款是否结清。',
    channel: null,
  },
  // codes
  'exit-loan-settled': {
    title: '贷款已结清',
    sentence: (fields) =>
      listField(fields, 'codes').length === 0
        ? '贷款已经结清、担保已经解除，已通知本人可以再次申请退出销户。'
        : `贷款已经结清、担保已经解除，已通知本人；目前还有不能办理的情形${codes(fields)}。`,
    channel: 'same',
  },
  'exit-watch-ended': {
    title: '不再等待',
    sentence: () => '不再核查贷款是否结清，业务办结。',
    channel: 'same',
  },
  // number
  'exit-deceased': {
    title: '本人死亡',
    sentence: (fields) =>
      `死亡提取${when(textField(fields, 'number'), (number) => `（${number}）`)}已经复核同意，退出销户终止；其余款项付给继承人。`,
    channel: { text: '业务终止。' },
  },
  // lastOn
  'exit-due-soon': {
    title: '临近法定期限',
    sentence: (fields) => `法定三日期限临近${when(on(fields, 'lastOn'), (day) => `（${day}）`)}。`,
    channel: null,
  },
  // lastOn
  'exit-escalated': {
    title: '升级主管',
    sentence: (fields) =>
      `法定三日期限今日届满，已转主管督办${when(on(fields, 'lastOn'), (day) => `（${day}）`)}。`,
    channel: null,
  },
  // why
  'exit-lapsed': {
    title: '逾期终止',
    sentence: (fields) =>
      fields['why'] === 'not-mended'
        ? '期限内没有更换收款卡，业务终止，款项留在账户。'
        : '期限内没有签字，业务终止。',
    channel: 'same',
  },
} as const satisfies Record<string, EventWords>;
