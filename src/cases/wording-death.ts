/** 死亡提取 in words: by what is inherited, who inherits, which parts, and what is waited for. */
import type { WaitWords } from './wait-words.ts';
import {
  listField,
  numberField,
  textField,
  when,
  type EventWords,
  type Fields,
} from './wording-fields.ts';
import { RECENT_CHANGE_TITLE, recentChangesText } from './wording-recent-changes.ts';
import { findingTitle } from './wording-reasons.ts';
import { dayText, listText } from './wording.ts';
import { isPlainDate, plainDate } from '../domain/calendar.ts';

const BASES: Readonly<Record<string, string>> = {
  notarised: '公证继承',
  agreement: '继承人协议',
  judgment: '法院判决或者调解',
  'no-heirs': '无继承人也无受遗赠人',
};
export function deathBasisTitle(basis: string): string {
  return BASES[basis] ?? basis;
}

const RELATIONS: Readonly<Record<string, string>> = {
  spouse: '配偶',
  child: '子女',
  parent: '父母',
  sibling: '兄弟姐妹',
  legatee: '受遗赠人',
  other: '其他',
};
export function relationTitle(relation: string): string {
  return RELATIONS[relation] ?? relation;
}

export const DEATH_FILE_KINDS: Readonly<Record<string, string>> = {
  'death-certificate': '死亡证明或者宣告死亡的判决',
  'kinship-proof': '亲属关系证明',
  'notarial-certificate': '继承权公证书',
  'inheritance-agreement': '全体继承人的协议',
  judgment: '法院判决书或者调解书',
  'no-heirs-proof': '无人继承的证明',
};

export const DEATH_WAIT_KINDS = [
  'death-check',
  'death-parked',
  'death-review',
  'death-settling',
  'death-held',
] as const;

const nothing = () => '';
const recent = (fields: Fields) => {
  const changes = listField(fields, 'changes');
  const exit = exitBesideText(textField(fields, 'exit'));
  const changed =
    changes.length === 0 ? '' : `${RECENT_CHANGE_TITLE}：${recentChangesText(changes)}`;
  return [changed, exit].filter((text) => text !== '').join('；');
};

/** 死者生前申请的退出销户: what becomes of it. */
export function exitBesideText(exit: string | null): string {
  return exit === null || exit === ''
    ? ''
    : `死者生前申请的退出销户（${exit}）尚在办理，复核同意后自行终止，其后的款项一并付给继承人`;
}

export const DEATH_WAITS: Readonly<Record<(typeof DEATH_WAIT_KINDS)[number], WaitWords>> = {
  'death-check': {
    title: '等继承人身份和死者贷款的核查答复',
    clause: 'regulation-24',
    endedBy: ['outside'],
    shortenedBy: '答复后自动继续，无须人工操作',
    what: nothing,
    channel: '核查中',
  },
  'death-parked': {
    title: '外部系统没有答复，等再次核查',
    clause: 'regulation-24',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '外部系统恢复后立即重新核查',
    what: nothing,
    atHour: (hour) => `下次自动核查${hour}`,
    channel: '核查中',
  },
  'death-review': {
    title: '等另一名工作人员复核继承材料',
    clause: 'regulation-25',
    endedBy: ['reviewer'],
    shortenedBy: '由提交人以外的复核人员核对死亡证明、继承依据、继承人和份额',
    what: recent,
    channel: '审核中',
  },
  'death-settling': {
    title: '等系统结清利息、计算份额',
    clause: 'regulation-24',
    endedBy: ['clock'],
    shortenedBy: '自动办理，无须人工操作',
    what: nothing,
    atHour: (hour) => `办理期间账户有变化，${hour}重新核对`,
  },
  'death-held': {
    title: '已付部分款项，等所列情况消除后付其余继承人',
    clause: 'regulation-24',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '所列情况消除后次日自动续付，已付的不重新分配',
    what: (fields) => listField(fields, 'codes').map(findingTitle).join('；'),
    channel: '办理中',
  },
};

export const DEATH_TASK_KINDS = ['death-review'] as const;
export const DEATH_TASKS = {
  'death-review': {
    title: '复核死亡提取',
    todo: '核对死亡证明、继承依据、全部继承人、份额和各人的收款卡，写明依据；不同意的写明理由，协议恢复。',
    acts: ['review'],
  },
} as const;

