/** 条例25、41，（七）: decided within three days, by whom, on what the books say then; what stands against it. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { placeHold } from '../../src/ledger/holds.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { addDays, addMonths, dateAt, startOf, type PlainDate } from '../../src/domain/calendar.ts';
import { statutoryDeadline } from '../../src/policy/statutory-deadline.ts';
import { today } from '../builders.ts';
import { breaches } from '../harness/breaches.ts';
import {
  BANK,
  office,
  refusalOf,
  REVIEWER,
  SECOND_SUPERVISOR,
  SUPERVISOR,
} from '../harness/office.ts';
import { personal } from '../harness/personal.ts';
import { withdrawals, type Drawer } from '../harness/withdrawals.ts';
import { leftInOrder } from '../harness/in-order.ts';

const place = office();
leftInOrder(place);
const own = withdrawals(place);
const world = breaches(place);
const person = personal(place);
const { drawer, asked, paying, balances, settled, funded } = own;
const REASON = { reason: '核对无误' };
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

const large = {
  ...{ purpose: 'purchase', amount: '60000.00', period: undefined },
  expense: { amount: '900000.00', on: '2026-10-01', reference: 'GF-7' },
  materials: ['identity-document', 'purchase-contract', 'expense-receipt'],
};

/** Above what one person decides. */
async function inReview(who?: Drawer): Promise<{ caseId: string; who: Drawer }> {
  const of = who ?? (await drawer({ flexible: '300000.00' }));
  const caseId = await asked(of, large);
  await place.until(caseId, 'in review');
  return { caseId, who: of };
}

const goTo = async (caseId: string, day: PlainDate, hours: number) => {
  const at = new Date(startOf(day) + hours * HOUR_MS);
  await place.temporal.clock.jumpTo(place.handle(caseId), at);
  await place.temporal.clock.untilIdle(place.handle(caseId));
};

const codesOf = async (caseId: string) =>
  ((await place.row(caseId)).detail['reasons'] as { code: string }[]).map(({ code }) => code);

describe('条例25 受理之日起三日内作出决定', () => {
  it('is told in the morning before the last day, and put before a supervisor on the day itself', async () => {
    const { caseId } = await inReview();
    const acceptedOn = today();
    const calendar = await place.ask<{ day: PlainDate; working: boolean }>(
      'select day::text, working from calendar_day',
    );
    const { lastDayOn } = statutoryDeadline({
      ...{ business: 'withdrawal', acceptedOn },
      holidays: calendar.filter(({ working }) => !working).map(({ day }) => day),
      workdays: calendar.filter(({ working }) => working).map(({ day }) => day),
    });
    const [row] = await place.ask<{ due_on: string; regulation: string }>(
      'select due_on::text, regulation from "case" where id = $1',
      caseId,
    );
    expect(row).toEqual({ due_on: lastDayOn, regulation: '2026' });
    expect(lastDayOn >= addDays(acceptedOn, 3)).toBe(true);
    await goTo(caseId, lastDayOn, 8.9);
    const before = await place.events(caseId);
    expect(before.filter((kind) => kind === 'withdrawal-due-soon')).toHaveLength(1);
    expect(before).not.toContain('withdrawal-escalated');
    await goTo(caseId, lastDayOn, 9.1);
    expect(await place.events(caseId)).toContain('withdrawal-escalated');
    expect((await place.tasks(caseId)).map(({ kind, role }) => [kind, role])).toEqual([
      ['withdrawal-due', 'supervisor'],
      ['withdrawal-review', 'reviewer'],
    ]);
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'paying');
    expect(await place.tasks(caseId)).toEqual([]);
  });
});

/** The morning of the last day has come. */
async function due(caseId: string): Promise<void> {
  const [row] = await place.ask<{ due: PlainDate }>(
    'select due_on::text as due from "case" where id = $1',
    caseId,
  );
  await goTo(caseId, row!.due, 9.1);
}
const kindsOf = async (caseId: string) => (await place.tasks(caseId)).map(({ kind }) => kind);

