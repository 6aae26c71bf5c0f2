/** The supervisor's board, the forecast, the radar and what is down, in answers. */
import { z } from 'zod';
import { DEPENDENCIES } from '../../cases/degraded.ts';
import { STALL_KINDS } from '../../cases/wording-stalls.ts';
import { AGES } from '../queries/case-conditions.ts';
import { PERIODS } from '../queries/periods.ts';
import { BoardRuns, Loops, SystemCondition, Workers } from './machines.ts';
import { centerCode, date, instant, PersonHead, uuid } from './terms.ts';
import { STATES } from './words.ts';

const counted = { count: z.int(), overdue: z.int() };
const age = z.enum(AGES);
const moment = instant.nullable();

export const Supervision = z
  .object({
    at: instant,
    open: z.int(),
    cases: z.array(
      z.object({
        type: z.string(),
        typeTitle: z.string(),
        stage: z.string(),
        stageTitle: z.string(),
        state: z.string(),
        count: z.int(),
        overdueByLaw: z.int(),
        overdueByPromise: z.int(),
      }),
    ),
    ages: z.array(z.object({ age, count: z.int() })),
    waits: z.array(z.object({ kind: z.string(), title: z.string(), age, ...counted })),
    tasks: z.array(z.object({ role: z.string(), roleTitle: z.string(), ...counted })),
    overdue: z.object({
      cases: z.int(),
      byLaw: z.int(),
      byPromise: z.int(),
      tasks: z.int(),
      waits: z.int(),
    }),
    parkedCount: z.int(),
    parked: z.array(
      z.object({
        id: uuid,
        number: z.string(),
        type: z.string(),
        branch: z.string(),
        person: PersonHead.nullable(),
        since: moment,
        sentence: z.string(),
      }),
    ),
    systems: z.array(SystemCondition),
    workers: Workers,
    loops: Loops,
    runs: BoardRuns,
    receivables: z
      .object({ count: z.int(), left: z.string(), overdue: z.int() })
      .meta({ description: 'What is to be recovered of persons: `GET /receivables`' }),
    returns: z
      .array(
        z.object({
          kind: z.string(),
          kindTitle: z.string(),
          reasonCode: z.string(),
          reasonTitle: z.string(),
          clauseTitle: z.string(),
          count: z.int(),
        }),
      )
      .meta({ description: 'What was sent back in the last 90 days, by reason' }),
    stalls: z
      .object({
        at: instant,
        complete: z.boolean(),
        total: z.int(),
        kinds: z.array(z.object({ kind: z.enum(STALL_KINDS), title: z.string(), count: z.int() })),
      })
      .nullable()
      .meta({ description: 'The last sweep of the radar; null: none has ended yet' }),
    calendar: z.object({ year: z.int(), loaded: z.boolean(), alarm: z.string().nullable() }),
  })
  .meta({ id: 'Supervision' });

const DueKinds = z.array(
  z.object({
    kind: z.string().meta({ description: 'As `dueKind` of the list of cases' }),
    title: z.string(),
    count: z.int(),
  }),
);

const part = {
  cases: z.int(),
  kinds: DueKinds,
  cash: z.string().meta({ description: 'Yuan that are to leave', examples: ['12000.00'] }),
  cashCases: z.int(),
  leaving: z.string().meta({
    description:
      'Of it: paid after the regret and at the half-year gates of leaving, with the interest of that day',
  }),
  leavingCases: z.int(),
  interest: z.string().meta({
    description: 'Of it: interest of empty accounts on the day after their notice',
  }),
  interestCases: z.int(),
  minutes: z.int().meta({ description: 'Of work' }),
  work: z.array(
    z.object({ task: z.string(), title: z.string(), count: z.int(), minutes: z.int() }),
  ),
};

