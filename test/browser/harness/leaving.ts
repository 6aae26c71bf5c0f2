/** Somebody who may leave: an account in the books of the desk, with money. */
import type { Desk } from './desk.ts';
import { openedAccount } from './stories.ts';

/**
 * An account with money of both sources, the unit’s portion sealed; without the day of a seal with flexible
 * money alone. @returns its opaque id
 */
export async function leavingAccount(
  place: Desk,
  name: string,
  sealedOn: string | null,
  card?: string,
): Promise<string> {
  const clerk = await place.api('lin-guiyuan');
  const id = await openedAccount(clerk, { number: place.newNumber(), name }, card);
  const owner = place.owner();
  const { rows } = await owner.query<{ number: string }>(
    `update account set opened_on = '2026-01-05' where id = $1 returning number`,
    [id],
  );
  const { number } = rows[0]!;
  const entry = (source: string, amount: string) => ({
    ...{
      key: `takeover/${number}/${source}`,
      kind: 'takeover',
      valueDate: '2026-07-01',
      by: 'test',
    },
    lines: [
      { book: 'bank', amount: `-${amount}` },
      { book: 'personal', account: number, source, amount },
    ],
  });
  const journals = [entry('flexible', '15000.00')];
  if (sealedOn !== null) journals.push(entry('unit', '8000.00'));
  await owner.query(`select ledger_post('210100', $1)`, [JSON.stringify(journals)]);
  if (sealedOn !== null) {
    await owner.query(
      `insert into seal (account, source, n, sealed_on, how, sealed_by)
       values ($1, 'unit', 1, $2, 'taken-over', 'test')`,
      [number, sealedOn],
    );
  }
  return id;
}
