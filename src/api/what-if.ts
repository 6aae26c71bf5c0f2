/** 试算: a parameter changed on a copy of the cohort, by the very rules; nothing is written. */
import { z } from 'zod';
import { dateAt, plainDate, plainMonth, addDays, type PlainDate } from '../domain/calendar.ts';
import { yuan } from '../domain/money.ts';
import { SEAL_CLOCKS } from '../domain/vocabulary.ts';
import { wordValue } from '../policy/figure-values.ts';
import { figureInForce, type Figure, type FigureName } from '../policy/figures.ts';
import { DORMANT_MONTHS_MIN, emptySince } from '../policy/dormancy.ts';
import { SEALED_MONTHS_MIN } from '../policy/half-year.ts';
import {
  reckon,
  sealUnder,
  WHAT_IF_NAMES,
  WHAT_IF_OUTCOMES,
  WHAT_IFS,
  whatIfProblem,
  withChanged,
  type Member,
  type Reckoned,
  type Terms,
  type WhatIfName,
  type WhatIfOutcome,
} from '../policy/what-if.ts';
import { grantIn } from './acting.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
import { personHead } from './personal.ts';
import { workCalendar } from './queries/figures.ts';
import type { Seen } from './queries/cases.ts';
import { cohortRows, type CohortRow } from './queries/what-if.ts';
import { WhatIf } from './schemas/what-if.ts';
import { moneyOf } from './what-if-money.ts';

const LOOKED_MAX = 20_000;
const SHOWN_MAX = 200;
const BACK_DAYS = 180;
/** Where a center has set no figure: as the notice has it, and nobody but the clerk decides. */
const NOTICE_DAYS = 30;
const NO_LIMIT = '9999999999.99';

export const whatIf = operation({
  id: 'whatIf',
  method: 'post',
  path: '/what-if:calculate',
  tag: 'Supervision',
  summary: 'Which outcomes and dates would differ if a parameter were another one',
  description:
    'A reading, not a change: it needs no key. The cohort is read from the books, and the rules that decide are run over it twice. `money` is the maturity forecast by month, as the waits stand and by the changed value; of the amounts from which another person decides, the hours of what was decided in the last 180 days.',
  body: z.strictObject({
    name: z.enum(WHAT_IF_NAMES, { error: '没有这项参数' }),
    value: z.string().max(20),
    center: z.string().max(6).optional(),
  }),
  bodyExample: { name: 'half-year', value: '3' },
  answers: { 200: { description: 'What would differ', schema: WhatIf } },
  handle: async (call, deps) => {
    const { name, value, center: wanted } = call.body;
    const { center } = grantIn(call, wanted ?? call.caller.center);
    const problem = whatIfProblem(name, value);
    if (problem !== null) throw invalid([{ pointer: '#/value', detail: problem }]);
    const on = dateAt(deps.now());
    const [figures, calendar, rows] = await Promise.all([
      figuresOf(deps.pool, center),
      workCalendar(deps.pool),
      cohortRows(deps.pool, call, {
        ...{ cohort: WHAT_IFS[name].cohort, center, since: addDays(on, -BACK_DAYS) },
        limit: LOOKED_MAX + 1,
      }),
    ]);
    const terms = termsOf(figures, { center, on });
    const changed = withChanged(terms, name, value);
    const day = { on, calendar };
    const judged = rows.slice(0, LOOKED_MAX).flatMap((row) => {
      const member = memberOf(row);
      // By that reading nobody can tell a day of it.
      const isOpen = member.cohort === 'sealed' && sealUnder(member, { ...terms, on }) === null;
      if (isOpen) return [];
      return {
        row,
        before: reckon(name, member, terms, day),
        after: reckon(name, member, changed, day),
      };
    });
    const beyond = rows.length > LOOKED_MAX;
    const money = await moneyOf(deps.pool, inCenter(call, center), { name, on, changed, judged });
    const told = { name, center, on, terms, changed, judged, beyond };
    return { status: 200, body: { ...answer(deps, told), money } };
  },
});

/** Who asks, as far as that center: the cohort is the center's. */
function inCenter({ caller, grants }: Seen, center: string): Seen {
  return { caller, grants: grants.filter((one) => one.center === center) };
}

interface Judged {
  readonly row: CohortRow;
  readonly before: Reckoned;
  readonly after: Reckoned;
}

