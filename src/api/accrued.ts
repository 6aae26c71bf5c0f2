/** Interest that was earned and not credited yet (未结利息), on any day from the account's opening on. */
import { z } from 'zod';
import { sourceTitle } from '../cases/wording-accounts.ts';
import { addDays, dateAt, plainDate, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { exact, yuan } from '../domain/money.ts';
import { accruedOn, toldFrom } from '../ledger/interest-days.ts';
import type { Figure } from '../policy/figures.ts';
import { interestTerms, type InterestTerms } from '../policy/interest-terms.ts';
import { accountFor } from './accounts.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
import type { AccountDetailRow } from './queries/accounts.ts';
import { AccruedView } from './schemas/account.ts';
import { date, idParams } from './schemas/terms.ts';

/** A hundred years: nobody foresees more. */
const AHEAD_DAYS = 36_525;

export const getAccrued = operation({
  id: 'getAccrued',
  method: 'get',
  path: '/accounts/{id}/accrued',
  tag: 'Accounts',
  summary: 'Interest earned and not credited yet, by source, on any day',
  description:
    'A day that is over: as the books stand now, by value dates. A day to come: as if nothing moved until then ' +
    'but the settlements of 30 June. A day that cannot be told is refused with the first that can.',
  params: idParams,
  query: z.object({
    on: date.meta({ description: 'Reckoned up to the beginning of this day' }),
  }),
  answers: { 200: { description: 'The interest', schema: AccruedView } },
  faults: ['account-closed'],
  handle: async (call, deps) => {
    const row = await accountFor(call, deps, call.params.id);
    return { status: 200, body: await toldOn(deps, row, plainDate(call.query.on)) };
  },
});

async function toldOn({ pool, now }: ApiDeps, row: AccountDetailRow, on: PlainDate) {
  const { number, center, state, openedOn } = row;
  const today = dateAt(now());
  if (state === 'closed') throw new Fault('account-closed', '该账户已经销户，没有未结利息。');
  if (on < openedOn) throw tooEarly(plainDate(openedOn), '账户这一天才开立');
  if (on > addDays(today, AHEAD_DAYS)) throw refused('最多预计到100年以后');
  const terms = termsOn(await figuresOf(pool, center), center, on);
  const told = await toldFrom(pool, { account: number, terms });
  if (told === null) throw refused('有的款项早于已知的利率，算不出利息');
  if (told !== 'always' && on < told) throw tooEarly(told, '此前有的款项早于已知的利率');
  const sources = await accruedOn(pool, { account: number, on, today, terms });
  const total = sources.reduce((sum, { interest }) => sum.plus(interest), exact(0));
  return {
    ...{ on, foreseen: on > today, total: yuan(total.toFixed(2)) },
    sources: sources.map(({ source, from, interest }) => ({
      ...{ source, sourceTitle: sourceTitle(source), from, interest },
    })),
  };
}

/** @throws Fault 'input-invalid' at the day, with the first from which there are terms */
function termsOn(figures: readonly Figure[], center: string, on: PlainDate): InterestTerms {
  const terms = interestTerms(figures, { center, on });
  if (terms !== null) return terms;
  const later = figures.map(({ from }) => from).filter((day) => day > on);
  const first = later.toSorted().find((day) => interestTerms(figures, { center, on: day }));
  if (first === undefined) throw refused('这一天没有生效的计息参数，算不出利息');
  throw tooEarly(first, '此前没有生效的计息参数');
}

function tooEarly(first: PlainDate, why: string): Fault {
  return refused(`自${first}起才算得出未结利息：${why}`);
}

function refused(detail: string): Fault {
  return invalid([{ pointer: 'query/on', detail }]);
}
