/**
 * Undoing an opening with everything that followed: what was posted is taken back, the account
 * closes, agreement, plan and mandate end with it.
 */
import { Fault } from '../src/domain/fault.ts';
import { endMandateOfClosed } from '../src/db/mandates.ts';
import { closeMistaken, lockOpenedAccount } from '../src/ledger/accounts.ts';
import { voidAgreement } from '../src/ledger/agreements.ts';
import {
  expectUndoable,
  readUndo,
  takeOpeningBack,
  undoneMoney,
  type OpeningUndo,
} from '../src/ledger/opening-undo.ts';
import type { Context } from './commit/context.ts';

type Params = Readonly<Record<string, unknown>>;

export const REVERSAL_EFFECTS = {
  'check-undoable': checkUndoable,
  'undo-opening': undoOpening,
} as const;

/** The account is locked, the books are read, the rule is asked. */
async function undoable({ tx, head }: Context, params: Params): Promise<OpeningUndo> {
  const openingCase = String(params['openingCase']);
  const account = await lockOpenedAccount(tx, openingCase);
  const undo = account?.center === head.center ? await readUndo(tx, openingCase) : null;
  if (undo === null) throw new Fault('input-invalid', '该业务没有开立账户，不能撤销。');
  expectUndoable(undo);
  // What was posted is taken back only by whoever has looked at it.
  const looked = params['digest'];
  if (undo.plan.steps.length > 0 && looked !== undo.digest) {
    throw looked === undefined
      ? new Fault('action-not-permitted', '该账户已有记账，请先预览撤销的结果，再按预览提出。')
      : new Fault('version-conflict', '账务已有变化，与您看到的预览不一致，请重新预览。');
  }
  return undo;
}

interface Undone {
  readonly last4: string;
  /** Yuan that stands in suspense now; '0.00': nothing. */
  readonly toSuspense: string;
}

async function checkUndoable(context: Context, params: Params): Promise<{ last4: string }> {
  return { last4: (await undoable(context, params)).account.slice(-4) };
}

async function undoOpening(context: Context, params: Params): Promise<Undone> {
  const { tx, change, head, person } = context;
  const undo = await undoable(context, params);
  const { account, openingCase, digest } = undo;
  const { by, on, at } = change;
  const actor = { id: by.id, role: by.role, origin: by.origin, at };
  await takeOpeningBack(tx, { caseId: head.id, openingCase, digest, on, by: actor });
  await endMandateOfClosed(tx, { account, caseId: head.id, key: person.key, on });
  await closeMistaken(tx, account, on);
  await voidAgreement(tx, account, on);
  return { last4: account.slice(-4), toSuspense: undoneMoney(undo).toSuspense };
}
