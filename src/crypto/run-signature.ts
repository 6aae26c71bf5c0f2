/**
 * The signature of a run's list: whoever has the public key sees that it was this installation that
 * worked off this very list, with this outcome, and who had proposed and approved it.
 */
import { sign, verify, type KeyObject } from 'node:crypto';

/** What is kept of a list when its run has ended. */
export interface RunListFound {
  /** Id of the printed certificate. */
  readonly certificate: string;
  /** SHA-256 of the frozen list, as at the approval, and of what became of its items. */
  readonly digest: string;
  readonly outcomes: string;
  readonly items: number;
  readonly excluded: number;
  readonly struck: number;
  readonly done: number;
  readonly refused: number;
  readonly failed: number;
  /** Yuan. */
  readonly amount: string;
  readonly doneAmount: string;
  readonly startedBy: string;
  readonly approvedBy: string | null;
  /** ISO instants. */
  readonly approvedAt: string | null;
  readonly endedAt: string;
}

export interface RunListSeal extends RunListFound {
  /** Ed25519, base64. */
  readonly signature: string;
}

/** Which run it is of. */
export interface SignedList extends RunListFound {
  readonly run: string;
  readonly center: string;
  readonly day: string;
}

/** @returns Ed25519, base64 */
export function signRunList(privateKey: KeyObject, list: SignedList): string {
  return sign(null, listBytes(list), privateKey).toString('base64');
}

export function isRunListGenuine(
  publicKey: KeyObject,
  list: SignedList,
  signature: string,
): boolean {
  return verify(null, listBytes(list), publicKey, Buffer.from(signature, 'base64'));
}

function listBytes(list: SignedList): Buffer {
  const text = JSON.stringify([
    ...['run-list-1', list.certificate, list.run, list.center, list.day],
    ...[list.digest, list.outcomes, list.items, list.excluded, list.struck],
    ...[list.done, list.refused, list.failed, list.amount, list.doneAmount],
    ...[list.startedBy, list.approvedBy, list.approvedAt, list.endedAt],
  ]);
  return Buffer.from(text, 'utf8');
}
