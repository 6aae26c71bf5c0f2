/**
 * The yearly settlement (年度结息) as a run: what every range of accounts would be credited is frozen,
 * approved, and then credited to just that figure or not at all. An account that cannot be settled is
 * set apart and named; it is in nobody else's way (settlement-parts.ts).
 *
 * @source 住房公积金管理条例 第二十一条
 */
import {
  besideOthers,
  openItems,
  runEvent,
  settleItems,
  type Run,
  type RunItem,
  type Settled,
} from '../../src/db/runs.ts';
import type { Tx } from '../../src/db/pool.ts';
import { keepItemParts, type ItemPart } from '../../src/db/run-parts.ts';
import { attempt } from '../../src/db/savepoint.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { Fault } from '../../src/domain/fault.ts';
import { exact, type Yuan } from '../../src/domain/money.ts';
import { accountFaultOf } from '../../src/ledger/interest-fault.ts';
import { checkSample } from '../../src/ledger/interest-sample.ts';
import {
  settle,
  sumSettlement,
  type PreviewSums,
  type Settled as SettledSums,
  type YearlySettlement,
} from '../../src/ledger/interest.ts';
import { interestTerms } from '../../src/policy/interest-terms.ts';
import type { Offices } from '../offices.ts';
import type { Frozen, Progress, RunDeps, RunWork, Working } from './kind.ts';
import { accountsHeld, inPieces, type Piece, type Stretch } from './settlement-parts.ts';

/** Accounts of one item: what one transaction settles. */
const ACCOUNTS = 4_000;
/** Accounts of every item that are reckoned again by the rule. */
const SAMPLE = 10;

/** Ranges settled side by side: what a small database has processors for, and one while another waits for its disk. */
const LANES = 3;

export const settlementRun: RunWork = { freeze, chunk, lanes: LANES };

async function freeze(tx: Tx, run: Run, { offices }: RunDeps): Promise<Frozen> {
  const terms = await termsOf(offices, run);
  if (!terms) return { brake: 'figure-missing' };
  const { rows: ranges } = await tx.query<Stretch>(
    `select min(number) as first, max(number) as last
       from (select number, (row_number() over (order by number) - 1) / $2 as part
               from account where center = $1 and state <> 'closed') a
      group by part order by 1`,
    [run.center, ACCOUNTS],
  );
  const items: object[] = [];
  for (const range of ranges) {
    for (const piece of await reckoned(tx, settlementOf(run, range, terms))) {
      if ('value' in piece && !piece.value.covered) return { brake: 'figure-missing' };
      const item = itemOf(piece);
      if (item) items.push({ n: items.length + 1, ...item });
    }
  }
  await tx.query(
    `insert into run_item (run, n, subject, account, verdict, amount, detail)
     select $1, n, subject, account, 'due', amount, detail
       from jsonb_to_recordset($2) as i(n integer, subject text, account text, amount numeric,
         detail jsonb)`,
    [run.id, JSON.stringify(items)],
  );
  return {};
}

/** A range in one piece; in several where an account of it cannot even be reckoned. */
async function reckoned(
  tx: Tx,
  settlement: YearlySettlement,
): Promise<readonly Piece<PreviewSums>[]> {
  const { first, last } = settlement;
  const whole = await attempt(tx, () => sumSettlement(tx, settlement), accountFaultOf);
  if ('value' in whole) return [{ first, last, value: whole.value }];
  const accounts = await accountsHeld(tx, settlement);
  return inPieces(tx, { accounts, error: whole.error }, (stretch) =>
    sumSettlement(tx, { ...settlement, ...stretch }),
  );
}

/** Nothing was previewed of an account that cannot be reckoned, so that nothing will be credited. */
function itemOf(piece: Piece<PreviewSums>): object | null {
  const { first, last } = piece;
  if ('fault' in piece) {
    const { outcome: apart, fault } = piece.fault;
    const detail = { first, last, accounts: 1, apart, fault };
    return { subject: first, account: first, amount: null, detail };
  }
  const { accounts, interest, digest } = piece.value;
  const detail = { first, last, accounts, digest };
  return accounts === 0 ? null : { subject: `${first}-${last}`, amount: interest, detail };
}

async function chunk(working: Working): Promise<Progress> {
  const { deps, run } = working;
  const terms = await termsOf(deps.offices, run);
  if (!terms) throw new Error('the figures that were there are gone');
  const taken = await besideOthers(deps.pool, run, async (tx) => {
    const [item] = await openItems(tx, run.id, 1);
    if (!item) return null;
    const settlement = settlementOf(run, rangeOf(item), terms);
    await settleItems(tx, run.id, {
      settled: [await worked(tx, working, { item, settlement })],
      at: working.at,
    });
    return item;
  });
  return taken ? { kind: 'more' } : { kind: 'end' };
}

interface Asked {
  readonly item: RunItem;
  readonly settlement: YearlySettlement;
}

