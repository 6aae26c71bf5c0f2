/**
 * An account that cannot be settled, found among those that can by halving: the others are settled,
 * and it is named.
 *
 * @source 住房公积金管理条例 第二十一条
 */
import { attempt } from '../../src/db/savepoint.ts';
import type { Tx } from '../../src/db/pool.ts';
import { accountFaultOf, type AccountFault } from '../../src/ledger/interest-fault.ts';
import type { AccountRange } from '../../src/ledger/interest.ts';

export type Stretch = Pick<AccountRange, 'first' | 'last'>;

/** A stretch for which the work was done, or the one account for which it could not be. */
export type Piece<T> = Stretch &
  ({ readonly value: T } | { readonly fault: AccountFault; readonly first: string });

/** More of one range than this is nobody's own fault: it is tried again, and the board tells of it. */
const APART_MAX = 100;

/** The accounts of a range that are not closed, in order; nobody posts to them before the transaction ends. */
export async function accountsHeld(
  tx: Tx,
  { center, first, last }: AccountRange,
): Promise<readonly string[]> {
  const { rows } = await tx.query<{ number: string }>(
    `select number from account
      where center = $1 and number between $2 and $3 and state <> 'closed'
      order by number for no key update`,
    [center, first, last],
  );
  return rows.map(({ number }) => number);
}

/**
 * Does the work stretch by stretch, for all accounts but those that are in its way. What the work did
 * for more than it could be done for is taken back.
 *
 * @param accounts in order; the work was tried for all of them together and failed, by `error`
 * @throws whatever is no fault of an account; `error` where too many have one
 */
export async function inPieces<T>(
  tx: Tx,
  { accounts, error }: { readonly accounts: readonly string[]; readonly error: unknown },
  work: (stretch: Stretch) => Promise<T>,
): Promise<readonly Piece<T>[]> {
  let apart = 0;
  const tried = async (some: readonly string[]): Promise<readonly Piece<T>[]> => {
    const [first, last] = [some[0], some.at(-1)];
    if (first === undefined || last === undefined) return [];
    const told = await attempt(tx, () => work({ first, last }), accountFaultOf);
    if ('value' in told) return [{ first, last, value: told.value }];
    if (some.length > 1) return halved(some);
    apart += 1;
    if (apart > APART_MAX) throw error;
    return [{ first, last, fault: told.fault }];
  };
  const halved = async (some: readonly string[]): Promise<readonly Piece<T>[]> => {
    const middle = Math.ceil(some.length / 2);
    return [...(await tried(some.slice(0, middle))), ...(await tried(some.slice(middle)))];
  };
  return accounts.length > 1 ? halved(accounts) : tried(accounts);
}
