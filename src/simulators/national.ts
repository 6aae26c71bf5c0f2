/**
 * The national platform (全国住房公积金监管服务平台), as far as a center asks it: accounts and loans
 * of a person anywhere in the country.
 *
 * @source domain knowledge of 通知（征求意见稿）（十四）; the real interface is not public
 */
import { type Books } from './books.ts';
import {
  NationalQuery,
  type BookedAccount,
  type BookedLoan,
  type BookedPerson,
  type FaultKind,
} from './inputs.ts';
import { maskName, maskNumber } from './mask.ts';
import { type Service } from './service.ts';

interface NationalReply {
  readonly requestId: string;
  readonly status: 'OK' | 'PARTIAL' | 'TIMEOUT' | 'ERROR';
  /** The oldest day whose data of a province were looked at. */
  readonly asOf: string;
  /** Provinces (two digits) that did not answer. */
  readonly provincesMissing: readonly string[];
  readonly person: { readonly nameMatches: boolean; readonly documentMatches: boolean };
  readonly accounts: readonly object[];
  readonly loans: readonly object[];
  readonly fraudFlag: boolean;
  readonly bans: readonly { readonly until: string }[];
}

export function nationalService(books: Books, today: () => string): Service<NationalQuery> {
  return {
    system: 'national',
    query: NationalQuery,
    requestIdOf: ({ requestId }) => requestId,
    about: ({ person }) => person.documents.map(({ number }) => number),
    masked: ({ person, purpose }) =>
      [
        purpose,
        maskName(person.name),
        ...person.documents.map((one) => maskNumber(one.number)),
      ].join(' '),
    status: 200,
    answer: async (query, kind) => {
      const people = await books.find(query.person.documents.map(({ number }) => number));
      const whole = replyAbout(people, query, today());
      const body = spoiled(kind, whole) ?? whole;
      // An answer that is not complete is not booked: the next one may be.
      return { body, final: body === whole && whole.status === 'OK' };
    },
  };
}

function replyAbout(
  people: readonly BookedPerson[],
  { requestId, person }: NationalQuery,
  today: string,
): NationalReply {
  const forced = people.find(({ matches }) => matches !== null)?.matches ?? null;
  const sameName = people.every(({ name }) => name.normalize() === person.name.normalize());
  const whole: NationalReply = {
    requestId,
    status: 'OK',
    asOf: today,
    provincesMissing: [],
    person: {
      nameMatches: forced === null ? sameName : forced === 'name',
      documentMatches: forced === null || forced === 'document',
    },
    accounts: people.flatMap(({ accounts }) => accounts.map(accountReply)),
    loans: people.flatMap(({ loans }) => loans.map(loanReply)),
    fraudFlag: people.some(({ fraudFlag }) => fraudFlag),
    bans: people.flatMap(({ bans }) => bans),
  };
  const status = people.find(({ nationalStatus }) => nationalStatus !== null)?.nationalStatus;
  return status ? incomplete(whole, status) : whole;
}

function incomplete(whole: NationalReply, status: 'PARTIAL' | 'TIMEOUT' | 'ERROR'): NationalReply {
  // A partial answer leaves out the last account, which may be the only one.
  const accounts = status === 'PARTIAL' ? whole.accounts.slice(0, -1) : [];
  return { ...whole, status, provincesMissing: ['44', '51'], accounts, loans: [] };
}

function spoiled(kind: FaultKind | null, whole: NationalReply): NationalReply | null {
  if (kind === 'partial') return incomplete(whole, 'PARTIAL');
  if (kind === 'timeout-status') return incomplete(whole, 'TIMEOUT');
  if (kind === 'error-status') return incomplete(whole, 'ERROR');
  if (kind !== 'other-person') return null;
  // Somebody else's answer that would let this person pass.
  const person = { nameMatches: false, documentMatches: false };
  return { ...whole, person, accounts: [], loans: [], fraudFlag: false, bans: [] };
}

/** JGJ/T 320-2014, table A.6. */
const STATE_CODES = { normal: '01', sealed: '02', frozen: '06', closed: '05' } as const;
const KIND_CODES = { unit: 'UNIT', flexible: 'FLEX', unknown: 'UNKNOWN' } as const;

function accountReply(account: BookedAccount): object {
  const { center, centerName, accountNo, state, source, openedOn, paidTo, hasBalance } = account;
  return {
    center,
    centerName: centerName ?? `${center}住房公积金管理中心`,
    accountNo: accountNo ?? '********',
    state: STATE_CODES[state],
    openedOn,
    paidTo,
    kind: KIND_CODES[source],
    hasBalance,
  };
}

function loanReply({ kind, state, role, ...loan }: BookedLoan): object {
  return {
    ...loan,
    kind: kind.toUpperCase(),
    state: state === 'open' ? 'OPEN' : 'SETTLED',
    role: role.replace('-', '_').toUpperCase(),
  };
}
