/**
 * Direct-debit mandates (委托扣款): signed by the cardholder, confirmed with a code of the bank,
 * changed, and cancelled by either side.
 *
 * The cardholder must be the person: the card book says whose card it is.
 */
import { z } from 'zod';
import { type Ask } from '../database.ts';
import { findCards, sameName, setCard, type Card } from './cards.ts';
import { CARD_STATE_CODES, CODES } from './codes.ts';
import { type BankDesk, tell } from './desk.ts';
import {
  type ChangeMandate,
  type ConfirmMandate,
  type MandateNamed,
  type SignMandate,
} from './inputs.ts';

const Mandate = z.object({
  number: z.string(),
  center: z.string(),
  card: z.string(),
  holder: z.string(),
  document: z.string(),
  limit: z.string(),
  nextCard: z.string().nullable(),
  state: z.enum(['unconfirmed', 'active', 'cancelled']),
  signedOn: z.string(),
  confirmedOn: z.string().nullable(),
  cancelledOn: z.string().nullable(),
  cancelledBy: z.string().nullable(),
});
export type Mandate = z.infer<typeof Mandate>;

const DAY = `'YYYY-MM-DD'`;
const SELECT = `
select number, center, card, holder, document, limit_each::text as "limit",
  next_card as "nextCard", state, to_char(signed_on, ${DAY}) as "signedOn",
  to_char(confirmed_on, ${DAY}) as "confirmedOn", to_char(cancelled_on, ${DAY}) as "cancelledOn",
  cancelled_by as "cancelledBy"
from sim.bank_mandate`;

