/**
 * Brings to the bank what a mandate wants – signing, confirmation, change, cancellation – and writes
 * down what it answered. The key of the message is the bank's key: sent again, it is one act.
 *
 * A mandate that was taken back meanwhile is not confirmed or changed any more; one that may have
 * reached the bank is asked for under its key and taken back there, too.
 */
import type { KeyObject } from 'node:crypto';
import { openJson, sealJson } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import { insertEvents } from '../src/db/case-writes.ts';
import { lookAgainAt } from '../src/db/inbox.ts';
import {
  recordAnswered,
  recordChanged,
  recordConfirmed,
  recordEnded,
  recordKept,
  recordSigned,
} from '../src/db/mandate-records.ts';
import {
  findMandate,
  lockMandate,
  openCard,
  recallSigned,
  sealMaskedCard,
  type BankCard,
  type LockedMandate,
} from '../src/db/mandates.ts';
import { forgetPayload, markDelivered, type Outgoing } from '../src/db/outbox.ts';
import type { Tx } from '../src/db/pool.ts';
import { inTransaction } from '../src/db/transaction.ts';
import { businessNow } from '../src/domain/business-clock.ts';
import { dateAt } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { yuan } from '../src/domain/money.ts';
import type { MandateAnswer } from './outside/bank-answer.ts';
import type { BankClient } from './outside/bank.ts';
import { cardholder } from './cardholder.ts';
import { tellOfEnd } from './mandate-notices.ts';
import { wakeChanges } from './wake-changes.ts';
import type pg from 'pg';

export interface MandateDeps {
  readonly pool: pg.Pool;
  readonly personKeys: PersonKeys;
  readonly bank: Pick<
    BankClient,
    'signMandate' | 'confirmMandate' | 'changeMandate' | 'cancelMandate'
  >;
}

const TIMEOUT_MS = 5_000;

/** What one kind of message is to the bank, and what its answer means. */
interface Act {
  /** Null: there is nothing left to say. */
  readonly tell: (deps: MandateDeps, about: About) => Promise<MandateAnswer | null>;
  readonly record: (tx: Tx, answered: Answered) => Promise<Told | null>;
}

interface About {
  readonly mandate: LockedMandate;
  readonly key: KeyObject;
  readonly payload: Payload;
  readonly row: Outgoing;
}

interface Payload {
  readonly mandate: string;
  readonly code?: string;
  readonly card?: BankCard;
  readonly limit?: string;
}

interface Answered {
  /** As it stands now, locked. */
  readonly mandate: LockedMandate;
  readonly key: KeyObject;
  readonly payload: Payload;
  readonly answer: MandateAnswer;
  /** Shanghai date of the answer. */
  readonly on: string;
}

/** A line of the trail; codes only. */
interface Told {
  readonly kind: string;
  readonly public?: object;
}

const ACTS: Readonly<Record<string, Act>> = {
  'mandate-sign': { tell: sign, record: signed },
  'mandate-confirm': { tell: confirm, record: confirmed },
  'mandate-change': { tell: change, record: changed },
  'mandate-cancel': { tell: cancel, record: cancelled },
  'mandate-keep': { tell: keep, record: kept },
};

export function isAboutMandate(kind: string): boolean {
  return Object.hasOwn(ACTS, kind);
}

