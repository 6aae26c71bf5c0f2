/** Cases in answers: the head for lists, the whole for one. */
import { z } from 'zod';
import {
  centerCode,
  ClauseRef,
  codes,
  date,
  instant,
  listOf,
  pageOf,
  PersonHead,
  regulation,
  roleName,
  staffId,
  uuid,
} from './terms.ts';
import { AsideView, PauseView } from './pause.ts';
import { TaskSubject } from './task-subject.ts';
import { WaitView } from './wait.ts';
import { STATES } from './words.ts';

export const StageView = z
  .object({ at: z.string(), title: z.string(), state: z.enum(STATES), final: z.boolean() })
  .meta({
    id: 'Stage',
    examples: [{ at: 'checking', title: '核查中', state: 'running', final: false }],
  });

const head = {
  id: uuid,
  number: z.string().meta({ examples: ['K202611230000001'] }),
  type: z.string().meta({ examples: ['account-opening'] }),
  typeTitle: z.string(),
  center: centerCode,
  branch: z.string(),
  branchName: z.string(),
  stage: StageView,
  version: z.int(),
  person: PersonHead,
  personTitle: z.string().meta({ description: 'What the person is to the case, as 申请人' }),
  channel: z.string(),
  submittedBy: staffId,
  openedAt: instant,
  acceptedOn: date.nullable(),
  regulation: regulation.nullable(),
  dueOn: date.nullable(),
  promisedOn: date.nullable(),
  promisedProvisional: z.boolean().meta({ description: '暂定: that year has no calendar yet' }),
  overdue: z.boolean(),
  closedAt: instant.nullable(),
  outcome: z.string().nullable(),
  outcomeTitle: z.string().nullable(),
  updatedAt: instant,
  operation: uuid.nullable(),
  waits: z.array(WaitView),
  openTasks: z.int(),
  aside: AsideView.nullable(),
};

export const CaseHead = z.object(head).meta({ id: 'CaseHead' });

export const ActionView = z
  .object({
    action: z.string(),
    title: z.string(),
    allowed: z.boolean(),
    /** Why not, in words for the person who asked. */
    reason: z.string().optional(),
    code: z.string().optional(),
    needsReason: z.boolean(),
    preview: z.string().optional(),
  })
  .meta({ id: 'Action' });

export const TaskView = z
  .object({
    id: uuid,
    caseId: uuid.nullable().meta({ description: 'null: it is about the books and no case' }),
    caseNumber: z.string().meta({ description: 'Without a case: the number of what it is about' }),
    caseType: z.string().nullable(),
    caseTypeTitle: z.string(),
    stageTitle: z
      .string()
      .meta({ description: 'Without a case: how much it is about, or which checks failed' }),
    about: TaskSubject,
    person: PersonHead.nullable(),
    kind: z.string(),
    title: z.string(),
    todo: z.string(),
    role: roleName,
    center: centerCode,
    branch: z.string().nullable(),
    openedAt: instant,
    openedOn: date,
    workingDays: z.int(),
    dueOn: date,
    dueProvisional: z.boolean().meta({ description: '暂定: the calendar of that year is missing' }),
    overdue: z.boolean(),
    dueBy: staffId.nullable().meta({ description: 'Who moved the due date by hand' }),
    caseDueOn: date.nullable().meta({ description: 'Last day the law leaves for the case' }),
    latestDueOn: date
      .nullable()
      .optional()
      .meta({ description: 'The last day it may be moved to; where one task is read' }),
    escalation: z
      .object({
        level: z.enum(['law', 'promise', 'task']),
        on: date,
        days: z.int(),
        sentence: z.string(),
      })
      .nullable()
      .meta({ description: 'Past its day: with the supervisor by itself' }),
    holderAway: z
      .object({ staff: staffId, from: date, to: date, deputy: staffId.nullable() })
      .nullable()
      .meta({ description: 'Whoever has it in hand is away today' }),
    claimedBy: staffId.nullable(),
    claimedAt: instant.nullable(),
    assignedTo: staffId.nullable(),
    mine: z.boolean(),
    asideUntil: date
      .nullable()
      .meta({ description: 'Its case is put aside (暂缓) until this day; null: it is not' }),
    /** Whether the caller may take it, else why not. */
    claimable: z.boolean(),
    notClaimable: z.string().optional(),
    closedAt: instant.nullable(),
    closedBy: z.string().nullable(),
    version: z.int(),
  })
  .meta({ id: 'Task' });

