/**
 * Instructions (扣款, 付款): taken once per key at once, carried out later.
 *
 * The same key with the same content is the same instruction, however often it comes and in
 * whatever batch; with other content nothing of the batch is taken.
 */
import { contentHash } from '../answers.ts';
import { type Ask } from '../database.ts';
import { type Fault, type Faults } from '../faults.ts';
import { type FaultKind, isItemFault } from '../inputs.ts';
import { CODES } from './codes.ts';
import { alone, type BankDesk, numbered, openDeposit } from './desk.ts';
import { type Batch, type KeysQuery } from './inputs.ts';
import { cents, yuan } from './money.ts';
import { SHOWN } from './results.ts';

type Item = Batch['items'][number];

export interface Taking {
  readonly kind: 'debit' | 'payout';
  /** What strikes the whole request, if anything. */
  readonly fault: FaultKind | null;
  readonly faults: Faults;
}

const INSERT = `
insert into sim.bank_instruction (key, kind, batch, center, mandate, card, holder, amount, note,
  content_hash, moves, refuse_with, told, recants, run_on, due_at)
select key, $2, $3, $4, mandate, card, holder, amount, text, hash, moves, refuse, told, recants, $5,
  case when silent then 'infinity' else clock_timestamp() + delay * interval '1 millisecond' end
from json_to_recordset($1::json)
  as i (key text, mandate text, card text, holder text, amount numeric, text text, hash text,
    moves numeric, refuse text, told numeric, recants boolean, silent boolean, delay integer, at bigint)
order by at`;

/** @returns null when a key stands for another content; nothing is taken then */
export async function take(
  desk: BankDesk,
  { kind, fault, faults, ...batch }: Batch & Taking,
): Promise<object | null> {
  const { center, items, day } = batch;
  const hashed = items.map((item) => ({
    ...item,
    hash: contentHash({ kind, center, day, ...item }),
  }));
  const strikes = await drawn(desk, hashed, faults);
  return alone(desk.database, async (ask) => {
    const known = await knownHashes(ask, hashed);
    const differs = hashed.some(({ key, hash }) => (known.get(key) ?? hash) !== hash);
    if (differs) return null;
    const fresh = hashed.filter(({ key }) => !known.has(key));
    // What a partial batch leaves out is in no book: asked for by key, the bank does not know it.
    const taken = fault === 'partial-batch' ? fresh.slice(0, Math.floor(fresh.length / 2)) : fresh;
    await openDeposit(ask, center);
    const rows = taken.map((item) => rowOf(item, desk, strikes.get(item.key)));
    const values = [JSON.stringify(numbered(rows)), kind, batch.batch, center, day];
    await ask(INSERT, values, 'take instructions');
    const accepted = known.size + taken.length;
    return { requestId: batch.requestId, result: 'accepted', batch: batch.batch, accepted };
  });
}

type Hashed = Item & { readonly hash: string };

/** What strikes single instructions; only those that are new. */
async function drawn(
  { database }: BankDesk,
  items: readonly Hashed[],
  faults: Faults,
): Promise<ReadonlyMap<string, Fault>> {
  const strikes = new Map<string, Fault>();
  if (faults.on().length === 0) return strikes;
  const known = await knownHashes(database.ask, items);
  for (const { key, card } of items) {
    if (known.has(key)) continue;
    const struck = await faults.draw('bank', [card, key], isItemFault);
    if (struck) strikes.set(key, struck);
  }
  return strikes;
}

function rowOf(item: Hashed, { settings }: BankDesk, struck: Fault | undefined): object {
  const kind = struck?.kind;
  const late = kind === 'late-results' ? (struck?.delayMs ?? 0) : 0;
  const other = kind === 'wrong-amount' || kind === 'asked-differs';
  const recants = kind === 'refused-then-done';
  return {
    ...item,
    moves: other ? otherAmount(item) : item.amount,
    refuse: kind === 'refuse-cards' ? CODES.cardRefused : recants ? CODES.insufficient : null,
    // It moves, and believes it was told so.
    told: kind === 'asked-differs' ? otherAmount(item) : null,
    ...{ recants, silent: kind === 'never-answered' },
    delay: settings().bankDelayMs + late,
  };
}

/** A cent less, or more where there is no less. */
function otherAmount({ amount }: Item): string {
  const asked = cents(amount);
  return yuan(asked > 1n ? asked - 1n : asked + 1n);
}

async function knownHashes(
  ask: Ask,
  items: readonly { readonly key: string }[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await ask(
    'select key, content_hash from sim.bank_instruction where key = any($1::text[])',
    [items.map(({ key }) => key)],
    'known keys',
  );
  return new Map(rows.map((row) => [String(row['key']), String(row['content_hash'])]));
}

/** How each key stands, in the order of the question; a key nobody sent is not known. */
export async function byKeys(ask: Ask, { requestId, keys }: KeysQuery): Promise<object> {
  const rows = await ask(
    `select ${SHOWN} as shown from sim.bank_instruction where key = any($1::text[])`,
    [[...keys]],
    'by keys',
  );
  const found = new Map(rows.map(({ shown }) => [(shown as { key: string }).key, shown as object]));
  const items = keys.map((key) => found.get(key) ?? { key, state: 'not-known' });
  return { requestId, items };
}
