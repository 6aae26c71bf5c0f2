/** A mandate as an answer shows it: how it stands, why, what comes next, and of the card four digits. */
import type { Role } from '../cases/case.ts';
import {
  mandateMoves,
  mandateNext,
  mandateReason,
  mandateStateTitle,
} from '../cases/wording-mandates.ts';
import { place } from '../crypto/places.ts';
import { rowOf } from './authorization.ts';
import type { Caller } from './caller.ts';
import type { ApiDeps } from './deps.ts';
import { openedContent } from './personal.ts';
import type { AccountDetailRow } from './queries/accounts.ts';
import type { MandateRow } from './queries/mandates.ts';

/** The operation of each move, whose row says who may try. */
const OPERATIONS = {
  sign: 'signMandate',
  confirm: 'confirmMandate',
  change: 'changeMandate',
  cancel: 'cancelMandate',
} as const;

type Viewer = { readonly caller: Pick<Caller, 'grants'> };

export function showMandate(
  { secrets }: ApiDeps,
  { caller }: Viewer,
  account: AccountDetailRow,
  row: MandateRow,
) {
  const { id, state, under_way: underWay, reason, version } = row;
  const standing = { state, underWay, waitsForCard: row.next_masked !== null };
  const cardIn = (sealed: string | null) => {
    const at = place.maskedCard(row.account);
    // Sealed by sealMaskedCard alone; null: nothing there, or the key is destroyed.
    const card = openedContent(secrets, account, at, sealed) as {
      readonly number: string;
      readonly bank: string;
    } | null;
    return card && { number: card.number, bank: card.bank };
  };
  const roles = caller.grants
    .filter(({ center }) => center === account.center)
    .map(({ role }) => role);
  return {
    ...{ id, state, underWay, version },
    stateTitle: mandateStateTitle(state),
    reason: reason === null ? null : { code: reason, ...mandateReason(reason) },
    next: mandateNext(standing),
    card: cardIn(row.masked),
    nextCard: cardIn(row.next_masked),
    limit: row.limit_each,
    bankMandate: row.bank_mandate,
    requestedOn: row.requested_on,
    confirmedOn: row.confirmed_on,
    endedOn: row.ended_on,
    endedBy: row.ended_by,
    actions:
      account.state === 'closed' ? [] : mandateMoves(standing).filter((move) => may(move, roles)),
  };
}

function may(move: keyof typeof OPERATIONS, roles: readonly Role[]): boolean {
  return roles.some((role) => rowOf(OPERATIONS[move]).roles.includes(role));
}
