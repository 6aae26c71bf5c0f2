/** What the outbox holds for instructions to pay: the instruction itself, and the look whether it came back. */
import type { Outgoing } from '../src/db/outbox.ts';
import { deliverPayout, watchPayout, type PayoutDeps } from './payouts.ts';

const DELIVER = { payout: deliverPayout, 'payout-watch': watchPayout } as const;
type PayoutMessage = keyof typeof DELIVER;

export function isAboutPayouts(kind: string): kind is PayoutMessage {
  return Object.hasOwn(DELIVER, kind);
}

/** @throws Fault when it is not known yet what became of it: the relay comes back */
export function deliverAboutPayouts(
  deps: PayoutDeps,
  row: Outgoing,
  kind: PayoutMessage,
): Promise<void> {
  return DELIVER[kind](deps, row);
}
