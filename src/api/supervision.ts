/** The supervisor's board: what is open, overdue, stuck, and how the machinery does. */
import { ROLES, roleTitle } from '../cases/case.ts';
import { CASE_TYPES } from '../cases/index.ts';
import { systemTitle } from '../cases/wording.ts';
import { WAIT_KINDS, WAITS } from '../cases/wording-waits.ts';
import { dateAt } from '../domain/calendar.ts';
import { centersOf } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import { operation } from './operation.ts';
import { personHead } from './personal.ts';
import { neededYears } from './queries/calendar-years.ts';
import { businessFigures } from './queries/figures-of-business.ts';
import { overdueCases, parkedCases, systemsSeen } from './queries/supervision.ts';
import { Supervision } from './schemas/office.ts';
import { iso, isoOrNull, showStage, showWait } from './show-case.ts';

/** Stages in which a case needs a supervisor, of every type. */
export const PARKED_STAGES: readonly string[] = [
  ...new Set(
    Object.values(CASE_TYPES).flatMap(({ stages }) =>
      Object.entries(stages).flatMap(([at, { state }]) => (state === 'attention' ? [at] : [])),
    ),
  ),
];

export const getSupervision = operation({
  id: 'getSupervision',
  method: 'get',
  path: '/supervision',
  tag: 'Supervision',
  summary: 'Open by stage, overdue, parked, outside systems, workers, outbox',
  answers: { 200: { description: 'As of now', schema: Supervision } },
  handle: async (call, deps) => {
    const { pool, now, engine } = deps;
    const at = now();
    const today = dateAt(at);
    const centers = centersOf(call);
    const scope = { centers, today, at: iso(at), parkedStages: PARKED_STAGES };
    const figures = await businessFigures(pool, scope);
    const late = await overdueCases(pool, centers, today);
    // The operator runs machines and sees no case.
    const onlyMachines = call.grants.every(({ role }) => role === 'operator');
    const parked = onlyMachines ? [] : await parkedCases(pool, centers, PARKED_STAGES);
    const systems = await systemsSeen(pool, centers, iso(at));
    const health = await engine.health();
    const sum = (counts: readonly { readonly overdue: number }[]) =>
      counts.reduce((total, { overdue }) => total + overdue, 0);
    return {
      status: 200,
      body: {
        at: iso(at),
        cases: figures.cases.map(({ type, stage, count }) => {
          const { title, state } = showStage(type, stage, false);
          const typeTitle = CASE_TYPES[type]?.title ?? type;
          return { type, typeTitle, stage, stageTitle: title, state, count };
        }),
        waits: figures.waits.map((wait) => ({ ...wait, title: waitTitle(wait.kind) })),
        tasks: figures.tasks.map((tasks) => ({ ...tasks, roleTitle: titleOfRole(tasks.role) })),
        overdue: { cases: late, tasks: sum(figures.tasks), waits: sum(figures.waits) },
        parked: parked.map((row) => showParked(deps, row)),
        systems: systems.map(({ system, last_answer_at, last_complete_at, ...counts }) => ({
          system,
          title: systemTitle(system),
          lastAnswerAt: isoOrNull(last_answer_at),
          lastCompleteAt: isoOrNull(last_complete_at),
          ...counts,
        })),
        workers: { engineReachable: health.reachable, pollers: health.pollers },
        outbox: figures.outbox,
        trail: { unsealed: figures.unsealed },
        calendar: await calendarState(deps, today),
      },
    };
  },
});

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

function waitTitle(kind: string): string {
  const known = WAIT_KINDS.find((one) => one === kind);
  return known ? WAITS[known].title : kind;
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
