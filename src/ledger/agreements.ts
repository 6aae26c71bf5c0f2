/**
 * Agreements (缴存使用协议) and the contribution plans that follow from them.
 *
 * The parameters are ciphertext under the person's key; their hash stands beside them in clear,
 * because it is what was signed.
 *
 * @source 通知（征求意见稿）（二）（四）
 */
import type { Tx } from '../db/pool.ts';
import type { Writer } from '../db/together.ts';

export interface NewAgreement {
  readonly id: string;
  readonly center: string;
  readonly person: string;
  readonly caseId: string;
  readonly template: string;
  readonly parameters: string;
  readonly hash: string;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly offeredOn: string;
  readonly signBy: string;
}

export async function insertAgreement(to: Writer, row: NewAgreement): Promise<void> {
  await to.query({
    name: 'insert-agreement',
    text: `insert into agreement (id, center, person, case_id, template_version, parameters, hash,
             state, monthly_amount, cycle, debit_day, offered_on, sign_by)
           values ($1, $2, $3, $4, $5, $6, $7, 'offered', $8, $9, $10, $11, $12)`,
    values: [
      row.id,
      row.center,
      row.person,
      row.caseId,
      row.template,
      row.parameters,
      row.hash,
      row.monthlyAmount,
      row.cycle,
      row.debitDay,
      row.offeredOn,
      row.signBy,
    ],
  });
}

export interface OfferedAgreement {
  readonly id: string;
  readonly template_version: string;
  readonly hash: string;
  readonly parameters: string;
  readonly sign_by: string;
  readonly signed_on: string | null;
}

/** The agreement of a case that is offered or signed and not yet in force. */
export async function findOffered(tx: Tx, caseId: string): Promise<OfferedAgreement | null> {
  const { rows } = await tx.query<OfferedAgreement>({
    name: 'find-offered-agreement',
    text: `select id, template_version, hash, parameters, sign_by, signed_on from agreement
            where case_id = $1 and state = 'offered'`,
    values: [caseId],
  });
  return rows[0] ?? null;
}

export async function signAgreement(
  tx: Tx,
  { id, on, signature }: { id: string; on: string; signature: string },
): Promise<void> {
  await tx.query({
    name: 'sign-agreement',
    text: 'update agreement set signed_on = $2, signature = $3 where id = $1',
    values: [id, on, signature],
  });
}

/** Ends what a case offered and nobody put in force. */
export async function endAgreements(
  to: Writer,
  caseId: string,
  { state, on }: { state: 'void' | 'lapsed'; on: string },
): Promise<Record<string, never>> {
  await to.query({
    name: 'end-agreements',
    text: `update agreement set state = $2, ended_on = $3
            where case_id = $1 and state = 'offered'`,
    values: [caseId, state, on],
  });
  return {};
}

export interface NewPlan {
  readonly account: string;
  readonly agreement: string;
  readonly monthlyAmount: string;
  readonly cycle: string;
  readonly debitDay: number;
  readonly fromMonth: string;
  readonly card: string;
  /** The day on which the agreement comes into force. */
  readonly inForceOn: string;
  /** District whose limits the amount was agreed by; null: those of the whole center. */
  readonly district: string | null;
}

/** Puts the agreement in force for the account and its plan with it. */
export async function insertPlan(to: Writer, plan: NewPlan): Promise<void> {
  await to.query({
    name: 'activate-agreement',
    text: `update agreement set state = 'active', account = $2, since = $3, state_case = case_id,
             moves = moves + 1 where id = $1`,
    values: [plan.agreement, plan.account, plan.inForceOn],
  });
  await to.query({
    name: 'insert-plan',
    text: `insert into plan (account, agreement, monthly_amount, cycle, debit_day, from_month, card,
             district)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    values: [
      plan.account,
      plan.agreement,
      plan.monthlyAmount,
      plan.cycle,
      plan.debitDay,
      plan.fromMonth,
      plan.card,
      plan.district,
    ],
  });
}

/** Ends the agreement in force of an account that was opened by mistake. */
export async function voidAgreement(tx: Tx, account: string, on: string): Promise<void> {
  await tx.query({
    name: 'void-agreement',
    text: `update agreement set state = 'void', ended_on = $2
            where account = $1 and state = 'active'`,
    values: [account, on],
  });
}
