/** The supervisor's board: what is open, overdue, stuck, and how the machinery does. */
import { ROLES, roleTitle } from '../cases/case.ts';
import { CASE_TYPES } from '../cases/index.ts';
import { returnReason } from '../cases/returns.ts';
import { eventTitle } from '../cases/wording-events.ts';
import { waitTitle } from '../cases/wording-waits.ts';
import { dateAt } from '../domain/calendar.ts';
import { centersOf } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { operation } from './operation.ts';
import { personHead } from './personal.ts';
import { boardRows, type BoardRows } from './queries/board.ts';
import { neededYears } from './queries/calendar-years.ts';
import { boardRuns } from './board-runs.ts';
import { loopBacklog } from './queries/figures-of-business.ts';
import { openReceivables } from './queries/receivables.ts';
import { answersOnRecord, parkedCases, returnsSince } from './queries/supervision.ts';
import { Supervision } from './schemas/supervision.ts';
import { showLoops, showStalls, showSystem, showWorkers } from './show-board.ts';
import { iso, showStage, showWait } from './show-case.ts';
import { onlyMachines, within } from './supervision-radar.ts';

/** Stages in which a case needs a supervisor, of every type. */
export const PARKED_STAGES: readonly string[] = [
  ...new Set(
    Object.values(CASE_TYPES).flatMap(({ stages }) =>
      Object.entries(stages).flatMap(([at, { state }]) => (state === 'attention' ? [at] : [])),
    ),
  ),
];

/** The board is content with a sweep of the radar that is not older. */
const SWEEP_AGE_MS = 30_000;
/** Of so long what was sent back is counted. */
const RETURNS_MS = 90 * 86_400_000;

export const getSupervision = operation({
  id: 'getSupervision',
  method: 'get',
  path: '/supervision',
  tag: 'Supervision',
  summary: 'The board: open, overdue, parked, outside systems, workers, loops, runs, stalls',
  description:
    'Every count is that of the list behind it: `GET /cases` or `GET /tasks` with the filters of the same names.',
  answers: { 200: { description: 'As of now', schema: Supervision } },
  handle: async (call, deps) => {
    const { pool, now } = deps;
    const at = now();
    const [today, instant] = [dateAt(at), iso(at)];
    const centers = centersOf(call);
    const { caller, grants } = call;
    const [rows, parked, condition, backlog, answers, runs, receivables, returns] =
      await Promise.all([
        boardRows(pool, { caller, grants, today, at: instant }),
        onlyMachines(call) ? [] : parkedCases(pool, call, PARKED_STAGES),
        deps.condition(),
        loopBacklog(pool, centers),
        answersOnRecord(pool, centers, instant),
        boardRuns(call, deps),
        openReceivables(pool, call, today),
        returnsSince(pool, centers, iso(at - RETURNS_MS)),
      ]);
    const sweep = deps.radar.known(SWEEP_AGE_MS);
    return {
      status: 200,
      body: {
        at: instant,
        ...showCounts(rows),
        parked: parked.map((row) => showParked(deps, row)),
        systems: condition.systems.map((one) => showSystem(one, { held: rows.held, answers })),
        workers: showWorkers(condition),
        loops: showLoops(condition, backlog),
        runs,
        receivables,
        returns: returns.map(showReturn),
        stalls: showStalls(sweep, within(call, sweep?.findings ?? [])),
        calendar: await calendarState(deps, today),
      },
    };
  },
});

function showCounts({ stages, ages, waits, tasks }: BoardRows) {
  const sum = <Row>(rows: readonly Row[], of: (row: Row) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  const cases = stages.map(({ type, stage, count, law, promise }) => {
    const { title, state } = showStage(type, stage, false);
    const typeTitle = CASE_TYPES[type]?.title ?? type;
    const late = { overdueByLaw: law, overdueByPromise: promise };
    return { type, typeTitle, stage, stageTitle: title, state, count, ...late };
  });
  return {
    open: sum(stages, ({ count }) => count),
    cases,
    ages,
    waits: waits.map((wait) => ({ ...wait, title: waitTitle(wait.kind) })),
    tasks: tasks.map((one) => ({ ...one, roleTitle: titleOfRole(one.role) })),
    overdue: {
      cases: sum(stages, ({ late }) => late),
      byLaw: sum(stages, ({ law }) => law),
      byPromise: sum(stages, ({ promise }) => promise),
      tasks: sum(tasks, ({ overdue }) => overdue),
      waits: sum(waits, ({ overdue }) => overdue),
    },
    parkedCount: sum(cases, ({ state, count }) => (state === 'attention' ? count : 0)),
  };
}

function showReturn({ kind, code, count }: Awaited<ReturnType<typeof returnsSince>>[number]) {
  return { kind, kindTitle: eventTitle(kind), reasonCode: code, ...returnReason(code), count };
}

type ParkedRow = Awaited<ReturnType<typeof parkedCases>>[number];

function showParked({ secrets, now }: ApiDeps, row: ParkedRow) {
  const wait = row.waits[0];
  return {
    id: row.id,
    number: row.number,
    type: row.type,
    branch: row.branch,
    person: personHead(secrets, row),
    since: wait ? iso(wait.since) : null,
    sentence: wait
      ? showWait(wait, now(), false).sentence
      : '没有登记等待事项，请查看办理引擎中的情况。',
  };
}

function titleOfRole(role: string): string {
  const known = ROLES.find((one) => one === role);
  return known ? roleTitle(known) : role;
}

/** The first year that is needed and missing, else the last one that is needed. */
async function calendarState({ pool }: ApiDeps, today: ReturnType<typeof dateAt>) {
  const years = await neededYears(pool, today);
  const missing = years.find((one) => one.missing);
  const year = missing?.year ?? years.at(-1)?.year ?? Number(today.slice(0, 4));
  const alarm = missing
    ? `${year}年的工作日历尚未载入，进入该年的到期日按周末推算，为暂定。请按国务院办公厅的放假通知载入。`
    : null;
  return { year, loaded: alarm === null, alarm };
}
