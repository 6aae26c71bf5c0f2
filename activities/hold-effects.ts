/**
 * What a hold case does beyond its own rows: the hold, its renewals, its release; and what the account
 * has at that moment, for the papers. The hold bears the id of its case.
 *
 * @source 民事诉讼法 第二百五十三条; JGJ/T 320-2014 A.5 14 冻结, 15 解冻
 */
import type { PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { Yuan } from '../src/domain/money.ts';
import type { HoldKind } from '../src/domain/vocabulary.ts';
import {
  availableOf,
  holdStanding,
  placeHold,
  releaseHold,
  renewHold,
} from '../src/ledger/holds.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { tellCasesOf } from './person-news.ts';

type Params = Readonly<Record<string, unknown>>;

export const HOLD_EFFECTS = {
  'place-hold': place,
  'look-at-hold': look,
  'renew-hold': renew,
  'attach-order': (context: Context, params: Params) => attachOrder(context, params),
  'release-hold': release,
} as const;

/** What the papers say of the account. */
export interface AccountHeld {
  readonly last4: string;
  readonly total: Yuan;
  readonly available: Yuan;
}

async function place(context: Context, params: Params): Promise<object> {
  const { tx, change, head } = context;
  // As the form checked them, sent by our own workflow.
  const { account, kind, amount, document, orderedBy, placedOn, until } = params as {
    readonly account: string;
    readonly kind: HoldKind;
    readonly amount: Yuan | null;
    readonly document: string;
    readonly orderedBy: string;
    readonly placedOn: PlainDate;
    readonly until: PlainDate | null;
  };
  await attachOrder(context, params);
  const { number } = await standing(context, params);
  await placeHold(tx, {
    ...{ id: head.id, account: number, kind, document, orderedBy, placedOn, case: head.id },
    ...(amount === null ? {} : { amount }),
    ...(until === null ? {} : { until }),
    by: change.by.id,
  });
  await tellOthers(context, 'hold-placed');
  return { account };
}

/** A hold stops what another case of the holder is about to do, or lets it go on. */
function tellOthers({ tx, head, person }: Context, what: string): Promise<void> {
  const because = `${what}/${head.id}`;
  return tellCasesOf(tx, { center: head.center, person: person.id, because, by: head.id });
}

async function look(context: Context, params: Params): Promise<AccountHeld> {
  const { number, total, holds } = await standing(context, params);
  return { last4: number.slice(-4), total, available: availableOf(total, holds) };
}

async function renew(context: Context, params: Params): Promise<AccountHeld> {
  const { tx, change, head } = context;
  await attachOrder(context, params);
  await renewHold(tx, head.id, {
    document: String(params['document']),
    until: params['until'] as PlainDate,
    renewedOn: change.on,
    by: change.by.id,
  });
  return look(context, params);
}

async function release(context: Context, params: Params): Promise<AccountHeld> {
  const { tx, change, head } = context;
  // A hold that was written down wrongly is released by the case's own number.
  const { document = head.number } = params as { readonly document?: string };
  await releaseHold(tx, head.id, { releasedOn: change.on, by: change.by.id, document });
  await tellOthers(context, 'hold-released');
  return look(context, params);
}

async function attachOrder(context: Context, { file }: Params): Promise<object> {
  if (typeof file === 'string') await attach(context, [file]);
  return {};
}

async function standing({ tx, head }: Context, { account }: Params) {
  const found = await holdStanding(tx, { account: String(account), document: '' });
  if (found?.center !== head.center) throw new Fault('not-found', '没有找到该账户。');
  return found;
}
