/**
 * What the bank says of a mandate by itself: its holder or the bank ended it there, or it was
 * confirmed there. Told twice it is the same; told too early it is listened to again.
 */
import { recordConfirmed, recordEnded } from '../src/db/mandate-records.ts';
import { lockMandateOf } from '../src/db/mandates.ts';
import type { Tx } from '../src/db/pool.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { dateAt } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import type { IncomingMessage } from '../src/forms/incoming.ts';
import { tellOfEnd } from './mandate-notices.ts';
import { writeMandateEvent } from './mandates.ts';
import type { Unasked } from './unasked.ts';
import { wakeChanges } from './wake-changes.ts';

type News = Extract<IncomingMessage, { kind: 'bank-mandate' }>['content'];

/** @throws Fault 'not-found' while the mandate is not known: our signing may not be answered yet */
export async function hearOfMandate(tx: Tx, came: Unasked): Promise<void> {
  const { message, content, personKeys } = came;
  const at = businessNow();
  const news = content as News;
  const { sender, about } = message;
  const on = dateAt(at);
  const mandate = await lockMandateOf(tx, { bankMandate: about ?? '', sender, on });
  if (!mandate) throw new Fault('not-found', 'the mandate is not known');
  const { id, state } = mandate;
  const origin = `inbox-${message.id}`;
  const waking = { accounts: [mandate.account], because: origin };
  if (news.state === 'active') {
    if (state !== 'unconfirmed' && mandate.next_card === null) return;
    await recordConfirmed(tx, { id, on: news.confirmedOn });
    const told = { kind: 'mandate-confirmed', public: { card: mandate.next_card !== null } };
    await writeMandateEvent(tx, mandate, told, { at, origin });
    await wakeChanges(tx, personKeys, waking);
    return;
  }
  if (state === 'refused' || state === 'cancelled') return;
  const { cancelledBy: by, cancelledOn } = news;
  await recordEnded(tx, {
    ...{ id, state: 'cancelled', reason: 'cancelled-at-bank' },
    ...{ by, on: cancelledOn },
  });
  const told = { kind: 'mandate-cancelled', public: { by, at: 'bank' } };
  await writeMandateEvent(tx, mandate, told, { at, origin });
  await tellOfEnd(tx, personKeys, { mandate, told, at });
  await wakeChanges(tx, personKeys, waking);
}
