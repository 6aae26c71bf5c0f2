/**
 * The bank took a debit back (银行收回): the money leaves whoever has it now, as far as it is still
 * there; the rest is owed by that person (应收个人款). Whose it is now is followed through what became
 * of it since (recalled-money.ts).
 */
import { BANK_REFUSALS, type BankRefusal } from '../domain/bank-refusals.ts';
import { addDays, dateAt, plainDate, type PlainDate } from '../domain/calendar.ts';
import { compare, exact, negated, yuan, type Yuan } from '../domain/money.ts';
import { timestamp, type Tx } from '../db/pool.ts';
import { uncoverMonths } from './contributions.ts';
import { takeBackSubsidies } from './subsidies.ts';
import { recordJournals, reverseJournal, type Line } from './journals.ts';
import {
  debitBooked,
  moneyOf,
  type Booked,
  type Credited,
  type Money,
  type There,
} from './recalled-money.ts';

export interface Recalled {
  /** Key of the debit. */
  readonly key: string;
  /** What comes back out, as the bank says. */
  readonly amount: Yuan;
  readonly returnSerial: string;
  readonly returnedOn: PlainDate;
  readonly refusal: BankRefusal;
}

interface Recalling {
  readonly center: string;
  readonly at: number;
  /** Days until it is debited again. */
  readonly retryGap: (days: {
    readonly refusedOn: PlainDate;
    readonly listedOn: PlainDate;
  }) => number;
}

interface Posting {
  readonly center: string;
  /** Instant of the workflow (ms). */
  readonly at: number;
  readonly recalled: Recalled;
  readonly entry: { key: string; valueDate: PlainDate; by: string; document: string };
}

/** Once per debit, whatever the bank repeats. */
export async function takeBack(tx: Tx, recalled: Recalled, recalling: Recalling): Promise<void> {
  const { center, at } = recalling;
  const booked = await debitBooked(tx, recalled.key, center);
  if (!booked || !['paid', 'to-suspense'].includes(booked.state)) return;
  const { key, returnSerial: document, returnedOn: valueDate } = recalled;
  const entry = { key: `recall/${key}`, valueDate, by: 'collection', document };
  const money = await moneyOf(tx, booked);
  const months = money.at === 'account' ? await monthsOf(tx, money.account, money.journal) : null;
  await post(tx, { center, at, recalled, entry }, { booked, money });
  await tx.query(`update debit set state = 'returned', outcome = 'recalled' where key = $1`, [key]);
  const { account, covers_from: from, covers_to: to } = booked;
  await owedAgain(tx, { account, from, to }, { recalled, recalling });
  // Assigned from suspense, it had paid months of its own.
  if (money.at === 'account' && money.item !== null && months !== null) {
    await owedAgain(tx, { account: money.account, ...months }, { recalled, recalling });
  }
}

interface Whose {
  readonly booked: Booked;
  readonly money: Money;
}

async function post(tx: Tx, posting: Posting, { booked, money }: Whose): Promise<void> {
  switch (money.at) {
    case 'suspense':
      await backFromSuspense(tx, posting, { receipt: booked.journal, item: money.item });
      return;
    case 'account':
      await backFromAccount(tx, posting, { booked, money });
      return;
    case 'fund':
      await record(tx, posting, [
        { book: 'subsidy-fund', amount: negated(posting.recalled.amount) },
      ]);
      return;
    case 'gone':
      await owe(tx, posting, { account: money.account, there: [] });
  }
}

interface InSuspense {
  readonly receipt: string;
  readonly item: string;
}

async function backFromSuspense(
  tx: Tx,
  { center, at, entry }: Posting,
  { receipt, item }: InSuspense,
): Promise<void> {
  const { journal } = await reverseJournal(tx, center, receipt, entry);
  await tx.query(
    `update suspense_item set state = 'returned', settled_by = 'bank', settled_at = $3,
            settled_journal = $2, version = version + 1 where id = $1`,
    [item, journal, timestamp(at)],
  );
}

/** What was credited is taken back as it was, or what is left of it; its months count no more. */
async function backFromAccount(
  tx: Tx,
  posting: Posting,
  { booked, money }: { readonly booked: Booked; readonly money: Credited },
): Promise<void> {
  const { account, journal, item } = money;
  const { recalled, at } = posting;
  const [first] = money.there;
  const whole = first?.source === 'flexible' && compare(first.amount, recalled.amount) >= 0;
  const by = whole
    ? await takeWhole(tx, posting, money)
    : await owe(tx, posting, { account, there: money.there });
  if (whole && item !== null) {
    await backFromSuspense(tx, posting, { receipt: booked.journal, item });
  }
  await takeBackSubsidies(tx, journal, { on: recalled.returnedOn, at: timestamp(at) });
  await uncoverMonths(tx, { account, journal, by });
}