describe('三日的期限不因流转而停', () => {
  it('what is due by law stays with the supervisor when the review sends it on to the approval', async () => {
    const who = await drawer({ flexible: '300000.00' });
    const caseId = await asked(who, { ...large, amount: '250000.00' });
    await place.until(caseId, 'in review');
    await due(caseId);
    expect(await kindsOf(caseId)).toEqual(['withdrawal-due', 'withdrawal-review']);
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    expect(await kindsOf(caseId)).toEqual(['withdrawal-approval', 'withdrawal-due']);
    await place.act(caseId, 'approve', REASON, SUPERVISOR);
    await place.until(caseId, 'paying');
    expect(await kindsOf(caseId)).toEqual([]);
  });

  it('and when a change of the person’s data puts it before the reviewer anew', async () => {
    const { caseId, who } = await inReview();
    await due(caseId);
    const change = await person.asked(
      { ...who, applicant: { name: '张三', type: 'resident-id', number: '' } },
      { phone: '13900030003' },
    );
    await place.until(change, 'changed');
    await person.relay();
    await person.news(caseId);
    expect(await place.events(caseId)).toContain('personal-change-heard');
    expect(await kindsOf(caseId)).toEqual(['withdrawal-due', 'withdrawal-review']);
  });
});

describe('复核和审批', () => {
  it('declined in the words of whoever looked, and nothing was reserved', async () => {
    const { caseId, who } = await inReview();
    const no = { approve: false, reason: '购房合同与备案系统不符。' };
    await place.act(caseId, 'review', no, REVIEWER);
    expect(await place.row(caseId)).toMatchObject({ stage: 'refused', outcome: 'refused' });
    const paper = (await place.papers(caseId)).at(-1);
    expect(JSON.stringify(paper?.params['reasons'])).toContain('购房合同与备案系统不符。');
    expect(await balances(who)).toEqual({ flexible: '300000.00' });
  });

  it('is not reviewed by whoever submitted it', async () => {
    const who = await drawer({ flexible: '300000.00' });
    const submitted = { ...REVIEWER, role: 'clerk' as const };
    const caseId = await asked(who, large, submitted);
    await place.until(caseId, 'in review');
    const act = place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    expect(await refusalOf(act)).toBe('same-person');
    await place.act(caseId, 'withdraw', REASON);
    expect(await place.row(caseId)).toMatchObject({ stage: 'withdrawn', outcome: 'withdrawn' });
  });

  it('what the books say when it is paid decides: a hold that came meanwhile refuses it', async () => {
    const { caseId, who } = await inReview();
    await inTransaction(place.pool, (tx) =>
      placeHold(tx, {
        ...{ id: randomUUID(), account: who.account, kind: 'court', by: 'test' },
        ...{ document: '（2026）辽0102执1号', placedOn: today() },
      }),
    );
    await place.act(caseId, 'review', { approve: true, ...REASON }, REVIEWER);
    await place.until(caseId, 'refused');
    expect(await codesOf(caseId)).toEqual(['withdrawal-held']);
    expect(await balances(who)).toEqual({ flexible: '300000.00' });
  });
});

