/**
 * Direct-debit mandates (委托扣款授权): on which card, up to how much, and how each stands at the bank.
 *
 * Whoever debits takes those that are `active` and nothing else; what changes here follows what the
 * bank answered or said by itself. The acts of people are functions of the database (mandate-acts.ts).
 *
 * @source 通知（征求意见稿）（四）
 */
import type { KeyObject } from 'node:crypto';
import { openJson, sealJson } from '../crypto/cipher.ts';
import { maskContent } from '../crypto/mask.ts';
import { place } from '../crypto/places.ts';
import { insertOutbox } from './case-papers.ts';
import type { Db, Tx } from './pool.ts';
import type { Writer } from './together.ts';

/** As in the application: number, holder, bank. */
export interface BankCard {
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
}

export type MandateState = 'requested' | 'unconfirmed' | 'active' | 'refused' | 'cancelled';

interface Owner {
  readonly center: string;
  readonly caseId: string | null;
  readonly person: string;
  readonly key: KeyObject;
}

export interface NewMandate extends Owner {
  readonly id: string;
  readonly account: string;
  readonly agreement: string;
  readonly card: BankCard;
  /** Yuan. */
  readonly limitEach: string;
  readonly requestedOn: string;
}

/** Key of the signing at the bank: the same mandate, however often it is sent. */
export function signingKey(mandate: string): string {
  return `mandate/${mandate}`;
}

/** Asks for a mandate; the run worker signs it at the bank. */
export async function requestMandate(to: Writer, row: NewMandate): Promise<void> {
  const { key, card } = row;
  await to.query({
    name: 'insert-mandate',
    text: `insert into mandate (id, center, person, account, agreement, card, masked, limit_each,
             state, under_way, requested_on)
           values ($1, $2, $3, $4, $5, $6, $7, $8, 'requested', 'sign', $9)`,
    values: [
      row.id,
      row.center,
      row.person,
      row.account,
      row.agreement,
      sealJson(key, place.card(row.account), card),
      sealMaskedCard(key, row.account, card),
      row.limitEach,
      row.requestedOn,
    ],
  });
  await tellBank(to, row, { key: signingKey(row.id), kind: 'mandate-sign', mandate: row.id });
}

/** What an answer may show of a card: its last four digits. */
export function sealMaskedCard(key: KeyObject, account: string, card: BankCard): string {
  const { bankCard } = maskContent({ bankCard: card }) as { bankCard: BankCard };
  return sealJson(key, place.maskedCard(account), bankCard);
}

interface BankMessage {
  readonly key: string;
  readonly kind: 'mandate-sign' | 'mandate-cancel';
  readonly mandate: string;
}

async function tellBank(to: Writer, owner: Owner, message: BankMessage): Promise<void> {
  const { key, kind, mandate } = message;
  const { center, caseId, person } = owner;
  const payload = sealJson(owner.key, place.outbox(key), { mandate });
  await insertOutbox(to, { key, center, caseId, person, kind, payload });
}

/** A mandate that the books have locked, with what belongs to its holder. */
export interface LockedMandate {
  readonly id: string;
  readonly center: string;
  readonly person: string;
  readonly account: string;
  readonly case_id: string | null;
  readonly card: string;
  readonly next_card: string | null;
  readonly limit_each: string;
  readonly bank_mandate: string | null;
  readonly state: MandateState;
  readonly under_way: 'sign' | 'confirm' | 'change' | 'cancel' | null;
  readonly version: number;
  readonly wrapped_key: string | null;
}

const MANDATE = `m.id, m.center, m.person, m.account,
  coalesce((select g.case_id from agreement g where g.id = m.agreement), a.opened_by_case) as case_id,
  m.card, m.next_card,
  m.limit_each, m.bank_mandate, m.state, m.under_way, m.version, p.wrapped_key
  from mandate m join account a on a.number = m.account join person p on p.id = m.person`;

export async function findMandate(db: Db, id: string): Promise<LockedMandate | null> {
  const { rows } = await db.query<LockedMandate>({
    name: 'find-mandate',
    text: `select ${MANDATE} where m.id = $1`,
    values: [id],
  });
  return rows[0] ?? null;
}

