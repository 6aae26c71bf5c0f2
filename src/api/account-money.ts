/** What a caller is told of an account before something is asked for: what it has earned; that it is not there. */
import { Fault } from '../domain/fault.ts';
import type { PlainDate } from '../domain/calendar.ts';
import { yuan, ZERO, type Yuan } from '../domain/money.ts';
import { accruedOf } from '../ledger/interest.ts';
import type { interestTerms } from '../policy/interest-terms.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';

/** Earned and not credited yet, by source. */
export async function earned(
  { pool }: ApiDeps,
  {
    account,
    on,
    terms,
  }: {
    readonly account: string;
    readonly on: PlainDate;
    readonly terms: NonNullable<ReturnType<typeof interestTerms>>;
  },
): Promise<Readonly<Record<string, Yuan>>> {
  const { sources } = await accruedOf(pool, account, on, terms);
  return Object.fromEntries(
    sources.map(({ source, interest }) => [
      source,
      interest.startsWith('-') ? ZERO : yuan(interest),
    ]),
  );
}

/** "Not there" and "not yours" are the same error of the field. */
/** Not there, or not the caller's to work on: the same. @throws Fault 'input-invalid' at the account */
export function notThere(error: unknown): never {
  if (error instanceof Fault && error.code === 'not-found') throw strange();
  throw error;
}

export function strange(): Fault {
  return invalid([{ pointer: '#/application/account', detail: '没有找到该账户' }]);
}
