/** 信息变更 in words: what is changed, what is missing, what is looked at, and what is waited for. */
import {
  PERSONAL_CHANGE_FINDINGS,
  PERSONAL_CHANGE_REASONS,
  type PersonalChangeFinding,
} from '../policy/personal-change.ts';
import { day } from './wording-events-parts.ts';
import { listField, when, type EventWords, type Fields } from './wording-fields.ts';
import type { WaitWords } from './wait-words.ts';
import {
  personalChangeNames,
  personalChangeTitle,
  RECENT_CHANGE_TITLE,
  recentChangesText,
} from './wording-recent-changes.ts';
import { CHANNEL_REVIEW, listText } from './wording.ts';

export const PERSONAL_FILE_KINDS: Readonly<Record<string, string>> = {
  'name-change-proof': '姓名变更材料（户口簿、公安机关变更证明或者新的永久居留身份证）',
  'number-link-proof': '新旧证件属于同一人的材料（旧证影像或者签发机关证明）',
};

const BRING: Readonly<Record<string, string>> = {
  'identity-document': '变更后的有效身份证件影像',
  ...PERSONAL_FILE_KINDS,
};
export function personalGapNames(gaps: readonly string[]): string {
  return listText(gaps.map((gap) => BRING[gap] ?? gap));
}
export function personalGapTitle(gap: string): string {
  return BRING[gap] ?? gap;
}

function isFinding(code: string): code is PersonalChangeFinding {
  return Object.hasOwn(PERSONAL_CHANGE_FINDINGS, code);
}
export function personalFindingTitle(code: string): string {
  return isFinding(code) ? PERSONAL_CHANGE_FINDINGS[code] : code;
}
const findings = (fields: Fields) =>
  listField(fields, 'codes').map(personalFindingTitle).join('；');

function reasonTitles(fields: Fields): string {
  const known: Readonly<Record<string, { readonly text: string }>> = PERSONAL_CHANGE_REASONS;
  const texts = listField(fields, 'codes').map((code) => known[code]?.text ?? code);
  return texts.map((text) => text.replace(/。$/, '')).join('；');
}

export const PERSONAL_WAIT_KINDS = [
  'personal-supplement',
  'personal-check',
  'personal-parked',
  'personal-review',
  'personal-mandate',
] as const;

const nothing = () => '';

export const PERSONAL_WAITS: Readonly<Record<(typeof PERSONAL_WAIT_KINDS)[number], WaitWords>> = {
  'personal-supplement': {
    title: '等申请人补正变更材料',
    clause: 'liaoning-11',
    endedBy: ['applicant', 'clerk', 'channel', 'clock'],
    shortenedBy: '一次补齐所列材料，当场即可受理',
    what: (detail) => personalGapNames(listField(detail, 'missing')),
  },
  'personal-check': {
    title: '等公安机关核验身份',
    clause: 'liaoning-11',
    endedBy: ['outside'],
    shortenedBy: '答复后自动继续，无须人工操作',
    what: nothing,
    channel: '身份核验中',
  },
  'personal-parked': {
    title: '身份核验没有答复，等再次核验',
    clause: 'liaoning-11',
    endedBy: ['supervisor', 'outside', 'clock'],
    shortenedBy: '核验系统恢复后立即重新核验；没有答复不等于相符',
    what: nothing,
    atHour: (hour) => `下次自动核验${hour}`,
    channel: '身份核验中',
  },
  'personal-review': {
    title: '等另一名工作人员复核信息变更',
    clause: 'liaoning-11',
    endedBy: ['reviewer'],
    shortenedBy: '由提交人以外的复核人员核对变更依据和证件',
    what: findings,
    channel: CHANNEL_REVIEW,
  },
  'personal-mandate': {
    title: '等重新确认扣款授权',
    clause: 'liaoning-4',
    endedBy: ['applicant', 'clerk', 'supervisor'],
    shortenedBy: '本人到发卡银行更改户名，或者经缴存变更换卡后，登记办理结果',
    what: nothing,
  },
};

export const PERSONAL_TASK_KINDS = [
  'personal-supplement',
  'personal-review',
  'personal-mandate',
] as const;
export const PERSONAL_TASKS = {
  'personal-supplement': {
    title: '催办信息变更补正',
    todo: '联系申请人一次补齐所列材料并录入；逾期不补的，业务按告知书终止。',
    acts: ['supplement'],
  },
  'personal-review': {
    title: '复核信息变更',
    todo: '核对新旧证件、变更依据和身份核验结果，写明依据；号码登记在另一人名下的，核对两人证件，不得合并。不同意的，决定书写明理由。',
    acts: ['review'],
  },
  'personal-mandate': {
    title: '重新确认扣款授权',
    todo: '姓名已变更，扣款卡的户名还是原来的：请本人到发卡银行更改户名，或者办理缴存变更换卡；办妥后登记结果。',
    acts: ['settle-mandate'],
  },
} as const;