/** @throws Fault of the bank's client: nothing is known, so it is told again under the same key */
export async function deliverMandate(deps: MandateDeps, row: Outgoing): Promise<void> {
  const { pool, personKeys } = deps;
  const act = ACTS[row.kind];
  const [, id = ''] = row.key.split('/');
  const mandate = await findMandate(pool, id);
  if (!act || !mandate) throw new Fault('not-found', 'the mandate is not there');
  const key = personKeys.unwrap(mandate.person, mandate.wrapped_key);
  const payload = openJson(key, place.outbox(row.key), row.payload) as Payload;
  const answer = await act.tell(deps, { mandate, key, payload, row });
  const at = businessNow();
  await inTransaction(pool, async (tx) => {
    if (!(await markDelivered(tx, row.id))) return;
    // A code of the bank is nobody's business once it was told.
    if (payload.code !== undefined) {
      await forgetPayload(tx, row.id, sealJson(key, place.outbox(row.key), {}));
    }
    const now = await lockMandate(tx, mandate.id);
    if (answer === null || now === null) return;
    const told = await act.record(tx, { mandate: now, key, payload, answer, on: dateAt(at) });
    await writeMandateEvent(tx, now, told, { at, origin: 'relay' });
    await tellOfEnd(tx, personKeys, { mandate: now, told, at });
    await wakeChanges(tx, personKeys, { accounts: [now.account], because: row.key });
  });
}

/** On the timeline of the case that opened the account. */
export async function writeMandateEvent(
  tx: Tx,
  { center, case_id: caseId, person, id }: LockedMandate,
  told: Told | null,
  { at, origin }: { readonly at: number; readonly origin: string },
): Promise<void> {
  if (told === null) return;
  const actor = { actor: 'system', role: 'system', origin, content: null };
  await insertEvents(tx, { center, caseId, person, at }, [
    { kind: told.kind, public: { mandate: id, ...told.public }, ...actor },
  ]);
}

function call({ row }: About) {
  return { key: row.key, timeoutMs: TIMEOUT_MS };
}

function isLive({ state }: LockedMandate): boolean {
  return state === 'requested' || state === 'unconfirmed' || state === 'active';
}

/** The bank's number, which every act but the signing needs. */
function numberOf({ bank_mandate: number }: LockedMandate): string {
  if (number === null) throw new Fault('not-found', 'the bank has not numbered the mandate yet');
  return number;
}

async function sign({ pool, bank }: MandateDeps, about: About): Promise<MandateAnswer | null> {
  const { mandate, key, row } = about;
  // Taken back before it was ever sent: the bank has never heard of it, and need not.
  if (!isLive(mandate) && row.attempts === 1) return null;
  const { holder, document } = await cardholder(pool, mandate.person, key);
  const { number: card } = openCard(key, mandate.account, mandate.card);
  const { center, limit_each: limit } = mandate;
  return bank.signMandate({ center, card, holder, document, limit: yuan(limit) }, call(about));
}

async function signed(tx: Tx, answered: Answered): Promise<Told | null> {
  const { mandate, key, answer, on } = answered;
  const { id } = mandate;
  if (answer.result === 'refused') {
    const { reason } = answer.refusal;
    if (!isLive(mandate)) {
      await recordAnswered(tx, { id, reason: null });
      return null;
    }
    await recordEnded(tx, { id, state: 'refused', reason, by: 'bank', on });
    return { kind: 'mandate-refused', public: codes(answer) };
  }
  const { mandate: bankMandate } = answer;
  // News of it may have come before this answer.
  await lookAgainAt(tx, 'bank-mandate', bankMandate);
  if (!isLive(mandate)) {
    await recallSigned(tx, mandate, { bankMandate, key });
    return null;
  }
  const card = openCard(key, mandate.account, mandate.card);
  const masked = sealMaskedCard(key, mandate.account, card);
  await recordSigned(tx, { id, bankMandate, masked });
  return { kind: 'mandate-signed' };
}

async function confirm({ bank }: MandateDeps, about: About): Promise<MandateAnswer | null> {
  const { mandate, payload } = about;
  if (!isLive(mandate)) return null;
  const confirmation = { mandate: numberOf(mandate), code: payload.code ?? '' };
  return bank.confirmMandate(confirmation, call(about));
}

