/**
 * Interest of an empty account: whether it can be paid out before the account is closed, and to which card.
 *
 * It is paid as every other money of a holder: to the card that the bank has confirmed as the holder's, never
 * during a ban, and only after another person has looked where data were changed shortly before.
 *
 * @source 住房公积金管理条例 第二十一条、第四十一条; 通知（征求意见稿）（十一）（十四）
 */
import { openJson } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import { cardOnFile, interestCredited, type EmptyAccount } from '../src/db/dormancies.ts';
import { bansOn } from '../src/db/measures.ts';
import type { Db } from '../src/db/pool.ts';
import type { PlainDate } from '../src/domain/calendar.ts';
import type { DataChange } from '../src/domain/data-changes.ts';
import { compare, exact, yuan, type Yuan } from '../src/domain/money.ts';
import type { InterestTo } from '../src/policy/dormant-closing.ts';
import type { Figure } from '../src/policy/figures.ts';
import { changeWatch, unseenChanges } from '../src/policy/personal-change-watch.ts';

export interface BankCard {
  readonly number: string;
  readonly holder: string;
  readonly bank: string;
}

export interface InterestPayable {
  readonly to: InterestTo;
  /** Null: there is no card to which it can be paid. */
  readonly card: BankCard | null;
}

interface Asked {
  readonly account: EmptyAccount;
  readonly on: PlainDate;
  /** The day of the notice: changes of data from the figure's days before it on are looked at. */
  readonly noticedOn: PlainDate;
  readonly figures: readonly Figure[];
}

/** Where what the account has earned can be paid to on a day. */
export async function interestPayable(
  db: Db,
  personKeys: PersonKeys,
  { account, on, noticedOn, figures }: Asked,
): Promise<InterestPayable> {
  const { number, person, center } = account;
  if ((await bansOn(db, person, on)).length > 0) return { to: 'banned', card: null };
  const known = await cardOnFile(db, number);
  if (known === null) return { to: 'no-card', card: null };
  const { rows } = await db.query<{ changes: readonly DataChange[] }>({
    name: 'data-changes',
    text: 'select data_changes($1) as changes',
    values: [person],
  });
  const changes = rows[0]?.changes ?? [];
  const watch = changeWatch(changes, { figures, center, askedOn: noticedOn, seen: [] });
  if (unseenChanges(watch).length > 0) return { to: 'to-review', card: null };
  const key = personKeys.unwrap(person, known.wrappedKey);
  return { to: 'card', card: openJson(key, place.card(number), known.card) as BankCard };
}

export interface Standing {
  /** Yuan without interest that was credited since the notice, and that interest. */
  readonly balance: Yuan;
  readonly credited: Yuan;
}

/**
 * What stands in the account, told apart: a settlement of 30 June during the notice makes money of interest,
 * and is no contribution.
 */
export async function standingOf(
  db: Db,
  { number, balance }: EmptyAccount,
  noticedOn: PlainDate | null,
): Promise<Standing> {
  const whole = yuan(balance);
  if (noticedOn === null || exact(whole).isZero()) {
    return { balance: whole, credited: yuan('0.00') };
  }
  const since = yuan(await interestCredited(db, number, noticedOn));
  const credited = compare(since, whole) > 0 ? whole : since;
  return { balance: yuan(exact(whole).minus(credited).toFixed(2)), credited };
}
