/**
 * Carries out the instructions that are due, in the order in which they came: the money moves, our
 * deposit account gets its line, and the bank has a result to tell – all of it, or nothing.
 */
import { z } from 'zod';
import { type Ask } from '../database.ts';
import { findCards, sameName, type Card } from './cards.ts';
import { CARD_STATE_CODES, CODES } from './codes.ts';
import { alone, type BankDesk, numbered, tell } from './desk.ts';
import { bookEntries, type NewEntry } from './entries.ts';
import { findMandates, type Mandate } from './mandates.ts';
import {
  balanceOf,
  cardPlace,
  cents,
  depositPlace,
  move,
  type Move,
  WORLD,
  yuan,
} from './money.ts';
import { SHOWN } from './results.ts';

const Due = z.object({
  key: z.string(),
  kind: z.enum(['debit', 'payout']),
  center: z.string(),
  mandate: z.string().nullable(),
  card: z.string(),
  holder: z.string(),
  amount: z.string(),
  moves: z.string(),
  note: z.string(),
  refuse: z.string().nullable(),
});
type Due = z.infer<typeof Due>;

const AT_ONCE = 1000;
const DUE = `
select key, kind, center, mandate, card, holder, amount::text, moves::text, note,
  refuse_with as refuse
from sim.bank_instruction
where (state = 'accepted' or recants) and due_at <= clock_timestamp() and run_on <= $1
order by ordinal limit ${AT_ONCE}`;
const IS_DUE = `
select from sim.bank_instruction
where (state = 'accepted' or recants) and due_at <= clock_timestamp() and run_on <= $1 limit 1`;

export async function settle(desk: BankDesk): Promise<void> {
  const { database, today } = desk;
  for (;;) {
    const waiting = await database.ask(IS_DUE, [today()], 'is due');
    if (waiting.length === 0) return;
    await alone(database, async (ask) => {
      const due = z.array(Due).parse(await ask(DUE, [today()], 'due'));
      await carryOut(ask, due, today());
    });
  }
}

/** What is on the cards and on our accounts while one after the other is carried out. */
interface Table {
  readonly cards: ReadonlyMap<string, Card>;
  readonly mandates: ReadonlyMap<string, Mandate>;
  readonly balances: Map<string, bigint>;
}

interface Outcome {
  readonly key: string;
  readonly code: string | null;
  readonly serial: string | null;
}

async function carryOut(ask: Ask, due: readonly Due[], day: string): Promise<void> {
  const table = await lay(ask, due);
  const moves: Move[] = [];
  const entries: NewEntry[] = [];
  const outcomes: { key: string; code: string | null; entry: NewEntry | null }[] = [];
  for (const one of due) {
    const code = problemOf(one, table);
    const entry = code === null ? entryOf(one) : null;
    if (entry) {
      const moved = moveOf(one, table);
      shift(table.balances, moved);
      moves.push(moved);
      entries.push(entry);
    }
    outcomes.push({ key: one.key, code, entry });
  }
  const serials = await bookEntries(ask, entries, day);
  await move(ask, moves);
  await conclude(
    ask,
    outcomes.map(({ key, code, entry }) => ({
      key,
      code,
      serial: entry ? (serials.get(entry) ?? null) : null,
    })),
    day,
  );
}

async function lay(ask: Ask, due: readonly Due[]): Promise<Table> {
  const cards = await findCards(
    ask,
    due.map(({ card }) => card),
  );
  const mandates = await findMandates(
    ask,
    due.flatMap(({ mandate }) => mandate ?? []),
  );
  const balances = new Map<string, bigint>();
  for (const card of cards.values()) balances.set(cardPlace(card.number), cents(card.balance));
  for (const center of new Set(due.map((one) => one.center))) {
    balances.set(depositPlace(center), await balanceOf(ask, depositPlace(center)));
  }
  return { cards, mandates, balances };
}

function problemOf(due: Due, table: Table): string | null {
  if (due.refuse !== null) return due.refuse;
  const card = table.cards.get(due.card);
  if (card && !sameName(card.holder, due.holder)) return CODES.holderDiffers;
  if (due.kind === 'debit') return mandateProblem(due, table) ?? debitProblem(due, card, table);
  // A lost or frozen card takes money in; one of another bank is out in the world.
  if (card?.state === 'closed') return CODES.cardClosed;
  return holds(table, depositPlace(due.center), due) ? null : CODES.depositShort;
}

function mandateProblem({ mandate, center, card, amount }: Due, table: Table): string | null {
  const found = mandate === null ? undefined : table.mandates.get(mandate);
  if (found?.state !== 'active' || found.center !== center) return CODES.mandateMissing;
  if (found.card !== card) return CODES.mandateDiffers;
  return cents(amount) > cents(found.limit) ? CODES.overLimit : null;
}

function debitProblem(due: Due, card: Card | undefined, table: Table): string | null {
  if (!card) return CODES.cardUnknown;
  const state = CARD_STATE_CODES[card.state];
  if (state !== undefined) return state;
  return holds(table, cardPlace(card.number), due) ? null : CODES.insufficient;
}

function holds({ balances }: Table, place: string, { moves }: Due): boolean {
  return (balances.get(place) ?? 0n) >= cents(moves);
}

function moveOf({ kind, card, center, moves }: Due, { cards }: Table): Move {
  const person = cards.has(card) ? cardPlace(card) : WORLD;
  const amount = cents(moves);
  return kind === 'debit'
    ? { source: person, target: depositPlace(center), amount }
    : { source: depositPlace(center), target: person, amount };
}

function shift(balances: Map<string, bigint>, { source, target, amount }: Move): void {
  balances.set(source, (balances.get(source) ?? 0n) - amount);
  balances.set(target, (balances.get(target) ?? 0n) + amount);
}

function entryOf({ kind, key, center, moves, holder, card, note }: Due): NewEntry {
  const amount = kind === 'debit' ? moves : yuan(-cents(moves));
  return { center, key, amount, party: holder, account: card, note, virtualAccount: null };
}

const CONCLUDE = `
with outcome as (
  select * from json_to_recordset($1::json)
    as o (key text, code text, serial text, at bigint)
), concluded as (
  update sim.bank_instruction i set code = o.code, serial = o.serial, booked_on = $2,
    state = case when o.code is null then 'done' else 'refused' end,
    -- Refused as a fault would have it, it is carried out next time.
    recants = recants and refuse_with is not null,
    refuse_with = case when recants then null else refuse_with end
  from outcome o where o.key = i.key
  returning i.*, o.at
)
select json_build_object('kind', 'result', 'center', center, 'batch', batch,
  'content', ${SHOWN}) as event from concluded order by at`;

async function conclude(ask: Ask, outcomes: readonly Outcome[], day: string): Promise<void> {
  const rows = await ask(CONCLUDE, [JSON.stringify(numbered(outcomes)), day], 'conclude');
  await tell(
    ask,
    rows.map(({ event }) => event as Parameters<typeof tell>[1][number]),
  );
}
