/** Cases: start one, look for them, look at one, act on one. */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import { dateAt } from '../domain/calendar.ts';
import { CASE_FORMS } from '../forms/index.ts';
import { actOnCase, createCase } from './case-acts.ts';
import { caseFor, wholeCase } from './case-access.ts';
import { stagesBehind } from './channel-view.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import { operation, type Context } from './operation.ts';
import { personsBy, recordSearch } from './person-lookup.ts';
import { precheck } from './precheck.ts';
import { countCases, listCases, searchCases, type CaseFilter } from './queries/cases.ts';
import { CaseBody, CasePage, SearchResult } from './schemas/case.ts';
import { Precheck } from './schemas/precheck.ts';
import { asBoolean, caseParams, flag, limitOf, paging } from './schemas/terms.ts';
import { filtersByWait, waitFilterOf, waitQuery } from './schemas/wait-query.ts';
import { STATES } from './schemas/words.ts';
import { iso, isChannel, showHead } from './show-case.ts';
import { Fault } from '../domain/fault.ts';
import { actionBodies, actionExample, applicationExample } from './form-documents.ts';

const submissions = Object.entries(CASE_FORMS).map(([type, { application }]) =>
  z.strictObject({
    type: z.literal(type),
    branch: z
      .string()
      .max(40)
      .optional()
      .meta({ description: '受理网点; the own one when left out' }),
    application,
  }),
);
const anySubmission = z.union(submissions).meta({ id: 'Submission' });
const submission = z.looseObject({
  type: z.enum(Object.keys(CASE_TYPES), { error: '没有这种业务' }),
});

export const createCaseOperation = operation({
  id: 'createCase',
  method: 'post',
  path: '/cases',
  tag: 'Cases',
  summary: 'Start a case',
  description:
    'The same Idempotency-Key is the same case. What the law lets the applicant complete later may be left out; what is sent must be well-formed.',
  body: submission,
  documentedBody: anySubmission,
  bodyExample: { type: 'account-opening', application: applicationExample },
  keyed: true,
  answers: {
    201: { description: 'Started', schema: CaseBody, etag: true, location: true },
    200: {
      description: 'Started before under this key',
      schema: CaseBody,
      etag: true,
      location: true,
    },
  },
  faults: ['claim-held', 'person-conflict', 'account-exists', 'engine-unavailable'],
  handle: createCase,
});

export const precheckCaseOperation = operation({
  id: 'precheckCase',
  method: 'post',
  path: '/cases:precheck',
  tag: 'Cases',
  summary: 'What would be missing or refused, without any effect',
  body: submission,
  documentedBody: anySubmission,
  bodyExample: { type: 'account-opening', application: applicationExample },
  answers: { 200: { description: 'What stands against it', schema: Precheck } },
  handle: precheck,
});

/** What a list of cases may be narrowed by, in an address and in the body of an export. */
export const caseFilters = {
  type: z.enum(Object.keys(CASE_TYPES), { error: '没有这种业务' }).optional(),
  stage: z.string().max(60).optional(),
  branch: z.string().max(40).optional(),
  state: z.enum(STATES).optional().meta({ description: 'Coarse state of the stage' }),
  overdue: flag,
  ...waitQuery,
  person: z.uuid().optional(),
  submittedBy: z.string().max(40).optional(),
  operation: z.uuid().optional(),
  open: flag,
} as const;
const listQuery = z.object({ ...paging, ...caseFilters, count: flag });

export const listCasesOperation = operation({
  id: 'listCases',
  method: 'get',
  path: '/cases',
  tag: 'Cases',
  summary: 'Cases, newest first',
  query: listQuery,
  answers: { 200: { description: 'A page', schema: CasePage } },
  handle: async (call, deps) => {
    const filter = filterOf(call, call.query, deps.now());
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const after = cursorIn(key, 'cases', call.query.cursor);
    const rows = await listCases(deps.pool, call, filter, { limit, after });
    const counted =
      call.query.count === 'true' ? { count: await countCases(deps.pool, call, filter) } : {};
    const body = page(
      rows,
      limit,
      ({ sort, id }) => cursorText(key, 'cases', [sort, id]),
      (row) => showHead(deps, row, isChannel(call)),
    );
    return { status: 200, body: { ...body, ...counted } };
  },
});

