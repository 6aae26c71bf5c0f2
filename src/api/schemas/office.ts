/** Figures, calendar, audit, types and clauses, in answers. */
import { z } from 'zod';
import { centerCode, codes, date, instant, listOf, roleName, staffId, uuid } from './terms.ts';
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

const calendarDay = z.object({ day: date, working: z.boolean(), name: z.string() });
export const CalendarView = z
  .object({
    year: z.int(),
    documentNumber: z.string().nullable(),
    loaded: z.boolean(),
    provisional: z.boolean(),
    loadedAt: instant.nullable(),
    days: z.array(calendarDay),
    earlier: z
      .array(
        z.object({
          documentNumber: z.string(),
          loadedAt: instant,
          replacedAt: instant,
          days: z.array(calendarDay),
        }),
      )
      .meta({ description: 'What was loaded before, the newest first' }),
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
    demo: z
      .object({
        simulators: z.string(),
        time: z
          .object({
            on: date,
            moving: z.boolean().meta({ description: 'Time is just passing' }),
          })
          .nullable()
          .meta({ description: 'A time demo: its date, ahead of the real one or not' }),
      })
      .nullable()
      .meta({ description: 'A demo: where its simulated outside systems show themselves' }),
  })
  .meta({ id: 'Me' });

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
    repair: z
      .object({
        kind: z.string(),
        kindTitle: z.string(),
        move: z.string(),
        moveTitle: z.string(),
        reason: z.string(),
        hash: z.string().meta({ description: 'Of the frozen list: send it back to confirm it' }),
        twoPersons: z.boolean(),
        startedByName: z.string().nullable(),
        confirmedBy: staffId.nullable(),
        confirmedByName: z.string().nullable(),
        confirmedAt: instant.nullable(),
        mayConfirm: z.boolean(),
      })
      .nullable()
      .meta({ description: 'Of a bulk repair' }),
  })
  .meta({ id: 'Operation' });

export const OperationList = listOf(OperationView).meta({ id: 'OperationList' });

export const OperationRows = z
  .object({
    items: z.array(
      z.object({
        n: z.int(),
        state: z.enum(ROW_STATES),
        object: z.string().nullable().meta({ description: 'What is repaired in this row' }),
        caseId: uuid.nullable(),
        caseNumber: z.string().nullable(),
        problem: z.unknown(),
        at: instant.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'OperationRows' });

const draft = {
  id: uuid,
  type: z.string(),
  version: z.int(),
  updatedAt: instant,
  keptUntil: date.meta({ description: 'The last day, unless it is changed before' }),
};
export const DraftHead = z
  .object({
    ...draft,
    applicant: z
      .object({ name: z.string().nullable(), documentNumber: z.string().nullable() })
      .nullable()
      .meta({ description: 'Whose it is about, masked; null while nothing is filled in' }),
  })
  .meta({ id: 'DraftHead' });
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
    following: z.boolean().meta({ description: 'The caller is told what comes into it' }),
    updatedAt: instant,
  })
  .meta({ id: 'SavedView' });
export const ViewList = listOf(ViewView).meta({ id: 'SavedViewList' });