export const Forecast = z
  .object({
    at: instant,
    from: date,
    to: date,
    by: z.enum(PERIODS),
    periods: z.array(z.object({ from: date, to: date, ...part })),
    before: z.object(part),
    after: z.object(part),
    endless: z.object(part),
    cash: z.string(),
    handling: z
      .array(
        z.object({
          task: z.string(),
          title: z.string(),
          minutes: z.int(),
          measured: z.boolean().meta({ description: 'false: reckoned, too few were finished' }),
          samples: z.int(),
        }),
      )
      .meta({ description: 'How long a task of each kind takes' }),
  })
  .meta({ id: 'Forecast' });

const byState = z.array(
  z.object({ state: z.enum(STATES), title: z.string(), database: z.int(), engine: z.int() }),
);

const DatabaseView = z.object({
  stage: z.string(),
  stageTitle: z.string(),
  state: z.string(),
  open: z.boolean(),
  version: z.int(),
  updatedAt: instant,
  waits: z.array(z.object({ kind: z.string(), title: z.string(), since: instant, until: moment })),
  tasks: z.array(z.object({ kind: z.string(), title: z.string(), dueOn: date })),
});

const EngineView = z.object({
  status: z.string(),
  statusTitle: z.string(),
  state: z.string().nullable(),
  startedAt: moment,
  closedAt: moment,
  task: z
    .object({
      attempt: z.int(),
      started: z.boolean(),
      scheduledAt: moment,
      cause: z.string().nullable(),
    })
    .nullable(),
  activities: z.array(
    z.object({
      type: z.string(),
      title: z.string(),
      attempt: z.int(),
      state: z.string(),
      scheduledAt: moment,
      nextAttemptAt: moment,
      failure: z.string().nullable(),
    }),
  ),
  timers: z.array(instant).nullable().meta({ description: 'null: nobody looked' }),
});

export const Finding = z
  .object({
    kind: z.enum(STALL_KINDS),
    title: z.string(),
    also: z.array(z.enum(STALL_KINDS)),
    caseId: uuid,
    number: z.string().nullable(),
    type: z.string(),
    typeTitle: z.string(),
    center: centerCode,
    branch: z.string(),
    since: moment,
    sentence: z.string(),
    confirmed: z
      .boolean()
      .meta({ description: 'false: seen in the lists of both sides, not looked at closely' }),
    database: DatabaseView.nullable(),
    engine: EngineView.nullable(),
  })
  .meta({ id: 'StallFinding' });

export const RadarView = z
  .object({
    at: instant,
    tookMs: z.int(),
    engineReachable: z.boolean(),
    complete: z.boolean().meta({ description: 'Everything was read and looked at' }),
    notLookedAt: z.int(),
    limits: z.object({
      casesMax: z.int(),
      looksMax: z.int(),
      graceSeconds: z.int(),
      overdueSeconds: z.int(),
    }),
    database: z.object({ open: z.int(), overdueWaits: z.int(), overdueTasks: z.int() }),
    engine: z.object({ running: z.int() }).nullable(),
    states: byState,
    kinds: z.array(z.object({ kind: z.enum(STALL_KINDS), title: z.string(), count: z.int() })),
    total: z.int(),
    items: z.array(Finding),
    left: z.int().meta({ description: 'Findings beyond those in `items`' }),
  })
  .meta({ id: 'Radar' });

const affected = { what: z.string(), acts: z.array(z.string()) };

export const Degraded = z
  .object({
    at: instant,
    mark: z.string().meta({ description: 'Changes when something else is down than before' }),
    items: z.array(
      z.object({
        what: z.enum(DEPENDENCIES),
        title: z.string(),
        state: z.enum(['down', 'slow']),
        since: moment,
        sentence: z.string(),
        heldBack: z.int().meta({ description: 'Cases of the caller’s centers that wait for it' }),
        goesOn: z.array(z.object(affected)),
        waits: z.array(z.object({ ...affected, promise: z.string() })),
      }),
    ),
  })
  .meta({ id: 'Degraded' });
