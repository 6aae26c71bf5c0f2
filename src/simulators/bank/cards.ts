/** The bank's card book: whose card it is, how it stands, what is on it. */
import { z } from 'zod';
import { type Ask } from '../database.ts';
import { type CardChange } from './inputs.ts';
import { balanceOf, cardPlace, cents, move, openPlace, WORLD } from './money.ts';

const Card = z.object({
  number: z.string(),
  holder: z.string(),
  document: z.string(),
  state: z.enum(['normal', 'lost', 'frozen', 'closed']),
  balance: z.string(),
});
export type Card = z.infer<typeof Card>;

const FIND = `
select c.number, c.holder, c.document, c.state, p.balance::text as balance
from sim.bank_card c join sim.bank_place p on p.code = c.place
where c.number = any($1::text[])`;

export async function findCards(
  ask: Ask,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Card>> {
  const rows = z.array(Card).parse(await ask(FIND, [[...new Set(numbers)]], 'find cards'));
  return new Map(rows.map((card) => [card.number, card]));
}

/** Changes a card, or opens it; false when a new one has no holder. */
export async function setCard(ask: Ask, change: CardChange): Promise<boolean> {
  const known = (await findCards(ask, [change.number])).get(change.number);
  const { number, holder = known?.holder, document = known?.document } = change;
  if (holder === undefined || document === undefined) return false;
  const place = cardPlace(number);
  await openPlace(ask, place, 'card');
  await ask(
    `insert into sim.bank_card (number, place, holder, document, state)
     values ($1, $2, $3, $4, $5)
     on conflict (number) do update set holder = excluded.holder, document = excluded.document,
       state = excluded.state`,
    [number, place, holder, document, change.state ?? known?.state ?? 'normal'],
  );
  if (change.balance === undefined) return true;
  const missing = cents(change.balance) - (await balanceOf(ask, place));
  if (missing > 0n) await move(ask, [{ source: WORLD, target: place, amount: missing }]);
  if (missing < 0n) await move(ask, [{ source: place, target: WORLD, amount: -missing }]);
  return true;
}

/** Names as people and card readers write them are the same name. */
export function sameName(one: string, other: string): boolean {
  return one.normalize() === other.normalize();
}