type CaseFilters = z.output<z.ZodObject<typeof caseFilters>>;

export function filterOf(context: Context, query: CaseFilters, now: number): CaseFilter {
  const channel = isChannel(context);
  if (channel && hiddenFromChannels(query)) {
    throw new Fault('not-authorized', '渠道不能按等待事项筛选。');
  }
  const { type, branch, person, submittedBy, operation: bulk, stage, state } = query;
  return {
    ...waitFilterOf(query),
    type,
    branch,
    person,
    submittedBy,
    operation: bulk,
    stages: stagesOf({ stage, state }, channel),
    overdue: asBoolean(query.overdue),
    open: asBoolean(query.open),
    at: iso(now),
    today: dateAt(now),
  };
}

/** What tells why a case waits, or that somebody looks at it. */
function hiddenFromChannels({ state, ...query }: z.output<typeof listQuery>): boolean {
  return state !== undefined || filtersByWait(query);
}

/** A channel filters by the names it is shown; the real name of a hidden stage finds nothing. */
function stagesOf(
  { stage, state }: { readonly stage: string | undefined; readonly state: string | undefined },
  channel: boolean,
): readonly string[] | undefined {
  if (stage === undefined && state === undefined) return undefined;
  const types = Object.values(CASE_TYPES);
  if (channel) return [...new Set(types.flatMap((type) => stagesBehind(type, stage ?? '')))];
  const fitting = types.flatMap(({ stages }) =>
    Object.keys(stages).filter((at) => state === undefined || stages[at]?.state === state),
  );
  if (stage === undefined) return [...new Set(fitting)];
  return state === undefined || fitting.includes(stage) ? [stage] : [];
}

const searchBody = z.strictObject({
  number: z.string().min(1).max(40).optional(),
  documentNumber: z.string().min(1).max(60).optional(),
  name: z.string().min(1).max(100).optional(),
  phone: z.string().min(1).max(40).optional(),
  accountNumber: z.string().min(1).max(40).optional(),
});

export const searchCasesOperation = operation({
  id: 'searchCases',
  method: 'post',
  path: '/cases:search',
  tag: 'Cases',
  summary: 'Find cases by number or by who they are about',
  description: 'A POST, so that what is searched for stays out of addresses and logs.',
  body: searchBody,
  bodyExample: { number: 'K202611230000001' },
  answers: { 200: { description: 'What was found', schema: SearchResult } },
  handle: async (call, deps) => {
    const { number, ...personal } = call.body;
    const persons = await personsBy(call, deps, personal);
    const rows = await searchCases(deps.pool, call, {
      number: number?.trim().toUpperCase() ?? null,
      persons: persons.map(({ id }) => id),
    });
    const channel = isChannel(call);
    const by = Object.keys(call.body);
    await recordSearch(call, deps, 'case-searched', { by, found: rows.length });
    return {
      status: 200,
      body: {
        items: rows.map((row) => showHead(deps, row, channel)),
        persons: channel ? [] : persons,
      },
    };
  },
});

export const getCaseOperation = operation({
  id: 'getCase',
  method: 'get',
  path: '/cases/{id}',
  tag: 'Cases',
  summary: 'One case: stage, waits, tasks, what may be done next',
  params: caseParams,
  answers: { 200: { description: 'The case', schema: CaseBody, etag: true } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    return { status: 200, version: row.version, body: await wholeCase(call, deps, row) };
  },
});

export const actOnCaseOperation = operation({
  id: 'actOnCase',
  method: 'post',
  path: '/cases/{id}/actions/{action}',
  tag: 'Cases',
  summary: 'A human act that moves the case',
  description: 'The body is the form of the act; `actions[]` of the case says which are possible.',
  params: z.object({ id: z.uuid(), action: z.string().max(60) }),
  documentedBody: actionBodies,
  bodyExample: actionExample,
  keyed: true,
  versioned: true,
  answers: { 200: { description: 'The case after it', schema: CaseBody, etag: true } },
  faults: [
    'action-not-permitted',
    'same-person',
    'case-ended',
    'version-conflict',
    'agreement-changed',
    'agreement-outdated',
    'claim-held',
    'person-conflict',
    'account-exists',
    'effect-conflict',
    'person-key-destroyed',
    'engine-unavailable',
  ],
  handle: actOnCase,
});
