/**
 * What a life leaves in the books: accounts, seals, agreements, plans, mandates, notices, money that came and
 * went. Written as things happen, never read by what happens: the judge alone looks into it.
 */
import type { Day, Month } from './naive-time.ts';

export type Source = 'unit' | 'flexible';

export interface Agreement {
  readonly account: number;
  /** The states it had, the newest last, with the day from which each was so. */
  readonly states: { readonly state: 'active' | 'suspended' | 'terminated'; readonly on: Day }[];
  planned: boolean;
}

export interface Books {
  /** In the order of their opening. */
  readonly accounts: { readonly on: Day; closed: { on: Day; why: 'exit' | 'dormant' } | null }[];
  readonly seals: { account: number; source: Source; from: Day; to: Day | null }[];
  readonly agreements: Agreement[];
  readonly mandates: { readonly account: number; active: boolean }[];
  /** Of empty accounts: served, until when, and when the account was closed on it. */
  readonly notices: { account: number; servedOn: Day; until: Day; closedOn: Day | null }[];
  /** Contributions: fen, and the month each counts for. */
  readonly paidIn: PaidIn[];
  readonly paidOut: PaidOut[];
  readonly holds: { readonly account: number; readonly from: Day; to: Day | null }[];
  readonly bans: { readonly from: Day; readonly until: Day }[];
}

export interface PaidIn {
  readonly account: number;
  readonly on: Day;
  readonly source: Source;
  readonly month: Month;
  readonly cents: number;
  /** By an agreement: taken from the card. */
  readonly agreement: Agreement | null;
}

export interface PaidOut {
  readonly account: number;
  readonly on: Day;
  readonly cents: number;
  /** Fen: what the decision granted. */
  readonly granted: number;
  readonly withdrawal: boolean;
}

export function newBooks(): Books {
  return {
    ...{ accounts: [], seals: [], agreements: [], mandates: [], notices: [], paidIn: [] },
    ...{ paidOut: [], holds: [], bans: [] },
  };
}

/** The account that is open now; one that a test put there itself is opened here. */
export function bookedAccount(books: Books, on: Day): number {
  const last = books.accounts.length - 1;
  if (last >= 0 && books.accounts[last]?.closed === null) return last;
  books.accounts.push({ on, closed: null });
  return last + 1;
}

export function stateOf({ states }: Agreement): Agreement['states'][number]['state'] {
  return states.at(-1)!.state;
}

/** The agreement of the open account that is active or suspended; null: there is none. */
export function agreementInForce(books: Books, account: number): Agreement | null {
  return (
    books.agreements.find((one) => one.account === account && stateOf(one) !== 'terminated') ?? null
  );
}

export function signs(books: Books, account: number, on: Day): void {
  books.agreements.push({ account, states: [{ state: 'active', on }], planned: true });
  books.mandates.push({ account, active: true });
}

/** Agreement, plan and mandate end together. */
export function endsAgreement(books: Books, account: number, on: Day): void {
  const agreement = agreementInForce(books, account);
  if (agreement === null) return;
  agreement.states.push({ state: 'terminated', on });
  agreement.planned = false;
  for (const mandate of books.mandates) if (mandate.account === account) mandate.active = false;
}

export function seals(books: Books, account: number, source: Source, from: Day): void {
  books.seals.push({ account, source, from, to: null });
}

export function unseals(books: Books, account: number, source: Source, to: Day): void {
  for (const seal of books.seals) {
    if (seal.account === account && seal.source === source) seal.to ??= to;
  }
}

export function holds(books: Books, account: number, on: Day): void {
  books.holds.push({ account, from: on, to: null });
}

export function releases(books: Books, on: Day): void {
  for (const hold of books.holds) hold.to ??= on;
}

export function closes(
  books: Books,
  account: number,
  closed: { on: Day; why: 'exit' | 'dormant' },
) {
  endsAgreement(books, account, closed.on);
  books.accounts[account]!.closed = closed;
}
