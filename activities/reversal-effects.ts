/** Undoing an opening while nothing was posted: the account closes, the agreement is void. */
import { Fault } from '../src/domain/fault.ts';
import { closeUnposted, lockOpenedAccount } from '../src/ledger/accounts.ts';
import { voidAgreement } from '../src/ledger/agreements.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import type { Context } from './commit/context.ts';

type Params = Readonly<Record<string, unknown>>;

export const REVERSAL_EFFECTS = {
  'check-undoable': checkUndoable,
  'undo-opening': undoOpening,
} as const;

async function undoable({ tx, head }: Context, params: Params): Promise<string> {
  const account = await lockOpenedAccount(tx, String(params['openingCase']));
  if (account?.center !== head.center) {
    throw new Fault('input-invalid', '该业务没有开立账户，不能撤销。');
  }
  if (account.state === 'closed') throw new Fault('action-not-permitted', '该账户已经销户。');
  if (account.posted) throw new Fault('action-not-permitted', '该账户已有记账，不能撤销开户。');
  if (account.held) throw new Fault('action-not-permitted', '该账户有冻结，解除后方可撤销开户。');
  return account.number;
}

async function checkUndoable(context: Context, params: Params): Promise<{ last4: string }> {
  return { last4: (await undoable(context, params)).slice(-4) };
}

async function undoOpening(context: Context, params: Params): Promise<{ last4: string }> {
  const { tx, change, head, person } = context;
  const number = await undoable(context, params);
  const closing = { account: number, caseId: head.id, key: person.key, on: change.on };
  await endMandateOfClosed(tx, closing);
  await closeUnposted(tx, number, change.on);
  await voidAgreement(tx, number, change.on);
  return { last4: number.slice(-4) };
}