export async function lockMandate(tx: Tx, id: string): Promise<LockedMandate | null> {
  const { rows } = await tx.query<LockedMandate>({
    name: 'lock-mandate',
    text: `select ${MANDATE} where m.id = $1 for update of m`,
    values: [id],
  });
  return rows[0] ?? null;
}

/** By the bank's number, where the sender of news about it may speak; else null. */
export async function lockMandateOf(
  tx: Tx,
  { bankMandate, sender, on }: { bankMandate: string; sender: string; on: string },
): Promise<LockedMandate | null> {
  const { rows } = await tx.query<LockedMandate>({
    name: 'lock-mandate-of',
    text: `select ${MANDATE} where m.bank_mandate = $1
              and exists (select from staff_scope g where g.staff = $2 and g.role = 'channel'
                and g.center = m.center and g.valid_from <= $3
                and (g.valid_to is null or g.valid_to >= $3))
              for update of m`,
    values: [bankMandate, sender, on],
  });
  return rows[0] ?? null;
}

export interface ActiveMandate {
  readonly id: string;
  readonly account: string;
  readonly person: string;
  /** Sealed under the person's key at `place.card(account)`: number, holder, bank. */
  readonly card: string;
  /** Yuan. */
  readonly limitEach: string;
  readonly bankMandate: string;
}

/** The mandates in force of these accounts, at most one of each: without one nothing is debited. */
export async function activeMandates(
  db: Db,
  accounts: readonly string[],
): Promise<readonly ActiveMandate[]> {
  const { rows } = await db.query<ActiveMandate>({
    name: 'active-mandates',
    text: `select id, account, person, card, limit_each as "limitEach",
                  bank_mandate as "bankMandate"
             from mandate where account = any ($1) and state = 'active' order by account`,
    values: [accounts],
  });
  return rows;
}

/** Taken back while it was on its way to the bank, which has it now: it is taken back there, too. */
export async function recallSigned(
  tx: Tx,
  mandate: LockedMandate,
  { bankMandate, key }: { readonly bankMandate: string; readonly key: KeyObject },
): Promise<void> {
  await tx.query({
    name: 'mandate-recalled',
    text: `update mandate set bank_mandate = $2, under_way = 'cancel', version = version + 1
            where id = $1`,
    values: [mandate.id, bankMandate],
  });
  const { center, case_id: caseId, person, id } = mandate;
  const message = { key: `${signingKey(id)}/recall`, kind: 'mandate-cancel', mandate: id } as const;
  await tellBank(tx, { center, caseId, person, key }, message);
}

export interface AccountClosing {
  readonly account: string;
  readonly caseId: string;
  readonly key: KeyObject;
  readonly on: string;
  /** Left out: the account is closed. */
  readonly reason?: 'account-closed' | 'agreement-ended';
}

/** Ends the mandate of an account that closes or whose agreement ends, and tells the bank. */
export async function endMandateOfClosed(
  tx: Tx,
  { account, caseId, key, on, reason = 'account-closed' }: AccountClosing,
): Promise<void> {
  const { rows } = await tx.query<{ id: string; center: string; person: string; known: boolean }>({
    name: 'end-mandate-of-closed',
    text: `update mandate set state = 'cancelled', reason = $3, ended_by = 'center',
             ended_on = $2, next_card = null, next_masked = null,
             under_way = case when bank_mandate is null then under_way else 'cancel' end,
             version = version + 1
            where account = $1 and state in ('requested', 'unconfirmed', 'active')
           returning id, center, person, bank_mandate is not null as known`,
    values: [account, on, reason],
  });
  for (const { id, center, person, known } of rows) {
    if (!known) continue;
    const message = {
      key: `${signingKey(id)}/close`,
      kind: 'mandate-cancel',
      mandate: id,
    } as const;
    await tellBank(tx, { center, caseId, person, key }, message);
  }
}

/** The card as it stands in a column, opened. */
export function openCard(key: KeyObject, account: string, sealed: string): BankCard {
  return openJson(key, place.card(account), sealed) as BankCard;
}
