/** An account somebody wants to go on with, as whoever asks beforehand may know it. */
import type pg from 'pg';
import { accountStateTitle, sourceTitle } from '../../cases/wording-accounts.ts';
import type { TakenAccount } from '../../policy/take-up.ts';

interface Row extends Omit<TakenAccount, 'underWay'> {
  readonly number: string;
  readonly sealedOn: string | null;
  readonly paidTo: string | null;
}

/** @param hashes of the documents that the applicant shows; null: there is no such account */
export async function takenBy(
  pool: pg.Pool,
  {
    id,
    center,
    hashes,
  }: { readonly id: string; readonly center: string; readonly hashes: readonly string[] },
) {
  const { rows } = await pool.query<Row>(
    `select a.number, a.state, a.source, a.sealed_on as "sealedOn", a.paid_to as "paidTo",
            exists (select from identity_document d where d.person = a.person
               and d.number_hash = any($3)) as own,
            (select g.state from agreement g where g.account = a.number
               and g.state in ('active', 'suspended')) as agreement,
            exists (select from hold h where h.account = a.number and h.kind = 'transfer'
               and h.released_on is null) as transfer
       from account a where a.id::text = $1 and a.center = $2`,
    [id, center, hashes],
  );
  const [row] = rows;
  if (!row) return null;
  const { number, sealedOn, paidTo, ...account } = row;
  const { state, source } = account;
  return {
    account: { ...account, underWay: [] },
    told: {
      last4: number.slice(-4),
      ...{ stateTitle: accountStateTitle(state), sourceTitle: sourceTitle(source) },
      ...{ sealedOn, paidTo },
    },
  };
}
