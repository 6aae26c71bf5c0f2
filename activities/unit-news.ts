/**
 * What the unit side tells by itself: a unit sealed an account (封存) or unsealed it (启封).
 *
 * Told twice it is the same. Told in another order than it happened, what cannot be done yet waits and
 * is looked at again as soon as the account has moved; what never fits is a supervisor's at last.
 *
 * @source 通知（征求意见稿）（三）; JGJ/T 320-2014 A.5 04 启封, 05 封存
 */
import { insertEvents } from '../src/db/case-writes.ts';
import { lookAgainAt } from '../src/db/inbox.ts';
import type { Tx } from '../src/db/pool.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { dateAt, plainDate, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { IncomingMessage } from '../src/forms/incoming.ts';
import { lockStanding, moveAccount, type AccountStanding } from '../src/ledger/seals.ts';
import { assessAccountMove } from '../src/policy/account-states.ts';
import { tellCasesOf } from './person-news.ts';
import type { Unasked } from './unasked.ts';

type News = Extract<IncomingMessage, { kind: 'unit-event' }>['content'];

const WAYS = { sealed: 'unit-sealed', unsealed: 'unit-unsealed' } as const;

/** @throws Fault 'not-found', 'action-not-permitted' while it does not fit what we know */
export async function hearOfUnit(tx: Tx, { message, content }: Unasked): Promise<void> {
  const { event, account: number, on: given, unit } = content as News;
  const at = businessNow();
  const on = plainDate(given);
  const today = dateAt(at);
  const { sender, serial } = message;
  const account = await lockStanding(tx, { number, sender, on: today });
  if (account === null) throw new Fault('not-found', 'the account is not known');
  if (isDone(account, event, on)) return;
  const way = WAYS[event];
  const { reasons } = assessAccountMove({ ...account, way, on, today });
  if (reasons.length > 0) {
    throw new Fault('action-not-permitted', `the account cannot go that way: ${reasons.join(' ')}`);
  }
  await moveAccount(tx, number, { way, on, by: unit, case: null, document: serial });
  const { center, person } = account;
  const actor = { actor: 'system', role: 'system', origin: `inbox-${message.id}`, content: null };
  const kind = event === 'sealed' ? 'account-sealed' : 'account-unsealed';
  await insertEvents(tx, { center, caseId: null, person, at }, [
    { kind, public: { account: account.id, unit, on }, ...actor },
  ]);
  await tellCasesOf(tx, { center, person, because: `inbox-${message.id}`, by: null });
  // What came before its turn may fit now.
  await lookAgainAt(tx, 'unit-event', number);
}

/** It was told before, under another serial number. */
function isDone(
  { state, source, unitSealedOn, lastOn }: AccountStanding,
  event: News['event'],
  on: PlainDate,
): boolean {
  if (event === 'sealed') return unitSealedOn === on;
  return state === 'normal' && source === 'unit' && lastOn === on;
}
