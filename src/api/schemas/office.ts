/** Figures, calendar, supervision, audit, types and clauses, in answers. */
import { z } from 'zod';
import {
  centerCode,
  codes,
  date,
  instant,
  listOf,
  PersonHead,
  roleName,
  staffId,
  uuid,
} from './terms.ts';
import { OPERATION_STATES, ROW_STATES } from './words.ts';

export const FigureView = z
  .object({
    id: z.string(),
    center: z.string(),
    district: z.string().nullable(),
    name: z.string(),
    title: z.string(),
    unit: z.string(),
    value: z.string(),
    validFrom: date,
    validTo: date.nullable().meta({ description: 'Last day in force' }),
    documentNumber: z.string(),
    proposedBy: z.string(),
    approvedBy: z.string(),
    recordedAt: instant,
  })
  .meta({ id: 'Figure' });
export const FigureList = listOf(FigureView).meta({ id: 'FigureList' });

export const ProposalView = z
  .object({
    id: uuid,
    center: z.string(),
    district: z.string().nullable(),
    name: z.string(),
    title: z.string(),
    value: z.string(),
    validFrom: date,
    documentNumber: z.string(),
    reason: z.string(),
    proposedBy: staffId,
    proposedAt: instant,
    decidedBy: staffId.nullable(),
    decidedAt: instant.nullable(),
    approved: z.boolean().nullable(),
  })
  .meta({ id: 'FigureProposal' });
export const ProposalList = listOf(ProposalView).meta({ id: 'FigureProposalList' });

export const CalendarView = z
  .object({
    year: z.int(),
    documentNumber: z.string().nullable(),
    loaded: z.boolean(),
    provisional: z.boolean(),
    loadedAt: instant.nullable(),
    days: z.array(z.object({ day: date, working: z.boolean(), name: z.string() })),
    tasksMoved: z.int().optional(),
    promisesMoved: z.int().optional().meta({ description: 'Open cases promised for another day' }),
  })
  .meta({ id: 'CalendarYear' });

export const MeView = z
  .object({
    id: staffId,
    kind: z.enum(['person', 'channel']),
    name: z.string(),
    center: centerCode,
    homeBranch: z.string().nullable(),
    roles: z.array(roleName),
    grants: z.array(
      z.object({ role: roleName, center: centerCode, branch: z.string().nullable() }),
    ),
    centers: z.array(
      z.object({
        code: centerCode,
        name: z.string(),
        shortName: z.string(),
        branches: z.array(z.object({ id: z.string(), name: z.string() })),
      }),
    ),
    today: date.meta({ description: 'The business day in Asia/Shanghai' }),
  })
  .meta({ id: 'Me' });

export const TypeView = z
  .object({
    type: z.string(),
    title: z.string(),
    clauses: z.array(z.object({ id: z.string(), title: z.string() })),
    startedBy: z.array(roleName),
    stages: z.array(
      z.object({ at: z.string(), title: z.string(), state: z.string(), final: z.boolean() }),
    ),
    actions: z.array(
      z.object({
        action: z.string(),
        title: z.string(),
        needsReason: z.boolean(),
        preview: z.string().nullable(),
        form: z.unknown().meta({ description: 'JSON Schema (2020-12) of the body' }),
      }),
    ),
    permits: z
      .record(z.string(), z.record(z.string(), z.object({ roles: z.array(roleName) })))
      .meta({ description: 'Stage → act → who may' }),
    application: z.unknown().meta({ description: 'JSON Schema (2020-12) of the application' }),
  })
  .meta({ id: 'CaseType' });
export const TypeList = listOf(TypeView).meta({ id: 'CaseTypeList' });

export const ClauseList = listOf(
  z
    .object({
      id: z.string(),
      title: z.string(),
      text: z.string(),
      before: z.object({ on: date, text: z.string() }).nullable(),
    })
    .meta({ id: 'Clause' }),
).meta({ id: 'ClauseList' });

export const OperationView = z
  .object({
    id: uuid,
    kind: z.string(),
    state: z.enum(OPERATION_STATES),
    center: centerCode,
    startedBy: staffId,
    createdAt: instant,
    finishedAt: instant.nullable(),
    file: uuid.nullable(),
    total: z.int(),
    counts: z.object({
      waiting: z.int(),
      done: z.int(),
      failed: z.int(),
      skipped: z.int(),
    }),
    /** How it went, in one sentence. */
    summary: z.string(),
  })
  .meta({ id: 'Operation' });

export const OperationRows = z
  .object({
    items: z.array(
      z.object({
        n: z.int(),
        state: z.enum(ROW_STATES),
        caseId: uuid.nullable(),
        caseNumber: z.string().nullable(),
        problem: z.unknown(),
        at: instant.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'OperationRows' });

const draft = { id: uuid, type: z.string(), version: z.int(), updatedAt: instant };
export const DraftHead = z.object(draft).meta({ id: 'DraftHead' });
export const DraftView = z
  .object({ ...draft, application: z.looseObject({}) })
  .meta({ id: 'Draft' });
export const DraftList = listOf(DraftHead).meta({ id: 'DraftList' });

export const ViewView = z
  .object({
    id: uuid,
    name: z.string(),
    query: codes,
    shared: z.boolean(),
    center: centerCode,
    branch: z.string().nullable(),
    owner: staffId,
    own: z.boolean(),
    updatedAt: instant,
  })
  .meta({ id: 'SavedView' });
export const ViewList = listOf(ViewView).meta({ id: 'SavedViewList' });

export const Verification = z
  .object({
    centers: z.array(
      z.object({
        center: centerCode,
        intact: z.boolean(),
        sealed: z.int(),
        unsealed: z.array(z.string()),
        problems: z.array(
          z.object({
            seq: z.string().nullable(),
            event: z.string().nullable(),
            kind: z.string(),
            detail: z.string(),
          }),
        ),
        head: z.unknown(),
      }),
    ),
    verifiedAt: instant,
  })
  .meta({ id: 'Verification' });

const counted = { count: z.int(), overdue: z.int() };
export const Supervision = z
  .object({
    at: instant,
    cases: z.array(
      z.object({
        type: z.string(),
        typeTitle: z.string(),
        stage: z.string(),
        stageTitle: z.string(),
        state: z.string(),
        count: z.int(),
      }),
    ),
    waits: z.array(z.object({ kind: z.string(), title: z.string(), age: z.string(), ...counted })),
    tasks: z.array(z.object({ role: z.string(), roleTitle: z.string(), ...counted })),
    overdue: z.object({ cases: z.int(), tasks: z.int(), waits: z.int() }),
    parked: z.array(
      z.object({
        id: uuid,
        number: z.string(),
        type: z.string(),
        branch: z.string(),
        person: PersonHead.nullable(),
        since: instant.nullable(),
        sentence: z.string(),
      }),
    ),
    systems: z.array(
      z.object({
        system: z.string(),
        title: z.string(),
        lastAnswerAt: instant.nullable(),
        lastCompleteAt: instant.nullable(),
        answersLastHour: z.int(),
        completeLastHour: z.int(),
        waiting: z.int().meta({ description: 'Cases that wait for it now' }),
      }),
    ),
    workers: z.object({
      engineReachable: z.boolean(),
      pollers: z.record(z.string(), z.int()),
    }),
    outbox: z.object({
      waiting: z.int(),
      parked: z.int(),
      oldestSeconds: z.int(),
    }),
    trail: z.object({ unsealed: z.int() }),
    calendar: z.object({ year: z.int(), loaded: z.boolean(), alarm: z.string().nullable() }),
  })
  .meta({ id: 'Supervision' });
