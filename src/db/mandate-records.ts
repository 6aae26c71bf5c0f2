/** What the bank answered or said of a mandate, written down: one statement for each outcome. */
import type { Tx } from './pool.ts';

/** Signed: what is needed now is the code of the cardholder. */
export async function recordSigned(
  tx: Tx,
  signed: { readonly id: string; readonly bankMandate: string; readonly masked: string },
): Promise<void> {
  await tx.query({
    name: 'mandate-signed',
    text: `update mandate set bank_mandate = $2, masked = $3, version = version + 1, reason = null,
             state = 'unconfirmed', under_way = null where id = $1`,
    values: [signed.id, signed.bankMandate, signed.masked],
  });
}

/**
 * The cardholder has confirmed: the mandate, or its next card, is in force, and the plan is debited
 * from that card.
 */
export async function recordConfirmed(
  tx: Tx,
  { id, on }: { readonly id: string; readonly on: string },
): Promise<void> {
  await tx.query({
    name: 'mandate-plan-card',
    text: `update plan set card = m.next_card from mandate m
            where m.id = $1 and m.next_card is not null and plan.account = m.account and plan.active`,
    values: [id],
  });
  await tx.query({
    name: 'mandate-confirmed',
    text: `update mandate set state = 'active', confirmed_on = coalesce(confirmed_on, $2),
             card = coalesce(next_card, card), masked = coalesce(next_masked, masked),
             next_card = null, next_masked = null, under_way = null, reason = null,
             version = version + 1
            where id = $1`,
    values: [id, on],
  });
}

export interface MandateChangeTaken {
  readonly id: string;
  /** Sealed; null: the card stays. */
  readonly card: string | null;
  readonly masked: string | null;
  /** Yuan; null: the limit stays. */
  readonly limitEach: string | null;
}

/** The bank took a change: a limit counts at once, another card once its holder has confirmed it. */
export async function recordChanged(tx: Tx, change: MandateChangeTaken): Promise<void> {
  await tx.query({
    name: 'mandate-changed',
    text: `update mandate set next_card = coalesce($2, next_card),
             next_masked = coalesce($3, next_masked), limit_each = coalesce($4, limit_each),
             under_way = null, reason = null, version = version + 1
            where id = $1`,
    values: [change.id, change.card, change.masked, change.limitEach],
  });
}

/** What was told to the bank is answered; the mandate stays what it is. */
export async function recordAnswered(
  tx: Tx,
  { id, reason }: { readonly id: string; readonly reason: string | null },
): Promise<void> {
  await tx.query({
    name: 'mandate-answered',
    text: `update mandate set under_way = null, reason = coalesce($2, reason),
             version = version + 1 where id = $1`,
    values: [id, reason],
  });
}

export interface MandateEnding {
  readonly id: string;
  readonly state: 'refused' | 'cancelled';
  readonly reason: string;
  readonly by: 'holder' | 'bank' | 'center';
  readonly on: string;
}

/** Over: refused by the bank, or ended by either side there. */
export async function recordEnded(tx: Tx, end: MandateEnding): Promise<void> {
  await tx.query({
    name: 'mandate-ended',
    text: `update mandate set state = $2, reason = $3, ended_by = $4, ended_on = $5,
             next_card = null, next_masked = null, under_way = null, version = version + 1
            where id = $1`,
    values: [end.id, end.state, end.reason, end.by, end.on],
  });
}

/** A case wants a change of the mandate as it saw it. @returns false when it is no longer so */
export async function askChange(
  tx: Tx,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<boolean> {
  const { rowCount } = await tx.query({
    name: 'mandate-ask-change',
    text: `update mandate set under_way = 'change', version = version + 1
            where id = $1 and version = $2 and state = 'active' and under_way is null`,
    values: [id, version],
  });
  return rowCount === 1;
}

/** The mandate in force of which another card waits, or may come to wait; null: there is none. */
export async function cardWaitsOf(tx: Tx, accountId: string): Promise<string | null> {
  const { rows } = await tx.query<{ id: string }>({
    name: 'mandate-card-waits',
    text: `select m.id from mandate m join account a on a.number = m.account
            where a.id = $1 and m.state = 'active'
              and (m.next_card is not null or m.under_way = 'change') for update of m`,
    values: [accountId],
  });
  return rows[0]?.id ?? null;
}

/** The card in force stays: what waited beside it is not used. */
export async function recordKept(tx: Tx, id: string): Promise<void> {
  await tx.query({
    name: 'mandate-kept',
    text: `update mandate set next_card = null, next_masked = null, version = version + 1
            where id = $1`,
    values: [id],
  });
}
