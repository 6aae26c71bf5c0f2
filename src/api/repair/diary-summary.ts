/** What recurs: interventions counted by kind, by outside system and by move, and how many held. */
import { isRepairMove, isStuckKind } from '../../cases/repairs.ts';
import { MOVE_WORDS, STUCK_WORDS } from '../../cases/wording-repairs.ts';
import { systemTitle } from '../../cases/wording.ts';
import type { Entry } from './diary-entries.ts';

export interface Recurring {
  readonly code: string;
  readonly title: string;
  readonly count: number;
  readonly held: number;
  /** held ÷ judged; null while none is judged. */
  readonly share: number | null;
}

export interface Summary {
  readonly byKind: readonly Recurring[];
  readonly bySystem: readonly Recurring[];
  readonly byMove: readonly Recurring[];
  readonly sentence: string;
}

export function summaryOf(entries: readonly Entry[]): Summary {
  const byKind = recurring(entries, ({ kind }) => (kind === null ? [] : [kind]), kindTitle);
  const bySystem = recurring(entries, ({ systems }) => systems, systemTitle);
  const byMove = recurring(entries, ({ move }) => [move], moveTitle);
  return { byKind, bySystem, byMove, sentence: sentenceOf(entries, { byKind, bySystem }) };
}

/** The most frequent first. */
function recurring(
  entries: readonly Entry[],
  codesOf: (entry: Entry) => readonly string[],
  titleOf: (code: string) => string,
): readonly Recurring[] {
  const codes = [...new Set(entries.flatMap(codesOf))];
  return codes
    .map((code) => {
      const own = entries.filter((entry) => codesOf(entry).includes(code));
      const judged = own.filter(({ held }) => held !== null);
      const held = judged.filter((entry) => entry.held === true).length;
      const share = judged.length === 0 ? null : Math.round((held / judged.length) * 1000) / 1000;
      return { code, title: titleOf(code), count: own.length, held, share };
    })
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

function kindTitle(code: string): string {
  return isStuckKind(code) ? STUCK_WORDS[code].title : code;
}

const OTHER_MOVES: Readonly<Record<string, string>> = {
  'enter-answer': '录入平台查询结果',
  'confirm-answer': '确认录入的查询结果',
  'decline-answer': '退回录入的查询结果',
  'task-assigned': '指派待办',
  'tasks-moved': '移交待办',
  'task-due-moved': '调整待办期限',
  'handed-over': '移交网点',
  'staff-change': '人员变更',
  'opening-reversal': '撤销开户',
  'figure-change': '参数变更',
  'calendar-load': '载入工作日历',
  'operation-stop': '停止批量办理',
  'run-struck': '剔除名单项目',
  'run-approved': '批准批处理名单',
  'run-stopped': '停止批处理',
  'run-resumed': '继续批处理',
  'run-woken': '唤醒批处理',
  'run-cancelled': '取消批处理',
  'schedule-paused': '停用定时',
  'schedule-unpaused': '启用定时',
  'schedule-triggered': '不等定时发起',
  'schedule-backfilled': '补跑所漏日期',
  'schedule-backfill-dropped': '不再补跑',
};

function moveTitle(code: string): string {
  return isRepairMove(code) ? MOVE_WORDS[code].title : (OTHER_MOVES[code] ?? code);
}

/** Twice is a pattern: what comes up most is said first, because that is what is to be mended. */
function sentenceOf(
  entries: readonly Entry[],
  { byKind, bySystem }: Pick<Summary, 'byKind' | 'bySystem'>,
): string {
  if (entries.length === 0) return '本月没有人工干预。';
  const judged = entries.filter(({ held }) => held !== null);
  const held = judged.filter((entry) => entry.held === true).length;
  const kind = byKind.find(({ count }) => count > 1);
  const system = bySystem.find(({ count }) => count > 1);
  return [
    `本月人工干预${String(entries.length)}次`,
    judged.length === 0 ? '' : `，其中${String(judged.length)}次有结果，${String(held)}次保持至今`,
    kind ? `；反复出现的是“${kind.title}”（${String(kind.count)}次）` : '',
    system ? `，涉及最多的是${system.title}（${String(system.count)}次）` : '',
    '。',
  ].join('');
}
