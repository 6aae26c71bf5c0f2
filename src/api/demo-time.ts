/** 演示时间: the operation that carries a case to the end of its next wait. In a time demo only. */
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
    return { status: 200, body: show(travelled) };
  },
});

function show({ from, to, waits, runs }: DemoTravelled): z.input<typeof DemoAdvance> {
  const titles = runs.map(({ kind }) => (isRunKind(kind) ? RUN_KINDS[kind].title : kind));
  const counts = [...new Set(titles)].map((title) => ({
    title,
    times: titles.filter((one) => one === title).length,
  }));
  return { from: dateAt(from), to: dateAt(to), waits, runs: counts };
}
