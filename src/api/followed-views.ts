/**
 * Standing questions: whoever follows a saved view of cases is told what came into it.
 *
 * Nothing looks at views in the background. What is new is worked out when somebody asks: the cases
 * that are in the view now and that they may see now, without those they have taken note of. So a
 * right that was taken away tells nothing any more at once, and what comes into a view because time
 * went by needs no event. What is stored is ids of cases.
 */
import { z } from 'zod';
import { notFound } from './case-access.ts';
import { caseFilters, filterOf } from './cases.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { caseIds, casesOf, COUNT_MAX } from './queries/cases.ts';
import {
  FOLLOWED_MAX,
  followedViews,
  followView,
  takeNote,
  unfollowView,
  type FollowedRow,
} from './queries/followed-views.ts';
import { findView, type ViewRow } from './queries/own.ts';
import { FollowedView, FollowedViews, ViewNews } from './schemas/followed-views.ts';
import { idParams } from './schemas/terms.ts';
import { iso, showHead } from './show-case.ts';
import { showView } from './views.ts';

const tag = 'Views';
const NEWS_MAX = 100;

/** Filters of the list of cases; `page` says that it is that list. */
const casesQuestion = z.strictObject({ ...caseFilters, page: z.literal('cases').optional() });
const NO_QUESTION = '该视图不是办件清单的视图，或其筛选条件已不再使用，请重新保存。';

interface Answered {
  readonly ids: readonly string[];
  readonly full: boolean;
}

/** What is in a view for the caller now; null when its filters are none of the list of cases. */
async function inView(
  context: Context,
  deps: ApiDeps,
  { query }: ViewRow,
): Promise<Answered | null> {
  const question = casesQuestion.safeParse(query);
  if (!question.success) return null;
  const filter = filterOf(context, question.data, deps.now());
  const found = await caseIds(deps.pool, context, filter, COUNT_MAX + 1);
  return { ids: found.slice(0, COUNT_MAX), full: found.length > COUNT_MAX };
}

/** The same, and whatever left the view is forgotten. */
async function lookAt(context: Context, deps: ApiDeps, row: FollowedRow): Promise<Answered | null> {
  const answered = await inView(context, deps, row);
  const there = new Set(answered?.ids ?? []);
  if (answered !== null && row.known.some((id) => !there.has(id))) {
    const which = { staff: context.caller.id, view: row.id };
    await takeNote(deps.pool, which, { inView: answered.ids, told: [] });
  }
  return answered;
}

function showFollowed(context: Context, row: FollowedRow, answered: Answered | null) {
  return {
    view: showView({ ...row, following: true }, context.caller.id),
    news: newIn(row, answered).length,
    total: answered?.ids.length ?? 0,
    full: answered?.full ?? false,
    problem: answered === null ? NO_QUESTION : null,
    lookedAt: iso(row.looked_at),
  };
}

function newIn({ known }: FollowedRow, answered: Answered | null): readonly string[] {
  const old = new Set(known);
  return (answered?.ids ?? []).filter((id) => !old.has(id));
}

/** @throws Fault 'not-found' for a view that is not there, not open, or not followed */
async function followed(call: Context, { pool }: ApiDeps, id: string): Promise<FollowedRow> {
  const row = (await followedViews(pool, call.caller.id, call.grants)).find((one) => one.id === id);
  if (!row) throw notFound();
  return row;
}

export const followViewOperation = operation({
  id: 'followView',
  method: 'post',
  path: '/views/{id}:follow',
  tag,
  summary: 'Be told what comes into a view of cases',
  description: 'What is in it now is known; following twice changes nothing.',
  params: idParams,
  keyed: true,
  answers: { 200: { description: 'Followed', schema: FollowedView } },
  handle: async (call, deps) => {
    const { caller, grants, params } = call;
    const view = await findView(deps.pool, { staff: caller.id, id: params.id }, grants);
    if (!view) throw notFound();
    const answered = await inView(call, deps, view);
    if (answered === null) throw cannotFollow(NO_QUESTION);
    if (answered.full) {
      throw cannotFollow(`该视图现有超过${COUNT_MAX}件办件，请增加筛选条件后再关注。`);
    }
    if (!(await followView(deps.pool, { staff: caller.id, view: view.id }, answered.ids))) {
      throw cannotFollow(`最多关注${FOLLOWED_MAX}个视图，请先取消其中一个。`);
    }
    const row = await followed(call, deps, view.id);
    return { status: 200, body: showFollowed(call, row, answered) };
  },
});

function cannotFollow(detail: string) {
  return invalid([{ pointer: 'path/id', detail }]);
}

export const unfollowViewOperation = operation({
  id: 'unfollowView',
  method: 'post',
  path: '/views/{id}:unfollow',
  tag,
  summary: 'No longer be told of a view',
  params: idParams,
  keyed: true,
  answers: { 204: { description: 'Not followed, whatever it was before' } },
  handle: async (call, { pool }) => {
    await unfollowView(pool, call.caller.id, call.params.id);
    return { status: 204 };
  },
});

export const listFollowedViews = operation({
  id: 'listFollowedViews',
  method: 'get',
  path: '/views:followed',
  tag,
  summary: 'The views one follows, and how much is new in each',
  answers: { 200: { description: 'As of now', schema: FollowedViews } },
  handle: async (call, deps) => {
    const items = [];
    for (const row of await followedViews(deps.pool, call.caller.id, call.grants)) {
      items.push(showFollowed(call, row, await lookAt(call, deps, row)));
    }
    const news = items.reduce((sum, item) => sum + item.news, 0);
    return { status: 200, body: { items, news } };
  },
});

export const listViewNews = operation({
  id: 'listViewNews',
  method: 'get',
  path: '/views/{id}/news',
  tag,
  summary: 'What came into a followed view',
  params: idParams,
  answers: { 200: { description: 'As of now', schema: ViewNews } },
  handle: async (call, deps) => {
    const row = await followed(call, deps, call.params.id);
    const answered = await lookAt(call, deps, row);
    const rows = await casesOf(deps.pool, call, newIn(row, answered), NEWS_MAX);
    const items = rows.map((one) => showHead(deps, one, false));
    return { status: 200, body: { ...showFollowed(call, row, answered), items } };
  },
});

export const noteViewNews = operation({
  id: 'noteViewNews',
  method: 'post',
  path: '/views/{id}/news:note',
  tag,
  summary: 'Take note of cases in a followed view',
  description: 'Of exactly those that were shown: what came in meanwhile stays new.',
  params: idParams,
  body: z.strictObject({ cases: z.array(z.uuid()).min(1).max(COUNT_MAX) }),
  bodyExample: { cases: ['0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70'] },
  keyed: true,
  answers: { 200: { description: 'What is new after it', schema: FollowedView } },
  handle: async (call, deps) => {
    const before = await followed(call, deps, call.params.id);
    const answered = await inView(call, deps, before);
    if (answered !== null) {
      const which = { staff: call.caller.id, view: before.id };
      await takeNote(deps.pool, which, { inView: answered.ids, told: call.body.cases });
    }
    const row = await followed(call, deps, before.id);
    return { status: 200, body: showFollowed(call, row, answered) };
  },
});
