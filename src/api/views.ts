/** Saved views: filters by name, one's own or shared with the branch or center. */
import { z } from 'zod';
import { textField } from '../forms/fields.ts';
import { reaches } from './caller.ts';
import { notFound } from './case-access.ts';
import { caseIdOf } from './engine.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
import { deleteView, insertView, listViews, type ListedView } from './queries/own.ts';
import { idParams } from './schemas/terms.ts';
import { ViewList, ViewView } from './schemas/office.ts';
import { iso } from './show-case.ts';

const tag = 'Views';

/** Filters hold codes and opaque ids; a run of digits could be somebody's number. */
const filterValue = z
  .string()
  .max(100)
  .refine(
    (text) => !/\d{11}/.test(text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '')),
    {
      error: '筛选条件中不能有证件号码、电话等个人信息',
    },
  );
const query = z
  .record(z.string().max(40), filterValue)
  .refine((filters) => Object.keys(filters).length <= 20, { error: '筛选条件过多' });

export const listViewsOperation = operation({
  id: 'listViews',
  method: 'get',
  path: '/views',
  tag,
  summary: 'Own views, and those shared with one',
  answers: { 200: { description: 'All of them', schema: ViewList } },
  handle: async (call, { pool }) => {
    const rows = await listViews(pool, call.caller.id, call.grants);
    return { status: 200, body: { items: rows.map((row) => showView(row, call.caller.id)) } };
  },
});

export const createView = operation({
  id: 'createView',
  method: 'post',
  path: '/views',
  tag,
  summary: 'Save a view',
  body: z.strictObject({
    name: textField(60),
    query,
    shared: z.boolean().default(false),
    center: z.string().max(6).optional(),
    branch: z.string().max(40).nullable().optional(),
  }),
  bodyExample: { name: '待补正超过一周', query: { stage: 'incomplete', overdue: 'true' } },
  keyed: true,
  answers: {
    201: { description: 'Saved', schema: ViewView },
    200: { description: 'Saved before under this key', schema: ViewView },
  },
  handle: async (call, { pool }) => {
    const { caller, grants, body } = call;
    const center = body.center ?? caller.center;
    const branch = body.branch === undefined ? caller.homeBranch : body.branch;
    if (!grants.some((grant) => reaches(grant, { center, branch: branch ?? grant.branch }))) {
      throw invalid([{ pointer: '#/center', detail: '只能共享给您所在的中心或网点' }]);
    }
    const row = await insertView(pool, {
      id: caseIdOf(caller.id, `view\n${call.key}`),
      staff: caller.id,
      center,
      branch,
      shared: body.shared,
      name: body.name,
      query: body.query,
    });
    if (!row) throw new Error('a view that was written is there');
    return { status: 201, body: showView(row, caller.id) };
  },
});

export const deleteViewOperation = operation({
  id: 'deleteView',
  method: 'delete',
  path: '/views/{id}',
  tag,
  summary: 'Remove an own view',
  params: idParams,
  keyed: true,
  answers: { 204: { description: 'Gone' } },
  handle: async (call, { pool }) => {
    if (!(await deleteView(pool, call.caller.id, call.params.id))) throw notFound();
    return { status: 204 };
  },
});

export function showView(row: ListedView, staff: string) {
  const { id, name, query: filters, shared, center, branch, following, updated_at } = row;
  const owner = row.staff;
  const own = owner === staff;
  return {
    id,
    name,
    query: filters,
    shared,
    center,
    branch,
    owner,
    own,
    following,
    updatedAt: iso(updated_at),
  };
}