interface Told {
  readonly name: WhatIfName;
  readonly center: string;
  readonly on: PlainDate;
  readonly terms: Terms;
  readonly changed: Terms;
  readonly judged: readonly Judged[];
  readonly beyond: boolean;
}

function answer(deps: ApiDeps, { name, center, on, terms, changed, judged, beyond }: Told) {
  const { title, unit, clause, over, dated } = WHAT_IFS[name];
  const different = judged.filter(({ before, after }) => differs(before, after));
  const outcomes = isOutcomes(Object.keys(WHAT_IF_OUTCOMES));
  const times = (of: 'before' | 'after', outcome: WhatIfOutcome) =>
    judged.filter((one) => one[of].outcome === outcome).length;
  return {
    ...{ name, title, unit, clause: clauseRef(clause), over, dated, center, on, beyond },
    ...{ before: termOf(terms, name), after: termOf(changed, name) },
    looked: judged.length,
    changed: different.length,
    outcomes: outcomes
      .map((outcome) => ({
        ...{ outcome, title: WHAT_IF_OUTCOMES[outcome] },
        ...{ before: times('before', outcome), after: times('after', outcome) },
      }))
      .filter(({ before, after }) => before + after > 0),
    items: different.slice(0, SHOWN_MAX).map(({ row, before, after }) => ({
      ...{ account: row.account, accountLast4: row.accountNumber.slice(-4), caseId: row.caseId },
      person: personHead(deps.secrets, row),
      ...{ before: show(before), after: show(after) },
    })),
  };
}

function isOutcomes(names: readonly string[]): readonly WhatIfOutcome[] {
  return names.filter((name): name is WhatIfOutcome => Object.hasOwn(WHAT_IF_OUTCOMES, name));
}

function differs(before: Reckoned, after: Reckoned): boolean {
  return before.outcome !== after.outcome || before.on !== after.on;
}

function show({ outcome, on }: Reckoned) {
  return { outcome, outcomeTitle: WHAT_IF_OUTCOMES[outcome], on };
}

function termOf(terms: Terms, name: WhatIfName): string {
  switch (name) {
    case 'half-year':
      return String(terms.halfYearMonths);
    case 'dormancy-wait':
      return String(terms.dormancyMonths);
    case 'dormancy-notice':
      return String(terms.noticeDays);
    case 'withdrawal-review-above':
      return terms.reviewAbove;
    case 'withdrawal-approval-above':
      return terms.approvalAbove;
  }
}

/** As in force on the day in the whole center. */
function termsOf(
  figures: readonly Figure[],
  { center, on }: { readonly center: string; readonly on: PlainDate },
): Terms {
  const value = (name: FigureName) =>
    figureInForce(figures, { center, district: null, name, on })?.value ?? null;
  const clock = figureInForce(figures, { center, district: null, name: 'seal-clock', on });
  return {
    halfYearMonths: SEALED_MONTHS_MIN,
    sealClock: clock ? wordValue(clock, SEAL_CLOCKS) : 'employee-portion',
    dormancyMonths: Number(value('dormancy-wait') ?? DORMANT_MONTHS_MIN),
    noticeDays: Number(value('dormancy-notice') ?? NOTICE_DAYS),
    reviewAbove: yuan(value('withdrawal-review-above') ?? NO_LIMIT),
    approvalAbove: yuan(value('withdrawal-approval-above') ?? NO_LIMIT),
  };
}

function memberOf(row: CohortRow): Member {
  const { source, amount, decidedOn, paidTo, activatedIn } = row;
  const day = (text: string | null) => (text === null ? null : plainDate(text));
  if (source !== null) {
    const [unitSealedOn, accountSealedOn] = [day(row.unitSealedOn), day(row.accountSealedOn)];
    return { cohort: 'sealed', source, unitSealedOn, accountSealedOn };
  }
  if (amount !== null && decidedOn !== null) {
    return { cohort: 'withdrawals', amount: yuan(amount), decidedOn: plainDate(decidedOn) };
  }
  const month = (text: string | null) => (text === null ? null : plainMonth(text));
  const paid = emptySince({ paidTo: month(paidTo), activatedIn: month(activatedIn) });
  if (paid === null) throw new Error('a row of a cohort has nothing to reckon with');
  return { cohort: 'empty', paid };
}