const what = (fields: Fields) => personalChangeNames(listField(fields, 'what'));

/** Timeline sentences; the public fields each reads are named beside it. */
export const PERSONAL_EVENTS = {
  // what
  'personal-change-asked': {
    title: '申请信息变更',
    sentence: (fields) => `申请变更${what(fields)}。`,
    channel: 'same',
  },
  'personal-change-beside-hold': {
    title: '账户有冻结',
    sentence: () => '账户有冻结；冻结不影响信息变更，已告知本人。',
    channel: null,
  },
  // acceptedOn
  'personal-change-accepted': {
    title: '受理',
    sentence: (fields) => `材料齐全${day(fields, 'acceptedOn', (text) => `，${text}`)}予以受理。`,
    channel: 'same',
  },
  // missing, until
  'personal-supplement-asked': {
    title: '一次性告知补正',
    sentence: (fields) =>
      `缺少${personalGapNames(listField(fields, 'missing'))}${day(fields, 'until', (text) => `，最迟${text}补齐`)}。`,
    channel: 'same',
  },
  // missing
  'personal-supplemented': {
    title: '补正',
    sentence: (fields) => {
      const left = personalGapNames(listField(fields, 'missing'));
      return left === '' ? '材料已补齐。' : `已补正，还缺少${left}。`;
    },
    channel: 'same',
  },
  // codes
  'personal-change-in-review': {
    title: '转复核',
    sentence: (fields) =>
      `转另一名工作人员复核${when(findings(fields) || null, (text) => `：${text}`)}。`,
    channel: { text: CHANNEL_REVIEW },
  },
  // approve, codes
  'personal-change-reviewed': {
    title: '复核',
    sentence: (fields) => (fields['approve'] === false ? '复核不同意。' : '复核同意。'),
    channel: null,
  },
  // what, on, mandate
  'personal-data-changed': {
    title: '信息已变更',
    sentence: (fields) =>
      `${day(fields, 'on', (text) => text)}变更了${what(fields)}，原来的信息留存${fields['mandate'] === true ? '；扣款卡的户名还是原来的，须重新确认扣款授权' : ''}。`,
    channel: 'same',
  },
  // codes
  'personal-change-refused': {
    title: '不予变更',
    sentence: (fields) => `不予变更${when(reasonTitles(fields) || null, (text) => `：${text}`)}。`,
    channel: 'same',
  },
  'personal-change-declined': {
    title: '不予变更',
    sentence: () => '复核不同意，不予变更，理由见决定书。',
    channel: 'same',
  },
  // why
  'personal-change-lapsed': {
    title: '逾期终止',
    sentence: () => '补正期限已过，业务终止，登记的信息不变。',
    channel: 'same',
  },
  'personal-mandate-settled': {
    title: '扣款授权已处理',
    sentence: () => '已登记扣款授权的处理结果。',
    channel: 'same',
  },
  // changes
  'personal-change-heard': {
    title: RECENT_CHANGE_TITLE,
    sentence: (fields) =>
      `办理期间本人的信息有变更${when(recentChangesText(listField(fields, 'changes')) || null, (text) => `（${text}）`)}，付款前须由另一人复核。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;

export const PERSONAL_FIELDS = {
  'personal-change.application.name': {
    title: '新的姓名',
    help: '不变的不填；与新证件一致，间隔点请用“·”',
  },
  'personal-change.application.document': {
    title: '新的身份证件',
    help: '不变的不填；号码不变只换领的，填原号码和新的有效期',
  },
  numberWasWrong: {
    title: '原登记的号码有误，予以更正',
    help: '更正后原号码作废，不再用来查找；换领、换发新证的不选',
  },
  'personal-change.application.bornOn': {
    title: '出生日期',
    help: '旧版永久居留证、通行证填写；号码中有的不必填写',
  },
  'personal-change.application.phone': {
    title: '新的手机号码',
    help: '11位；变更后向新旧号码各发一条短信',
    control: 'phone',
  },
  'personal-change.application.address': { title: '新的居住地址' },
} as const;

/** Beside the form: what is changed elsewhere. */
export const PERSONAL_CARD_NOTE =
  '扣款银行卡请办理“缴存变更”；提取的收款卡在提取申请中填写，不在这里登记。';

/** One change for a timeline of the person: 手机号码 138****0000 → 139****0000. */
export function changedValueText(one: {
  readonly kind: string;
  readonly before: string | null;
  readonly after: string;
}): string {
  return `${personalChangeTitle(one.kind)}：${one.before ?? '（未登记）'} → ${one.after}`;
}
