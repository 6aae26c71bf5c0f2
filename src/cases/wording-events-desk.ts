/**
 * Timeline sentences for what goes on around a case: tasks, notes, files, reading of personal
 * data, figures, notices. The public fields each reads are named beside it.
 */
import { dayText } from './wording.ts';
import { numberField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { taskWords } from './wording-tasks.ts';
import { fileKindTitle, noticeTitle, noticeWay } from './wording-things.ts';

function task(fields: Fields): string {
  return when(textField(fields, 'task'), (kind) => `“${taskWords(kind).title}”`);
}

function figure(fields: Fields): string {
  return (
    when(textField(fields, 'name'), (name) => `“${name}”`) +
    when(textField(fields, 'validFrom'), (day) => `（自${dayText(day)}起）`)
  );
}

function notice(fields: Fields): string {
  return when(textField(fields, 'document'), (kind) => `“${noticeTitle(kind)}”`);
}

export const DESK_EVENTS = {
  // task
  'task-claimed': {
    title: '领取待办',
    sentence: (fields) => `领取了待办${task(fields)}。`,
    channel: null,
  },
  'task-released': {
    title: '放回待办',
    sentence: (fields) => `放回了待办${task(fields)}。`,
    channel: null,
  },
  'task-assigned': {
    title: '指派待办',
    sentence: (fields) => `主管指派了待办${task(fields)}。`,
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
  'figure-refused': {
    title: '不同意参数变更',
    sentence: (fields) => `不同意参数${figure(fields)}的变更。`,
    channel: null,
  },
  // year
  'calendar-loaded': {
    title: '载入工作日历',
    sentence: (fields) => {
      const year = numberField(fields, 'year');
      return `载入了${year === null ? '' : `${String(year)}年`}工作日历，待办期限已重新计算。`;
    },
    channel: null,
  },
  // document, way
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
} as const satisfies Record<string, EventWords>;
