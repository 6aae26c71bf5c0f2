/**
 * Reads what leaving (退出销户) is decided on: one function of the database for the worker and for whoever
 * asks beforehand; what is sealed is opened here and leaves as codes and days.
 */
import { lookupHash } from '../crypto/lookup.ts';
import { loansIn, type ExitBooks, type KnownLoans } from '../domain/exit-books.ts';
import { ACTOR, actorParams, type Acting } from './acting.ts';
import type { ChangeKeys } from './change-books.ts';
import { refusing } from './database-fault.ts';
import { otherCardOf, type KnownCard } from './known-cards.ts';
import type { Db } from './pool.ts';

export interface WantedExit {
  /** Opaque id. */
  readonly account: string;
  /** Of the card to which it is paid. */
  readonly holder: string;
  /** Its number; null: nobody has named one. */
  readonly card: string | null;
}

type Told = Omit<ExitBooks, 'accountLast4' | 'card' | 'otherCard'> & {
  readonly wrappedKey: string | null;
  readonly nameHash: string;
  readonly cards: readonly KnownCard[];
};

/** @returns null: there is no such account */
export async function readExitBooks(
  db: Db,
  keys: ChangeKeys,
  wanted: WantedExit,
): Promise<ExitBooks | null> {
  const { rows } = await db.query<{ told: Told | null }>({
    name: 'exit-facts',
    text: 'select exit_facts($1) as told',
    values: [wanted.account],
  });
  const told = rows[0]?.told ?? null;
  return told && opened(told, keys, wanted);
}

/** @throws Fault 'not-found' where the caller may not look */
export async function askExitBooks(
  db: Db,
  keys: ChangeKeys,
  { by, ...wanted }: WantedExit & { readonly by: Acting },
): Promise<ExitBooks> {
  const { rows } = await refusing(
    db.query<{ told: Told }>(`select api_exit_facts($5, ${ACTOR}) as told`, [
      ...actorParams(by),
      wanted.account,
    ]),
  );
  const [row] = rows;
  if (!row) throw new Error('a function that returns answers with one row');
  return opened(row.told, keys, wanted);
}

interface Answered {
  readonly loans: readonly { readonly state: string; readonly role?: string }[] | null;
  readonly answeredAt: number;
}

/** By the newest complete answer of the platform; null: it was never asked. */
export async function askExitLoans(
  db: Db,
  { account, by }: { readonly account: string; readonly by: Acting },
): Promise<KnownLoans | null> {
  const { rows } = await refusing(
    db.query<{ told: Answered | null }>(`select api_exit_loans($5, ${ACTOR}) as told`, [
      ...actorParams(by),
      account,
    ]),
  );
  const told = rows[0]?.told ?? null;
  return told && loansIn(told.loans ?? [], told.answeredAt);
}

function opened(
  told: Told,
  { personKeys, lookup }: ChangeKeys,
  { holder, card }: WantedExit,
): ExitBooks {
  const { wrappedKey, nameHash, cards, ...books } = told;
  return {
    ...books,
    accountLast4: books.account.slice(-4),
    card: lookupHash(lookup, 'name', holder) === nameHash ? 'own' : 'other-holder',
    // Of whoever is forgotten nothing is read, and nobody is paid.
    otherCard:
      card === null || wrappedKey === null
        ? null
        : otherCardOf(card, cards, { key: personKeys.unwrap(books.person, wrappedKey), lookup }),
  };
}
