/**
 * 缴存补贴 as a run: paid months for which nothing was decided yet are judged by the terms of the day
 * on which they were paid, previewed, and credited from the fund that was given for it.
 *
 * @source 通知（征求意见稿）（四）
 */
import { inRun, openItems, runEvent, settleItems, type Run } from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { addMonths, plainDate, plainMonth } from '../../src/domain/calendar.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import {
  FundShort,
  subsidize,
  subsidyCandidates,
  subsidyFund,
  type SubsidyCandidate,
} from '../../src/ledger/subsidies.ts';
import { continuity } from '../../src/policy/continuity.ts';
import {
  contributionSubsidy,
  subsidyTerms,
  type SubsidyTerms,
} from '../../src/policy/contribution-subsidy.ts';
import { wholeValue } from '../../src/policy/figure-values.ts';
import { figureInForce, type Figure } from '../../src/policy/figures.ts';
import type { Frozen, Progress, RunDeps, RunWork, Working } from './kind.ts';

export const subsidyRun: RunWork = { freeze, chunk };

/** Months paid longer ago are nobody's to subsidize any more. */
const MONTHS_BACK = 24;
/** Items of one transaction. */
const ITEMS = 500;

async function freeze(tx: Tx, run: Run, { offices }: RunDeps): Promise<Frozen> {
  const { figures } = await offices.read();
  const { center } = run;
  const on = plainDate(run.business_on);
  const own = figures.filter(
    ({ name, center: whose }) => name === 'subsidy-rate' && (whose === center || whose === '*'),
  );
  const [first] = own.map(({ from }) => from).toSorted();
  if (first === undefined || first > on) return {};
  const horizon = addMonths(on, -MONTHS_BACK);
  const from = first > horizon ? first : horizon;
  const found = await subsidyCandidates(tx, center, { from, until: on });
  const items = found.flatMap((one) => itemOf(one, { center, figures }));
  await tx.query(
    `insert into run_item (run, n, subject, account, verdict, reason, amount, detail)
     select $1, row_number() over (), subject, account,
            case when reason is null then 'due' else 'excluded' end, reason, amount, detail
       from jsonb_to_recordset($2) as i(subject text, account text, reason text, amount numeric,
         detail jsonb)`,
    [run.id, JSON.stringify(items)],
  );
  const asked = items.reduce((sum, { amount }) => sum.plus(amount ?? 0), exact(0));
  return asked.gt(await subsidyFund(tx, center)) ? { brake: 'fund-short' } : {};
}

/** What a month is given by the terms of its day; nothing where there were none. */
function itemOf(
  { account, month, amount, paidOn, contribution, lost, months, unitMonths }: SubsidyCandidate,
  { center, figures }: { readonly center: string; readonly figures: readonly Figure[] },
) {
  const on = plainDate(paidOn);
  const terms = subsidyTerms(figures, { center, on });
  if (!terms) return [];
  const gap = figureInForce(figures, { center, district: null, name: 'continuity-gap', on });
  const { continuous } = continuity({
    ranges: months.map((one) => ({ from: plainMonth(one), to: plainMonth(one) })),
    toleratedGap: gap === null ? 0 : wholeValue(gap),
    asOf: plainMonth(month),
  });
  const given = contributionSubsidy({ amount: yuan(amount), continuous, lost }, terms);
  const granted = given.outcome === 'granted';
  return [
    {
      subject: `${account}/${month}/${contribution}`,
      account,
      reason: granted ? null : given.code,
      amount: granted ? given.amount : null,
      detail: { month, contribution, continuous, unitMonths, ...plainTerms(terms) },
    },
  ];
}

function plainTerms({ rate, cap, monthsMin }: SubsidyTerms) {
  return { rate, monthsMin, ...(cap !== null && { cap }) };
}

/** What the fund had when the list was looked at may have left it since: then nothing more is credited. */
async function chunk(working: Working): Promise<Progress> {
  try {
    const taken = await creditNext(working);
    return taken === 0 ? { kind: 'end' } : { kind: 'more' };
  } catch (error) {
    if (error instanceof FundShort) return { kind: 'brake', brake: 'fund-short' };
    throw error;
  }
}

/** @returns how many items were taken */
function creditNext({ deps, run, at }: Working): Promise<number> {
  return inRun(deps.pool, run, async (tx) => {
    const items = await openItems(tx, run.id, ITEMS);
    if (items.length === 0) return 0;
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    const credited = await subsidize(
      tx,
      { center: run.center, run: run.id, on: run.business_on },
      items.map(({ n, account, amount, detail }) => ({
        ...{ n, account: account ?? '', amount: amount ?? '' },
        month: text(detail['month']),
        contribution: text(detail['contribution']),
        rate: text(detail['rate']),
      })),
    );
    const settled = credited.map(({ n, journal }) =>
      journal === null
        ? ({ n, state: 'refused', outcome: 'contribution-gone' } as const)
        : ({ n, state: 'done', outcome: 'subsidized', journal } as const),
    );
    await settleItems(tx, run.id, { settled, at });
    const paid = settled.filter(({ state }) => state === 'done').length;
    await runEvent(tx, run, {
      kind: 'run-chunk',
      at,
      told: { from: items[0]?.n, to: items.at(-1)?.n, paid },
    });
    return items.length;
  });
}
