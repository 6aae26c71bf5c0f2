/** Breaches (违约): who, since when, how far the service and the cure are, what was done. */
import { z } from 'zod';
import { dateAt } from '../domain/calendar.ts';
import { BREACH_KIND_NAMES } from '../domain/vocabulary.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import { operation } from './operation.ts';
import { listBreaches as breachesOf } from './queries/agreements.ts';
import { BreachPage } from './schemas/agreement.ts';
import { asBoolean, flag, limitOf, paging } from './schemas/terms.ts';
import { showBreach } from './show-agreement.ts';

export const listBreaches = operation({
  id: 'listBreaches',
  method: 'get',
  path: '/breaches',
  tag: 'Cases',
  summary: 'Breaches of agreements, newest first',
  query: z.object({
    ...paging,
    open: flag,
    kind: z.enum(BREACH_KIND_NAMES, { error: '没有这种违约情形' }).optional(),
    account: z.uuid({ error: '账户编号不正确' }).optional(),
  }),
  answers: { 200: { description: 'A page', schema: BreachPage } },
  handle: async (call, deps) => {
    const { limit: wanted, cursor, open, kind, account } = call.query;
    const limit = limitOf(wanted);
    const key = deps.secrets.session;
    const on = dateAt(deps.now());
    const list = `breaches/${open ?? ''}/${kind ?? ''}/${account ?? ''}`;
    const rows = await breachesOf(
      deps.pool,
      call,
      { open: asBoolean(open), kind, account, on },
      { limit, after: cursorIn(key, list, cursor) },
    );
    const body = page(
      rows,
      limit,
      ({ foundOn, caseId }) => cursorText(key, list, [foundOn, caseId]),
      (row) => showBreach(deps, row, on),
    );
    return { status: 200, body };
  },
});
