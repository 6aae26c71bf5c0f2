/**
 * Timeline sentences for guided repair. A channel learns nothing of them: what a repair leads to
 * is told by what the case does.
 */
import { isRepairMove } from './repairs.ts';
import { MOVE_WORDS } from './wording-repairs.ts';
import { numberField, textField, type EventWords, type Fields } from './wording-fields.ts';

function move(fields: Fields): string {
  const code = textField(fields, 'move');
  return code !== null && isRepairMove(code) ? `“${MOVE_WORDS[code].title}”` : '修复';
}

function rows(fields: Fields): string {
  const count = numberField(fields, 'rows');
  return count === null ? '' : `，共${String(count)}件`;
}

export const REPAIR_EVENTS = {
  // move
  'repair-proposed': {
    title: '提出修复',
    sentence: (fields) => `主管提出修复：${move(fields)}。`,
    channel: null,
  },
  'repair-confirmed': {
    title: '确认修复',
    sentence: (fields) => `另一名主管确认了修复：${move(fields)}。`,
    channel: null,
  },
  'repair-declined': {
    title: '不同意修复',
    sentence: (fields) => `另一名主管不同意修复：${move(fields)}，没有执行。`,
    channel: null,
  },
  'repair-withdrawn': {
    title: '撤回修复',
    sentence: (fields) => `提出人撤回了修复：${move(fields)}，没有执行。`,
    channel: null,
  },
  'repair-carried-out': {
    title: '执行修复',
    sentence: (fields) => `已执行修复：${move(fields)}，正在观察是否恢复。`,
    channel: null,
  },
  'repair-recovered': {
    title: '已恢复',
    sentence: (fields) => `执行修复${move(fields)}后，确认已恢复。`,
    channel: null,
  },
  'repair-not-recovered': {
    title: '未恢复',
    sentence: (fields) => `修复${move(fields)}没有使其恢复。`,
    channel: null,
  },
  'repair-postponed': {
    title: '已改期',
    sentence: (fields) => `已按修复${move(fields)}改期。`,
    channel: null,
  },
  'repair-not-needed': {
    title: '无需修复',
    sentence: (fields) => `执行前已自行恢复，没有执行修复${move(fields)}。`,
    channel: null,
  },
  'message-assigned': {
    title: '来信归入业务',
    sentence: () => '收到的外部消息经两名主管核对归入本业务。',
    channel: null,
  },
  // move, rows
  'bulk-repair-proposed': {
    title: '提出批量修复',
    sentence: (fields) => `提出批量修复：${move(fields)}${rows(fields)}，清单已固定，待确认。`,
    channel: null,
  },
  'bulk-repair-confirmed': {
    title: '确认批量修复',
    sentence: (fields) => `确认了批量修复：${move(fields)}${rows(fields)}。`,
    channel: null,
  },
} as const satisfies Record<string, EventWords>;