/** The mirror image of what credited it. @returns the number of the journal */
async function takeWhole(
  tx: Tx,
  { center, entry }: Posting,
  { journal, item }: Credited,
): Promise<string> {
  // Assigned from suspense, it goes back there first; the bank takes it from suspense.
  const own = item === null ? entry : { ...entry, key: `${entry.key}/assignment` };
  const taken = await reverseJournal(tx, center, journal, own);
  return taken.journal;
}

/** What is there is taken, the rest is owed. @returns the number of the journal */
async function owe(
  tx: Tx,
  posting: Posting,
  { account, there }: { readonly account: string; readonly there: readonly There[] },
): Promise<string> {
  const { recalled, at } = posting;
  let left = exact(recalled.amount);
  const lines: Line[] = [];
  for (const { source, amount } of there) {
    const taken = left.lessThan(amount) ? left : exact(amount);
    if (taken.isZero()) continue;
    left = left.minus(taken);
    const part = yuan(taken.toFixed(2));
    lines.push({ book: 'personal', account, source, amount: negated(part) });
  }
  const owed = yuan(left.toFixed(2));
  if (!left.isZero()) lines.unshift({ book: 'receivable', amount: negated(owed) });
  const [line, ...more] = lines;
  if (!line) throw new Error('a recall of nothing');
  const journal = await record(tx, posting, [line, ...more]);
  if (left.isZero()) return journal;
  await tx.query({
    name: 'raise-receivable',
    text: `select raise_receivable($1, $2, $3, 'recalled', $4)`,
    values: [journal, account, owed, timestamp(at)],
  });
  return journal;
}

async function record(
  tx: Tx,
  { center, recalled, entry }: Posting,
  [from, ...more]: readonly [Line, ...Line[]],
): Promise<string> {
  const lines: readonly [Line, Line, ...Line[]] = [
    { book: 'bank', amount: recalled.amount },
    from,
    ...more,
  ];
  const [recorded] = await recordJournals(tx, center, [{ ...entry, kind: 'recall', lines }]);
  if (!recorded) throw new Error('a recall left no journal');
  return recorded.journal;
}

interface Covered {
  readonly from: string;
  readonly to: string;
}

async function monthsOf(tx: Tx, account: string, journal: string): Promise<Covered | null> {
  const { rows } = await tx.query<{ from: string | null; to: string | null }>(
    `select min(month) as from, max(month) as to from contribution
      where account = $1 and journal = $2 and taken_back is null`,
    [account, journal],
  );
  const { from = null, to = null } = rows[0] ?? {};
  return from === null || to === null ? null : { from, to };
}

/**
 * What was paid is owed again, but where its months were paid otherwise since: debited again while days and attempts are
 * left and a later one may succeed, else missed. Where its money never paid it, nothing changes.
 */
async function owedAgain(
  tx: Tx,
  { account, from, to }: Covered & { readonly account: string },
  { recalled, recalling }: { readonly recalled: Recalled; readonly recalling: Recalling },
): Promise<void> {
  const { rows } = await tx.query<{ from: string; left: boolean; until: string; listedOn: string }>(
    `select d.covers_from as from, d.grace_until as until,
            d.attempts < d.attempts_max and coalesce(g.state = 'active', false) as left,
            (select r.business_on from debit b join run r on r.id = b.run where b.key = $4) as "listedOn"
       from contribution_due d left join agreement g on g.id = d.agreement
      where d.account = $1 and d.covers_from <= $3 and d.covers_to >= $2 and d.state = 'paid'
        and not exists (select from contribution c where c.account = d.account
              and c.taken_back is null and c.month between d.covers_from and d.covers_to)
        for update of d`,
    [account, from, to, recalled.key],
  );
  for (const due of rows) {
    const nextOn = due.left ? nextAfter(due, { recalled, recalling }) : null;
    await tx.query(
      `update contribution_due set last_outcome = 'recalled', next_on = $3,
              state = case when $3::date is null then 'missed' else 'open' end,
              settled_on = case when $3::date is null then $4::date end
        where account = $1 and covers_from = $2`,
      [account, due.from, nextOn, recalled.returnedOn],
    );
  }
}

/** What names neither card nor mandate, as a cardholder's objection, keeps nothing from being debited later. */
function mayAskAgain({ reason }: BankRefusal): boolean {
  return BANK_REFUSALS[reason].laterMaySucceed || reason === 'other' || reason === 'payee-returned';
}

function nextAfter(
  { until, listedOn }: { readonly until: string; readonly listedOn: string },
  { recalled, recalling }: { readonly recalled: Recalled; readonly recalling: Recalling },
): PlainDate | null {
  const { returnedOn, refusal } = recalled;
  if (!mayAskAgain(refusal)) return null;
  const today = dateAt(recalling.at);
  // Told too late for any day: no gap is asked for.
  if (returnedOn > until || today > until) return null;
  const gap = recalling.retryGap({ refusedOn: returnedOn, listedOn: plainDate(listedOn) });
  const next = addDays(returnedOn, gap);
  return next <= until ? next : null;
}
