/** Verification of the trail's chain: asked for, followed, and kept with its result. */
import { acting, centersOf } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { operation, type Context } from './operation.ts';
import {
  findVerification,
  insertVerification,
  listVerifications,
  runningVerification,
  type VerificationRow,
} from './queries/verifications.ts';
import { Verification, VerificationList } from './schemas/audit.ts';
import { idParams } from './schemas/terms.ts';
import { iso, isoOrNull } from './show-case.ts';

const tag = 'Audit';
/** A verification that has not been heard of for so long died with its process. */
const SILENT_MS = 30_000;

export const startVerification = operation({
  id: 'startVerification',
  method: 'post',
  path: '/audit/verifications',
  tag,
  summary: 'Walk the chain of the trail and name every line that does not fit',
  description:
    'Goes on after the answer; `Location` tells how far it is. While one of the same centers goes on, that one is answered.',
  keyed: true,
  answers: { 202: { description: 'Under way', schema: Verification, location: true } },
  handle: async (call, deps) => {
    const { pool } = deps;
    const centers = centersOf(call);
    const id = caseIdOf(call.caller.id, `verification\n${call.key}`);
    const at = deps.now();
    const known =
      (await findVerification(pool, centers, id)) ??
      (await runningVerification(pool, centers, at - SILENT_MS));
    const row = known ?? (await begin(call, deps, { id, centers, at }));
    const location = `/api/v1/audit/verifications/${row.id}`;
    return { status: 202, location, body: show(row, deps.now()) };
  },
});

interface Beginning {
  readonly id: string;
  readonly centers: readonly string[];
  readonly at: number;
}

async function begin(
  context: Context,
  deps: ApiDeps,
  { id, centers, at }: Beginning,
): Promise<VerificationRow> {
  await insertVerification(deps.pool, { id, staff: context.caller.id, centers, at });
  const row = await findVerification(deps.pool, centers, id);
  if (!row) throw new Error('a verification that was written is there');
  deps.verifier.start({
    id,
    centers: centers.flatMap((center) => {
      const grant = context.grants.find((one) => one.center === center);
      return grant ? [{ center, by: acting(context, deps, grant) }] : [];
    }),
  });
  return row;
}

export const getVerification = operation({
  id: 'getVerification',
  method: 'get',
  path: '/audit/verifications/{id}',
  tag,
  summary: 'How far a verification is, or what it found',
  params: idParams,
  answers: { 200: { description: 'The verification', schema: Verification } },
  handle: async (call, { pool, now }) => {
    const row = await findVerification(pool, centersOf(call), call.params.id);
    if (!row) throw notFound();
    return { status: 200, body: show(row, now()) };
  },
});

export const listVerificationsOperation = operation({
  id: 'listVerifications',
  method: 'get',
  path: '/audit/verifications',
  tag,
  summary: 'The last twenty verifications, newest first',
  answers: { 200: { description: 'All of them', schema: VerificationList } },
  handle: async (call, { pool, now }) => {
    const rows = await listVerifications(pool, centersOf(call));
    return { status: 200, body: { items: rows.map((row) => show(row, now())) } };
  },
});

const PROBLEMS: Readonly<Record<string, string>> = {
  changed: '内容被改动',
  missing: '缺失',
  reordered: '次序不对',
  'head-mismatch': '与每日封存的链头不符',
  'seal-missing': '封链缺失',
};

function show(row: VerificationRow, now: number) {
  const { id, staff, state, walked, total, report } = row;
  const silent = state === 'running' && now - row.beat_at > SILENT_MS;
  const centers = (report ?? []).map((one) => ({
    ...one,
    intact: one.problemCount === 0,
    problems: one.problems.map((problem) => ({
      ...problem,
      title: PROBLEMS[problem.kind] ?? problem.kind,
    })),
  }));
  return {
    id,
    state: silent ? ('interrupted' as const) : state,
    startedBy: staff,
    startedAt: iso(row.started_at),
    finishedAt: isoOrNull(row.finished_at),
    walked: Number(walked),
    total: Number(total),
    intact: report === null ? null : centers.every(({ intact }) => intact),
    centers,
  };
}