async function confirmed(tx: Tx, answered: Answered): Promise<Told | null> {
  const { mandate, answer, on } = answered;
  if (!isLive(mandate)) return null;
  if (answer.result === 'refused') return notTaken(tx, answered, 'mandate-not-confirmed');
  await recordConfirmed(tx, { id: mandate.id, on });
  return { kind: 'mandate-confirmed', public: { card: mandate.next_card !== null } };
}

async function change({ bank }: MandateDeps, about: About): Promise<MandateAnswer | null> {
  const { mandate, payload } = about;
  if (!isLive(mandate)) return null;
  const { card, limit } = payload;
  return bank.changeMandate(
    {
      mandate: numberOf(mandate),
      ...(card && { card: card.number }),
      ...(limit !== undefined && { limit: yuan(limit) }),
    },
    call(about),
  );
}

async function changed(tx: Tx, answered: Answered): Promise<Told | null> {
  const { mandate, key, payload, answer } = answered;
  if (!isLive(mandate)) return null;
  if (answer.result === 'refused') return notTaken(tx, answered, 'mandate-change-refused');
  const { card, limit = null } = payload;
  const at = mandate.account;
  await recordChanged(tx, {
    id: mandate.id,
    card: card === undefined ? null : sealJson(key, place.card(at), card),
    masked: card === undefined ? null : sealMaskedCard(key, at, card),
    limitEach: limit,
  });
  const what = [...(card === undefined ? [] : ['card']), ...(limit === null ? [] : ['limit'])];
  return { kind: 'mandate-changed', public: { what } };
}

/** The bank does not do it, and says why; that it has no such mandate (any more) ends ours. */
async function notTaken(
  tx: Tx,
  { mandate: { id }, answer, on }: Answered,
  kind: string,
): Promise<Told | null> {
  if (answer.result === 'accepted') return null;
  const { reason } = answer.refusal;
  if (reason === 'mandate-missing') {
    await recordEnded(tx, { id, state: 'cancelled', reason, by: 'bank', on });
    return { kind: 'mandate-cancelled', public: { by: 'bank', ...codes(answer) } };
  }
  await recordAnswered(tx, { id, reason });
  return { kind, public: codes(answer) };
}

function cancel({ bank }: MandateDeps, about: About): Promise<MandateAnswer | null> {
  return bank.cancelMandate({ mandate: numberOf(about.mandate) }, call(about));
}

/** It has been over for us since it was asked for; now the bank knows, or never had it. */
async function cancelled(tx: Tx, { mandate: { id }, answer }: Answered): Promise<Told | null> {
  await recordAnswered(tx, { id, reason: null });
  const gone = answer.result === 'accepted' || answer.refusal.reason === 'mandate-missing';
  return gone
    ? { kind: 'mandate-cancelled-at-bank' }
    : { kind: 'mandate-cancel-refused', public: codes(answer) };
}

/** Only when nothing else is on its way: in another order the bank would take it for something else. */
function keep({ bank }: MandateDeps, about: About): Promise<MandateAnswer | null> {
  const { mandate, key } = about;
  if (!isLive(mandate)) return Promise.resolve(null);
  if (mandate.under_way !== null) {
    throw new Fault('mandate-under-way', 'the bank has not answered the last act yet');
  }
  if (mandate.next_card === null) return Promise.resolve(null);
  const { number: card } = openCard(key, mandate.account, mandate.card);
  return bank.changeMandate({ mandate: numberOf(mandate), card }, call(about));
}

/** What waited beside the card in force is not used any more. */
async function kept(tx: Tx, answered: Answered): Promise<Told | null> {
  const { mandate, answer } = answered;
  if (!isLive(mandate) || mandate.next_card === null) return null;
  if (answer.result === 'refused') return notTaken(tx, answered, 'mandate-change-refused');
  await recordKept(tx, mandate.id);
  return { kind: 'mandate-card-kept' };
}

function codes(answer: MandateAnswer): object {
  if (answer.result === 'accepted') return {};
  const { reason: code, bankCode } = answer.refusal;
  return { code, bankCode };
}
