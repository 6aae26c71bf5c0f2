/**
 * Agreements that are left out of the collection because their amount lies outside the limits in force (clause 4): with
 * the limits, since when, and whether a change is under way.
 *
 * @source 通知（征求意见稿）（四）
 */
import { z } from 'zod';
import { dateAt, plainDate, type PlainDate } from '../domain/calendar.ts';
import { yuan } from '../domain/money.ts';
import { CYCLES, CYCLE_NAMES } from '../domain/vocabulary.ts';
import type { LimitsOfDistrict } from '../ledger/debit-batches.ts';
import type { Figure } from '../policy/figures.ts';
import { outsideOf, outsideSince } from '../policy/limits-of-months.ts';
import { limitsInForce } from '../policy/opening-figures.ts';
import { clauseRef } from './clause-ref.ts';
import { cursorIn, cursorText, page } from './cursor.ts';
import { figuresOf } from './figure-rows.ts';
import { operation } from './operation.ts';
import { personHead } from './personal.ts';
import { listOutsideLimits as rowsOutside, type OutsideRow } from './queries/outside-limits.ts';
import type { ApiDeps } from './deps.ts';
import { OutsideLimitsPage } from './schemas/outside-limits.ts';
import { centerCode, limitOf, paging } from './schemas/terms.ts';

const CLAUSE = 'liaoning-4';

export const listOutsideLimits = operation({
  id: 'listOutsideLimits',
  method: 'get',
  path: '/agreements/outside-limits',
  tag: 'Accounts',
  summary: 'Agreements in force whose monthly amount lies outside the limits of today',
  description:
    'Nothing of them is debited, and no payment of one’s own is taken, until a contribution-change is in force. Accounts in normal state, by number; of several plans the one that is debited next.',
  query: z.object({ ...paging, center: centerCode }),
  answers: { 200: { description: 'A page', schema: OutsideLimitsPage } },
  handle: async (call, deps) => {
    const { center, cursor } = call.query;
    const limit = limitOf(call.query.limit);
    const key = deps.secrets.session;
    const on = dateAt(deps.now());
    const list = `outside-limits/${center}`;
    const figures = await figuresOf(deps.pool, center);
    const monthly = limitsToday(figures, { center, on });
    const after = cursorIn(key, list, cursor);
    const rows =
      monthly.length === 0
        ? []
        : await rowsOutside(deps.pool, call, { center, monthly }, { limit, after });
    const body = page(
      rows,
      limit,
      ({ accountNumber }) => cursorText(key, list, [accountNumber]),
      (row) => show(deps, row, { center, on, figures }),
    );
    return { status: 200, body: { ...body, center, on, clause: clauseRef(CLAUSE) } };
  },
});

interface Today {
  readonly center: string;
  readonly on: PlainDate;
}

/** Those of the center, and of each district that has its own; none where the center has not set them. */
function limitsToday(
  figures: readonly Figure[],
  { center, on }: Today,
): readonly LimitsOfDistrict[] {
  if (limitsInForce(figures, { center, district: null, on }) === null) return [];
  const districts = new Set([null, ...figures.map(({ district }) => district)]);
  return [...districts].flatMap((district) => {
    const limits = limitsInForce(figures, { center, district, on });
    return limits === null ? [] : [{ district, ...limits }];
  });
}

function show(
  { secrets }: ApiDeps,
  row: OutsideRow,
  { center, on, figures }: Today & { readonly figures: readonly Figure[] },
) {
  const { account, accountNumber, district, changeCase, changeNumber, changeAmount } = row;
  const amount = yuan(row.monthlyAmount);
  const [min, max] = [yuan(row.min), yuan(row.max)];
  const cycle = CYCLES.find((one) => one === row.cycle);
  const outside = outsideOf(amount, { min, max });
  if (!cycle || !outside) throw new Error('a plan is listed as outside limits that it keeps');
  const agreedOn = plainDate(row.signedOn);
  const since = outsideSince(figures, { center, district, amount, agreedOn, on }) ?? on;
  const change =
    changeCase === null || changeNumber === null || changeAmount === null
      ? null
      : { caseId: changeCase, number: changeNumber, monthlyAmount: changeAmount };
  return {
    ...{ account, accountNumber, person: personHead(secrets, row), district },
    ...{ monthlyAmount: amount, cycle, cycleTitle: CYCLE_NAMES[cycle], min, max },
    ...{ ...outside, since, change },
  };
}
