/** （七）: an open loan first — for every case of article 24 the platform is asked anew before anything is decided. */
import { afterEach, describe, expect, it } from 'vitest';
import type { PlainDate } from '../../src/domain/calendar.ts';
import { exits, type Leaver } from '../harness/exits.ts';
import { office, refusalOf, REVIEWER, SUPERVISOR } from '../harness/office.ts';
import { PATIENCE } from '../harness/office-worker.ts';
import { withdrawals } from '../harness/withdrawals.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const own = withdrawals(place);
const people = exits(place);
const LOAN = { center: '210200', state: 'open' };
const REASON = { reason: '核对无误' };
const HOUR_MS = 3_600_000;
const WEEK_MINUTES = 7 * 24 * 60;
const { retryMinutes } = PATIENCE;
afterEach(() => {
  PATIENCE.retryMinutes = retryMinutes;
});

/** The case that anybody may have: 物业费, half a year of which is drawn. */
const FEE = {
  ...{ purpose: 'property-fee', amount: '500.00', expense: { amount: '2000.00' } },
  materials: ['identity-document', 'ownership-certificate', 'expense-receipt'],
};

async function asked(who: Leaver, more: Record<string, unknown> = {}): Promise<string> {
  return own.asked({ ...who }, { ...FEE, ...more });
}

const asksOf = (caseId: string) =>
  place.ask<{ purpose: string; status: string }>(
    `select purpose, status from "check" where case_id = $1 and system = 'national'`,
    caseId,
  );
const codesOf = async (caseId: string) =>
  ((await place.row(caseId)).detail['reasons'] as { code: string }[]).map(({ code }) => code);

/** Somebody about whom another case was told of a loan. */
async function indebted(): Promise<Leaver> {
  const who = await people.leaver();
  await people.loans(who, [LOAN]);
  return who;
}

describe('有未结清贷款的，先还贷款：每一笔提取都重新核查', () => {
  it('asks the platform by this very case, and decides with the answer in one change', async () => {
    const who = await people.leaver();
    const caseId = await asked(who);
    await place.until(caseId, 'paying');
    expect(await asksOf(caseId)).toEqual([{ purpose: 'REVIEW', status: 'ok' }]);
    const events = await place.events(caseId);
    expect(events.filter((kind) => !kind.startsWith('notice-'))).toEqual([
      ...['withdrawal-asked', 'withdrawal-accepted'],
      ...['check-answered', 'decided', 'withdrawal-granted'],
    ]);
  });

  it('a loan of which nobody knew when the account was opened is put before another person', async () => {
    const who = await indebted();
    const caseId = await asked(who);
    const { detail } = await place.until(caseId, 'in review');
    expect(detail['codes']).toEqual(['loan-overdue-unknown']);
    const blind = place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    expect(await refusalOf(blind)).toBe('input-invalid');
    const overdue = { approve: true, overdue: '0.01', ...REASON };
    await place.act(caseId, 'review', overdue, REVIEWER);
    await place.until(caseId, 'refused');
    expect(await codesOf(caseId)).toEqual(['loan-overdue']);
  });

  it('nothing overdue: it is paid beside the loan, as the agreement with the bank goes on', async () => {
    const who = await indebted();
    const caseId = await asked(who);
    await place.until(caseId, 'in review');
    await place.act(caseId, 'review', { approve: true, overdue: '0.00', ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
  });

  it('an older answer neither refuses nor hinders whoever has paid the loan back since', async () => {
    const who = await indebted();
    const first = await asked(who);
    await place.until(first, 'in review');
    await place.act(first, 'withdraw', REASON);
    await people.loans(who, [{ ...LOAN, state: 'settled' }]);
    const caseId = await asked(who);
    await place.until(caseId, 'paying');
  });

  it('settled since: a closing that only an older answer stands against is asked for, not refused', async () => {
    const who = await indebted();
    const first = await asked(who);
    await place.until(first, 'in review');
    await place.act(first, 'withdraw', REASON);
    await people.loans(who, [{ ...LOAN, state: 'settled' }]);
    const closing = {
      ...{ purpose: 'emigration', amount: undefined, expense: undefined, period: undefined },
      materials: ['identity-document', 'emigration-proof'],
    };
    const caseId = await asked(who, closing);
    await place.until(caseId, 'paying');
  });
});

describe('a guarantee for somebody else’s loan', () => {
  it('is no loan of one’s own: the fee is paid without anybody looking', async () => {
    const who = await people.leaver();
    await people.loans(who, [{ ...LOAN, role: 'guarantor' }]);
    await place.until(await asked(who), 'paying');
  });
});

describe('没有答复就是没有答复', () => {
  async function unanswered(who: Leaver): Promise<string> {
    await place.world.breaks('national', 'down', { person: who.applicant });
    const caseId = await asked(who);
    await place.until(caseId, 'check unanswered');
    return caseId;
  }

  it('nothing is decided or paid; it is asked again by itself, and at a supervisor’s wish', async () => {
    const who = await people.leaver();
    const caseId = await unanswered(who);
    expect(await people.payouts(caseId)).toEqual([]);
    expect(await place.tasks(caseId)).toMatchObject([{ kind: 'repair', role: 'supervisor' }]);
    await place.pass(caseId, 'exit-parked');
    await place.until(caseId, 'check unanswered');
    expect(await place.tasks(caseId)).toHaveLength(1);
    await place.world.mends('national', who.applicant);
    expect(await refusalOf(place.act(caseId, 'retry-now', REASON))).toBe('not-authorized');
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    expect(await place.tasks(caseId)).toEqual([]);
  });

  it('the three days go on: told before the last day, and before a supervisor on it, until it is decided', async () => {
    const who = await people.leaver();
    PATIENCE.retryMinutes = WEEK_MINUTES;
    const caseId = await unanswered(who);
    const [row] = await place.ask<{ due: PlainDate }>(
      'select due_on::text as due from "case" where id = $1',
      caseId,
    );
    await people.goTo(caseId, row!.due, 9.1 * HOUR_MS);
    const events = await place.events(caseId);
    expect(events).toContain('withdrawal-due-soon');
    expect(events).toContain('withdrawal-escalated');
    const kinds = async () => (await place.tasks(caseId)).map(({ kind }) => kind);
    expect(await kinds()).toEqual(['repair', 'withdrawal-due']);
    await place.world.mends('national', who.applicant);
    await people.loans(who, [LOAN]);
    await place.act(caseId, 'retry-now', REASON, SUPERVISOR);
    await place.until(caseId, 'in review');
    expect(await kinds()).toEqual(['withdrawal-due', 'withdrawal-review']);
    await place.act(caseId, 'review', { approve: true, overdue: '0.00', ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
    expect(await kinds()).toEqual([]);
  });
});
