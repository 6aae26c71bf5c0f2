/**
 * Takes up an account (单位转灵活, 恢复缴存): moved, agreement and plan in force, a mandate asked for; the agreement
 * that was suspended for a unit ends. All in one transaction or nothing.
 *
 * @source 通知（征求意见稿）（二）（三）; JGJ/T 320-2014 A.5 04 启封, 06 内部转移
 */
import type { AgreementParams } from '../src/cases/wording-documents.ts';
import { openJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import { plainMonth } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { TakeUpWay } from '../src/domain/vocabulary.ts';
import { findOffered } from '../src/ledger/agreements.ts';
import { endPlans, voidOpenDues } from '../src/ledger/agreements-in-force.ts';
import { moveAccount } from '../src/ledger/seals.ts';
import { endSuspended, lockTaken } from '../src/ledger/taken-accounts.ts';
import { takeUpMonths } from '../src/policy/take-up-months.ts';
import type { Context } from './commit/context.ts';
import type { Opened } from './commit/opened.ts';
import { putInForce } from './opening-effects.ts';
import { tellCasesOf } from './person-news.ts';
import { gapTolerated } from './take-up.ts';

type Params = Readonly<Record<string, unknown>>;

export const TAKE_UP_EFFECTS = {
  'take-up-account': takeUp,
} as const;

const WAYS = { 'conversion-to-flexible': 'converted-to-flexible', resumption: 'resumed' } as const;

async function takeUp(context: Context, params: Params): Promise<Opened> {
  const { tx, change, head, person, offices } = context;
  const way = params['way'] as TakeUpWay; // as the case's own business sent it
  const offered = await findOffered(tx, head.id);
  if (!offered?.signed_on) throw new Fault('effect-conflict', '协议尚未签署。');
  const account = await lockTaken(tx, { id: String(params['account']), caseId: head.id });
  if (account?.own !== true || account.underWay.length > 0 || account.transfer) {
    throw new Fault('effect-conflict', '账户情况有变化。');
  }
  const { number, paidTo } = account;
  const { on, by } = change;
  await endSuspended(tx, { account: number, on, caseId: head.id });
  await voidOpenDues(tx, number, on);
  await endPlans(tx, number);
  const ending = { account: number, caseId: head.id, key: person.key, on } as const;
  await endMandateOfClosed(tx, { ...ending, reason: 'agreement-ended' });
  await moveAccount(tx, number, { way: WAYS[way], on, by: by.id, case: head.id });
  await tellCasesOf(tx, {
    ...{ center: head.center, person: person.id },
    ...{ because: `take-up-${head.id}`, by: head.id },
  });
  const content = openJson(
    person.key,
    place.agreement(offered.id),
    offered.parameters,
  ) as AgreementParams; // sealed by the offer of this very case
  const toleratedGap = gapTolerated(offices.figures, head.center, on);
  const { firstMonth } = takeUpMonths({ on, paidTo, toleratedGap });
  return putInForce(context, {
    ...{ account: number, agreement: offered.id, content },
    firstMonth: plainMonth(firstMonth),
  });
}