const money = (fields: Fields, name: string) =>
  when(textField(fields, name), (text) => `${text}元`);
const on = (fields: Fields) => {
  const day = textField(fields, 'on');
  return day !== null && isPlainDate(day) ? dayText(plainDate(day)) : '';
};
const whose = (fields: Fields) => {
  const n = numberField(fields, 'heir');
  return n === null ? '继承人' : `第${String(n)}位继承人`;
};

/** Timeline sentences; the public fields each reads are named beside it. */
export const DEATH_EVENTS = {
  // basis, heirs, lastOn, exit
  'death-asked': {
    title: '申请死亡提取',
    sentence: (fields) =>
      `继承人申请提取死者的存储余额${when(textField(fields, 'basis'), (basis) => `，依据：${deathBasisTitle(basis)}`)}；予以受理，扣款已停止${when(exitBesideText(textField(fields, 'exit')) || null, (text) => `；${text}`)}。`,
    channel: null,
  },
  // codes, changes, exit
  'death-in-review': {
    title: '转复核',
    sentence: (fields) =>
      `继承人身份和贷款已核查，转另一名工作人员复核${when(recent(fields) || null, (text) => `；${text}`)}。`,
    channel: null,
  },
  // approve
  'death-reviewed': {
    title: '复核',
    sentence: (fields) => (fields['approve'] === false ? '复核不同意。' : '复核同意。'),
    channel: null,
  },
  // codes
  'death-refused': {
    title: '不准提取',
    sentence: (fields) =>
      `不准提取${when(listText(listField(fields, 'codes').map(findingTitle)) || null, (text) => `：${text}`)}。`,
    channel: null,
  },
  'death-declined': {
    title: '不准提取',
    sentence: () => '复核不同意，不准提取，理由见决定书；协议恢复。',
    channel: null,
  },
  'death-settled': {
    title: '结清利息',
    sentence: () => '利息已结清，缴存使用协议终止。',
    channel: null,
  },
  // codes
  'death-division-held': {
    title: '其余款项暂缓',
    sentence: (fields) =>
      `已付部分款项，其余暂缓${when(listText(listField(fields, 'codes').map(findingTitle)) || null, (text) => `：${text}`)}；消除后续付。`,
    channel: null,
  },
  // total, cents
  'death-shared': {
    title: '按份额计算',
    sentence: (fields) => {
      const cents = numberField(fields, 'cents');
      const left =
        cents === null || cents === 0
          ? ''
          : `；各份取到分后余${String(cents)}分，逐一补给尾数最大的继承人`;
      return `本息${money(fields, 'total')}已按份额分到各继承人${left}。`;
    },
    channel: null,
  },
  // heir, amount, last4
  'death-payment-ordered': {
    title: '付款待付',
    sentence: (fields) =>
      `${whose(fields)}的款项${money(fields, 'amount')}已划出待付${when(textField(fields, 'last4'), (text) => `（尾号${text}的卡）`)}。`,
    channel: null,
  },
  // heir, amount, on
  'death-paid': {
    title: '已付款',
    sentence: (fields) =>
      `${on(fields)}${whose(fields)}的款项${money(fields, 'amount')}已付到本人的卡上。`,
    channel: null,
  },
  // total
  'death-taken-as-income': {
    title: '纳入增值收益',
    sentence: (fields) =>
      `无继承人也无受遗赠人，余额${money(fields, 'total')}纳入住房公积金增值收益。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;

export const DEATH_FIELDS = {
  diedOn: { title: '死亡日期', help: '死亡证明上的日期，或者宣告死亡判决所定的日期' },
  basis: { title: '继承依据' },
  documentNumber: { title: '依据的编号', help: '公证书、判决书或者协议的编号' },
  heirs: { title: '继承人、受遗赠人', help: '填写全部；无人继承的不填' },
  'heirs.name': { title: '姓名' },
  'heirs.relation': { title: '与死者的关系' },
  'heirs.document': { title: '证件' },
  'heirs.document.type': { title: '证件类型' },
  'heirs.document.number': { title: '证件号码' },
  'heirs.parts': { title: '份数', help: '按份数之比分配，如三人均分各填1' },
  'heirs.bankCard': { title: '收款卡（本人名下）' },
} as const;

export const DEATH_CHOICES = {
  basis: BASES,
  'heirs.relation': RELATIONS,
} as const;
