/** What hangs on a case: events, waits, tasks, decisions, checks, notes, files. */
import { z } from 'zod';
import { EVENT_GROUP_NAMES, kindsOf } from '../cases/event-groups.ts';
import { sealJson } from '../crypto/cipher.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { addNote } from '../db/notes.ts';
import { personKey } from '../db/reasons.ts';
import { Fault } from '../domain/fault.ts';
import { wordsField } from '../forms/fields.ts';
import { acting, grantAt } from './acting.ts';
import { caseFor } from './case-access.ts';
import { kindsInAddress } from './audit-filter.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { checkValidDays } from './check-use.ts';
import { operation, type Context } from './operation.ts';
import { filesOf, notesOf } from './queries/papers.ts';
import { checksOf, decisionsOf, eventsOf, waitsOf } from './queries/parts.ts';
import { tasksOf } from './queries/tasks.ts';
import { TaskList, WaitList } from './schemas/case.ts';
import { caseParams, limitOf, paging } from './schemas/terms.ts';
import {
  CheckList,
  DecisionList,
  EventPage,
  FileList,
  NoteList,
  NoteView,
} from './schemas/parts.ts';
import { isChannel, showWait } from './show-case.ts';
import { showChecks, showDecision, showEvent, showFile, showNote } from './show-parts.ts';
import { showTask } from './show-task.ts';

const part = { method: 'get', tag: 'Case', params: caseParams } as const;

export const listCaseEvents = operation({
  ...part,
  id: 'listCaseEvents',
  path: '/cases/{id}/events',
  summary: 'Who did what, when and why; oldest first unless asked otherwise',
  query: z.object({
    ...paging,
    order: z.enum(['oldest', 'newest']).optional(),
    group: z.enum(EVENT_GROUP_NAMES).optional(),
    kind: kindsInAddress,
    since: z
      .string()
      .regex(/^\d{1,18}$/, { error: '应为事项的编号' })
      .optional()
      .meta({ description: 'Only what came after this event' }),
  }),
  answers: { 200: { description: 'A page', schema: EventPage } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const { order = 'oldest', group, kind, since = null } = call.query;
    if (kind !== undefined && isChannel(call)) {
      throw new Fault('not-authorized', '渠道不能按留痕事项筛选。');
    }
    const list = `events:${row.id}:${order}:${group ?? ''}:${kind ?? ''}`;
    const after = cursorIn(key, list, call.query.cursor);
    const filter = {
      newestFirst: order === 'newest',
      since,
      group: group === undefined ? null : kindsOf(group),
      kinds: kind === undefined ? null : kind.split(','),
    };
    const rows = await eventsOf(deps.pool, row.id, filter, { limit, after });
    const { items, nextCursor } = page(
      rows,
      limit,
      ({ id }) => cursorText(key, list, [id]),
      (event) => showEvent(deps, event, isChannel(call)),
    );
    return { status: 200, body: { items: items.filter((item) => item !== null), nextCursor } };
  },
});

export const listCaseWaits = operation({
  ...part,
  id: 'listCaseWaits',
  path: '/cases/{id}/waits',
  summary: 'What it waited and waits for',
  answers: { 200: { description: 'All of them, oldest first', schema: WaitList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const waits = await waitsOf(deps.pool, row.id);
    const items = waits.map((wait) => showWait(wait, deps.now(), isChannel(call)));
    return { status: 200, body: { items } };
  },
});

export const listCaseTasks = operation({
  ...part,
  id: 'listCaseTasks',
  path: '/cases/{id}/tasks',
  summary: 'Acts that people owe or did',
  answers: { 200: { description: 'Open first', schema: TaskList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const tasks = await tasksOf(deps.pool, row.id);
    return { status: 200, body: { items: tasks.map((task) => showTask(deps, task, call)) } };
  },
});

export const listCaseDecisions = operation({
  ...part,
  id: 'listCaseDecisions',
  path: '/cases/{id}/decisions',
  summary: 'Decisions with facts and trace; newest first',
  answers: { 200: { description: 'All of them', schema: DecisionList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const decisions = await decisionsOf(deps.pool, row.id);
    return { status: 200, body: { items: decisions.map((one) => showDecision(deps, one)) } };
  },
});

export const listCaseChecks = operation({
  ...part,
  id: 'listCaseChecks',
  path: '/cases/{id}/checks',
  summary: 'Answers of outside systems with their age; newest first',
  answers: { 200: { description: 'All of them', schema: CheckList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const checks = await checksOf(deps.pool, row.id);
    const days = await checkValidDays(deps, row);
    return { status: 200, body: { items: showChecks(deps, checks, days) } };
  },
});

export const listCaseNotes = operation({
  ...part,
  id: 'listCaseNotes',
  path: '/cases/{id}/notes',
  summary: 'Notes of the staff; oldest first',
  answers: { 200: { description: 'All of them', schema: NoteList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const notes = await notesOf(deps.pool, row.id);
    return { status: 200, body: { items: notes.map((note) => showNote(deps, row, note)) } };
  },
});

export const addCaseNote = operation({
  id: 'addCaseNote',
  method: 'post',
  path: '/cases/{id}/notes',
  tag: 'Case',
  summary: 'Write a note',
  params: caseParams,
  body: z.strictObject({ text: wordsField(2_000) }),
  bodyExample: { text: '申请人来电，明日补交银行卡。' },
  keyed: true,
  answers: {
    201: { description: 'Written', schema: NoteView },
    200: { description: 'Written before under this key', schema: NoteView },
  },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const { pool, secrets, now } = deps;
    const row = await caseFor(call, deps, call.params.id);
    const id = caseIdOf(call.caller.id, `note\n${call.key}`);
    const { text } = call.body;
    const earlier = (await notesOf(pool, row.id)).find((note) => note.id === id);
    if (earlier) return { status: 200, body: showNote(deps, row, earlier) };
    const key = await personKey(pool, createPersonKeys(secrets.center), row.person);
    const content = sealJson(key, place.note(id), { text });
    await addNote(pool, { id, caseId: row.id, content, by: actingOn(call, deps, row) });
    const author = { author: call.caller.id, authorName: call.caller.name };
    const body = { id, ...author, at: new Date(now()).toISOString(), text };
    return { status: 201, body };
  },
});

export const listCaseFiles = operation({
  ...part,
  id: 'listCaseFiles',
  path: '/cases/{id}/files',
  summary: 'Files attached to the case',
  answers: { 200: { description: 'All of them', schema: FileList } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const files = await filesOf(deps.pool, row.id);
    return { status: 200, body: { items: files.map(showFile) } };
  },
});

function actingOn(
  context: Context,
  deps: ApiDeps,
  row: { readonly center: string; readonly branch: string },
) {
  return acting(context, deps, grantAt(context, row));
}
