/** Guided repair, in answers: what stands still, what is safe, what became of it. */
import { z } from 'zod';
import { REPAIR_MOVES, REPAIR_STATES, STUCK_KINDS } from '../../cases/repairs.ts';
import {
  centerCode,
  codes,
  date,
  instant,
  pageOf,
  PersonHead,
  roleName,
  staffId,
  uuid,
} from './terms.ts';
import { StageView } from './case.ts';

const kind = z.enum(STUCK_KINDS);
const repairState = z.enum(REPAIR_STATES);

export const MoveView = z
  .object({
    move: z.string(),
    title: z.string(),
    via: z.enum(['repair', 'case']).meta({
      description: '`repair`: proposed, carried out and watched here; `case`: an act of the case',
    }),
    allowed: z.boolean(),
    refusal: z.string().optional().meta({ description: 'Why not, for the person who asked' }),
    roles: z.array(roleName),
    secondPerson: z.object({ needed: z.boolean(), why: z.string().nullable() }),
    needsReason: z.boolean(),
    needs: z.enum(['until', 'case']).nullable(),
    preview: z.object({
      changes: z.array(z.string()),
      stays: z.array(z.string()),
      legal: z.string(),
      money: z.string(),
      proof: z.string(),
    }),
  })
  .meta({ id: 'RepairMove' });

const caseOf = z
  .object({
    id: uuid,
    number: z.string(),
    type: z.string(),
    typeTitle: z.string(),
    branch: z.string(),
    branchName: z.string(),
    stage: StageView,
    version: z.int(),
    person: PersonHead,
  })
  .meta({ id: 'StuckCase' });

const messageOf = z
  .object({
    id: z.string(),
    way: z.enum(['out', 'in']),
    kind: z.string(),
    title: z.string(),
    attempts: z.int(),
    lastError: z.string().nullable(),
    parked: z.boolean(),
    sender: z.string().nullable(),
  })
  .meta({ id: 'StuckMessage' });

const open = z.object({ id: uuid, state: repairState, stateTitle: z.string() }).nullable();

export const StuckItem = z
  .object({
    object: z.string().nullable().meta({
      description: '`case-…`, `outbox-…`, `inbox-…`; null for a queue that nobody works on',
    }),
    kind,
    kindTitle: z.string(),
    since: instant,
    sentence: z.string(),
    systems: z.array(z.string()),
    case: caseOf.nullable(),
    message: messageOf.nullable(),
    moves: z.array(MoveView),
    repair: open,
  })
  .meta({ id: 'StuckItem' });

const kindView = z.object({
  kind,
  title: z.string(),
  meaning: z.string(),
  todo: z.array(z.string()),
  count: z.int(),
});

export const StuckList = z
  .object({
    at: instant,
    kinds: z.array(kindView),
    items: z.array(StuckItem),
    truncated: z.boolean().meta({ description: 'There are more of some kind than are listed' }),
    engineReachable: z.boolean(),
  })
  .meta({ id: 'StuckList' });

const wait = z.object({
  kind: z.string(),
  title: z.string(),
  sentence: z.string(),
  until: instant.nullable(),
  overdue: z.boolean(),
});

const activity = z.object({
  title: z.string(),
  attempt: z.int(),
  paused: z.boolean(),
  nextAt: instant.nullable(),
  failure: z.string().nullable(),
});
const owed = z.object({ title: z.string(), dueOn: date });

export const StuckPage = z
  .object({
    object: z.string(),
    at: instant,
    findings: z.array(
      z.object({
        kind,
        title: z.string(),
        meaning: z.string(),
        todo: z.array(z.string()),
        since: instant,
        sentence: z.string(),
        moves: z.array(MoveView),
      }),
    ),
    case: caseOf.nullable(),
    message: messageOf.nullable(),
    books: z
      .object({ version: z.int(), updatedAt: instant, waits: z.array(wait), tasks: z.array(owed) })
      .nullable(),
    engine: z
      .object({
        status: z.string(),
        statusTitle: z.string(),
        stateTitle: z.string().meta({ description: 'The coarse state that its lists show' }),
        startedAt: instant.nullable(),
        closedAt: instant.nullable(),
        standing: z.object({ version: z.int(), stageTitle: z.string() }).nullable(),
        taskAttempt: z.int().nullable(),
        activities: z.array(activity),
      })
      .nullable()
      .meta({ description: 'Null: it does not answer, or has nothing to do with it' }),
    workers: z.int().meta({ description: 'Case workers that are alive' }),
    repair: open,
  })
  .meta({ id: 'StuckPage' });

const person = z.object({ id: staffId, name: z.string().nullable() });

export const RepairView = z
  .object({
    id: uuid,
    center: centerCode,
    object: z.string(),
    caseId: uuid.nullable(),
    caseNumber: z.string().nullable(),
    kind,
    kindTitle: z.string(),
    move: z.enum(REPAIR_MOVES),
    moveTitle: z.string(),
    params: codes,
    twoPersons: z.boolean(),
    secondWhy: z.string().nullable(),
    state: repairState,
    stateTitle: z.string(),
    reason: z.string(),
    askedBy: person,
    askedAt: instant,
    decidedBy: person.nullable(),
    decidedAt: instant.nullable(),
    secondReason: z.string().nullable(),
    movedAt: instant.nullable(),
    watchedUntil: instant.nullable(),
    settledAt: instant.nullable(),
    finding: z.string().nullable().meta({ description: 'What was seen in the end' }),
    proof: z.string().meta({ description: 'When it is called recovered' }),
    before: codes,
    after: codes.nullable(),
    mayDecide: z.boolean().meta({ description: 'The caller may confirm or decline it' }),
    mayWithdraw: z.boolean(),
    operation: uuid.nullable(),
  })
  .meta({ id: 'Repair' });
export const RepairPage = pageOf(RepairView).meta({ id: 'RepairPage' });

const later = z.object({
  ended: z.string().nullable().meta({ description: 'How the case ended since' }),
  stuckAgain: z.boolean(),
  sentence: z.string(),
});

export const DiaryEntry = z
  .object({
    at: instant,
    kind: z.string(),
    title: z.string(),
    sentence: z.string(),
    by: person,
    second: person.nullable(),
    reason: z.string().nullable(),
    before: z.string().nullable(),
    after: z.string().nullable(),
    outcome: z.string().nullable(),
    later: later.nullable(),
    caseId: uuid.nullable(),
    caseNumber: z.string().nullable(),
    repair: uuid.nullable(),
  })
  .meta({ id: 'DiaryEntry' });

const recurs = z.object({
  code: z.string(),
  title: z.string(),
  count: z.int(),
  held: z.int().meta({ description: 'Helped, and not stuck again since' }),
  share: z.number().nullable().meta({ description: 'held ÷ judged; null while none is judged' }),
});

export const DiaryView = z
  .object({
    month: z.string(),
    at: instant,
    total: z.int(),
    items: z.array(DiaryEntry),
    truncated: z.boolean(),
    summary: z.object({
      byKind: z.array(recurs),
      bySystem: z.array(recurs),
      byMove: z.array(recurs),
      sentence: z.string(),
    }),
  })
  .meta({ id: 'Diary' });
