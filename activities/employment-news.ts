/**
 * A unit employs somebody who pays as a flexible worker: it lists them (开户清单), or has paid for a month.
 *
 * Debits stop in the very transaction in which it is heard: the agreement rests and what is owed is void,
 * so that no run takes it. What is with the bank already counts as it comes back. The rest is the case's,
 * which begins through the outbox.
 *
 * @source 通知（征求意见稿）（三）; 缴存使用协议“身份转换与转移接续”
 */
import { randomUUID } from 'node:crypto';
import { sealJson } from '../src/crypto/cipher.ts';
import { place } from '../src/crypto/places.ts';
import { insertOutbox } from '../src/db/case-papers.ts';
import {
  insertEmployment,
  insertUnitMonth,
  openEmployment,
  updateEmployment,
} from '../src/db/employments.ts';
import type { Tx } from '../src/db/pool.ts';
import { monthOf, plainMonth, type PlainDate } from '../src/domain/calendar.ts';
import { Fault } from '../src/domain/fault.ts';
import { lockInForce, moveAgreement, voidOpenDues } from '../src/ledger/agreements-in-force.ts';
import { lastUnitSealOf, type AccountStanding, type UnitSeal } from '../src/ledger/seals.ts';
import { TELL_CASE } from './service-news.ts';
import type { Unasked } from './unasked.ts';

export interface EmploymentTold {
  readonly unit: string;
  readonly on: PlainDate;
  readonly today: PlainDate;
  /** First month paid; null: listed only. */
  readonly month: string | null;
}

/** @throws Fault 'action-not-permitted' while it does not fit what we know */
export async function hearOfEmployment(
  tx: Tx,
  came: Unasked,
  account: AccountStanding,
  told: EmploymentTold,
): Promise<void> {
  const { on, today, month, unit } = told;
  const { number } = account;
  if (on > today) throw new Fault('action-not-permitted', 'the day has not come');
  if (account.state === 'closed') throw new Fault('action-not-permitted', 'the account is closed');
  // It was so once: the month counts, and nothing moves. What the holder did since makes no news of a unit old.
  const late = isOfBefore(await lastUnitSealOf(tx, number), told);
  if (account.source === 'unit' && account.state === 'sealed' && !late) {
    throw new Fault('action-not-permitted', 'the unit has to unseal the account first');
  }
  if (month !== null) {
    const paid = { account: number, month, unit, paidOn: on, toldBy: came.message.serial };
    await insertUnitMonth(tx, paid);
  }
  if (account.source === 'unit' || late) return;
  const open = await openEmployment(tx, number);
  if (open === null) {
    await begin(tx, came, account, told);
    return;
  }
  if (month === null || open.firstMonth === month) return;
  await updateEmployment(tx, open.caseId, { firstMonth: month });
  await insertOutbox(tx, {
    key: `employment/${open.caseId}/${came.message.id}`,
    ...{ center: account.center, caseId: open.caseId, person: account.person },
    ...{ kind: TELL_CASE, payload: '' },
  });
}

/** It is about the employment that a unit's seal has ended: older than the seal, or its last months paid after it. */
function isOfBefore(seal: UnitSeal | null, { on, month, unit }: EmploymentTold): boolean {
  if (seal === null) return false;
  const isTheirs = seal.unit === null || seal.unit === unit;
  return on < seal.on || (month !== null && isTheirs && month <= monthOf(seal.on));
}

/** The row, the agreement at rest, and the message that starts the case: all or nothing. */
async function begin(
  tx: Tx,
  { message, personKeys }: Unasked,
  { id, number, center, person }: AccountStanding,
  { unit, on, today, month }: EmploymentTold,
): Promise<void> {
  const caseId = randomUUID();
  const branch = await insertEmployment(tx, {
    ...{ caseId, center, person, account: number, unit, toldBy: message.serial },
    ...{ fromOn: on, firstMonth: month === null ? null : plainMonth(month), toldOn: today },
  });
  const standing = await lockInForce(tx, id);
  if (standing?.state === 'active') {
    await moveAgreement(tx, {
      ...{ agreement: standing.agreement, from: 'active', to: 'suspended', on: today, caseId },
      ...{ reason: 'employed', owesFrom: null },
    });
    await updateEmployment(tx, caseId, { suspended: true });
  }
  await voidOpenDues(tx, number, today);
  const { rows } = await tx.query<{ wrapped_key: string | null }>(
    'select wrapped_key from person where id = $1',
    [person],
  );
  const key = `employment/${caseId}/start`;
  const own = personKeys.unwrap(person, rows[0]?.wrapped_key ?? null);
  const payload = sealJson(own, place.outbox(key), { account: id, branch });
  const kind = 'start-conversion-to-employee';
  await insertOutbox(tx, { key, center, caseId, person, kind, payload });
}
