/**
 * What going on with an account (单位转灵活, 恢复缴存) would come to, told without any effect: what is missing and
 * refused as at an opening, what the account itself says, which month would be the first and what the
 * months between mean. What the national platform says is asked when it is submitted, not here.
 */
import { reasonOf } from '../cases/wording-reasons.ts';
import { continuityText } from '../cases/wording-take-up.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { dateAt, plainMonth, type PlainDate } from '../domain/calendar.ts';
import { TAKE_UP_WAYS } from '../domain/vocabulary.ts';
import { TakeUpApplication } from '../forms/take-up.ts';
import { figureInForce, type Figure } from '../policy/figures.ts';
import { wholeValue } from '../policy/figure-values.ts';
import { takeUpMonths } from '../policy/take-up-months.ts';
import { findTakenAccount } from '../policy/take-up.ts';
import { TAKE_UP_FINDINGS } from '../policy/take-up-findings.ts';
import type { Start } from './case-acts.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { figuresOf } from './figure-rows.ts';
import { takenBy } from './queries/taken.ts';

export async function precheckTakeUp(deps: ApiDeps, { branch, caseType, application }: Start) {
  const { account: id, applicant } = TakeUpApplication.parse(application);
  const { center } = branch;
  const on = dateAt(deps.now());
  const numbers = [applicant.document, ...applicant.otherDocuments].map(({ number }) => number);
  const hashes = numbers.map((number) => lookupHash(deps.secrets.lookup, 'document', number));
  const found = await takenBy(deps.pool, { id, center, hashes });
  const way = TAKE_UP_WAYS.find((one) => one === caseType.type);
  if (way === undefined) throw new RangeError(`${caseType.type} takes no account up`);
  const { outcome, code } = findTakenAccount(way, found?.account ?? null);
  const { text, remedy } = TAKE_UP_FINDINGS[code];
  const refused = outcome === 'refuse' || outcome === 'review';
  const { clauses } = reasonOf(code);
  return {
    refusals: refused
      ? [{ code, text, remedy, clauses: clauses.map(clauseRef), earliestOn: null }]
      : [],
    takeUp:
      found?.account.own === true
        ? {
            ...found.told,
            outcome,
            text,
            remedy,
            ...monthsOf(found.told.paidTo, on, await gap(deps, center, on)),
          }
        : null,
  };
}

async function gap(deps: ApiDeps, center: string, on: PlainDate): Promise<number> {
  const figures: readonly Figure[] = await figuresOf(deps.pool, center);
  const figure = figureInForce(figures, { center, district: null, name: 'continuity-gap', on });
  return figure === null ? 0 : wholeValue(figure);
}

function monthsOf(paidTo: string | null, on: PlainDate, toleratedGap: number) {
  const known = paidTo === null ? null : plainMonth(paidTo);
  const { firstMonth, gapMonths, continuity, keptThrough } = takeUpMonths({
    ...{ on, paidTo: known, toleratedGap },
  });
  const words = continuityText({ gapMonths, continuity });
  return { firstMonth, gapMonths, toleratedGap, continuity, keptThrough, continuityText: words };
}
