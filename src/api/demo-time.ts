/** 演示时间: the operation that carries a case to the end of its next wait. In a time demo only. */
import type pg from 'pg';
import type { z } from 'zod';
import { RUN_KINDS, isRunKind } from '../cases/runs.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { caseFor, notFound } from './case-access.ts';
import type { DemoTravelled } from './demo-clock.ts';
import { operation } from './operation.ts';
import { nextEndOf } from './queries/demo-time.ts';
import { DemoAdvance } from './schemas/demo.ts';
import { caseParams } from './schemas/terms.ts';

export const advanceDemoTime = operation({
  id: 'advanceDemoTime',
  method: 'post',
  path: '/cases/{id}/demo-time:advance',
  tag: 'Demo',
  summary: 'Carries a case, and everything else, to the end of the case’s next wait',
  description:
    'Only in the stack that `npm start -- --time-demo` starts; everywhere else there is no such address.',
  keyed: true,
  params: caseParams,
  answers: { 200: { description: 'What passed', schema: DemoAdvance } },
  faults: ['action-not-permitted', 'case-ended'],
  handle: async (call, deps) => {
    const { demoTime, pool } = deps;
    if (demoTime === null) throw notFound();
    const row = await caseFor(call, deps, call.params.id);
    if (row.closed_at !== null) throw new Fault('case-ended', '该业务已经办结，不再等待。');
    const to = await nextEndOf(pool, row.id);
    if (to === null) {
      throw new Fault(
        'action-not-permitted',
        '这件业务现在不是在等某一天，时间过去也不会使它继续。请先办理它等待的事项。',
      );
    }
    const travelled = await demoTime.travel(to);
    if (travelled === null) {
      throw new Fault('action-not-permitted', '演示时间正在推进，请稍候再试。');
    }
    const { stoppedBy } = travelled;
    const by = stoppedBy === null ? null : await numberOf(pool, stoppedBy);
    return { status: 200, body: show(travelled, by) };
  },
});

/** The case that asks again and again, by its number. */
async function numberOf(pool: pg.Pool, workflowId: string): Promise<string> {
  const { rows } = await pool.query<{ number: string }>(
    `select number from "case" where 'case/' || id = $1`,
    [workflowId],
  );
  return rows[0]?.number ?? '';
}

function show(
  { from, to, waits, runs }: DemoTravelled,
  stoppedBy: string | null,
): z.input<typeof DemoAdvance> {
  const titles = runs.map(({ kind }) => (isRunKind(kind) ? RUN_KINDS[kind].title : kind));
  const counts = [...new Set(titles)].map((title) => ({
    title,
    times: titles.filter((one) => one === title).length,
  }));
  const stopped =
    stoppedBy === null
      ? null
      : `业务${stoppedBy}在反复等待，多半是外部系统（全国平台、银行等）没有答复；演示时间到${dateAt(to)}停下，没有到原定的一天。请先恢复外部系统或者办理这件业务，再继续快进。`;
  return { from: dateAt(from), to: dateAt(to), waits, runs: counts, stopped };
}