async function worked(tx: Tx, working: Working, asked: Asked): Promise<Settled> {
  const { item } = asked;
  const { apart } = item.detail;
  if (typeof apart === 'string') return { n: item.n, state: 'failed', outcome: apart };
  const known = (error: unknown) => (isOther(error) ? OTHER : accountFaultOf(error));
  const whole = await attempt(tx, () => creditWhole(tx, working, asked), known);
  if ('value' in whole) {
    return { n: item.n, state: 'done', outcome: 'credited', moved: whole.value };
  }
  if (whole.fault === OTHER) return { n: item.n, state: 'failed', ...OTHER };
  return creditOthers(tx, working, { ...asked, error: whole.error });
}

/** Something was posted for a day before the settlement since: the next run previews it anew. */
const OTHER = { outcome: 'differs-from-preview' } as const;

function isOther(error: unknown): boolean {
  return error instanceof Fault && error.code === 'version-conflict';
}

async function creditWhole(tx: Tx, working: Working, { item, settlement }: Asked): Promise<Yuan> {
  const { interest, fresh, digest } = await credit(tx, working, {
    ...{ item, settlement, previewed: String(item.detail['digest']) },
    charge: `interest-charge/${working.run.id}/${item.n}`,
  });
  await runEvent(tx, working.run, {
    kind: 'run-chunk',
    at: working.at,
    told: { from: item.n, to: item.n, accounts: fresh, amount: interest, digest },
  });
  return interest;
}

/**
 * What can be credited of a range of which something cannot. What is credited is still what was
 * previewed: the whole comes to the digest that was approved, its accounts are held from then on, and
 * each stretch is credited to its own figure of that moment or not at all.
 */
async function creditOthers(
  tx: Tx,
  working: Working,
  { item, settlement, error }: Asked & { readonly error: unknown },
): Promise<Settled> {
  const accounts = await accountsHeld(tx, settlement);
  const now = await attempt(tx, () => sumSettlement(tx, settlement), accountFaultOf);
  if (!('value' in now) || now.value.digest !== item.detail['digest']) {
    return { n: item.n, state: 'failed', ...OTHER };
  }
  const pieces = await inPieces(tx, { accounts, error }, async (stretch) => {
    const some = { ...settlement, ...stretch };
    const { accounts: due, digest: previewed } = await sumSettlement(tx, some);
    if (due === 0) return null;
    const charge = `interest-charge/${working.run.id}/${item.n}/${stretch.first}`;
    return credit(tx, working, { item, settlement: some, previewed, charge });
  });
  return keepPieces(tx, working, { item, pieces });
}

interface Crediting extends Asked {
  readonly previewed: string;
  readonly charge: string;
}

async function credit(
  tx: Tx,
  { run }: Working,
  { item, settlement, previewed, charge }: Crediting,
): Promise<SettledSums> {
  const { first, last, terms } = settlement;
  const settled = await settle(tx, settlement, { by: 'run', run: run.id, charge, previewed });
  const settledOn = plainDate(run.business_on);
  await checkSample(tx, { first, last, settledOn, terms, size: SAMPLE, seed: item.subject });
  return settled;
}

async function keepPieces(
  tx: Tx,
  { run, at }: Working,
  {
    item,
    pieces,
  }: { readonly item: RunItem; readonly pieces: readonly Piece<SettledSums | null>[] },
): Promise<Settled> {
  const kept = pieces.flatMap((piece): readonly ItemPart[] => {
    const { first, last } = piece;
    if ('fault' in piece) return [{ first, last, accounts: 1, ...piece.fault }];
    if (piece.value === null) return [];
    const { fresh: accounts, interest: amount, digest } = piece.value;
    return [{ first, last, accounts, amount, digest, outcome: 'credited' }];
  });
  await keepItemParts(tx, { run: run.id, n: item.n, at }, kept);
  const credited = kept.filter(({ amount }) => amount !== undefined);
  const apart = kept.filter(({ amount }) => amount === undefined);
  const moved = credited.reduce((all, { amount = 0 }) => all.plus(amount), exact(0)).toFixed(2);
  const accounts = credited.reduce((all, one) => all + one.accounts, 0);
  await runEvent(tx, run, {
    kind: 'run-chunk',
    at,
    told: { from: item.n, to: item.n, accounts, amount: moved, apart: apart.length },
  });
  const [only] = apart;
  const outcome = credited.length > 0 || !only ? 'credited-but-some' : only.outcome;
  return { n: item.n, state: 'failed', outcome, moved };
}

type Terms = NonNullable<ReturnType<typeof interestTerms>>;

async function termsOf(offices: Offices, { center, business_on: on }: Run): Promise<Terms | null> {
  const { figures } = await offices.read();
  return interestTerms(figures, { center, on: plainDate(on) });
}

function settlementOf({ center, business_on: on }: Run, range: Stretch, terms: Terms) {
  return { center, ...range, year: Number(on.slice(0, 4)), terms };
}

function rangeOf({ detail }: RunItem): Stretch {
  return { first: String(detail['first']), last: String(detail['last']) };
}