describe('补正、次数、渠道', () => {
  it('not completed in time it lapses, and may be asked for anew', async () => {
    const who = await drawer();
    const caseId = await asked(who, { materials: [] });
    await place.pass(caseId, 'withdrawal-supplement', -MINUTE_MS);
    expect((await place.row(caseId)).stage).toBe('incomplete');
    await place.pass(caseId, 'withdrawal-supplement');
    expect(await place.row(caseId)).toMatchObject({ stage: 'lapsed', outcome: 'not-supplied' });
    expect(await paying(who)).toBeDefined();
  });

  it('the same case again is refused until its months are over, with the day', async () => {
    await funded();
    const who = await drawer();
    const first = await paying(who);
    await settled(first);
    const period = { from: '2026-06', to: '2026-07' };
    const again = await asked(who, { period, amount: '100.00' });
    await place.until(again, 'refused');
    expect(await codesOf(again)).toEqual(['withdrawn-too-soon']);
    const paper = (await place.papers(again)).at(-1);
    const day = addMonths(dateAt(await place.now(first)), 3);
    expect(paper?.params['reasons']).toMatchObject([{ earliestOn: day }]);
  });

  it('a channel draws on no account but those it brought', async () => {
    const who = await drawer();
    const form = await own.form(who);
    const act = own.start({ ...form, evidence: [] }, BANK);
    expect(await refusalOf(act)).toBe('input-invalid');
  });
});

describe('条例41 违法提取的，责令退回，三年内不得提取', () => {
  it('is owed again with the measures, and the ban refuses through its last day', async () => {
    const who = await drawer();
    const caseId = await paying(who);
    await settled(caseId);
    const breach = await place.start(
      'breach',
      {
        ...{ account: who.accountId, fact: 'fraudulent-withdrawal', reason: '租赁合同系伪造' },
        ...{ withdrawal: caseId, file: await place.upload() },
      },
      SUPERVISOR,
    );
    await world.serve(breach.caseId);
    await world.goTo(breach.caseId, addDays(await world.cureUntil(breach.caseId), 1));
    const measures = { serious: false, reason: '查实' };
    await place.act(breach.caseId, 'propose', measures, REVIEWER);
    await place.act(breach.caseId, 'approve', { reason: '同意' }, SECOND_SUPERVISOR);
    const owed = await place.ask<{ amount: string; cause: string; state: string }>(
      'select amount::text, cause, state from receivable where account = $1',
      who.account,
    );
    expect(owed).toEqual([{ amount: '3000.00', cause: 'fraud', state: 'open' }]);
    expect(await balances(who)).toEqual({ flexible: '20000.00' });
    expect(await place.events(caseId)).toContain('withdrawal-clawed-back');
    const [ban] = await place.ask<{ until: string }>(
      `select until_on::text as until from measure where person = $1 and kind = 'ban'`,
      who.person,
    );
    expect(ban?.until).toBeDefined();
    // The ban begins on the day of the decision, which lies ahead of today.
    await place.db.owner.query('alter table measure disable trigger append_only');
    const setUntil = (until: string) =>
      place.db.owner.query(
        'update measure set from_on = $3, until_on = $2 where person = $1 and kind = $4',
        [who.person, until, '2026-01-05', 'ban'],
      );
    await setUntil(today());
    const banned = await asked(who, { period: { from: '2026-06', to: '2026-06' } });
    await place.until(banned, 'refused');
    expect(await codesOf(banned)).toContain('withdrawal-ban');
    const [first] = (await place.papers(banned)).at(-1)?.params['reasons'] as object[];
    expect(first).toMatchObject({ code: 'withdrawal-ban', earliestOn: addDays(today(), 1) });
    await setUntil(addDays(today(), -1));
    const after = await asked(who, { period: { from: '2026-06', to: '2026-06' } });
    await place.until(after, 'refused');
    expect(await codesOf(after)).not.toContain('withdrawal-ban');
    await place.db.owner.query(
      `update task set closed_at = now(), closed_by = 'test' where kind = 'recover'`,
    );
  });

  it('a withdrawal of another account is not accepted as what the breach is about', async () => {
    const [one, other] = [await drawer(), await drawer()];
    const caseId = await paying(one);
    await settled(caseId);
    const act = place.start(
      'breach',
      {
        ...{ account: other.accountId, fact: 'fraudulent-withdrawal', reason: '查实' },
        ...{ withdrawal: caseId, file: await place.upload() },
      },
      SUPERVISOR,
    );
    expect(await refusalOf(act)).toBe('input-invalid');
  });
});
