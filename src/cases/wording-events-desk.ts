/**
 * Timeline sentences for what goes on around a case: tasks, notes, files, reading of personal
 * data, figures, notices. The public fields each reads are named beside it.
 */
import { FIGURE_PICK_TITLES, FIGURE_PICKS } from '../policy/figure-choice.ts';
import { FIGURES } from '../policy/figures.ts';
import { dayText } from './wording.ts';
import { day } from './wording-events-parts.ts';
import { numberField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { taskWords } from './wording-tasks.ts';
import { contentTitle, fileKindTitle, noticeTitle, noticeWay } from './wording-things.ts';

function task(fields: Fields): string {
  return when(textField(fields, 'kind'), (kind) => `“${taskWords(kind).title}”`);
}

function figureTitle(name: string): string {
  const figures: Readonly<Record<string, { readonly title: string }>> = FIGURES;
  return figures[name]?.title ?? name;
}

function figure(fields: Fields): string {
  return (
    when(textField(fields, 'name'), (name) => `“${figureTitle(name)}”`) +
    when(
      textField(fields, 'validFrom') ?? textField(fields, 'valid_from'),
      (from) => `（自${dayText(from)}起）`,
    )
  );
}

/** 适用新参数; 沿用原参数; 逐件决定. */
function chosen(fields: Fields): string {
  const pick = textField(fields, 'pick');
  const known = FIGURE_PICKS.find((one) => one === pick);
  return known === undefined ? (pick ?? '') : FIGURE_PICK_TITLES[known];
}

function notice(fields: Fields): string {
  return when(textField(fields, 'kind'), (kind) => `“${noticeTitle(kind)}”`);
}

function rows(fields: Fields, name: string): string {
  const count = numberField(fields, name);
  return count === null ? '' : `（${String(count)}行）`;
}

const LISTS: Readonly<Record<string, string>> = {
  audit: '留痕清单',
  cases: '业务清单',
  'account-statement': '个人明细账',
  'run-items': '批处理名单',
};

function listName(fields: Fields): string {
  return LISTS[textField(fields, 'list') ?? ''] ?? '清单';
}

function foundText(fields: Fields): string {
  const problems = numberField(fields, 'problems');
  if (problems === null) return '';
  const sealed = when(String(numberField(fields, 'sealed') ?? ''), (n) =>
    n === '' ? '' : `${n}条，`,
  );
  return `：${sealed}${problems === 0 ? '未发现问题' : `发现${String(problems)}处问题`}`;
}

function leftoversText(fields: Fields): string {
  const parts = [
    [numberField(fields, 'drafts'), '份未提交的草稿'],
    [numberField(fields, 'uploads'), '份未归入办件的材料'],
    [numberField(fields, 'lists'), '份批量名单'],
  ] as const;
  return parts
    .filter(([count]) => (count ?? 0) > 0)
    .map(([count, what]) => `${String(count)}${what}`)
    .join('、');
}

export const DESK_EVENTS = {
  'person-forgotten': {
    title: '个人信息已销毁',
    sentence: () => '按规定销毁了该人员的个人信息，账务和留痕链保持完整。',
    channel: null,
  },
  // drafts, uploads, lists
  'leftovers-destroyed': {
    title: '到期未归档内容已销毁',
    sentence: (fields) => `按保留期限销毁了${leftoversText(fields)}。`,
    channel: null,
  },
  'account-taken-over': {
    title: '账户移入',
    sentence: () => '由原系统移入了该人员的账户。',
    channel: null,
  },
  // kind of task, for
  'task-claimed': {
    title: '领取待办',
    sentence: (fields) =>
      `${when(textField(fields, 'for'), (id) => `代${id}`)}领取了待办${task(fields)}。`,
    channel: null,
  },
  'task-released': {
    title: '放回待办',
    sentence: (fields) => `放回了待办${task(fields)}。`,
    channel: null,
  },
  // kind of task, from, to, because
  'task-assigned': {
    title: '指派待办',
    sentence: (fields) => {
      if (textField(fields, 'because') === 'leave') return `因离岗转出了待办${task(fields)}。`;
      return textField(fields, 'to') === null && textField(fields, 'from') !== null
        ? `主管将待办${task(fields)}退回待领取。`
        : `主管指派了待办${task(fields)}。`;
    },
    channel: null,
  },
  'note-added': { title: '备注', sentence: () => '添加了备注。', channel: null },
  // kind of file
  'file-uploaded': {
    title: '上传材料',
    sentence: (fields) =>
      `上传了材料${when(textField(fields, 'kind'), (kind) => `：${fileKindTitle(kind)}`)}。`,
    channel: 'same',
  },
  'file-read': {
    title: '查看材料',
    sentence: (fields) =>
      `查看了材料${when(textField(fields, 'kind'), (kind) => `：${fileKindTitle(kind)}`)}。`,
    channel: null,
  },
  'person-read': {
    title: '查看完整个人信息',
    sentence: () => '查看了未遮盖的个人信息，事由已记录。',
    channel: null,
  },
  // kind of document, number
  'person-document-issued': {
    title: '打印告知单',
    sentence: (fields) =>
      `打印了${notice(fields)}${when(textField(fields, 'number'), (number) => `（${number}）`)}。`,
    channel: null,
  },
  'document-rendered': {
    title: '文书成件',
    sentence: () => '文书首次生成打印件，文件摘要已登记，可供核验。',
    channel: null,
  },
  // name, validFrom
  'figure-proposed': {
    title: '提出参数变更',
    sentence: (fields) => `提出变更参数${figure(fields)}，待另一人同意。`,
    channel: null,
  },
  'figure-approved': {
    title: '同意参数变更',
    sentence: (fields) => `同意了参数${figure(fields)}的变更。`,
    channel: null,
  },
  // name, class, pick, cases
  'figure-choice-asked': {
    title: '提出参数衔接办法',
    sentence: (fields) =>
      `对参数${figure(fields)}变更涉及的在办业务提出${chosen(fields)}，待另一人同意。`,
    channel: null,
  },
  'figure-choice-approved': {
    title: '同意参数衔接办法',
    sentence: (fields) => `参数${figure(fields)}变更涉及的在办业务${chosen(fields)}。`,
    channel: null,
  },
  'figure-choice-declined': {
    title: '不同意参数衔接办法',
    sentence: (fields) => `不同意参数${figure(fields)}变更涉及的在办业务${chosen(fields)}。`,
    channel: null,
  },
  'figure-choice-singly': {
    title: '逐件决定适用的参数',
    sentence: (fields) => `逐件决定参数${figure(fields)}的变更对一件在办业务${chosen(fields)}。`,
    channel: null,
  },
  // name, pick
  'figure-chosen': {
    title: '参数变更的衔接',
    sentence: (fields) => `参数${figure(fields)}变更，本业务${chosen(fields)}。`,
    channel: null,
  },
  'figure-declined': {
    title: '不同意参数变更',
    sentence: (fields) => `不同意参数${figure(fields)}的变更。`,
    channel: null,
  },
  // year
  'calendar-loaded': {
    title: '载入工作日历',
    sentence: (fields) => {
      const year = numberField(fields, 'year');
      return `载入了${year === null ? '' : `${String(year)}年`}工作日历，待办期限和承诺期限已重新计算。`;
    },
    channel: null,
  },
  // before, after, provisional
  'promise-moved': {
    title: '承诺期限重新计算',
    sentence: (fields) =>
      `工作日历载入后重新计算，承诺办结的最后一天${day(fields, 'before', (text) => `由${text}`)}` +
      day(fields, 'after', (text) => `改为${text}`) +
      `${fields['provisional'] === true ? '（暂定）' : ''}。`,
    channel: 'same',
  },
  // kind of document, way
  'notice-sent': {
    title: '发出通知',
    sentence: (fields) =>
      `发出了通知${notice(fields)}${when(textField(fields, 'way'), (way) => `（${noticeWay(way)}）`)}。`,
    channel: 'same',
  },
  'notice-delivered': {
    title: '通知送达',
    sentence: (fields) => `通知${notice(fields)}已送达。`,
    channel: 'same',
  },
  'notice-failed': {
    title: '通知未送达',
    sentence: (fields) => `通知${notice(fields)}未能送达，须改用其他方式。`,
    channel: 'same',
  },
  // kind
  'operation-started': {
    title: '批量办理',
    sentence: (fields) => `上传了批量办理的文件${rows(fields, 'rows')}。`,
    channel: null,
  },
  'operation-stopped': {
    title: '停止批量办理',
    sentence: (fields) => `停止了批量办理${rows(fields, 'skipped')}，已办的不受影响。`,
    channel: null,
  },
  // done, failed
  'operation-done': {
    title: '批量办理完成',
    sentence: (fields) => {
      const failed = numberField(fields, 'failed') ?? 0;
      return `批量办理完成${rows(fields, 'done')}${failed > 0 ? `，未成功${String(failed)}行` : ''}。`;
    },
    channel: null,
  },
  // what: document, application, event, decision
  'content-read': {
    title: '查看内容',
    sentence: (fields) =>
      `查看了${when(textField(fields, 'what'), contentTitle) || '未遮盖的内容'}，已留痕。`,
    channel: null,
  },
  'person-searched': { title: '查找人员', sentence: () => '按个人信息查找了人员。', channel: null },
  'case-searched': { title: '查找业务', sentence: () => '查找了业务。', channel: null },
  // list: audit, cases, run-items; count, format
  'list-exported': {
    title: '导出清单',
    sentence: (fields) =>
      `导出了${listName(fields)}${rows(fields, 'count')}${when(textField(fields, 'format'), (format) => `，${format.toUpperCase()}文件`)}。`,
    channel: null,
  },
  'trail-read': { title: '查看留痕', sentence: () => '查看了留痕。', channel: null },
  // sealed, problems
  'trail-verified': {
    title: '校验留痕',
    sentence: (fields) => `校验了留痕的完整性${foundText(fields)}。`,
    channel: null,
  },
  'signed-in': { title: '登录', sentence: () => '登录了系统。', channel: null },
  'signed-out': { title: '退出', sentence: () => '退出了系统。', channel: null },
  'sign-in-refused': { title: '登录被拒', sentence: () => '登录未被接受。', channel: null },
  'access-refused': {
    title: '越权被拒',
    sentence: () => '试图办理无权办理的事项，未被允许。',
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