export const LinkView = z
  .object({
    kind: z.string(),
    direction: z
      .enum(['to', 'from'])
      .meta({ description: 'Whether this case names the other or the other names it' }),
    title: z.string(),
    other: z.string(),
    detail: codes,
    at: instant,
    case: z
      .object({ id: uuid, number: z.string(), typeTitle: z.string(), stage: StageView })
      .nullable()
      .meta({ description: 'The other end, when it is a case and the caller may see it' }),
  })
  .meta({ id: 'Link' });

export const AgreementView = z
  .object({
    hash: z.string().meta({ description: 'What is signed: send it back with the act `sign`' }),
    template: z.string(),
    state: z.string(),
    offeredOn: date,
    signBy: date,
    signedOn: date.nullable(),
  })
  .meta({ id: 'Agreement' });

const ReasonView = z
  .object({
    code: z.string(),
    reason: z.string().meta({ description: 'What was found, by the figures it was decided by' }),
    remedy: z.string().meta({ description: 'What the person can do' }),
    clauses: z.array(ClauseRef),
  })
  .meta({ id: 'CaseReason' });

const AgentView = z
  .object({
    name: z.string(),
    documentType: z.string(),
    documentNumber: z.string().meta({ description: 'Masked' }),
    acts: z.array(z.object({ act: z.string(), title: z.string() })),
    actsText: z.string(),
    issuedOn: date,
    endsOn: date.meta({ description: 'The last day on which the letter of authority holds' }),
    expired: z.boolean(),
    notarised: z.boolean(),
    notaryNumber: z.string().nullable(),
    file: z.string().meta({ description: 'Scan of the letter: a file of the case' }),
  })
  .meta({ id: 'CaseAgent' });

export const CaseBody = z
  .object({
    ...head,
    detail: codes.meta({ description: 'Codes and dates that belong to the stage' }),
    reasons: z
      .array(ReasonView)
      .meta({ description: 'Reasons and findings of the stage and its waits, in words' }),
    parties: z.record(z.string(), z.union([z.string(), z.array(z.string())])).meta({
      description: 'Staff ids by their part: who had it last, or everybody who ever had it',
    }),
    people: z
      .record(z.string(), z.string())
      .meta({ description: 'Names of the staff who had to do with it, by id' }),
    lastEvent: z
      .string()
      .nullable()
      .meta({ description: 'The newest event known with this version: `since` of the events' }),
    tasks: z.array(TaskView),
    actions: z.array(ActionView),
    account: z
      .object({ id: uuid, number: z.string(), stateTitle: z.string() })
      .nullable()
      .meta({ description: 'The account that it opened, or that it is about', id: 'CaseAccount' }),
    agreement: AgreementView.nullable(),
    agent: AgentView.nullable().meta({
      description: 'Who acts for the person (代理人), masked; null: nobody',
    }),
    links: z.array(LinkView),
    pause: PauseView.nullable().meta({ description: '暂缓办理; null: not for the caller' }),
  })
  .meta({ id: 'Case' });

export const CasePage = pageOf(CaseHead)
  .extend({
    count: z.int().optional().meta({ description: '1000 means that many or more' }),
  })
  .meta({ id: 'CasePage' });
export const WaitList = listOf(WaitView).meta({ id: 'WaitList' });
export const TaskList = listOf(TaskView).meta({ id: 'TaskList' });
export const TaskPage = pageOf(TaskView).meta({ id: 'TaskPage' });
export const NextTask = z
  .object({ task: TaskView.nullable(), because: z.string() })
  .meta({ id: 'NextTask' });

export const TaskCounts = z
  .object({
    mine: z.int(),
    claimable: z.int(),
    overdue: z.int(),
    dueToday: z.int(),
    all: z.int(),
    aside: z.int().meta({ description: 'Of cases put aside: in `overdue`, and in no other count' }),
  })
  .meta({ id: 'TaskCounts' });

export const SearchResult = z
  .object({ items: z.array(CaseHead), persons: z.array(PersonHead) })
  .meta({ id: 'SearchResult' });
