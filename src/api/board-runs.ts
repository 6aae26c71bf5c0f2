/** Runs on the board: what each waits for in a sentence, and whether it goes on without a person. */
import { lastDueDay, scheduleName, scheduleNamed, strikesBetween } from '../cases/run-schedules.ts';
import {
  isRunKind,
  RUN_BRAKES,
  RUN_KINDS,
  RUN_STATES,
  type RunKindName,
  type RunState,
} from '../cases/runs.ts';
import type { PlainDate } from '../domain/calendar.ts';
import { FAULTS } from '../domain/fault.ts';
import type { Names } from '../cases/wording-staff.ts';
import { centersOf } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import {
  boardRunRows,
  lastRunRows,
  type BoardRunRow,
  type LastRunRow,
} from './queries/board-runs.ts';
import { scheduleRows, type ScheduleRow } from './queries/run-schedules.ts';
import { iso } from './show-case.ts';
import { namesIn } from './staff-names.ts';

/** What has not ended or failed in part since yesterday; what the clock missed, or is paused and misses. */
export async function boardRuns(call: Context, { pool, watch, now }: ApiDeps) {
  const at = now();
  const [rows, last, names, schedules] = await Promise.all([
    boardRunRows(pool, call, iso(at)),
    lastRunRows(pool, call),
    namesIn(pool, centersOf(call)),
    scheduleRows(pool, centersOf(call)),
  ]);
  const paused = schedules.filter((one) => one.paused);
  const alive = rows.filter(needsWorkflow).map(({ id }) => id);
  const moving = alive.length === 0 ? null : await watch.movingRuns(alive).catch(() => null);
  return [
    ...paused.flatMap((one) => pausedClock(one, { at, names })),
    // Why a paused one begins nothing is known, and said above.
    ...missedRuns(
      last.filter((one) => !paused.some((clock) => isSame(clock, one))),
      at,
    ),
    ...rows.map((row) => {
      const moves = moving === null || !needsWorkflow(row) ? null : moving.has(row.id);
      return showBoardRun(row, { moves, names });
    }),
  ];
}

/** Prepared or worked on, and not on its way to the engine just now. */
function needsWorkflow({ state, calling }: BoardRunRow): boolean {
  return (state === 'preparing' || state === 'working') && !calling;
}

/** A day the clock should have begun, of kinds that it has begun before: a new center has none. */
function missedRuns(last: readonly LastRunRow[], at: number) {
  return last.flatMap(({ kind, center, businessOn }) => {
    const due = isRunKind(kind) ? lastDueDay(kind, at) : null;
    return due !== null && isRunKind(kind) && due > businessOn ? [missed(kind, center, due)] : [];
  });
}

function missed(kind: RunKindName, center: string, businessOn: PlainDate) {
  const { title } = RUN_KINDS[kind];
  return {
    ...{ id: null, kind, kindTitle: title, center, businessOn, turn: 1 },
    ...{ state: 'not-begun' as const, stateTitle: '没有发起' },
    ...{ items: 0, ended: 0, failed: 0, since: null, moving: null, retry: null, trouble: true },
    sentence: '到了时间没有发起：请查明定时是否停用，可以手工发起。',
  };
}

interface Shown {
  readonly moves: boolean | null;
  readonly names: Names;
}

type Clock = Pick<ScheduleRow, 'kind' | 'center'>;

function isSame(left: Clock, right: Clock): boolean {
  return left.kind === right.kind && left.center === right.center;
}

/** A clock that was paused longer than until its next hour: what it does not begin is told. */
function pausedClock(
  row: ScheduleRow,
  { at, names }: { readonly at: number; readonly names: Names },
) {
  const name = scheduleNamed(scheduleName(row));
  if (name === null || row.changedAt === null) return [];
  const passed = strikesBetween(name.kind, row.changedAt, at);
  const last = passed.at(-1);
  if (last === undefined) return [];
  const who = row.changedBy === null ? '' : `由${names.staff(row.changedBy)}`;
  return [
    {
      ...missed(name.kind, name.center, last.businessOn),
      ...{ state: 'schedule-paused' as const, stateTitle: '定时停用', since: iso(row.changedAt) },
      sentence:
        `定时${who}停用（${row.reason ?? ''}），已有${String(passed.length)}次到时间没有发起：` +
        '请查明后启用，并补跑所漏日期。',
    },
  ];
}

function showBoardRun(row: BoardRunRow, { moves, names }: Shown) {
  const state = row.state as RunState;
  const kind = row.kind as RunKindName;
  const { id, center, businessOn, turn, items, failed, done, refused } = row;
  const { trouble, sentence } = standingOf(row, { moves, names });
  return {
    ...{ id, kind, kindTitle: RUN_KINDS[kind].title, center, businessOn, turn },
    ...{ state, stateTitle: RUN_STATES[state], items, ended: done + refused + failed, failed },
    since: sinceOf(row),
    moving: moves,
    retry: retryOf(row),
    ...{ trouble, sentence },
  };
}

function retryOf({ attempt, fault, failedAt }: BoardRunRow) {
  if (attempt === null || fault === null || failedAt === null) return null;
  return { attempt, fault, failedAt: iso(failedAt) };
}

function sinceOf(row: BoardRunRow): string | null {
  const at = {
    preparing: row.startedAt,
    previewed: row.frozenAt,
    working: row.approvedAt ?? row.frozenAt,
    stopped: null,
    done: row.endedAt,
    cancelled: row.endedAt,
  }[row.state as RunState];
  return at === null ? null : iso(at);
}

interface Standing {
  readonly trouble: boolean;
  readonly sentence: string;
}

const trouble = (sentence: string): Standing => ({ trouble: true, sentence });
const goesOn = (sentence: string): Standing => ({ trouble: false, sentence });

/** What is worst first: a run that nothing moves looks like one that works. */
function standingOf(row: BoardRunRow, { moves, names }: Shown): Standing {
  const { attempt, fault, items, sent, brake } = row;
  if (moves === false) {
    return trouble('办理引擎中没有它的流程，不会自己继续：请打开批处理后唤醒。');
  }
  if (attempt !== null) {
    return trouble(`步骤已连续失败${String(attempt)}次，正在重试：${faultTitle(fault ?? 'bug')}。`);
  }
  const braked = brake === null ? null : (RUN_BRAKES[brake] ?? brake);
  const ended = row.done + row.refused + row.failed;
  switch (row.state as RunState) {
    case 'preparing':
      return braked === null ? goesOn('正在准备名单。') : trouble(braked);
    case 'previewed':
      return trouble(braked ?? `名单已冻结，应办${String(items)}项，等发起人以外的主管批准。`);
    case 'stopped':
      return trouble(braked ?? `由${stoppedBy(row, names)}停止，等主管继续或取消。`);
    case 'done':
      return trouble(`已完成，其中${String(row.failed)}项失败，须逐项处理。`);
    case 'working':
    case 'cancelled':
      return sent > 0 && ended + sent === items
        ? goesOn(`已发往银行，${String(sent)}项等待回报。`)
        : goesOn(`已办${String(ended)}项，共${String(items)}项。`);
  }
}

function stoppedBy({ stoppedBy: by }: BoardRunRow, names: Names): string {
  return by === null || by === 'system' ? '系统' : names.staff(by);
}

function faultTitle(fault: string): string {
  return Object.hasOwn(FAULTS, fault) ? FAULTS[fault as keyof typeof FAULTS].title : '程序错误';
}