export async function findMandates(
  ask: Ask,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, Mandate>> {
  const rows = await ask(
    `${SELECT} where number = any($1::text[])`,
    [[...new Set(numbers)]],
    'find mandates',
  );
  return new Map(
    z
      .array(Mandate)
      .parse(rows)
      .map((one) => [one.number, one]),
  );
}

/** The latest ones, whole: for the control API, which masks them. */
export async function latestMandates(ask: Ask, limit: number): Promise<readonly Mandate[]> {
  return z.array(Mandate).parse(await ask(`${SELECT} order by id desc limit $1`, [limit]));
}

interface Held {
  readonly holder: string;
  readonly document: string;
}

/** Why this card cannot be debited for this person; null when it can. */
function cardProblem(card: Card | undefined, { holder, document }: Held): string | null {
  if (!card) return CODES.cardUnknown;
  if (!sameName(card.holder, holder) || card.document !== document) return CODES.holderDiffers;
  return CARD_STATE_CODES[card.state] ?? null;
}

/** A card that nobody prepared is its first bearer's own, with money on it, if the settings say so. */
async function cardOf(
  ask: Ask,
  { settings }: BankDesk,
  bearer: Held & { readonly number: string },
): Promise<Card | undefined> {
  const { number } = bearer;
  const known = (await findCards(ask, [number])).get(number);
  if (known || settings().unknownCard === 'refuse') return known;
  await setCard(ask, { ...bearer, balance: '100000.00' });
  return (await findCards(ask, [number])).get(number);
}

export async function sign(ask: Ask, desk: BankDesk, query: SignMandate): Promise<object> {
  const { requestId, center, card: number, holder, limit } = query;
  const document = query.document.number;
  const card = await cardOf(ask, desk, { number, holder, document });
  const code = cardProblem(card, { holder, document });
  if (code !== null) return { requestId, result: 'refused', code, mandate: null, state: null };
  const [row] = await ask(
    `insert into sim.bank_mandate (number, center, card, holder, document, limit_each, state,
       signed_on)
     select 'WT' || $1 || lpad((coalesce(max(id), 0) + 1)::text, 10, '0'), $1, $2, $3, $4, $5,
       'unconfirmed', $6 from sim.bank_mandate
     returning number`,
    [center, number, holder, document, limit, desk.today()],
  );
  return {
    requestId,
    result: 'accepted',
    code: null,
    mandate: row?.['number'],
    state: 'unconfirmed',
  };
}

/** The code that the bank sends to the holder of a card. */
function codeFor({ card, nextCard }: Mandate): string {
  return (nextCard ?? card).slice(-6);
}

/** The code that somebody is to read out now; null: none was sent. */
export function codeSent(mandate: Mandate): string | null {
  const waits = mandate.state === 'unconfirmed' || mandate.nextCard !== null;
  return waits && mandate.state !== 'cancelled' ? codeFor(mandate) : null;
}

const IN_FORCE = `update sim.bank_mandate set state = 'active', card = coalesce(next_card, card),
  next_card = null, confirmed_on = coalesce(confirmed_on, $2) where number = $1`;

/** The cardholder confirms by the bank's own app, and the bank tells. @returns false: none waits */
export async function confirmAtBank(
  ask: Ask,
  { today }: BankDesk,
  { mandate: number }: { readonly mandate: string },
): Promise<boolean> {
  const mandate = await liveMandate(ask, number);
  if (!mandate || codeSent(mandate) === null) return false;
  await ask(IN_FORCE, [number, today()]);
  const content = { mandate: number, state: 'active', confirmedOn: today() };
  await tell(ask, [{ kind: 'mandate', center: mandate.center, batch: null, content }]);
  return true;
}

export async function confirm(ask: Ask, desk: BankDesk, query: ConfirmMandate): Promise<object> {
  const { requestId, mandate: number, code } = query;
  const mandate = await liveMandate(ask, number);
  if (!mandate) return refusal(query, CODES.mandateMissing);
  if (code !== codeFor(mandate)) return refusal(query, CODES.codeWrong, mandate);
  await ask(IN_FORCE, [number, desk.today()]);
  return { requestId, result: 'accepted', code: null, mandate: number, state: 'active' };
}

export async function change(ask: Ask, desk: BankDesk, query: ChangeMandate): Promise<object> {
  const { requestId, mandate: number, card: wanted = null, limit = null } = query;
  const mandate = await liveMandate(ask, number);
  if (!mandate) return refusal(query, CODES.mandateMissing);
  if (wanted !== null) {
    const card = await cardOf(ask, desk, { ...heldBy(mandate), number: wanted });
    const code = cardProblem(card, heldBy(mandate));
    if (code !== null) return refusal(query, code, mandate);
  }
  // Back to the card in force: what waited beside it is dropped, and there is nothing to confirm.
  await ask(
    `update sim.bank_mandate set limit_each = coalesce($2, limit_each),
       next_card = case when $3 = card then null else coalesce($3, next_card) end
      where number = $1`,
    [number, limit, wanted],
  );
  return { requestId, result: 'accepted', code: null, mandate: number, state: mandate.state };
}

export async function cancel(
  ask: Ask,
  { today }: BankDesk,
  { mandate: number, by }: { readonly mandate: string; readonly by: 'center' | 'holder' },
): Promise<boolean> {
  const mandate = (await findMandates(ask, [number])).get(number);
  if (!mandate) return false;
  if (mandate.state === 'cancelled') return true;
  await ask(
    `update sim.bank_mandate set state = 'cancelled', next_card = null, cancelled_on = $2,
       cancelled_by = $3 where number = $1`,
    [number, today(), by],
  );
  const content = { mandate: number, state: 'cancelled', cancelledBy: by, cancelledOn: today() };
  await tell(ask, [{ kind: 'mandate', center: mandate.center, batch: null, content }]);
  return true;
}

/** What the bank tells of a mandate; the card by its last four digits. */
export async function show(ask: Ask, { requestId, mandate }: MandateNamed): Promise<object> {
  const found = (await findMandates(ask, [mandate])).get(mandate);
  if (!found) return { requestId, result: 'not-known', mandate };
  const { card, nextCard, limit, state, signedOn, confirmedOn, cancelledOn, cancelledBy } = found;
  return {
    requestId,
    result: 'known',
    mandate,
    state,
    cardEnd: card.slice(-4),
    nextCardEnd: nextCard?.slice(-4) ?? null,
    limit,
    signedOn,
    confirmedOn,
    cancelledOn,
    cancelledBy,
  };
}

function heldBy({ holder, document }: Mandate): Held {
  return { holder, document };
}

async function liveMandate(ask: Ask, number: string): Promise<Mandate | null> {
  const mandate = (await findMandates(ask, [number])).get(number);
  return mandate === undefined || mandate.state === 'cancelled' ? null : mandate;
}

function refusal({ requestId, mandate }: MandateNamed, code: string, known?: Mandate): object {
  return { requestId, result: 'refused', code, mandate, state: known?.state ?? null };
}
