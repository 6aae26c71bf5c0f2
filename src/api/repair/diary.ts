/**
 * The operator's diary: every intervention with before and after, reason, second person and what
 * came of it later; and, for the month, what recurs and whether it held.
 */
import { z } from 'zod';
import { INTERVENTIONS } from '../../cases/interventions.ts';
import { recordAccess } from '../../db/access.ts';
import {
  addToMonth,
  dateAt,
  firstDayOf,
  monthOf,
  plainMonth,
  startOf,
} from '../../domain/calendar.ts';
import { monthField } from '../../forms/fields.ts';
import { acting } from '../acting.ts';
import { operation } from '../operation.ts';
import { interventionsBetween, repairsOf } from '../queries/diary.ts';
import { DiaryView } from '../schemas/repair.ts';
import { iso } from '../show-case.ts';
import { eventEntry, repairEntry, type Entry } from './diary-entries.ts';
import { summaryOf } from './diary-summary.ts';

/** So many are judged for the summary, and so many are listed. */
const JUDGED_MAX = 2_000;
const LISTED_MAX = 500;

export const getDiary = operation({
  id: 'getDiary',
  method: 'get',
  path: '/supervision/diary',
  tag: 'Supervision',
  summary: 'Every intervention of a month with its later outcome, and what recurs',
  query: z.object({
    month: monthField.optional().meta({ description: 'YYYY-MM, Asia/Shanghai; this month' }),
  }),
  answers: { 200: { description: 'Newest first', schema: DiaryView } },
  handle: async (call, deps) => {
    const { pool, now } = deps;
    const { month: asked } = call.query;
    const month = asked === undefined ? monthOf(dateAt(now())) : plainMonth(asked);
    const from = iso(startOf(firstDayOf(month)));
    const before = iso(startOf(firstDayOf(addToMonth(month, 1))));
    const between = { from, before, limit: JUDGED_MAX };
    const [events, repairs] = await Promise.all([
      interventionsBetween(pool, call, Object.keys(INTERVENTIONS), between),
      repairsOf(pool, call, between),
    ]);
    const entries: readonly Entry[] = [
      ...events.map((row) => eventEntry(deps, row)),
      ...repairs.map((row) => repairEntry(deps, row)),
    ].sort((a, b) => b.instant - a.instant);
    const grant = call.grants[0];
    if (grant) {
      const by = acting(call, deps, grant);
      const { center } = grant;
      await recordAccess(pool, { kind: 'trail-read', center, public: { diary: month }, by });
    }
    const body = {
      month,
      at: iso(now()),
      total: entries.length,
      items: entries.slice(0, LISTED_MAX).map(({ shown }) => shown),
      truncated: entries.length > LISTED_MAX || [events, repairs].some(full),
      summary: summaryOf(entries),
    };
    return { status: 200, body };
  },
});

function full(rows: readonly unknown[]): boolean {
  return rows.length >= JUDGED_MAX;
}
