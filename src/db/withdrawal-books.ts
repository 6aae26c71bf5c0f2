/**
 * Reads what a withdrawal (提取) is decided on: one function of the database for the worker and for
 * whoever asks beforehand; what is sealed is opened here and leaves as codes and days.
 */
import type { KeyObject } from 'node:crypto';
import { openJson } from '../crypto/cipher.ts';
import { lookupHash } from '../crypto/lookup.ts';
import { loansIn } from '../domain/exit-books.ts';
import { place } from '../crypto/places.ts';
import { isPlainDate, type PlainDate } from '../domain/calendar.ts';
import type { WithdrawalBooks } from '../domain/withdrawal-books.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import type { ChangeKeys } from './change-books.ts';
import { refusing } from './database-fault.ts';
import { otherCardOf, type KnownCard } from './known-cards.ts';
import type { Db } from './pool.ts';

export interface WantedWithdrawal {
  /** Opaque id. */
  readonly account: string;
  readonly holder: string;
  /** Number of the card that is to be paid to; null: nobody has named one. */
  readonly card: string | null;
  /** Number of the contract or receipt; null: none was stated. */
  readonly reference: string | null;
}

type Opened =
  'accountLast4' | 'retiresOn' | 'earlier' | 'openLoan' | 'guarantee' | 'card' | 'otherCard';

type Told = Omit<WithdrawalBooks, Opened> & {
  readonly wrappedKey: string | null;
  readonly nameHash: string;
  readonly agreement: string | null;
  readonly parameters: string | null;
  readonly earlier: readonly (Omit<WithdrawalBooks['earlier'][number], 'sameExpense'> & {
    readonly expense: string | null;
  })[];
  readonly loans: readonly { readonly state: string; readonly role?: string }[] | null;
  readonly cards: readonly KnownCard[];
};

/** @returns null: there is no such account */
export async function readWithdrawalBooks(
  db: Db,
  keys: ChangeKeys,
  wanted: WantedWithdrawal,
): Promise<WithdrawalBooks | null> {
  const { rows } = await db.query<{ told: Told | null }>({
    name: 'withdrawal-facts',
    text: 'select withdrawal_facts($1) as told',
    values: [wanted.account],
  });
  const told = rows[0]?.told ?? null;
  return told && opened(told, keys, wanted);
}

/** @throws Fault 'not-found' where the caller may not look */
export async function askWithdrawalBooks(
  db: Db,
  keys: ChangeKeys,
  { by, ...wanted }: WantedWithdrawal & { readonly by: Acting },
): Promise<WithdrawalBooks> {
  const { rows } = await refusing(
    db.query<{ told: Told }>(`select api_withdrawal_facts($5, ${ACTOR}) as told`, [
      ...actorParams(by),
      wanted.account,
    ]),
  );
  const [row] = rows;
  if (!row) throw new Error('a function that returns answers with one row');
  return opened(row.told, keys, wanted);
}

/** The same expense by its number, without keeping the number. */
export function expenseHash(lookup: KeyObject, reference: string): string {
  return lookupHash(lookup, 'expense', reference);
}

function opened(
  told: Told,
  { personKeys, lookup }: ChangeKeys,
  { holder, card, reference }: WantedWithdrawal,
): WithdrawalBooks {
  const { wrappedKey, nameHash, agreement, parameters, earlier, loans, cards, ...books } = told;
  const key = personKeys.unwrap(books.person, wrappedKey);
  const expense = reference === null ? null : expenseHash(lookup, reference);
  return {
    ...books,
    accountLast4: books.account.slice(-4),
    retiresOn: retiresOnOf(key, agreement, parameters),
    earlier: earlier.map(({ expense: before, ...one }) => ({
      ...one,
      sameExpense: expense !== null && before === expense,
    })),
    ...loansOf(loans ?? []),
    card: lookupHash(lookup, 'name', holder) === nameHash ? 'own' : 'other-holder',
    otherCard: card === null ? null : otherCardOf(card, cards, { key, lookup }),
  };
}

/** A guarantee is not one's own loan: it is told apart by the role. */
function loansOf(loans: Parameters<typeof loansIn>[0]) {
  const { open, guarantee } = loansIn(loans, 0);
  return { openLoan: open, guarantee };
}

/** As the agreement says; an account without one does not tell. */
function retiresOnOf(
  key: KeyObject,
  agreement: string | null,
  parameters: string | null,
): PlainDate | null {
  if (agreement === null || parameters === null) return null;
  const terms = openJson(key, place.agreement(agreement), parameters) as { retiresOn?: unknown };
  return isPlainDate(terms.retiresOn) ? terms.retiresOn : null;
}
