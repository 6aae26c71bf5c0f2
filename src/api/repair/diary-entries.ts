/** One line of the operator's diary, from an event of the trail or from a repair. */
import { INTERVENTIONS } from '../../cases/interventions.ts';
import { CASE_TYPES, caseOutcomeTitle } from '../../cases/index.ts';
import { maskContent } from '../../crypto/mask.ts';
import { MOVE_WORDS, repairStateTitle, STUCK_WORDS } from '../../cases/wording-repairs.ts';
import { returnTitle } from '../../cases/returns.ts';
import { eventSentence, eventTitle } from '../../cases/wording-events.ts';
import { instantText } from '../../cases/wording.ts';
import type { ApiDeps } from '../deps.ts';
import { openedEvent } from '../personal.ts';
import type { DiaryEventRow, DiaryRepairRow, Since } from '../queries/diary.ts';
import { iso } from '../show-case.ts';
import { messageTitle, stageTitle } from './diagnose.ts';
import { isOpen } from './engine.ts';
import { snapshotIn, type Snapshot } from './snapshot.ts';
import { toldIn } from './told.ts';

/** What the month's summary counts, and what the answer shows. */
export interface Entry {
  readonly instant: number;
  readonly kind: string | null;
  readonly move: string;
  readonly systems: readonly string[];
  /** Null: not judged (yet). */
  readonly held: boolean | null;
  readonly shown: object;
}

export function eventEntry(deps: ApiDeps, row: DiaryEventRow): Entry {
  const known = INTERVENTIONS[row.kind];
  const { person, first } = row;
  const judged = known?.judged === true;
  const by = { id: row.actor, name: row.actor_name };
  const asked = first === null ? null : { id: first, name: row.first_name };
  return {
    instant: row.at,
    kind: known?.kind ?? null,
    move: known?.move ?? row.kind,
    systems: systemsIn(row.public),
    held: judged ? !row.again : null,
    shown: {
      at: iso(row.at),
      kind: row.kind,
      title: eventTitle(row.kind),
      sentence: eventSentence(row.kind, row.public),
      by: asked ?? by,
      second: asked ? by : null,
      reason: reasonOf(deps, row),
      ...beforeAfter(row),
      outcome: null,
      later: person === null && row.case_id === null ? null : laterOf(row, judged),
      caseId: row.case_id,
      caseNumber: row.case_number,
      repair: null,
    },
  };
}

function reasonOf({ secrets }: ApiDeps, row: DiaryEventRow): string | null {
  const content = maskContent(openedEvent(secrets, row));
  const told = [content, row.public].map(reasonIn).find((reason) => reason !== null);
  const { reasonCode } = row.public;
  if (typeof reasonCode !== 'string') return told ?? row.first_reason;
  return [returnTitle(reasonCode), told].filter(Boolean).join('：');
}

function reasonIn(content: unknown): string | null {
  const has = typeof content === 'object' && content !== null && 'reason' in content;
  return has && typeof content.reason === 'string' ? content.reason : null;
}

/** Figures and calendars say it in their fields; a case says it by its stages and its later outcome. */
function beforeAfter({ kind, public: fields, value_before: before }: DiaryEventRow) {
  const text = (name: string) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  };
  switch (kind) {
    case 'figure-approved':
      return { before, after: `${text('value') ?? ''}（自${text('validFrom') ?? ''}起）` };
    case 'figure-declined':
      return { before, after: before };
    case 'calendar-loaded':
      return {
        before: null,
        after: `${text('documentNumber') ?? ''}，重新计算待办${text('tasksMoved') ?? '0'}件`,
      };
    case 'task-assigned':
      return { before: text('from'), after: text('to') ?? '不再指派' };
    case 'task-due-moved':
    case 'handed-over':
      return { before: text('from'), after: text('to') };
    case 'repair-wait':
      return { before: '需处理', after: `改为${untilText(fields['until'])}再试` };
    case 'repair-retry':
    case 'answer-entered':
    case 'answer-confirmed':
    case 'answer-declined':
      return { before: '需处理', after: null };
    default:
      return { before: null, after: null };
  }
}

function untilText(value: unknown): string {
  return typeof value === 'number' ? instantText(value) : '约定的时间';
}

function systemsIn(fields: Readonly<Record<string, unknown>>): readonly string[] {
  const { system, systems } = fields;
  const all: readonly unknown[] = Array.isArray(systems) ? systems : [system];
  return all.filter((one) => typeof one === 'string');
}

export function repairEntry({ secrets }: ApiDeps, row: DiaryRepairRow): Entry {
  const { state, kind, move } = row;
  const before = snapshotIn(row.before);
  const done = state === 'recovered' || state === 'not-recovered';
  const decided = row.decided_by === null ? null : { id: row.decided_by, name: row.decided_name };
  return {
    instant: row.asked_at,
    kind,
    move,
    systems: systemsOf(before),
    held: done ? state === 'recovered' && !row.again : null,
    shown: {
      at: iso(row.asked_at),
      kind,
      title: MOVE_WORDS[move].title,
      sentence: `${STUCK_WORDS[kind].title}：${MOVE_WORDS[move].title}。`,
      by: { id: row.asked_by, name: row.asked_name },
      second: decided,
      reason: toldIn(secrets, row, { sealed: row.reason, plain: row.reason_public }),
      before: standingText(before),
      after: row.after === null ? null : standingText(snapshotIn(row.after)),
      outcome: [repairStateTitle(state), row.finding].filter((text) => text !== null).join('：'),
      later: row.settled_at === null ? null : laterOf(row, done),
      caseId: row.case_id,
      caseNumber: row.case_number,
      repair: row.id,
    },
  };
}

function systemsOf(snapshot: Snapshot): readonly string[] {
  if (snapshot.of === 'message') return snapshot.kind.startsWith('notice') ? ['notices'] : [];
  const waits = snapshot.books?.waits ?? [];
  const activities = snapshot.engine?.activities ?? [];
  const asked = activities.map(({ type }) => type).filter((type) => SYSTEMS.includes(type));
  return [...new Set([...waits.flatMap(({ systems }) => systems), ...asked])];
}

/** Activities that are called as the outside system they ask. */
const SYSTEMS: readonly string[] = ['national', 'identity'];

function standingText(snapshot: Snapshot): string {
  if (snapshot.of === 'message') {
    const how = snapshot.done ? '已处理' : snapshot.parked ? '已停止发送' : '未处理';
    return `${messageTitle(snapshot.kind)}：${how}`;
  }
  const { books, engine } = snapshot;
  const where = books ? `第${String(books.version)}版 ${stageTitle(books)}` : '业务库中没有';
  if (!engine || isOpen(engine)) return where;
  return `${where}，${books?.open === true ? '没有流程' : '流程已结束'}`;
}

/** What the case did since, in words. */
function laterOf(row: Since, judged: boolean) {
  const { case_outcome: ended, case_type: type, case_stage: stage, again } = row;
  const where = type === null || stage === null ? null : stageTitle({ type, stage });
  const attention = type !== null && CASE_TYPES[type]?.stages[stage ?? '']?.state === 'attention';
  const end =
    ended === null
      ? null
      : caseOutcomeTitle({ type: type ?? '', stage: stage ?? '', outcome: ended });
  const stuckAgain = judged && (again || attention);
  const sentence = [
    end === null ? (where === null ? '' : `业务现在“${where}”`) : `业务已办结：${end}`,
    stuckAgain ? '之后又停下过' : '',
  ]
    .filter((part) => part !== '')
    .join('，');
  return { ended: end, stuckAgain, sentence: sentence === '' ? '没有再出现。' : `${sentence}。` };
}
