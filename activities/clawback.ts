/**
 * 责令退回 (条例 41): the withdrawal that a breach is about, and what was drawn by it owed again once the
 * measures are taken.
 */
import { insertEvents } from '../src/db/case-writes.ts';
import { Fault } from '../src/domain/fault.ts';
import { clawBack } from '../src/ledger/clawback.ts';
import type { Context } from './commit/context.ts';

type Params = Readonly<Record<string, unknown>>;

/** @throws Fault 'input-invalid' when it is no withdrawal that was paid from this account */
export async function nameWithdrawal(
  { tx, head }: Context,
  { withdrawal }: Params,
  account: string,
): Promise<void> {
  if (typeof withdrawal !== 'string') return;
  const { rowCount } = await tx.query(
    `update breach b set withdrawal = w.case_id from withdrawal w
      where b.case_id = $1 and w.case_id = $2 and w.account = $3 and w.state = 'paid'`,
    [head.id, withdrawal, account],
  );
  if (rowCount === 1) return;
  const detail = '没有找到该账户已付款的这件提取业务。';
  const errors = [{ pointer: '#/application/withdrawal', detail }];
  throw new Fault('input-invalid', detail, { members: { errors } });
}

/** Once per payment, by its key; a recall or a closed account leaves nothing to claw back here. */
export async function clawBackFor({ tx, change, head, person }: Context): Promise<void> {
  const { rows } = await tx.query<{ withdrawal: string | null }>(
    'select withdrawal from breach where case_id = $1',
    [head.id],
  );
  const withdrawal = rows[0]?.withdrawal ?? null;
  if (withdrawal === null) return;
  const { on, at, by } = change;
  const owed = await clawBack(tx, withdrawal, { on, at, by: by.id, breach: head.id });
  if (owed === null) return;
  const { center } = head;
  await insertEvents(tx, { center, caseId: withdrawal, person: person.id, at }, [
    {
      kind: 'withdrawal-clawed-back',
      public: { amount: owed },
      ...{ actor: by.id, role: by.role, origin: by.origin, content: null },
    },
  ]);
}
