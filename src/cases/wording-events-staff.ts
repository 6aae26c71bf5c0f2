/**
 * Timeline sentences for the staff desk: people and their rights, absences, leavers, work that
 * changes hands. The public fields each reads are named beside it.
 */
import { dayText } from './wording.ts';
import { day } from './wording-events-parts.ts';
import { numberField, textField, when, type EventWords, type Fields } from './wording-fields.ts';
import { staffChangeTitle } from './wording-staff.ts';
import { taskWords } from './wording-tasks.ts';

function change(fields: Fields): string {
  return (
    when(textField(fields, 'what'), (kind) => `“${staffChangeTitle(kind)}”`) +
    when(textField(fields, 'staff') ?? textField(fields, 'branch'), (id) => `（${id}）`)
  );
}

function task(fields: Fields): string {
  return when(textField(fields, 'kind'), (kind) => `“${taskWords(kind).title}”`);
}

function count(fields: Fields, name: string, unit: string): string {
  const number = numberField(fields, name);
  return number === null || number === 0 ? '' : `${String(number)}${unit}`;
}

export const STAFF_EVENTS = {
  // what, staff or branch
  'staff-change-proposed': {
    title: '提出人员变更',
    sentence: (fields) => `提出变更${change(fields)}，待另一名主管确认。`,
    channel: null,
  },
  'staff-change-approved': {
    title: '确认人员变更',
    sentence: (fields) => `确认了变更${change(fields)}，即时生效。`,
    channel: null,
  },
  'staff-change-declined': {
    title: '不同意人员变更',
    sentence: (fields) => `不同意变更${change(fields)}。`,
    channel: null,
  },
  'staff-change-withdrawn': {
    title: '撤回人员变更',
    sentence: (fields) => `撤回了变更${change(fields)}。`,
    channel: null,
  },
  // staff, toColleague, toQueue, sessions
  'leaver-settled': {
    title: '离岗交接',
    sentence: (fields) =>
      `离岗交接完成：会话已结束${when(count(fields, 'toColleague', '件') || null, (n) => `，转给接手人${n}`)}${when(count(fields, 'toQueue', '件') || null, (n) => `，退回待领取${n}`)}。`,
    channel: null,
  },
  // staff, from, to, deputy
  'absence-recorded': {
    title: '登记缺勤',
    sentence: (fields) =>
      `登记了缺勤${when(textField(fields, 'staff'), (id) => `（${id}）`)}${day(fields, 'from', (text) => `，自${text}`)}${day(fields, 'to', (text) => `至${text}`)}${when(textField(fields, 'deputy'), (id) => `，由${id}代理`)}。`,
    channel: null,
  },
  // staff, lastDay
  'absence-ended': {
    title: '结束缺勤',
    sentence: (fields) =>
      `${textField(fields, 'lastDay') === null ? '取消了缺勤' : '提前结束了缺勤'}${when(textField(fields, 'staff'), (id) => `（${id}）`)}${day(fields, 'lastDay', (text) => `，最后一日${text}`)}。`,
    channel: null,
  },
  // asked, moved
  'tasks-moved': {
    title: '批量改派',
    sentence: (fields) =>
      `主管批量改派了待办${when(count(fields, 'moved', '件') || null, (n) => `（${n}）`)}。`,
    channel: null,
  },
  // kind of task, from, to
  'task-due-moved': {
    title: '待办改期',
    sentence: (fields) =>
      `主管将待办${task(fields)}的到期日改${when(textField(fields, 'to'), (text) => `为${dayText(text)}`) || '期'}。`,
    channel: null,
  },
  // kind of task
  'take-over-acknowledged': {
    title: '确认接收',
    sentence: () => '接收网点确认了移交。',
    channel: null,
  },
  // fromName, toName
  'handed-over': {
    title: '移交网点',
    sentence: (fields) =>
      `主管将业务${when(textField(fields, 'fromName'), (name) => `由“${name}”`)}移交${when(textField(fields, 'toName'), (name) => `“${name}”`) || '其他网点'}办理。`,
    channel: { text: '业务已转由本中心其他网点办理。' },
  },
} as const satisfies Record<string, EventWords>;
