/**
 * Reads what a change of the contribution is decided on: one function of the database for the worker
 * and for whoever asks beforehand; what is sealed is opened here and leaves as codes and days.
 */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import type { PersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import type { PlainDate, PlainMonth } from '../domain/calendar.ts';
import type { ChangeBooks } from '../domain/change-books.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import { refusing } from './database-fault.ts';
import type { BankCard } from './mandates.ts';
import type { Db } from './pool.ts';

export interface ChangeKeys {
  readonly personKeys: PersonKeys;
  /** Of keyed hashes. */
  readonly lookup: KeyObject;
}

interface Wanted {
  /** Opaque id. */
  readonly account: string;
  /** Null: the card stays. */
  readonly card: BankCard | null;
}

type Opened = 'signed' | 'card' | 'cardWaits' | 'mandate' | 'atBank' | 'plan' | 'cardInUse';

type Told = Omit<ChangeBooks, Opened | 'accountLast4'> & {
  readonly plan: (NonNullable<ChangeBooks['plan']> & { readonly card: string }) | null;
  readonly account: string;
  readonly wrappedKey: string | null;
  readonly nameHash: string;
  readonly parameters: string | null;
  readonly atBank: { readonly since: PlainDate | null; readonly to: PlainMonth | null };
  readonly mandate:
    | (NonNullable<ChangeBooks['mandate']> & {
        readonly card: string;
        readonly nextCard: string | null;
      })
    | null;
};

/** @returns null: there is no such account */
export async function readChangeBooks(
  db: Db,
  keys: ChangeKeys,
  wanted: Wanted,
): Promise<ChangeBooks | null> {
  const { rows } = await db.query<{ told: Told | null }>({
    name: 'change-facts',
    text: 'select change_facts($1) as told',
    values: [wanted.account],
  });
  const told = rows[0]?.told ?? null;
  return told && opened(told, keys, wanted.card);
}

/** @throws Fault 'not-found' where the caller may not look */
export async function askChangeBooks(
  db: Db,
  keys: ChangeKeys,
  { by, ...wanted }: Wanted & { readonly by: Acting },
): Promise<ChangeBooks> {
  const { rows } = await refusing(
    db.query<{ told: Told }>(`select api_change_facts($5, ${ACTOR}) as told`, [
      ...actorParams(by),
      wanted.account,
    ]),
  );
  const [row] = rows;
  if (!row) throw new Error('a function that returns answers with one row');
  return opened(row.told, keys, wanted.card);
}

function opened(
  told: Told,
  { personKeys, lookup }: ChangeKeys,
  card: BankCard | null,
): ChangeBooks {
  const { account, wrappedKey, nameHash, parameters, mandate, atBank, plan, ...books } = told;
  const key = personKeys.unwrap(books.person, wrappedKey);
  const live = mandate !== null && mandate.state !== 'refused' && mandate.state !== 'cancelled';
  const cardIn = (sealed: string) => openJson(key, place.card(account), sealed) as BankCard;
  const numberOf = (sealed: string | null) => (sealed === null ? null : cardIn(sealed).number);
  const waiting = live && mandate.state !== 'active' ? mandate.card : (mandate?.nextCard ?? null);
  const used = live ? mandate.card : (plan?.card ?? null);
  const isOwn = card !== null && lookupHash(lookup, 'name', card.holder) === nameHash;
  const inUse = live && mandate.state === 'active' && numberOf(mandate.card) === card?.number;
  return {
    ...books,
    atBank: atBank.to === null ? null : { since: atBank.since, to: atBank.to },
    accountLast4: account.slice(-4),
    plan: plan && withoutCard(plan),
    cardInUse: used === null ? null : shown(cardIn(used)),
    signed: signedTerms(key, books.agreement, parameters),
    card: card === null ? 'none' : !isOwn ? 'other-holder' : inUse ? 'in-use' : 'own',
    cardWaits: live && card !== null && numberOf(waiting) === card.number,
    mandate: mandate && withoutCards(mandate),
  };
}

function shown({ bank, number }: BankCard): ChangeBooks['cardInUse'] {
  return { bank, last4: number.slice(-4) };
}

function withoutCard({ card: _card, ...plan }: NonNullable<Told['plan']>): ChangeBooks['plan'] {
  return plan;
}

function withoutCards({
  card: _card,
  nextCard: _next,
  ...mandate
}: NonNullable<Told['mandate']>): ChangeBooks['mandate'] {
  return mandate;
}

/** Agreements of before there was the term are taken as the first ones that had it. */
const CHANGE_MONTHS = 12;

function signedTerms(
  key: KeyObject,
  agreement: string | null,
  parameters: string | null,
): ChangeBooks['signed'] {
  if (agreement === null || parameters === null) return null;
  const { retiresOn, terms } = openJson(key, place.agreement(agreement), parameters) as {
    readonly retiresOn: PlainDate;
    readonly terms: { readonly changeMonths?: number };
  };
  return { retiresOn, changeMonths: terms.changeMonths ?? CHANGE_MONTHS };
}
