/**
 * The bank took a debit back (银行收回): the money leaves the account it was credited to, as far as
 * it is still there; the rest is owed by the person (应收个人款).
 */
import type { PlainDate } from '../domain/calendar.ts';
import { exact, negated, yuan, ZERO, type Yuan } from '../domain/money.ts';
import { timestamp, type Tx } from '../db/pool.ts';
import { uncoverMonths } from './contributions.ts';
import { takeBackSubsidies } from './subsidies.ts';
import { recordJournals, reverseJournal, type Line } from './journals.ts';

export interface Recalled {
  /** Key of the debit. */
  readonly key: string;
  /** What comes back out, as the bank says. */
  readonly amount: Yuan;
  readonly returnSerial: string;
  readonly returnedOn: PlainDate;
}

interface Booked {
  readonly account: string;
  readonly covers_from: string;
  readonly state: string;
  readonly journal: string;
  readonly account_state: string;
  readonly balance: string;
  readonly suspense: string | null;
}

/** Once per debit, whatever the bank repeats. */
export async function takeBack(
  tx: Tx,
  recalled: Recalled,
  { center, at }: { readonly center: string; readonly at: number },
): Promise<void> {
  const booked = await bookedOf(tx, recalled.key, center);
  if (!booked || !['paid', 'to-suspense'].includes(booked.state)) return;
  const { key, returnSerial, returnedOn } = recalled;
  const entry = {
    key: `recall/${key}`,
    valueDate: returnedOn,
    by: 'collection',
    document: returnSerial,
  };
  const journal = await post(tx, center, { booked, recalled, entry, at });
  if (booked.state === 'paid') {
    await takeBackSubsidies(tx, booked.journal, { on: returnedOn, at: timestamp(at) });
    await uncoverMonths(tx, { account: booked.account, journal: booked.journal, by: journal });
  }
  await tx.query(`update debit set state = 'returned', outcome = 'recalled' where key = $1`, [key]);
  await tx.query(
    `update contribution_due set state = 'missed', settled_on = $3, next_on = null,
            last_outcome = 'recalled' where account = $1 and covers_from = $2`,
    [booked.account, booked.covers_from, returnedOn],
  );
}

async function bookedOf(tx: Tx, key: string, center: string): Promise<Booked | null> {
  await tx.query(
    `select 1 from account where number = (select account from debit where key = $1)
        for no key update`,
    [key],
  );
  const { rows } = await tx.query<Booked>(
    `select d.account, d.covers_from, d.state, d.journal, a.state as account_state,
            coalesce(b.amount, 0) as balance, s.id as suspense
       from debit d join account a on a.number = d.account
       left join balance b on b.account = d.account and b.source = 'flexible'
       left join suspense_item s on s.journal = d.journal and s.state = 'open'
      where d.key = $1 and d.center = $2 for update of d`,
    [key, center],
  );
  return rows[0] ?? null;
}

interface Posting {
  /** Instant of the workflow (ms). */
  readonly at: number;
  readonly booked: Booked;
  readonly recalled: Recalled;
  readonly entry: { key: string; valueDate: PlainDate; by: string; document: string };
}

/** @returns the number of the journal */
async function post(
  tx: Tx,
  center: string,
  { booked, recalled, entry, at }: Posting,
): Promise<string> {
  if (booked.state === 'to-suspense' && booked.suspense !== null) {
    const { journal } = await reverseJournal(tx, center, booked.journal, entry);
    await tx.query(
      `update suspense_item set state = 'returned', settled_by = 'bank', settled_at = $3,
              settled_journal = $2, version = version + 1 where id = $1`,
      [booked.suspense, journal, timestamp(at)],
    );
    return journal;
  }
  const there =
    booked.account_state === 'closed' || booked.state !== 'paid' ? ZERO : booked.balance;
  const { amount } = recalled;
  if (exact(there).gte(exact(amount))) {
    const { journal } = await reverseJournal(tx, center, booked.journal, entry);
    return journal;
  }
  const taken = yuan(exact(there).toFixed(2));
  const owed = yuan(exact(amount).minus(exact(there)).toFixed(2));
  const personal: readonly Line[] = exact(taken).isZero()
    ? []
    : [{ book: 'personal', account: booked.account, source: 'flexible', amount: negated(taken) }];
  const lines: readonly [Line, Line, ...Line[]] = [
    { book: 'bank', amount },
    { book: 'receivable', amount: negated(owed) },
    ...personal,
  ];
  const [recorded] = await recordJournals(tx, center, [{ ...entry, kind: 'recall', lines }]);
  if (!recorded) throw new Error('a recall left no journal');
  await tx.query({
    name: 'raise-receivable',
    text: `select raise_receivable($1, $2, $3, 'recalled', $4)`,
    values: [recorded.journal, booked.account, owed, timestamp(at)],
  });
  return recorded.journal;
}
